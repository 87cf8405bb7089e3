"""The parts that entries are made of: sources, conditions, comparisons, stages, questions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from macros.fields import AnyRef, Id, Intent, Keyword, Label, PickRef, Text, Url


class Model(BaseModel):
    """What every model shares: it can't be changed, and it refuses fields it doesn't know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Model):
    """What every entry has. The id is its address: unique across all kinds, and never changed."""

    kind: ClassVar[str]
    id: Id
    title: Label
    keywords: tuple[Keyword, ...] = ()


class Source(Model):
    """A page that says what the entry says. `deep: false` marks a documentation root that stands in for a page."""

    title: Label
    url: Url
    deep: StrictBool = True


class Reviewed(Model):
    """What every judgement carries: two sources at least (an official or primary one first) and a date."""

    sources: tuple[Source, ...] = Field(min_length=2)
    reviewed: dt.date


class Strength(Model):
    """What you gain, and what it costs."""

    gain: Text
    cost: Text


class Pitfall(Model):
    """What people get wrong, and how it shows."""

    title: Label
    text: Text


class Conditions(Model):
    """When to use an entry, and when not."""

    use_when: tuple[Text, ...] = Field(min_length=1)
    avoid_when: tuple[Text, ...] = Field(min_length=1)


class Cell(Model):
    """One cell of a comparison: a value, perhaps with the page that states it, or the reason why none applies."""

    value: Text | StrictBool | None = None
    source: Url | None = None
    na: Text | None = None

    @model_validator(mode="after")
    def _value_or_reason(self) -> Cell:
        if (self.value is None) == (self.na is None):
            raise ValueError("give either 'value' or 'na' with the reason why none applies")
        return self


def _cell(raw: Any) -> Any:
    return {"value": raw} if isinstance(raw, str | bool) else raw


Cells = dict[Id, Annotated[Cell, BeforeValidator(_cell)]]


class Compared(Entry):
    """Attributes of an entry: for each comparison group that it belongs to, a cell for each attribute of the group."""

    compare: dict[Id, Cells] = Field(default_factory=dict)


class Attribute(Model):
    """A column of a comparison. `values` belongs to the type `choice` alone; each cell of a `sourced` one names its page."""

    id: Id
    title: Label
    type: Literal["choice", "text", "yes-no"]
    values: tuple[Label, ...] = ()
    sourced: StrictBool = False

    @model_validator(mode="after")
    def _choice_has_values(self) -> Attribute:
        if (self.type == "choice") != bool(self.values):
            raise ValueError("'values' goes with type 'choice', and only with it")
        return self


class Group(Model):
    """Entries that a reader weighs against each other, and the attributes that tell them apart."""

    id: Id
    title: Label
    intent: Intent
    attributes: tuple[Attribute, ...] = Field(min_length=1)


class Rule(Model):
    """A step of choosing: under this condition, this entry or these."""

    when: Text
    choose: tuple[PickRef, ...] = Field(min_length=1)


class Phrase(Model):
    """A phrase of the definition, in its words, and the entry that explains it."""

    phrase: Label
    entry: AnyRef


class Production(Model):
    """What to watch in production, how it fails, how it scales."""

    watch: tuple[Text, ...] = Field(min_length=1)
    fails: tuple[Text, ...] = Field(min_length=1)
    scales: tuple[Text, ...] = Field(min_length=1)


class Message(Model):
    """A step of a pattern's flow: who sends what to whom, and what comes back."""

    from_: Label = Field(alias="from")
    to: Label
    send: Label
    reply: Label | None = None
    later: StrictBool = False


class Step(Model):
    """Something to learn. Its id is unique in its path and stays, so that a reader's ticks survive a new order."""

    id: Id
    text: Text
    read: tuple[AnyRef, ...] = ()
    source: Source | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Step:
        if not self.read and self.source is None:
            raise ValueError("a step needs 'read' (entries of the guide) or a 'source'")
        return self


class Stage(Model):
    """A stage of a path: what it is for, its steps, what to build, and how you know that you are done.

    Its id is unique in its path and stays, as a step's does.
    """

    id: Id
    title: Label
    goal: Text
    steps: tuple[Step, ...] = Field(min_length=1)
    build: Text
    done_when: tuple[Text, ...] = Field(min_length=1)

    @property
    def build_id(self) -> str:
        """What a reader's tick of the build hangs on. No step's id has a colon."""
        return f"build:{self.id}"


class OutOfScope(Model):
    """What the guide doesn't answer in a situation, and who or what does."""

    what: Text
    instead: Text


class Option(Model):
    """An answer to a question: it leads to the next question or to an outcome. `unsure` marks "I don't know".

    Its id is unique in its question and stays: with the question's it stands in addresses that readers share.
    """

    id: Id
    answer: Text
    next: Id | None = None
    pick: Id | None = None
    unsure: StrictBool = False

    @model_validator(mode="after")
    def _one_way_on(self) -> Option:
        if (self.next is None) == (self.pick is None):
            raise ValueError("an option has either 'next' (a question) or 'pick' (an outcome)")
        return self


class Question(Model):
    """A question of a decision, and why it is asked."""

    id: Id
    ask: Text
    why: Text
    options: tuple[Option, ...] = Field(min_length=2)


class Outcome(Model):
    """A result of a decision: a pick and an alternative, why, what would change it, and what it costs."""

    id: Id
    pick: PickRef
    alternative: PickRef
    because: Text
    changes_if: Text
    cost: Text
    read: tuple[AnyRef, ...] = ()

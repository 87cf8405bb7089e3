"""One frozen model for each kind of entry; the JSON Schema of the data file comes from here."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from macros.fields import (
    AnyRef,
    Id,
    Intent,
    Keyword,
    Label,
    PathRef,
    PatternRef,
    PickRef,
    ProductRef,
    Ref,
    RoadmapRef,
    Text,
    TopicRef,
    Url,
)


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
    gain: Text
    cost: Text


class Pitfall(Model):
    title: Label
    text: Text


class Conditions(Model):
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


class Specialist(Entry):
    kind = "specialist"
    description: Text
    introduction: Text


class Capability(Entry):
    kind = "capability"
    intent: Intent
    meaning: Text
    serves: tuple[AnyRef, ...] = Field(min_length=1)


class Attribute(Model):
    """A column of a comparison. `values` belongs to the type `choice` alone."""

    id: Id
    title: Label
    type: Literal["choice", "text", "yes-no"]
    values: tuple[Label, ...] = ()

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


class Area(Entry):
    kind = "area"
    short: Label
    intent: Intent
    covers: Text
    how_to_choose: tuple[Text, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()


class Phrase(Model):
    """A phrase of the definition, in its words, and the entry that explains it."""

    phrase: Label
    entry: AnyRef


class Production(Model):
    watch: tuple[Text, ...] = Field(min_length=1)
    fails: tuple[Text, ...] = Field(min_length=1)
    scales: tuple[Text, ...] = Field(min_length=1)


class Topic(Compared, Conditions, Reviewed):
    kind = "topic"
    area: Annotated[str, Ref(("area",))]
    intent: Intent
    overview: Text
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    strengths: tuple[Strength, ...] = Field(min_length=2)
    mistakes: tuple[Pitfall, ...] = Field(min_length=2)
    first_steps: tuple[Text, ...] = Field(min_length=2)
    production: Production


class Technology(Compared, Conditions, Reviewed):
    kind = "technology"
    intent: Intent
    overview: Text
    topics: tuple[TopicRef, ...] = ()
    strengths: tuple[Strength, ...] = Field(min_length=2)
    mistakes: tuple[Pitfall, ...] = Field(min_length=1)
    first_steps: tuple[Text, ...] = Field(min_length=1)
    unpicked: Text | None = None


class Family(Entry, Conditions, Reviewed):
    """A family of patterns. One that the seed doesn't have is left out of the agent definition."""

    kind = "family"
    area: ClassVar[str] = "patterns"
    intent: Intent
    overview: Text
    how_to_choose: tuple[Rule, ...] = Field(min_length=1)
    in_definition: StrictBool = True


class Message(Model):
    """A step of a pattern's flow: who sends what to whom, and what comes back."""

    from_: Label = Field(alias="from")
    to: Label
    send: Label
    reply: Label | None = None
    later: StrictBool = False


class Pattern(Entry, Conditions, Reviewed):
    kind = "pattern"
    area: ClassVar[str] = "patterns"
    family: Annotated[str, Ref(("family",))]
    intent: Intent
    context: Text
    problem: Text
    forces: tuple[Text, ...] = Field(min_length=2)
    solution: Text
    flow: tuple[Message, ...] = Field(min_length=2)
    gains: tuple[Text, ...] = Field(min_length=1)
    costs: tuple[Text, ...] = Field(min_length=1)
    pitfalls: tuple[Pitfall, ...] = Field(min_length=1)
    part_of: tuple[PatternRef, ...] = ()
    works_with: tuple[PatternRef, ...] = ()
    competes_with: tuple[PatternRef, ...] = ()
    technologies: tuple[ProductRef, ...] = ()
    unpicked: Text | None = None


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
    title: Label
    goal: Text
    steps: tuple[Step, ...] = Field(min_length=1)
    build: Text
    done_when: tuple[Text, ...] = Field(min_length=1)


class Path(Entry):
    kind = "path"
    area: ClassVar[str] = "paths"
    roadmap: RoadmapRef
    intent: Intent
    audience: Text
    outcomes: tuple[Text, ...] = Field(min_length=2)
    prerequisites: tuple[Text, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = Field(min_length=4, max_length=7)
    next: tuple[PathRef, ...] = Field(min_length=1)


class Roadmap(Entry):
    """A roadmap of roadmap.sh: we link it and say in our own words what it is good for; nothing is taken from it."""

    kind = "roadmap"
    url: Url
    summary: Text
    entries: tuple[AnyRef, ...] = Field(min_length=1)
    guide_adds: Text | None = None
    in_definition: StrictBool = True


class OutOfScope(Model):
    what: Text
    instead: Text


class Situation(Entry):
    kind = "situation"
    intent: Intent
    signs: tuple[Text, ...] = Field(min_length=3)
    first_answer: Text
    leads_to: tuple[AnyRef, ...] = Field(min_length=3)
    out_of_scope: tuple[OutOfScope, ...] = Field(min_length=1)


class Option(Model):
    """An answer to a question: it leads to the next question or to an outcome. `unsure` marks "I don't know"."""

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
    id: Id
    ask: Text
    why: Text
    options: tuple[Option, ...] = Field(min_length=2)


class Outcome(Model):
    id: Id
    pick: PickRef
    alternative: PickRef
    because: Text
    changes_if: Text
    cost: Text
    read: tuple[AnyRef, ...] = ()


class Decision(Entry, Reviewed):
    kind = "decision"
    situation: Annotated[str, Ref(("situation",))]
    intent: Intent
    before_you_start: tuple[Text, ...] = Field(min_length=1)
    start: Id
    questions: tuple[Question, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=2)
    group: Annotated[str | None, Field(description="the comparison group to show below the outcome")] = None


class Term(Entry):
    kind = "term"
    definition: Text
    aliases: tuple[Keyword, ...] = ()
    entry: AnyRef | None = None


class Guide(Model):
    """The whole data file: one list for each kind, in this order. The JSON Schema is made from it."""

    specialist: Specialist
    capabilities: tuple[Capability, ...]
    areas: tuple[Area, ...]
    topics: tuple[Topic, ...]
    technologies: tuple[Technology, ...]
    families: tuple[Family, ...]
    patterns: tuple[Pattern, ...]
    paths: tuple[Path, ...]
    roadmaps: tuple[Roadmap, ...]
    situations: tuple[Situation, ...]
    decisions: tuple[Decision, ...]
    terms: tuple[Term, ...]


LISTS: dict[str, type[Entry]] = {
    "specialist": Specialist,
    "capabilities": Capability,
    "areas": Area,
    "topics": Topic,
    "technologies": Technology,
    "families": Family,
    "patterns": Pattern,
    "paths": Path,
    "roadmaps": Roadmap,
    "situations": Situation,
    "decisions": Decision,
    "terms": Term,
}

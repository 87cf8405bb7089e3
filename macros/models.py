"""One frozen model for each kind of entry; the JSON Schema of the data file comes from here."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StrictBool, model_validator

from macros.errors import nearest
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
from macros.parts import (
    Compared,
    Conditions,
    Entry,
    Group,
    Message,
    Model,
    Outcome,
    OutOfScope,
    Phrase,
    Pitfall,
    Production,
    Question,
    Reviewed,
    Rule,
    Stage,
    Strength,
)


class Specialist(Entry):
    kind = "specialist"
    description: Text
    introduction: Text


class Capability(Entry):
    kind = "capability"
    intent: Intent
    meaning: Text
    serves: tuple[AnyRef, ...] = Field(min_length=1)


class Area(Entry):
    kind = "area"
    short: Label
    intent: Intent
    covers: Text
    how_to_choose: tuple[Text, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()


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


class Situation(Entry):
    kind = "situation"
    intent: Intent
    signs: tuple[Text, ...] = Field(min_length=3)
    first_answer: Text
    leads_to: tuple[AnyRef, ...] = Field(min_length=3)
    out_of_scope: tuple[OutOfScope, ...] = Field(min_length=1)


class Decision(Entry, Reviewed):
    kind = "decision"
    situation: Annotated[str, Ref(("situation",))]
    intent: Intent
    before_you_start: tuple[Text, ...] = Field(min_length=1)
    start: Id
    questions: tuple[Question, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=2)
    group: Annotated[str | None, Field(description="the comparison group to show below the outcome")] = None


class Comparison(Entry, Reviewed):
    """Entries of one comparison group that people ask about by name, and which of them wins when."""

    kind = "comparison"
    group: Id
    entries: tuple[PickRef, ...] = Field(min_length=2, max_length=4)
    intent: Intent
    wins: tuple[Rule, ...] = Field(min_length=2)
    otherwise: PickRef
    because: Text


class Term(Entry):
    """A word of the field. Names of it that mostly stand for something else in a text, or for what every reader knows, are
    `everyday`: they aren't marked there. The others are, at their first use on a page.
    """

    kind = "term"
    definition: Text
    aliases: tuple[Keyword, ...] = ()
    everyday: tuple[Label, ...] = ()
    entry: AnyRef | None = None

    @model_validator(mode="after")
    def _everyday_names_are_names(self) -> Term:
        names = (self.title, *self.aliases)
        for name in self.everyday:
            if name not in names:
                raise ValueError(f"'{name}' is no name of the term; {nearest(name, names)}")
        return self


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
    comparisons: tuple[Comparison, ...]
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
    "comparisons": Comparison,
    "terms": Term,
}

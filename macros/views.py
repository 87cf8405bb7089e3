"""What a template asks about an entry beyond its own fields: peers, decisions, order of questions, names of kinds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

from macros.catalogue import Catalogue
from macros.models import Area, Comparison, Decision, Path
from macros.parts import Attribute, Cell, Compared, Entry, Group, Outcome, Question

KIND_TITLES = {
    "area": "Areas",
    "topic": "Topics",
    "technology": "Technologies",
    "family": "Pattern families",
    "pattern": "Patterns",
    "decision": "Decisions",
    "comparison": "Comparisons",
    "path": "Paths",
    "roadmap": "Roadmaps",
    "situation": "Situations",
    "capability": "Capabilities",
    "term": "Terms",
}
_WORD = re.compile(r"[\w#+.-]*\w[\w#+]*")
PEERS = 4  # entries side by side on an entry's own page, itself included; the area's page has them all


class Answer(NamedTuple):
    """That an entry is the pick or the alternative of an outcome."""

    decision: Decision
    outcome: Outcome
    role: str


def kind_title(kind: str) -> str:
    """The heading for entries of a kind."""
    return KIND_TITLES[kind]


def by_kind(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by their kind, the kinds in the order of `KIND_TITLES`; a kind that has none is left out."""
    found: dict[str, list[Entry]] = {kind: [] for kind in KIND_TITLES}
    for entry in entries:
        if entry.kind in found:
            found[entry.kind].append(entry)
    return {kind: members for kind, members in found.items() if members}


def linked_from(catalogue: Catalogue, entry: Entry) -> dict[str, list[Entry]]:
    """Everything that names an entry, each once, by kind."""
    return by_kind({link.source.id: link.source for link in catalogue.backlinks(entry)}.values())


def peers(catalogue: Catalogue, entry: Compared, group: Group) -> list[Compared]:
    """The entry, and after it those of its group that a reader is likeliest to weigh against it.

    Those are the ones that share its choices (same language, same model); ties go by the order of the data.
    """
    members = catalogue.members(group.id)
    choices = [attribute.id for attribute in group.attributes if attribute.type == "choice"]

    def likeness(other: Compared) -> int:
        mine, theirs = entry.compare[group.id], other.compare[group.id]
        return sum(mine[name].value == theirs[name].value for name in choices if name in mine and name in theirs)

    others = sorted((other for other in members if other is not entry), key=likeness, reverse=True)
    return [entry, *others[: PEERS - 1]]


def answers(catalogue: Catalogue, entry: Entry) -> list[Answer]:
    """Where an entry is the pick or the alternative, in the order of the decisions."""
    return [
        Answer(decision, outcome, role)
        for decision in catalogue.of(Decision)
        for outcome in decision.outcomes
        for role in ("pick", "alternative")
        if getattr(outcome, role) == entry.id
    ]


def decisions_in(catalogue: Catalogue, area: Area) -> list[Decision]:
    """The decisions that pick something of an area."""
    found = {
        answer.decision.id: answer.decision
        for entry in catalogue
        if catalogue.area_of(entry) is area and entry is not area
        for answer in answers(catalogue, entry)
        if answer.role == "pick"
    }
    return [decision for decision in catalogue.of(Decision) if decision.id in found]


def deciding(catalogue: Catalogue, comparison: Comparison) -> list[Decision]:
    """The decisions that choose between entries of a comparison; if none names two of them, those that name one."""
    named = Counter(
        decision_id
        for entry in catalogue.all(comparison.entries)
        for decision_id in {answer.decision.id for answer in answers(catalogue, entry)}
    )
    least = 2 if max(named.values(), default=0) >= 2 else 1
    return [decision for decision in catalogue.of(Decision) if named[decision.id] >= least]


def alike(group: Group, members: Iterable[Compared]) -> list[Attribute]:
    """The attributes of a group in which these of its members don't differ; another source for the same is no difference."""
    cells = {attribute.id: [member.compare[group.id][attribute.id] for member in members] for attribute in group.attributes}
    return [attribute for attribute in group.attributes if len({_content(cell) for cell in cells[attribute.id]}) == 1]


def first_alike(members: Sequence[Compared], entry: Compared, group: Group, attribute: Attribute) -> Compared:
    """The first of these members whose cell says the same as an entry's; the entry itself, if no earlier one does."""
    said = _content(entry.compare[group.id][attribute.id])
    return next(member for member in members if _content(member.compare[group.id][attribute.id]) == said)


def _content(cell: Cell) -> tuple[str | bool | None, str | None]:
    return cell.value, cell.na


def belongs(catalogue: Catalogue, entry: Entry) -> list[Entry]:
    """What stands above an entry: the topics that it belongs to, or else its area."""
    topics = catalogue.all(getattr(entry, "topics", ()))
    area = catalogue.area_of(entry)
    return list(topics) or ([area] if area is not None else [])


def ordered(decision: Decision) -> list[Question]:
    """The questions of a decision so that every answer leads on to a later one."""
    graph: dict[str, list[str]] = {question.id: [] for question in decision.questions}
    for question in decision.questions:
        for option in question.options:
            if option.next:
                graph[option.next].append(question.id)
    questions = {question.id: question for question in decision.questions}
    return [questions[name] for name in TopologicalSorter(graph).static_order()]


def candidates(catalogue: Catalogue, decision: Decision) -> list[Compared]:
    """The entries of a decision's comparison group that it can pick or name as alternative, in the order of the group."""
    named = {name for found in decision.outcomes for name in (found.pick, found.alternative)}
    return [member for member in catalogue.members(decision.group or "") if member.id in named]


def words(catalogue: Catalogue, decision: Decision) -> str:
    """What readers may call a decision beyond its own text: its keywords, and its answers with theirs; each word once."""
    entries = [catalogue.get(name) for found in decision.outcomes for name in (found.pick, found.alternative)]
    names = [*decision.keywords, *(name for entry in entries for name in (entry.title, *entry.keywords))]
    return " ".join(dict.fromkeys(_WORD.findall(" ".join(names).lower())))


def most_questions(decision: Decision) -> int:
    """How many questions the longest way to a result has."""
    before: dict[str, int] = {}
    for question in ordered(decision):
        asked = before.setdefault(question.id, 1)
        for option in question.options:
            if option.next:
                before[option.next] = max(before.get(option.next, 0), asked + 1)
    return max(before.values())


def number(decision: Decision, question_id: str) -> int:
    """The number, from 1, that a question has in `ordered`."""
    return [question.id for question in ordered(decision)].index(question_id) + 1


def outcome(decision: Decision, outcome_id: str) -> Outcome:
    """The outcome of a decision with this id. Raises StopIteration if there is none, which the checks rule out."""
    return next(found for found in decision.outcomes if found.id == outcome_id)


def leading_answers(decision: Decision, outcome_id: str) -> list[tuple[Question, str]]:
    """Each question and the answer to it that leads straight to an outcome."""
    return [
        (question, option.answer) for question in ordered(decision) for option in question.options if option.pick == outcome_id
    ]


def ticks(path: Path) -> list[str]:
    """The ids of everything that a reader can tick on a path: the steps of each stage, and at its end what it builds."""
    return [tick for stage in path.stages for tick in (*(step.id for step in stage.steps), stage.build_id)]


# The filters of the template environment, by name: those that look around in the catalogue, and those that don't.
OF_CATALOGUE: dict[str, Callable[..., Any]] = {
    view.__name__: view for view in (answers, belongs, candidates, deciding, decisions_in, linked_from, peers, words)
}
OF_ENTRY: dict[str, Callable[..., Any]] = {
    view.__name__: view
    for view in (alike, by_kind, first_alike, kind_title, leading_answers, most_questions, number, ordered, outcome, ticks)
}

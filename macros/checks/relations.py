"""Rules about relations: written on one side, written once, never both ways at the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.catalogue import MENTION, Catalogue
from macros.checks.rule import Rule
from macros.errors import Problem
from macros.models import Path, Pattern


def _one_side(catalogue: Catalogue) -> Iterator[Problem]:
    """A relation between two patterns is written on one of them; the other side is computed."""
    for pattern in catalogue.of(Pattern):
        for role in ("works_with", "competes_with"):
            for index, target in enumerate(getattr(pattern, role)):
                other = catalogue.get(target) if target in catalogue else None
                first = other is not None and catalogue.line(other.id) < catalogue.line(pattern.id)
                if isinstance(other, Pattern) and first and pattern.id in getattr(other, role):
                    what = f"'{role}: {target}' is written on both sides"
                    yield catalogue.problem(pattern, what, "take it away here", (role, index))


def _one_relation(catalogue: Catalogue) -> Iterator[Problem]:
    """Two patterns work together or compete; a text says it where both are true."""
    for pattern in catalogue.of(Pattern):
        rivals = {*pattern.competes_with, *(other.id for other in catalogue.linking(pattern, Pattern, "competes_with"))}
        for index, target in enumerate(pattern.works_with):
            if target in rivals:
                what = f"it works with '{target}' and competes with it"
                yield catalogue.problem(pattern, what, "keep the relation that a reader needs", ("works_with", index))


def _named_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A list of references names each entry once."""
    for entry in catalogue:
        listed = (link for link in catalogue.links(entry) if link.role != MENTION and isinstance(link.location[-1], int))
        places = Counter((link.location[:-1], link.target) for link in listed)
        for (location, target), count in places.items():
            if count > 1:
                yield catalogue.problem(entry, f"'{target}' stands {count} times in one list", at=location)


def _ticks_stay(catalogue: Catalogue) -> Iterator[Problem]:
    """The ids of a path's steps are unique in it, and so are those of its stages: a reader's tick means one thing."""
    for path in catalogue.of(Path):
        steps = Counter(step.id for stage in path.stages for step in stage.steps)
        stages = Counter(stage.id for stage in path.stages)
        for what, ids in (("step", steps), ("stage", stages)):
            for name, count in ids.items():
                if count > 1:
                    problem = f"the {what} id '{name}' stands {count} times"
                    yield catalogue.problem(path, problem, "give each its own", ("stages",))


RULES = (Rule("R401", _one_side), Rule("R402", _one_relation), Rule("R403", _named_once), Rule("R404", _ticks_stay))

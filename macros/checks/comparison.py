"""Rules about comparisons: every entry of a group fills every attribute, with a value that the attribute allows."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalogue import Catalogue
from macros.checks.rule import Rule
from macros.errors import Problem, nearest
from macros.models import Area, Comparison, Decision, Technology
from macros.parts import Attribute, Cell, Compared, Entry

CELL_LENGTH = 90  # characters; more is no longer a table


def _known_groups(catalogue: Catalogue) -> Iterator[Problem]:
    """A comparison names a group, and attributes, that an area declares."""
    groups = catalogue.groups
    for entry, group_id, cells in _comparisons(catalogue):
        at = ("compare", group_id)
        if group_id not in groups:
            hint = nearest(group_id, groups)
            yield catalogue.problem(entry, f"no area declares the comparison group '{group_id}'", hint, at)
            continue
        allowed = [attribute.id for attribute in groups[group_id][1].attributes]
        for name in cells.keys() - set(allowed):
            what = f"the group '{group_id}' has no attribute '{name}'"
            yield catalogue.problem(entry, what, nearest(name, allowed), (*at, name))
    shows: tuple[Decision | Comparison, ...] = (*catalogue.of(Decision), *catalogue.of(Comparison))
    for shown in shows:
        if shown.group is not None and shown.group not in groups:
            what = f"no area declares the comparison group '{shown.group}'"
            yield catalogue.problem(shown, what, nearest(shown.group, groups), ("group",))


def _every_attribute(catalogue: Catalogue) -> Iterator[Problem]:
    """An entry fills every attribute of its groups, or says why one does not apply."""
    for entry, group_id, cells in _comparisons(catalogue):
        if found := catalogue.groups.get(group_id):
            for attribute in found[1].attributes:
                if attribute.id not in cells:
                    what = f"no '{attribute.id}' in the comparison '{group_id}'"
                    yield catalogue.problem(entry, what, "fill it, or write {na: why}", ("compare", group_id))


def _allowed_values(catalogue: Catalogue) -> Iterator[Problem]:
    """A cell's value is of its attribute's type, and short enough for a table."""
    for entry, group_id, cells in _comparisons(catalogue):
        if found := catalogue.groups.get(group_id):
            for attribute in found[1].attributes:
                cell = cells.get(attribute.id)
                if cell is not None and cell.na is None and (wrong := _wrong(attribute, cell)):
                    what = f"'{attribute.id}' in '{group_id}' {wrong[0]}"
                    yield catalogue.problem(entry, what, wrong[1], ("compare", group_id, attribute.id))


def _wrong(attribute: Attribute, cell: Cell) -> tuple[str, str] | None:
    value = cell.value
    if attribute.type == "yes-no":
        return None if isinstance(value, bool) else ("must be true or false", "")
    if not isinstance(value, str):
        return "must be text", "put it between quotes"
    if attribute.type == "choice" and value not in attribute.values:
        return f"can't be '{value}'", nearest(value, attribute.values)
    if len(value) > CELL_LENGTH:
        return f"has {len(value)} characters", f"a cell has at most {CELL_LENGTH}"
    return None


def _technologies_are_compared(catalogue: Catalogue) -> Iterator[Problem]:
    """Every technology stands in a comparison, which also gives it its area."""
    for technology in catalogue.of(Technology):
        if not technology.compare:
            yield catalogue.problem(technology, "no comparison", f"groups: {', '.join(catalogue.groups)}")


def _declared_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A group is declared once in all areas, and an attribute once in its group."""
    seen: set[str] = set()
    for area in catalogue.of(Area):
        for index, group in enumerate(area.groups):
            names = [attribute.id for attribute in group.attributes]
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield catalogue.problem(area, f"the attribute '{name}' is declared twice", at=("groups", index, "attributes"))
            if group.id in seen:
                yield catalogue.problem(area, f"the group '{group.id}' is declared twice", at=("groups", index, "id"))
            seen.add(group.id)


def _stated(catalogue: Catalogue) -> Iterator[Problem]:
    """A cell of an attribute that is declared `sourced` names the page that states it."""
    for entry, group_id, cells in _comparisons(catalogue):
        if found := catalogue.groups.get(group_id):
            for attribute in found[1].attributes:
                cell = cells.get(attribute.id)
                if attribute.sourced and cell is not None and cell.na is None and cell.source is None:
                    what = f"'{attribute.id}' in '{group_id}' has no source"
                    hint = "write {value: …, source: https://…}"
                    yield catalogue.problem(entry, what, hint, ("compare", group_id, attribute.id))


def _one_group(catalogue: Catalogue) -> Iterator[Problem]:
    """A comparison holds entries of its group, and chooses between them alone, each of them at least once."""
    for comparison in catalogue.of(Comparison):
        if comparison.group not in catalogue.groups:
            continue
        members = [member.id for member in catalogue.members(comparison.group)]
        for index, name in enumerate(comparison.entries):
            if name in catalogue and name not in members:  # one that isn't there is told by its own mistake
                what = f"'{name}' is not in the comparison group '{comparison.group}'"
                yield catalogue.problem(comparison, what, nearest(name, members), ("entries", index))
        chosen = [(("wins", index), name) for index, rule in enumerate(comparison.wins) for name in rule.choose]
        for at, name in (*chosen, (("otherwise",), comparison.otherwise)):
            if name not in comparison.entries:
                what = f"'{name}' wins, but is not compared"
                yield catalogue.problem(comparison, what, f"one of: {', '.join(comparison.entries)}", at)
        for name in set(comparison.entries) - {name for _, name in chosen}:
            what = f"nothing says when '{name}' wins"
            yield catalogue.problem(comparison, what, "write a rule that chooses it", ("wins",))


def _comparisons(catalogue: Catalogue) -> Iterator[tuple[Entry, str, dict[str, Cell]]]:
    for entry in catalogue:
        if isinstance(entry, Compared):
            for group_id, cells in entry.compare.items():
                yield entry, group_id, cells


RULES = (
    Rule("C301", _known_groups),
    Rule("C302", _every_attribute),
    Rule("C303", _allowed_values),
    Rule("C304", _technologies_are_compared),
    Rule("C305", _declared_once),
    Rule("C306", _stated),
    Rule("C307", _one_group),
)

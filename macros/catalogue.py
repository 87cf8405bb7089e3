"""The graph of entries: ids, links both ways, order and look-ups; every reference in it is known to resolve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from macros.errors import Problem, nearest
from macros.fields import REFERENCE, Prose, Ref, without_code
from macros.loader import Data
from macros.models import Area, Comparison
from macros.parts import Compared, Entry, Group
from macros.reader import Location

E = TypeVar("E", bound=Entry)
MENTION = "text"  # the role of a link that stands in a text, not in a field of its own


@dataclass(frozen=True)
class Link:
    """That `source` names `target` in the field `role`, at `location` within the source."""

    source: Entry
    target: str
    role: str
    kinds: tuple[str, ...]
    location: Location


class Catalogue:
    """All entries, and what links to what. A relation is written on one side; the other side is found here."""

    def __init__(self, data: Data) -> None:
        """Build the graph; `problems` then has those of the data, and every wrong reference and cycle found here."""
        self.data = data
        self._entries: dict[str, Entry] = {item.entry.id: item.entry for item in data.items}
        self._locations: dict[str, Location] = {item.entry.id: item.location for item in data.items}
        self._by_kind: dict[type[Entry], tuple[Any, ...]] = {}
        self._links: dict[str, list[Link]] = defaultdict(list)
        self._backlinks: dict[str, list[Link]] = defaultdict(list)
        for item in data.items:
            for link in links(item.entry):
                self._links[item.entry.id].append(link)
                self._backlinks[link.target].append(link)
        wrong = (*self._unresolved(), *self._cycles("part_of")) if data.whole else ()
        self.problems = (*data.problems, *wrong)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._entries

    def get(self, entry_id: str) -> Entry:
        """The entry with this id. Raises KeyError, with the nearest ids, if there is none."""
        try:
            return self._entries[entry_id]
        except KeyError:
            raise KeyError(f"no entry '{entry_id}' — {nearest(entry_id, self._entries)}") from None

    def of(self, model: type[E]) -> tuple[E, ...]:
        """All entries of a kind, in the order of the data."""
        if model not in self._by_kind:
            self._by_kind[model] = tuple(entry for entry in self if isinstance(entry, model))
        return self._by_kind[model]

    def line(self, entry_id: str, *within: str | int) -> int:
        """The line in the data file where an entry, or a field within it, stands."""
        return self.data.line((*self._locations[entry_id], *within))

    def problem(self, entry: Entry, what: str, hint: str = "", at: Location = ()) -> Problem:
        """A problem with an entry, told with its kind and id, at the line of a location within it."""
        return Problem(self.line(entry.id, *at), f"{entry.kind} '{entry.id}': {what}", hint)

    def links(self, entry: Entry) -> tuple[Link, ...]:
        """Every link that the entry itself writes."""
        return tuple(self._links[entry.id])

    def backlinks(self, entry: Entry) -> tuple[Link, ...]:
        """Every link that others write to the entry."""
        return tuple(link for link in self._backlinks[entry.id] if link.source is not entry)

    def linking(self, entry: Entry, model: type[E], *roles: str) -> tuple[E, ...]:
        """The entries of a kind that link to this one in one of the roles (in any, if none is named), each once."""
        found = {
            link.source.id: link.source
            for link in self.backlinks(entry)
            if isinstance(link.source, model) and (not roles or link.role in roles)
        }
        return tuple(source for source in found.values() if isinstance(source, model))

    def all(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """The entries with these ids, in their order."""
        return tuple(self.get(entry_id) for entry_id in ids)

    def both_ways(self, entry: E, role: str) -> tuple[E, ...]:
        """The partners of a relation that is written on either side, such as `works_with`."""
        kind: type[E] = type(entry)
        own = (partner for partner in self.all(getattr(entry, role)) if isinstance(partner, kind))
        return tuple({partner.id: partner for partner in (*own, *self.linking(entry, kind, role))}.values())

    @cached_property
    def texts(self) -> tuple[tuple[Entry, Location, str, bool], ...]:
        """Every text of every entry: where it stands in the entry, and whether it is prose."""
        return tuple((entry, where, text, is_prose) for entry in self for where, text, _, is_prose in strings(entry))

    @cached_property
    def groups(self) -> Mapping[str, tuple[Area, Group]]:
        """Each comparison group by its id, with the area that declares it."""
        return {group.id: (area, group) for area in self.of(Area) for group in area.groups}

    def members(self, group_id: str) -> tuple[Compared, ...]:
        """The entries that a comparison group holds side by side."""
        return tuple(entry for entry in self if isinstance(entry, Compared) and group_id in entry.compare)

    def area_of(self, entry: Entry) -> Area | None:
        """The area that an entry belongs to, if it belongs to one."""
        if isinstance(entry, Area):
            return entry
        if area_id := getattr(entry, "area", None):
            return self._area(area_id)
        if isinstance(entry, Compared) and entry.compare:
            return self.groups[next(iter(entry.compare))][0]
        return self.groups[entry.group][0] if isinstance(entry, Comparison) else None

    def inside(self, area: Area, model: type[E]) -> tuple[E, ...]:
        """The entries of a kind that belong to an area."""
        return tuple(entry for entry in self.of(model) if self.area_of(entry) is area)

    def _area(self, area_id: str) -> Area | None:
        area = self._entries.get(area_id)
        return area if isinstance(area, Area) else None

    def _unresolved(self) -> Iterator[Problem]:
        known = self.data.ids
        for item in self.data.items:
            for link in self._links[item.entry.id]:
                where = "a link in the text" if link.role == MENTION else link.role
                kind = known.get(link.target)
                if kind is None:
                    allowed = [i for i, k in known.items() if not link.kinds or k in link.kinds]
                    hint = nearest(link.target, allowed)
                    yield self.problem(item.entry, f"{where} names '{link.target}', which is no entry", hint, link.location)
                elif link.kinds and kind not in link.kinds:
                    what = f"{where} names the {kind} '{link.target}'"
                    yield self.problem(item.entry, what, f"it takes a {' or a '.join(link.kinds)}", link.location)
                elif link.target == item.entry.id and link.role != MENTION:
                    yield self.problem(item.entry, f"{where} names the entry itself", at=link.location)

    def _cycles(self, role: str) -> Iterator[Problem]:
        """An entry that is, over some steps, part of itself."""
        for entry in self:
            seen, todo = set[str](), list(getattr(entry, role, ()))
            while todo:
                if (current := todo.pop()) == entry.id:
                    yield self.problem(entry, f"'{role}' leads back to the entry itself", "break the cycle", (role,))
                    break
                if current not in seen and current in self._entries:
                    seen.add(current)
                    todo.extend(getattr(self._entries[current], role, ()))


def links(entry: Entry) -> Iterator[Link]:
    """Every link that an entry writes: its reference fields, and the `[[links]]` in its texts."""
    for location, value, ref, prose in strings(entry):
        if ref is not None:
            role = next(part for part in reversed(location) if isinstance(part, str))
            yield Link(entry, value, role, ref.kinds, location)
        if prose:
            for match in REFERENCE.finditer(without_code(value)):
                yield Link(entry, match.group(1), MENTION, (), location)


def strings(model: BaseModel, location: Location = ()) -> Iterator[tuple[Location, str, Ref | None, bool]]:
    """Every text in a model: where it stands, the text, its reference mark if it has one, and whether it is prose."""
    for name, (label, ref, prose) in _marks(type(model)).items():
        yield from _strings(getattr(model, name), (*location, label), ref, prose)


def _strings(value: Any, location: Location, ref: Ref | None, prose: bool) -> Iterator[tuple[Location, str, Ref | None, bool]]:
    if isinstance(value, str):
        yield location, value, ref, prose
    elif isinstance(value, BaseModel):
        yield from strings(value, location)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, (*location, index), ref, prose)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*location, key), ref, prose)


@cache
def _marks(model: type[BaseModel]) -> dict[str, tuple[str, Ref | None, bool]]:
    """For each field of a model: its name in the data, and the marks on the text in it."""
    found = {}
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *_inner_marks(info.annotation)]
        ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
        found[name] = (info.alias or name, ref, any(isinstance(mark, Prose) for mark in marks))
    return found


def _inner_marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        yield from _inner_marks(argument)

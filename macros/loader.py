"""Read the data file into models, and remember the line on which each thing stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from macros.errors import Problem, nearest
from macros.models import LISTS
from macros.parts import Entry
from macros.reader import Location, line_of, read
from macros.wording import follows, problem


@dataclass(frozen=True)
class Item:
    """An entry as it was read, and the location of it (`("topics", 3)`)."""

    entry: Entry
    location: Location


@dataclass(frozen=True)
class Data:
    """A data file as read: the entries whose form is right, the problems of the others, and a line for each location.

    It is not `whole` if a list of entries is missing or unreadable: then every reference into that list would look wrong.
    """

    file: str
    items: tuple[Item, ...]
    ids: Mapping[str, str]
    problems: tuple[Problem, ...]
    lines: Mapping[Location, int] = field(repr=False)
    whole: bool = True

    def line(self, location: Location) -> int:
        """The line of a location, or of the nearest thing around it that has one."""
        return line_of(self.lines, location)


def load(path: Path, file: str | None = None) -> Data:
    """Read the data file at `path`; `file` is the name that messages use for it.

    What comes back may hold problems of form (wrong or missing fields, wrong types, repeated ids) beside the entries
    that are right, so that the catalogue can add the wrong references to them and report everything at once. `ids` has the
    kind of every entry, right or wrong. Raises DataError at once if there is no YAML to look into.
    """
    name = file or path.as_posix()
    raw, lines, problems = read(path, name, f"expected: {', '.join(LISTS)}")
    items, found = _build(raw, lines)
    whole = all(name == "specialist" or isinstance(raw.get(name), list) for name in LISTS)
    return Data(name, tuple(items), _ids(raw), (*problems, *found), lines, whole)


def _build(raw: dict[str, Any], lines: Mapping[Location, int]) -> tuple[list[Item], list[Problem]]:
    """Check the parts one by one, so that a mistake in one entry doesn't hide those in the next."""
    problems: list[Problem] = list(_unknown_lists(raw, lines))
    items: list[Item] = []
    for name, model in LISTS.items():
        if name not in raw:
            problems.append(Problem(1, f"missing field '{name}'", "every kind of entry has its place"))
            continue
        if name != "specialist" and not isinstance(raw[name], list):
            problems.append(Problem(line_of(lines, (name,)), f"'{name}' must be a list", "start each entry with '- '"))
            continue
        for location, value in _parts(name, raw[name]):
            entry = _entry(model, value, location, lines, problems)
            if entry is not None:
                items.append(Item(entry, location))
    problems += _repeated_ids(raw, lines)
    return items, problems


def _parts(name: str, value: Any) -> Iterator[tuple[Location, Any]]:
    if isinstance(value, list):
        yield from (((name, index), item) for index, item in enumerate(value))
    else:
        yield (name,), value


def _named(raw: dict[str, Any]) -> Iterator[tuple[str, Location, str]]:
    """The kind, location and id of everything that has an id, whether the rest of it is right or not."""
    for name, model in LISTS.items():
        for location, value in _parts(name, raw.get(name)):
            if isinstance(value, dict) and isinstance(entry_id := value.get("id"), str):
                yield model.kind, location, entry_id


def _ids(raw: dict[str, Any]) -> dict[str, str]:
    return {entry_id: kind for kind, _, entry_id in _named(raw)}


def _unknown_lists(raw: dict[str, Any], lines: Mapping[Location, int]) -> Iterator[Problem]:
    for name in raw.keys() - LISTS.keys():
        yield Problem(line_of(lines, (name,)), f"unknown field '{name}'", nearest(name, LISTS))


def _repeated_ids(raw: dict[str, Any], lines: Mapping[Location, int]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for _, location, entry_id in _named(raw):
        line = line_of(lines, (*location, "id"))
        if entry_id in first:
            hint = f"it stands at line {first[entry_id]} already; an id is unique across all kinds"
            yield Problem(line, f"duplicate id '{entry_id}'", hint)
        first.setdefault(entry_id, line)


def _entry(
    model: type[Entry], raw: Any, location: Location, lines: Mapping[Location, int], problems: list[Problem]
) -> Entry | None:
    try:
        return model.model_validate(raw)
    except ValidationError as invalid:
        owner = f"{model.kind} '{raw['id']}': " if isinstance(raw, dict) and isinstance(raw.get("id"), str) else ""
        errors = invalid.errors(include_url=False)
        problems.extend(problem(owner, model, error, location, lines) for error in errors if not follows(error, errors))
        return None

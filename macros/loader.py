"""Read the data file into models, and remember the line on which each thing stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from macros.errors import DataError, Problem, nearest
from macros.models import LISTS, Entry

Location = tuple[str | int, ...]

DEEPEST = 20  # levels; the models need nine

_HINTS = {
    "string_type": ("must be text", "put it between quotes"),
    "bool_type": ("must be true or false", ""),
    "date_type": ("must be a date", "write it as 2026-11-22"),
    "date_from_datetime_parsing": ("must be a date", "write it as 2026-11-22"),
    "tuple_type": ("must be a list", "start each item with '- '"),
    "dict_type": ("must be a mapping", "write 'field: value' lines"),
    "model_type": ("must be a mapping", "write 'field: value' lines"),
    "model_attributes_type": ("must be a mapping", "write 'field: value' lines"),
    "string_pattern_mismatch": ("is not kebab-case", "lower-case letters, digits and single hyphens"),
}


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
        return _line(self.lines, location)


def load(path: Path, file: str | None = None) -> Data:
    """Read the data file at `path`; `file` is the name that messages use for it.

    What comes back may hold problems of form (wrong or missing fields, wrong types, repeated ids) beside the entries
    that are right, so that the catalogue can add the wrong references to them and report everything at once. `ids` has the
    kind of every entry, right or wrong. Raises DataError at once if there is no YAML to look into.
    """
    name = file or path.as_posix()
    raw, lines, problems = _read(path, name)
    items, found = _build(raw, lines)
    whole = all(name == "specialist" or isinstance(raw.get(name), list) for name in LISTS)
    return Data(name, tuple(items), _ids(raw), (*problems, *found), lines, whole)


def _read(path: Path, name: str) -> tuple[dict[str, Any], dict[Location, int], list[Problem]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError(name, [Problem(1, "the file is missing", "the guide is made from it")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DataError(name, [Problem(line, "the file is not UTF-8", "save it with the encoding UTF-8")]) from None
    except OSError as error:
        raise DataError(name, [Problem(1, f"the file can't be read: {error.strerror}")]) from None
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise DataError(name, [_syntax(error, text)]) from None
    if node is None:
        raise DataError(name, [Problem(1, "the file is empty", f"expected: {', '.join(LISTS)}")])
    reader = _Reader()
    raw = reader.value(node, ())
    if not isinstance(raw, dict):
        raise DataError(name, [Problem(1, "must be a mapping", f"expected: {', '.join(LISTS)}")])
    return raw, reader.lines, reader.problems


def _syntax(error: yaml.YAMLError, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else text[: getattr(error, "position", 0)].count("\n") + 1
    lines = text.splitlines()
    for number in range(max(line - 2, 0), min(line, len(lines))):
        if re.match(r"\s*\t", lines[number]):
            return Problem(number + 1, "a tab in the indentation", "YAML indents with spaces, two a level here")
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    return Problem(line, f"bad YAML: {what}", "a text with ': ' or ' #' in it, or a quote at its start, needs quotes around it")


class _Reader:
    """Turns YAML nodes into plain values, notes their lines, and refuses what would hide a mistake."""

    def __init__(self) -> None:
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self._scalars = yaml.CSafeLoader("")
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, location: Location) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(location, line)
        if id(node) in self._seen:
            self.problems.append(
                Problem(line, "the anchor here is used again with '*'", "write each thing once; link it by its id")
            )
            return None
        self._seen.add(id(node))
        if len(location) > DEEPEST:
            self.problems.append(Problem(line, "nested too deeply", f"nothing in the guide has more than {DEEPEST} levels"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, location)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*location, index)) for index, child in enumerate(node.value)]
        try:
            return self._scalars.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            reason = getattr(error, "problem", None) or str(error)
            self.problems.append(
                Problem(line, f"'{node.value}' can't be read: {reason}", "put it between quotes if it is text")
            )
            return None

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            line = key_node.start_mark.line + 1
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if not key:
                self.problems.append(Problem(line, "a field's name must be text"))
            elif key in result:
                first = self.lines[(*location, key)]
                self.problems.append(Problem(line, f"duplicate key '{key}'", f"it stands at line {first} already"))
            else:
                self.lines[(*location, key)] = line
                result[key] = self.value(child, (*location, key))
        return result


def _build(raw: dict[str, Any], lines: Mapping[Location, int]) -> tuple[list[Item], list[Problem]]:
    """Check the parts one by one, so that a mistake in one entry doesn't hide those in the next."""
    problems: list[Problem] = list(_unknown_lists(raw, lines))
    items: list[Item] = []
    for name, model in LISTS.items():
        if name not in raw:
            problems.append(Problem(1, f"missing field '{name}'", "every kind of entry has its place"))
            continue
        if name != "specialist" and not isinstance(raw[name], list):
            problems.append(Problem(_line(lines, (name,)), f"'{name}' must be a list", "start each entry with '- '"))
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
        yield Problem(_line(lines, (name,)), f"unknown field '{name}'", nearest(name, LISTS))


def _repeated_ids(raw: dict[str, Any], lines: Mapping[Location, int]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for _, location, entry_id in _named(raw):
        line = _line(lines, (*location, "id"))
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
        problems.extend(_problem(owner, model, error, location, lines) for error in errors if not _follows(error, errors))
        return None


def _follows(error: Any, errors: list[Any]) -> bool:
    """Whether a list is too short only because of an item in it that is wrong itself."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(other["loc"][: len(loc)] == loc != other["loc"] for other in errors)


def _problem(owner: str, model: type[BaseModel], error: Any, location: Location, lines: Mapping[Location, int]) -> Problem:
    """Put one pydantic error into the guide's words."""
    where: Location = error["loc"]
    line = _line(lines, location + where)
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    last = str(where[-1]) if where else ""
    match error["type"]:
        case "extra_forbidden":
            return Problem(line, f"{owner}unknown field '{name}'", nearest(last, _siblings(model, where)))
        case "string_too_long" | "string_too_short" as kind:
            most_or_least = "at most {max_length}" if kind == "string_too_long" else "at least {min_length}"
            what = f"{owner}{name} has {len(error['input'])} characters"
            return Problem(line, what, most_or_least.format_map(error["ctx"]))
        case "missing":
            return Problem(line, f"{owner}missing field '{name}'")
        case "value_error":
            what, _, hint = str(error["ctx"]["error"]).partition("; ")
            return Problem(line, f"{owner}{name}: {what}" if name else f"{owner}{what}", hint)
        case "literal_error":
            return Problem(line, f"{owner}{name}: '{error['input']}' is not allowed", f"allowed: {error['ctx']['expected']}")
        case "too_short":
            return Problem(line, f"{owner}{name} has {error['ctx']['actual_length']}", f"at least {error['ctx']['min_length']}")
        case "too_long":
            return Problem(line, f"{owner}{name} has {error['ctx']['actual_length']}", f"at most {error['ctx']['max_length']}")
        case kind if kind in _HINTS:
            what, hint = _HINTS[kind]
            return Problem(line, f"{owner}{name or 'the entry'} {what}", hint)
        case _:
            message = error["msg"][:1].lower() + error["msg"][1:]
            return Problem(line, f"{owner}{name}: {message}")


def _siblings(model: type[BaseModel], where: Location) -> list[str]:
    """The fields allowed where an unknown one stands: those of the model that the location leads into."""
    current: Any = model
    for part in where[:-1]:
        if isinstance(part, str) and (info := getattr(current, "model_fields", {}).get(part)):
            current = _inner_model(info.annotation)
    fields = getattr(current, "model_fields", {})
    return [info.alias or name for name, info in fields.items()]


def _inner_model(annotation: Any) -> Any:
    """The model inside an annotation such as `tuple[Step, ...]` or `Source | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner_model(argument) for argument in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)


def _line(lines: Mapping[Location, int], location: Location) -> int:
    """The line of a location; pydantic's own location parts, which are not in the file, are passed over."""
    here: Location = ()
    for part in location:
        if (*here, part) in lines:
            here = (*here, part)
    return lines.get(here, 1)

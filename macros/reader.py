"""Read YAML into plain values with the line of everything, and refuse what would hide a mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from macros.errors import DataError, Problem

Location = tuple[str | int, ...]
DEEPEST = 20  # levels; the models need nine
TEXT = "tag:yaml.org,2002:str"


def read(path: Path, name: str, expected: str) -> tuple[dict[str, Any], dict[Location, int], list[Problem]]:
    """The fields of a YAML file, the line of each location in it, and the problems that didn't stop the reading.

    `name` is what messages call the file, `expected` what they say should stand in it. Raises DataError if there is
    nothing to go on with: no file, no text, no YAML, no fields.
    """
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
        raise DataError(name, [Problem(1, "the file is empty", expected)])
    reader = _Reader()
    raw = reader.value(node, ())
    if not isinstance(raw, dict):
        raise DataError(name, [Problem(1, "must be a mapping", expected)])
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
        if node.tag == TEXT:
            return node.value  # nearly everything is text; the constructor would give the same, later
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


def line_of(lines: Mapping[Location, int], location: Location) -> int:
    """The line of a location; pydantic's own location parts, which are not in the file, are passed over."""
    here: Location = ()
    for part in location:
        if (*here, part) in lines:
            here = (*here, part)
    return lines.get(here, 1)

"""The ledger of addresses, `data/links.yml`: what is known of each, since when, and what is suppressed until when.

One line for each address, in order, so that one change is a diff of one line. The link guard writes it (`links/keep.py`);
only the suppressions in it are written by hand. Here it is read: it is data, and pages show what it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import Field, StringConstraints, ValidationError, model_validator

from macros.errors import DataError, Problem
from macros.parts import Model

LEDGER = Path("data/links.yml")
LISTS = ("suppressions", "links")
FAILED_LOOKS = 3  # in a row ...
FAILED_DAYS = 7  # ... over at least so many days, before an address is dead


class Addressed(Model):
    """What every line of the ledger has."""

    address: str


class Record(Addressed):
    """What is known of one address. Without a look it is unverified, and nothing else is known."""

    verdict: Literal["alive", "dead", "unverified"] = "unverified"
    last_alive: dt.date | None = None
    final: str = ""
    failures: int = Field(default=0, ge=0)
    first_failed: dt.date | None = None
    checked_on: dt.date | None = None
    reason: str = "not looked at yet"

    @model_validator(mode="after")
    def _verdicts_have_their_dates(self) -> Record:
        if self.verdict == "dead" and not (self.first_failed and self.checked_on):
            raise ValueError("a dead address has 'first_failed' and 'checked_on'")
        if self.verdict == "alive" and not (self.last_alive and self.checked_on):
            raise ValueError("an address that is alive has 'last_alive' and 'checked_on'")
        return self


class Suppression(Addressed):
    """That the verdict on an address is passed over, why, and until which day."""

    reason: Annotated[str, StringConstraints(min_length=10)]
    until: dt.date


@dataclass(frozen=True)
class Ledger:
    """The records by address, the suppressions, and the line of each by its list and address."""

    records: Mapping[str, Record] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)
    file: str = LEDGER.as_posix()

    def record(self, address: str) -> Record:
        """What is known of an address; of a new one, that nobody has looked yet."""
        return self.records.get(address, Record(address=address))

    def line(self, name: str, address: str) -> int:
        """The line on which an address stands in one of the two lists."""
        return self.lines.get((name, address), 1)

    @cached_property
    def suppressed(self) -> Mapping[str, Suppression]:
        """The suppressions by address. One that has run out is among them: until it is gone, the link guard fails."""
        return {item.address: item for item in self.suppressions}

    def dead(self, address: str) -> Record | None:
        """The record of an address that readers are to be warned of: dead, and not suppressed."""
        record = self.records.get(address)
        return record if record and record.verdict == "dead" and address not in self.suppressed else None


M = TypeVar("M", bound=Addressed)
NOTHING_KNOWN = Ledger()


def read(path: Path, file: str | None = None) -> Ledger:
    """The ledger at `path`, which messages call `file`; an empty one if there is none yet.

    Raises DataError, with every wrong line, if it can't be read.
    """
    name = file or "/".join(path.parts[-2:])
    if not path.exists():
        return Ledger(file=name)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        hint = "`make links-record` writes this file, but for the suppressions"
        raise DataError(name, [Problem(mark.line + 1 if mark else 1, "bad YAML", hint)]) from None
    problems: list[Problem] = []
    links, suppressions = _items(node, "links", Record, problems), _items(node, "suppressions", Suppression, problems)
    if problems:
        raise DataError(name, problems)
    lines = {
        **{("links", item.address): line for item, line in links},
        **{("suppressions", item.address): line for item, line in suppressions},
    }
    return Ledger({item.address: item for item, _ in links}, tuple(item for item, _ in suppressions), lines, name)


def _items(node: yaml.Node | None, name: str, model: type[M], problems: list[Problem]) -> list[tuple[M, int]]:
    """The items of one list of the file, each with its line; what is wrong goes to `problems`."""
    if node is not None and not isinstance(node, yaml.MappingNode):
        problems.append(Problem(1, "must be a mapping", f"expected: {', '.join(LISTS)}"))
        return []
    found: dict[str, tuple[M, int]] = {}
    for key, value in node.value if node is not None else ():
        if key.value not in LISTS:
            problems.append(Problem(key.start_mark.line + 1, f"unknown field '{key.value}'", f"allowed: {', '.join(LISTS)}"))
        elif key.value == name and isinstance(value, yaml.SequenceNode):
            for child in value.value:
                line = child.start_mark.line + 1
                try:
                    item = model.model_validate(_plain(child))
                except ValidationError as invalid:
                    problems.extend(_wrong(line, error) for error in invalid.errors(include_url=False))
                    continue
                if item.address in found:
                    problems.append(Problem(line, f"'{item.address}' stands twice", "keep the line that is right"))
                found[item.address] = item, line
    return list(found.values())


def _wrong(line: int, error: Any) -> Problem:
    where = ".".join(map(str, error["loc"]))
    what = error["msg"].removeprefix("Value error, ").lower()
    return Problem(line, f"{where}: {what}" if where else what)


def _plain(node: yaml.Node) -> Any:
    return yaml.CSafeLoader("").construct_object(node, deep=True)

"""The ledger of addresses, `data/links.yml`: what is known of each, since when, and what is suppressed until when.

One line for each address, in order, so that one change is a diff of one line. The live check writes it; only the
suppressions in it are written by hand.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, StringConstraints, ValidationError

from macros.errors import DataError, Problem
from macros.links.findings import Finding
from macros.links.inventory import roadmaps_first
from macros.links.verdict import History, Look, Verdict, conclude
from macros.parts import Model

LONGEST = 184  # days from today that a suppression may run: half a year, then somebody looks again
LISTS = ("suppressions", "links")
HEAD = """\
# What the live link check knows; `make links-live` writes it, one line for each address of the guide.
# By hand, only this: {address: …, reason: why its verdict is to be passed over, until: 2027-01-31}, below suppressions.
"""


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

    def after(self, look: Look, today: dt.date) -> Record:
        """The record after a look."""
        before = History(self.failures, self.first_failed)
        verdict, history, reason = conclude(look, before, today, self.checked_on)
        return Record(
            address=self.address,
            verdict=verdict.value,
            last_alive=today if verdict is Verdict.ALIVE else self.last_alive,
            final=look.final,
            failures=history.failures,
            first_failed=history.first_failed,
            checked_on=today,
            reason=reason,
        )


class Suppression(Addressed):
    """That the verdict on an address is passed over, why, and until which day."""

    reason: Annotated[str, StringConstraints(min_length=10)]
    until: dt.date


@dataclass(frozen=True)
class Ledger:
    """The records by address, the suppressions, and the line of each suppression."""

    records: Mapping[str, Record] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    file: str = "data/links.yml"

    def record(self, address: str) -> Record:
        """What is known of an address; of a new one, that nobody has looked yet."""
        return self.records.get(address, Record(address=address))

    def suppressed(self, today: dt.date) -> dict[str, Suppression]:
        """The suppressions that hold on a day, by address."""
        return {item.address: item for item in self.suppressions if item.until >= today}

    def complaints(self, today: dt.date, in_guide: Collection[str]) -> list[Finding]:
        """What is wrong with the suppressions: run out, too long, or for an address that the guide doesn't have."""
        return [
            Finding(self.file, self.lines.get(item.address, 1), *what)
            for item in self.suppressions
            for what in self._wrong(item, today, in_guide)
        ]

    def _wrong(self, item: Suppression, today: dt.date, in_guide: Collection[str]) -> Iterator[tuple[str, str]]:
        if item.until < today:
            yield (
                f"the suppression of '{item.address}' ran out on {item.until}",
                "look at it again, then remove the line or date it anew",
            )
        elif (item.until - today).days > LONGEST:
            yield f"the suppression of '{item.address}' runs until {item.until}", f"at most {LONGEST} days from now"
        if item.address not in in_guide:
            yield f"the guide has no address '{item.address}'", "remove the suppression"


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
        raise DataError(
            name, [Problem(mark.line + 1 if mark else 1, "bad YAML", "`make links-live` writes this file")]
        ) from None
    problems: list[Problem] = []
    links = {item.address: item for item, _ in _items(node, "links", Record, problems)}
    suppressions = list(_items(node, "suppressions", Suppression, problems))
    if problems:
        raise DataError(name, problems)
    return Ledger(links, tuple(item for item, _ in suppressions), {item.address: line for item, line in suppressions}, name)


def _items(node: yaml.Node | None, name: str, model: type[Any], problems: list[Problem]) -> Iterator[tuple[Any, int]]:
    """The items of one list of the file, each with its line; what is wrong goes to `problems`."""
    if node is not None and not isinstance(node, yaml.MappingNode):
        problems.append(Problem(1, "must be a mapping", f"expected: {', '.join(LISTS)}"))
        return
    seen: set[str] = set()
    for key, value in node.value if node is not None else ():
        if key.value not in LISTS:
            problems.append(Problem(key.start_mark.line + 1, f"unknown field '{key.value}'", f"allowed: {', '.join(LISTS)}"))
        elif key.value == name and isinstance(value, yaml.SequenceNode):
            for child in value.value:
                line = child.start_mark.line + 1
                try:
                    item = model.model_validate(_plain(child))
                except ValidationError as invalid:
                    errors = invalid.errors(include_url=False)
                    problems.extend(
                        Problem(line, f"{'.'.join(map(str, error['loc']))}: {error['msg'].lower()}") for error in errors
                    )
                    continue
                if item.address in seen:
                    problems.append(Problem(line, f"'{item.address}' stands twice", "keep the line that is right"))
                seen.add(item.address)
                yield item, line


def _plain(node: yaml.Node) -> Any:
    return yaml.CSafeLoader("").construct_object(node, deep=True)


def write(path: Path, ledger: Ledger, addresses: Iterable[str]) -> None:
    """Write the ledger for these addresses: in order, whole or not at all, and not at all if nothing changed.

    Addresses that the guide no longer has are dropped, new ones come in as unverified.
    """
    text = "".join(
        [
            HEAD,
            *_list("suppressions", sorted(ledger.suppressions, key=lambda item: item.address)),
            *_list("links", [ledger.record(address) for address in roadmaps_first(addresses)]),
        ]
    )
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)  # a temporary file is private, data is not
        Path(name).replace(path)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _list(name: str, items: Iterable[Addressed]) -> Iterator[str]:
    lines = [f"  - {_line(item)}" for item in items]
    yield f"{name}:\n" if lines else f"{name}: []\n"
    yield from lines


def _line(item: Addressed) -> str:
    """An item as one line of YAML; what is empty is left out.

    Written by hand, because PyYAML writes a date that stands twice as an anchor and a reference to it.
    """
    fields = ((name, value) for name, value in item if value not in (None, "", 0))
    written = (f"{name}: {json.dumps(v, ensure_ascii=False) if isinstance(v, str | int) else v}" for name, v in fields)
    return f"{{{', '.join(written)}}}\n"

"""Keeping the ledger: what a look changes in it, how it is written, and that it has the guide's addresses and no others."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from macros.addresses import Inventory, roadmaps_first
from macros.ledger import Addressed, Ledger, Record, Suppression
from macros.links.findings import Finding
from macros.links.verdict import History, Look, Verdict, conclude

LONGEST = 184  # days from today that a suppression may run: half a year, then somebody looks again
HEAD = """\
# What is known of every address outside the guide, one line for each. `make links-record` enters new ones as unverified and
# drops those that the guide has no more; `make links-live` looks at all of them.
# By hand, only this: {address: …, reason: why its verdict is to be passed over, until: 2027-01-31}, below suppressions.
"""


def after(before: Record, look: Look, today: dt.date) -> Record:
    """What is known of an address after a look."""
    verdict, history, reason = conclude(look, History(before.failures, before.first_failed), today, before.checked_on)
    return Record(
        address=before.address,
        verdict=verdict.value,
        last_alive=today if verdict is Verdict.ALIVE else before.last_alive,
        final=look.final,
        failures=history.failures,
        first_failed=history.first_failed,
        checked_on=today,
        reason=reason,
    )


def suppressed(ledger: Ledger, today: dt.date) -> dict[str, Suppression]:
    """The suppressions that hold on a day, by address."""
    return {address: item for address, item in ledger.suppressed.items() if item.until >= today}


def new(places: Inventory, ledger: Ledger) -> Iterator[Finding]:
    """Every address that is new: nothing is known of it. Whoever brings it in says so, by one line in the ledger."""
    for address in places:
        if address not in ledger.records:
            what, hint = f"'{address}' is new: {ledger.file} has no line for it", "`make links-record` enters it, as unverified"
            for place in places[address]:
                yield Finding(place.file, place.line, what, hint, address)


def left_over(ledger: Ledger, in_guide: Collection[str]) -> Iterator[Finding]:
    """Every line of the ledger whose address the guide has no more."""
    for address in ledger.records:
        if address not in in_guide:
            line, what = ledger.line("links", address), f"the guide has no address '{address}'"
            yield Finding(ledger.file, line, what, "`make links-record` drops it")


def complaints(ledger: Ledger, today: dt.date, in_guide: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the suppressions: run out, too long, or for an address that the guide doesn't have."""
    for item in ledger.suppressions:
        for what, hint in _wrong(item, today, in_guide):
            yield Finding(ledger.file, ledger.line("suppressions", item.address), what, hint)


def _wrong(item: Suppression, today: dt.date, in_guide: Collection[str]) -> Iterator[tuple[str, str]]:
    if item.until < today:
        what = f"the suppression of '{item.address}' ran out on {item.until}"
        yield what, "look at it again, then remove the line or date it anew"
    elif (item.until - today).days > LONGEST:
        yield f"the suppression of '{item.address}' runs until {item.until}", f"at most {LONGEST} days from now"
    if item.address not in in_guide:
        yield f"the guide has no address '{item.address}'", "remove the suppression"


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

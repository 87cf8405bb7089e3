"""What a live check says in the end: what is dead, what has moved, what is suspect, and how many of each verdict."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from macros.addresses import Inventory
from macros.ledger import Ledger, Record
from macros.links import keep
from macros.links.findings import Finding
from macros.links.verdict import MOVED


@dataclass(frozen=True, order=True)
class Verdicts(Finding):
    """A finding of the live check; only a `bad` one makes it fail."""

    bad: bool = False


def findings(places: Inventory, ledger: Ledger, today: dt.date) -> list[Verdicts]:
    """A line for each place of an address that is dead, has moved, or gives a reason to look; and the ledger's own."""
    suppressed = keep.suppressed(ledger, today)
    wrong = keep.complaints(ledger, today, places)
    found = [Verdicts(item.file, item.line, item.what, item.hint, bad=True) for item in wrong]
    for address in places:
        record = ledger.record(address)
        for what, hint, bad in _said(record):
            for place in places[address]:
                if address in suppressed:
                    item = suppressed[address]
                    text = f"{place.owner}: {what} (suppressed until {item.until}: {item.reason})"
                    found.append(Verdicts(place.file, place.line, text))
                else:
                    found.append(Verdicts(place.file, place.line, f"{place.owner}: {what}", hint, bad=bad))
    return sorted(set(found))


def _said(record: Record) -> Iterator[tuple[str, str, bool]]:
    """What there is to say about an address, what to do, and whether that is a must."""
    seen = f"last alive on {record.last_alive}" if record.last_alive else "never seen alive"
    if record.verdict == "dead":
        what = f"'{record.address}' is dead: {record.reason}, {record.failures} looks since {record.first_failed}, {seen}"
        yield what, "cite a page that is there", True
    elif record.verdict == "alive" and record.final:
        for_good = record.reason == MOVED
        hint = f"`make links-moves` writes '{record.final}'" if for_good else f"it leads to '{record.final}'"
        yield f"'{record.address}' {'has moved' if for_good else record.reason}", hint, False
    elif record.verdict == "unverified" and record.checked_on:
        yield f"'{record.address}' is unverified: {record.reason}, {seen}", "open it in a browser", False


def summary(places: Inventory, ledger: Ledger, *, looked: bool) -> str:
    """`N alive, N dead, N unverified`, and a word if nothing could be looked at."""
    if not looked:
        return f"0 alive, 0 dead, {len(places)} unverified: nothing could be looked at, there is no network"
    verdicts = Counter(ledger.record(address).verdict for address in places)
    return ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("alive", "dead", "unverified"))

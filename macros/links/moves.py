"""Addresses that have moved for good: written anew in the data, where the data then says just the same, and in the ledger."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from macros.addresses import Inventory, Place, in_data, in_order
from macros.errors import DataError
from macros.fields import check_address
from macros.guide import DATA, Guide, open_catalogue
from macros.ledger import LEDGER, Ledger, Record
from macros.links import keep
from macros.links.findings import Finding
from macros.links.verdict import MOVED

# Around an address in the text of the file: it is not a part of a longer one. The stop at the end of a sentence is no part.
_BEFORE = r"(?<![\w/=?&%:.~-])"
_BEHIND = r"(?![\w\-~/?#@!$&'*+=%]|[.,;:(](?=[\w/]))"


@dataclass(frozen=True)
class _Outcome:
    """The moves that can be made together, old to new, and why each of the others can't."""

    made: Mapping[str, str]
    refused: Mapping[str, str]


def apply(guide: Guide, root: Path = Path()) -> list[Finding]:
    """Write the new addresses into the data file and the ledger below `root`; tells each place, also where it stays."""
    path, places = root / DATA, in_data(guide.catalogue, DATA.as_posix())
    text = path.read_text(encoding="utf-8")
    moved = {address: record.final for address in places if _has_moved(record := guide.ledger.record(address))}
    outcome = _tried(moved, _Outcome({}, {}), text, places)
    if outcome.made:
        path.write_text(_rewritten(text, outcome.made), encoding="utf-8")
        book = _carried_over(guide.ledger, outcome.made)
        keep.write(root / LEDGER, book, book.records)
    return sorted(_told(moved, outcome, places))


def _has_moved(record: Record) -> bool:
    return record.verdict == "alive" and record.reason == MOVED and bool(record.final)


def _tried(moves: Mapping[str, str], before: _Outcome, text: str, places: Inventory) -> _Outcome:
    """The outcome with these moves too, if the data stays right; else of one half of them, and then of the other."""
    together = {**before.made, **moves}
    why = _wrong(together, text, places) if moves else ""
    if not why:
        return replace(before, made=together)
    if len(moves) == 1:
        return replace(before, refused={**before.refused, **dict.fromkeys(moves, why)})
    names = list(moves)
    for half in (names[: len(names) // 2], names[len(names) // 2 :]):
        before = _tried({old: moves[old] for old in half}, before, text, places)
    return before


def _wrong(moves: Mapping[str, str], text: str, places: Inventory) -> str:
    """Why the data can't have these moves: an address that may not be published, a rule, or that more would change."""
    try:
        for new in moves.values():
            check_address(new)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / DATA.name
            copy.write_text(_rewritten(text, moves), encoding="utf-8")
            found = in_data(open_catalogue(copy, DATA.as_posix()), DATA.as_posix())
    except DataError as error:
        return error.problems[0].what
    except ValueError as error:
        return str(error).partition("; ")[0]
    return "" if found == _renamed(places, moves) else "it stands in the file in a way that only a person can change"


def _rewritten(text: str, moves: Mapping[str, str]) -> str:
    longest_first = sorted(moves, key=len, reverse=True)
    pattern = f"{_BEFORE}(?:{'|'.join(map(re.escape, longest_first))}){_BEHIND}"
    return re.sub(pattern, lambda match: moves[match.group()], text)


def _renamed(places: Inventory, moves: Mapping[str, str]) -> Inventory:
    found: dict[str, list[Place]] = {}
    for address, there in places.items():
        found.setdefault(moves.get(address, address), []).extend(there)
    return in_order(found)


def _carried_over(ledger: Ledger, moves: Mapping[str, str]) -> Ledger:
    """The ledger with what is known of the new addresses: they were seen where the old ones led."""
    reason = "seen where the address before it led"
    seen = {
        new: ledger.record(old).model_copy(update={"address": new, "final": "", "reason": reason}) for old, new in moves.items()
    }
    return replace(ledger, records={**seen, **ledger.records})


def _told(moved: Mapping[str, str], outcome: _Outcome, places: Inventory) -> Iterator[Finding]:
    for old, new in moved.items():
        why = outcome.refused.get(old)
        what = f"'{old}' has moved to '{new}'"
        for place in places[old]:
            yield Finding(place.file, place.line, f"{place.owner}: {what}", f"left as it is: {why}" if why else "written anew")

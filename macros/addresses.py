"""Every address outside the guide that the data names, each with all the places where it stands and what it does there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from macros.catalogue import Catalogue
from macros.fields import ROADMAP_HOST, without_code
from macros.parts import Entry
from macros.reader import Location

OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# What an address is for; of one that is for several, the first counts. What is not in the data is ours, but no fact.
ROLES = ("roadmap", "source", "cell", "step", "text", "other")

# In text: the target of a Markdown link (which may hold pairs of parentheses), or an address that just stands there.
_IN_TEXT = re.compile(r"\]\(\s*(?P<target>(?:[^\s()]|\([^\s()]*\))+)|(?P<bare>https?://[^\s<>\"'`\]]+)")
_WHOLE = re.compile(r"https?://\S+")
_FIELDS = {"sources": "source", "compare": "cell", "stages": "step"}


@dataclass(frozen=True, order=True)
class Place:
    """Where an address stands: a file, a line in it, what stands there (`topic 'go'`, or a page's own address), and why."""

    file: str
    line: int
    owner: str
    role: str = "other"
    entry_id: str = ""


Inventory = Mapping[str, tuple[Place, ...]]


def in_data(catalogue: Catalogue, file: str) -> Inventory:
    """Every external address in the data; `file` is what places call the data file."""
    found: dict[str, list[Place]] = {}
    for entry, location, text, _ in catalogue.texts:
        for address in addresses(text):
            line = catalogue.line(entry.id, *location)
            place = Place(file, line, f"{entry.kind} '{entry.id}'", _role(entry, location), entry.id)
            found.setdefault(address, []).append(place)
    return in_order(found)


def addresses(text: str) -> Iterator[str]:
    """The addresses in a text of the data: the text itself if it is one, else those in it that are not in code."""
    if "//" not in text:  # as most texts; the rest costs more
        return
    if _WHOLE.fullmatch(text):
        yield text
        return
    for match in _IN_TEXT.finditer(without_code(text)):
        if target := match.group("target"):
            if OUTSIDE.match(target):
                yield target
        else:
            yield _unwrapped(match.group("bare"))


def roadmaps_first(found: Iterable[str]) -> list[str]:
    """Addresses in order, those of roadmap.sh before all others."""
    return sorted(set(found), key=lambda address: (urlsplit(address).hostname != ROADMAP_HOST, address))


def in_order(found: Mapping[str, Iterable[Place]]) -> Inventory:
    """An inventory in order, each place in it once."""
    return {address: tuple(sorted(set(found[address]))) for address in roadmaps_first(found)}


def _role(entry: Entry, location: Location) -> str:
    if entry.kind == "roadmap" and location == ("url",):
        return "roadmap"
    is_field = location[-1] in ("url", "source")
    return _FIELDS.get(str(location[0]), "text") if is_field else "text"


def _unwrapped(address: str) -> str:
    """An address without the full stop or the closing parenthesis of the sentence around it."""
    address = address.rstrip(".,;:!?")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?")
    return address

"""Every address outside the guide, with each place where it stands: in the data, and in the HTML of the built site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from macros.catalogue import Catalogue, strings
from macros.fields import ROADMAP_HOST, without_code

# In text: the target of a Markdown link (which may hold pairs of parentheses), or an address that just stands there.
_IN_TEXT = re.compile(r"\]\(\s*(?P<target>(?:[^\s()]|\([^\s()]*\))+)|(?P<bare>https?://[^\s<>\"'`\]]+)")
_WHOLE = re.compile(r"https?://\S+")
_OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LINKING = ("href", "src", "action", "cite", "data", "poster", "formaction", "content", "srcset")


@dataclass(frozen=True, order=True)
class Place:
    """Where an address stands: a file, a line in it, and what stands there (`topic 'go'`, or a page's own address)."""

    file: str
    line: int
    owner: str
    kind: str = ""


Inventory = Mapping[str, tuple[Place, ...]]


def in_data(catalogue: Catalogue, file: str) -> Inventory:
    """Every external address in the data; `file` is what places call the data file."""
    found: dict[str, list[Place]] = {}
    for entry in catalogue:
        for location, text, _, _ in strings(entry):
            place = Place(file, catalogue.line(entry.id, *location), f"{entry.kind} '{entry.id}'", entry.kind)
            for address in addresses(text):
                found.setdefault(address, []).append(place)
    return _sorted(found)


def in_site(site: Path) -> Inventory:
    """Every external address in the HTML of a built site, except those of the site itself and of its source.

    A link to edit a page (`rel="edit"`) leads into the repository that the site is built from: that it is there is known.
    """
    found: dict[str, list[Place]] = {}
    own = home(site)
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        for line, address in _links(path):
            if _OUTSIDE.match(address) and not (own and (address.rstrip("/") + "/").startswith(own)):
                found.setdefault(address, []).append(Place(name, line, name.removesuffix("index.html")))
    return _sorted(found)


def home(site: Path) -> str:
    """The address that the site says it is published at (the canonical one of its home page), or nothing."""
    index = site / "index.html"
    if not index.exists():
        return ""
    reader = _Reader()
    reader.feed(index.read_text(encoding="utf-8"))
    return reader.canonical


def addresses(text: str) -> Iterator[str]:
    """The addresses in a text of the data: the text itself if it is one, else those in it that are not in code."""
    if _WHOLE.fullmatch(text):
        yield text
        return
    for match in _IN_TEXT.finditer(without_code(text)):
        if target := match.group("target"):
            if _OUTSIDE.match(target):
                yield target
        else:
            yield _unwrapped(match.group("bare"))


def _unwrapped(address: str) -> str:
    """An address without the full stop or the closing parenthesis of the sentence around it."""
    address = address.rstrip(".,;:!?")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?")
    return address


def roadmaps_first(found: Iterable[str]) -> list[str]:
    """Addresses in order, those of roadmap.sh before all others."""
    return sorted(set(found), key=lambda address: (urlsplit(address).hostname != ROADMAP_HOST, address))


def merged(*inventories: Inventory) -> Inventory:
    """Several inventories as one; the places of the earlier ones come first."""
    return {
        address: tuple(place for inventory in inventories for place in inventory.get(address, ()))
        for address in roadmaps_first(address for inventory in inventories for address in inventory)
    }


def _sorted(found: Mapping[str, list[Place]]) -> Inventory:
    return {address: tuple(sorted(set(found[address]))) for address in roadmaps_first(found)}


def _links(path: Path) -> list[tuple[int, str]]:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.links


class _Reader(HTMLParser):
    """Notes each attribute that may hold an address, with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[int, str]] = []
        self.canonical = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser for each element."""
        values = {name: (value or "").strip() for name, value in attrs}
        if "edit" in values.get("rel", "").split():
            return
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = urljoin(values.get("href", ""), ".")
            return
        for name in _LINKING:
            if value := values.get(name, ""):
                parts = [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]
                self.links.extend((self.getpos()[0], part) for part in parts)

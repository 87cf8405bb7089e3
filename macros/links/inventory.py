"""Every address outside the guide that the HTML of the built site has, each with the pages and lines where it stands."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from macros.addresses import OUTSIDE, Inventory, Place, in_order, roadmaps_first

OWN_SOURCE = {"edit", "vcs-git"}  # what a link to the repository of the site says that it is
_LINKING = ("href", "src", "action", "cite", "data", "poster", "formaction", "content", "srcset")


def in_site(site: Path) -> Inventory:
    """Every external address in the HTML of a built site, except those of the site itself and of its source.

    A link to the repository that the site is built from, or to edit a page there, says so: that it is there is known.
    """
    found: dict[str, list[Place]] = {}
    own = home(site)
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        for line, address in _links(path):
            if OUTSIDE.match(address) and not (own and (address.rstrip("/") + "/").startswith(own)):
                found.setdefault(address, []).append(Place(name, line, name.removesuffix("index.html")))
    return in_order(found)


def home(site: Path) -> str:
    """The address that the site says it is published at (the canonical one of its home page), or nothing."""
    index = site / "index.html"
    if not index.exists():
        return ""
    reader = _Reader()
    reader.feed(index.read_text(encoding="utf-8"))
    return reader.canonical


def merged(*inventories: Inventory) -> Inventory:
    """Several inventories as one; the places of the earlier ones come first."""
    return {
        address: tuple(place for inventory in inventories for place in inventory.get(address, ()))
        for address in roadmaps_first(address for inventory in inventories for address in inventory)
    }


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
        if OWN_SOURCE & set(values.get("rel", "").split()):
            return
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = urljoin(values.get("href", ""), ".")
            return
        for name in _LINKING:
            if value := values.get(name, ""):
                parts = [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]
                self.links.extend((self.getpos()[0], part) for part in parts)

"""Every address outside the guide that the HTML of the built site has, each with the pages and lines where it stands."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from macros.addresses import OUTSIDE, Inventory, Place, in_order, roadmaps_first

_LINKING = ("href", "src", "action", "cite", "data", "poster", "formaction", "content", "srcset")


def in_site(site: Path) -> Inventory:
    """Every external address in the HTML of a built site, except those of the site itself and of its source.

    A link into the repository that the site is built from, as to edit a page there, leads to where it is known to be.
    """
    found: dict[str, list[Place]] = {}
    homes = own(site)
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        for line, address in _links(path):
            if OUTSIDE.match(address) and not f"{address.rstrip('/')}/".startswith(homes):
                found.setdefault(address, []).append(Place(name, line, name.removesuffix("index.html")))
    return in_order(found)


def own(site: Path) -> tuple[str, ...]:
    """Where the site says on its home page that it is published (its canonical address) and that its source lives."""
    index = site / "index.html"
    reader = _Reader()
    reader.feed(index.read_text(encoding="utf-8") if index.exists() else "")
    return tuple(f"{address.rstrip('/')}/" for address in (reader.canonical, reader.source) if address)


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
        self.source = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser for each element."""
        values = {name: (value or "").strip() for name, value in attrs}
        if values.get("rel") == "vcs-git":
            self.source = values.get("href", "")
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = urljoin(values.get("href", ""), ".")
            return
        for name in _LINKING:
            if value := values.get(name, ""):
                parts = [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]
                self.links.extend((self.getpos()[0], part) for part in parts)

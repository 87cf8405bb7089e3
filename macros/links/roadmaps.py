"""The roadmap guard on the built site: one shape of address, each that of a declared roadmap, each declared one used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from macros.addresses import Inventory, Place
from macros.catalogue import Catalogue
from macros.errors import nearest
from macros.fields import ROADMAP_ADDRESS
from macros.links.findings import Finding
from macros.models import Roadmap

# As it may stand anywhere in HTML, in an attribute or in the text, with or without a scheme, in whatever case; but not
# the name of the shape itself, `https://roadmap.sh/<slug>`, which the guide's rules give.
_ANYWHERE = re.compile(r"(?:https?:)?//(?:[\w.-]*\.)?roadmap\.sh(?![\w.-]|/&lt;)[^\s\"'<>`\\]*", re.IGNORECASE)


def in_html(site: Path) -> Inventory:
    """Every roadmap.sh address in the HTML of a site, also where it is no link."""
    found: dict[str, list[Place]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in _ANYWHERE.finditer(line):
                place = Place(name, number, name.removesuffix("index.html"))
                found.setdefault(match.group().rstrip(".,;:!?)"), []).append(place)
    return {address: tuple(places) for address, places in found.items()}


def guard(found: Inventory, catalogue: Catalogue, file: str) -> Iterator[Finding]:
    """What is wrong with the roadmap addresses of a site; `file` is what findings call the data file."""
    declared = Counter(roadmap.url for roadmap in catalogue.of(Roadmap))
    for address, places in found.items():
        if not ROADMAP_ADDRESS.fullmatch(address):
            what, hint = (
                f"'{address}' is not the one shape of a roadmap address",
                "https://roadmap.sh/<slug>, and nothing after it",
            )
        elif address not in declared:
            what, hint = f"'{address}' is not the address of a declared roadmap", nearest(address, declared)
        else:
            continue
        yield from (Finding(place.file, place.line, what, hint, address) for place in dict.fromkeys(places))
    for roadmap in catalogue.of(Roadmap):
        line, who = catalogue.line(roadmap.id, "url"), f"roadmap '{roadmap.id}': '{roadmap.url}'"
        if roadmap.url not in found:
            yield Finding(file, line, f"{who} is on no page", "a roadmap that nobody can click is not related")
        if declared[roadmap.url] > 1:
            yield Finding(file, line, f"{who} is declared {declared[roadmap.url]} times", "keep one of them")

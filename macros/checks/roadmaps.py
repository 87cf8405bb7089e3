"""The roadmap guard: every roadmap.sh address belongs to one declared roadmap, and every declared one is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from macros.catalogue import Catalogue
from macros.checks.rule import Rule
from macros.errors import Problem, nearest
from macros.fields import ROADMAP_ADDRESS, ROADMAP_HOST
from macros.models import Path, Roadmap

MENTIONED = re.compile(r"(?:https?://)?(?:www\.)?roadmap\.sh/[^\s)\"'\]]*")


def slug(roadmap: Roadmap) -> str:
    """The last part of a roadmap's address; empty if the address is not of roadmap.sh."""
    match = ROADMAP_ADDRESS.fullmatch(roadmap.url)
    return match.group(1) if match else ""


def _of_roadmap_sh(catalogue: Catalogue) -> Iterator[Problem]:
    """A roadmap's address is `https://roadmap.sh/<slug>`, and its id is `roadmap-<slug>`."""
    for roadmap in catalogue.of(Roadmap):
        if urlsplit(roadmap.url).hostname != ROADMAP_HOST:
            what = f"'{roadmap.url}' is no roadmap's address"
            yield catalogue.problem(roadmap, what, "https://roadmap.sh/<slug>", ("url",))
        elif roadmap.id != f"roadmap-{slug(roadmap)}":
            what = f"the address has the slug '{slug(roadmap)}'"
            yield catalogue.problem(roadmap, what, f"then the id is 'roadmap-{slug(roadmap)}'", ("url",))


def _declared(catalogue: Catalogue) -> Iterator[Problem]:
    """A roadmap.sh address anywhere in the data is that of a declared roadmap."""
    declared = {roadmap.url for roadmap in catalogue.of(Roadmap)}
    for entry, location, text, _ in catalogue.texts:
        for url in MENTIONED.findall(text):
            if url.rstrip(".,;") not in declared:
                what = f"'{url}' is not the address of a declared roadmap"
                yield catalogue.problem(entry, what, nearest(url, declared), location)


def _used(catalogue: Catalogue) -> Iterator[Problem]:
    """Every roadmap is listed in the definition or goes with a path."""
    for roadmap in catalogue.of(Roadmap):
        if not roadmap.in_definition and not catalogue.linking(roadmap, Path, "roadmap"):
            yield catalogue.problem(roadmap, "nothing uses this roadmap", "name it in a path, or remove it")


RULES = (Rule("M501", _of_roadmap_sh), Rule("M502", _declared), Rule("M503", _used))

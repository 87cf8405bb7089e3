"""What the engine says of wrong links when a strict build fails, each with the line to go to, which the engine doesn't know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros import urls
from macros.guide import Guide
from macros.links.findings import Finding
from macros.links.trace import Sources

_SAYS = re.compile(r"Doc file '(?P<src>[^']+)' contains an? [a-z ]*?link '(?P<target>[^']*)'(?:, but|,)? (?P<why>.*)")


def explained(output: str, guide: Guide, root: Path = Path()) -> list[Finding]:
    """The wrong links that an engine's output tells of; `root` is the folder that it built the site of."""
    return sorted(Sources(guide, root).located(_said(output)))


def _said(output: str) -> Iterator[Finding]:
    for match in _SAYS.finditer(output):
        page, target = f"{urls.published(match['src'])}index.html", match["target"]
        yield Finding(page, 0, f"the link to '{target}' is broken: {match['why'].strip()}", target=target)

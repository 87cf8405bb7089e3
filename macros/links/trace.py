"""From a wrong link on a page to the line that it comes from: of a page written by hand, a template, the theme's overrides.

What a template puts together from parts can't be found again by its text. Then it is the line of the page's entry in the
data, or the first line of the file; the page itself, and the line in its HTML, are told in any case.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag

from macros import urls
from macros.addresses import OUTSIDE
from macros.guide import DATA, Guide
from macros.links.findings import Finding
from macros.render import TEMPLATES

_LINK = r"(?:\]\(|\]:|\w=|url\().*?"  # what a link begins with, in Markdown, HTML, or a style sheet
_END = r"(?:\.md|\.html)?/?(?:index\.md|index\.html)?(?=[\"')\s#?>]|$)"
_COMPONENT = re.compile(r"component\(\s*[\"'](\w+)")


class Sources:
    """The files that the pages of a guide are made from; `root` is the folder that has docs/ and mkdocs.yml."""

    def __init__(self, guide: Guide, root: Path) -> None:
        self._root = root
        self._pages = {f"{urls.published(page.src)}index.html": page for page in guide.pages}
        self._lines: dict[Path, list[str]] = {}

    def located(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings at pages (`databases/sql/index.html`) as findings at what those are made from, each once for all pages."""
        told: dict[Finding, list[tuple[str, int]]] = {}
        for finding in findings:
            file, line = self._at(finding)
            told.setdefault(Finding(file, line, finding.what, finding.hint), []).append((finding.file, finding.line))
        return [Finding(item.file, item.line, f"{_on(places)}, {item.what}", item.hint) for item, places in told.items()]

    def _at(self, finding: Finding) -> tuple[str, int]:
        files = dict(self._files(finding.file))
        for pattern in _patterns(finding.target):
            for path, name in files.items():
                for number, line in enumerate(self._read(path), 1):
                    if pattern.search(line):
                        return name, number
        if page := self._pages.get(finding.file):
            return page.file or DATA.as_posix(), page.line
        return next(iter(files.values())) if self._by_hand(finding.file) else f"site/{finding.file}", 1

    def _files(self, page: str) -> Iterator[tuple[Path, str]]:
        """The files that a page may be made from, the likeliest first, each with what messages call it."""
        if page in self._pages:
            yield _template(TEMPLATES / "pages" / f"{self._pages[page].template}.md.j2")
            yield from map(_template, sorted((TEMPLATES / "components").iterdir()))
        elif name := self._by_hand(page):
            path = self._root / "docs" / name
            yield path, f"docs/{name}"
            parts = _COMPONENT.findall("\n".join(self._read(path)))
            yield from (_template(TEMPLATES / "components" / f"{part}.md.j2") for part in (*parts, *["parts"] * bool(parts)))
        yield from self._around

    def _by_hand(self, page: str) -> str:
        """The file in docs/ that a page, or a file of the site, is made from; empty if there can be none."""
        if not page.endswith("index.html"):
            names = [page, f"overrides/{page}"]
            return next((name for name in names if (self._root / "docs" / name).is_file()), "")
        folder = page.removesuffix("index.html")
        index = f"{folder}index.md"
        return index if not folder or (self._root / "docs" / index).is_file() else f"{folder.removesuffix('/')}.md"

    @cached_property
    def _around(self) -> tuple[tuple[Path, str], ...]:
        """The files that make what stands around every page."""
        overrides = sorted((self._root / "docs/overrides").rglob("*.html"))
        return tuple((path, path.relative_to(self._root).as_posix()) for path in (*overrides, self._root / "mkdocs.yml"))

    def _read(self, path: Path) -> list[str]:
        if path not in self._lines:
            self._lines[path] = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return self._lines[path]


def _template(path: Path) -> tuple[Path, str]:
    return path, f"macros/templates/{path.relative_to(TEMPLATES).as_posix()}"


def _patterns(target: str) -> Iterator[re.Pattern[str]]:
    """What to look for in the lines of a source, the surest first: the link as it is, its page with its anchor, each alone."""
    if not target:
        return
    spellings = "|".join(re.escape(text) for text in dict.fromkeys((target, html.escape(target), unquote(target))))
    if OUTSIDE.match(target):
        yield re.compile(rf"(?:{spellings})(?![\w/?=&%-])")
        return
    yield re.compile(rf"{_LINK}(?<![\w/.-])(?:{spellings})(?=[\"')\s>]|$)")
    address, anchor = (re.escape(unquote(part)) for part in urldefrag(target))
    page = rf"(?<![\w-]){address.rstrip('/').rpartition('/')[2].removesuffix(re.escape('.md'))}{_END}"
    if anchor:
        yield re.compile(rf"{_LINK}{page}#{anchor}(?![\w-])")
        yield re.compile(rf"{_LINK}#{anchor}(?![\w-])")
    elif address.strip("./\\"):
        yield re.compile(rf"{_LINK}{page}")


def _on(places: list[tuple[str, int]]) -> str:
    """The first of the pages where something was found, its line if that is known, and how many more pages there are."""
    pages = dict(sorted(places, reverse=True))
    page = min(pages)
    line = f" (line {pages[page]})" if pages[page] else ""
    more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    return f"on the page /{page.removesuffix('index.html')}{line}{more}"

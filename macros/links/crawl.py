"""LinkChecker crawls the built site over HTTP on loopback: broken links and anchors, and pages that nothing leads to."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from macros.links.server import served

PACKAGES = Path(__file__).parents[2]
NOT_LINKED = "404.html"  # the server answers with it; nothing links it
_NOT_QUOTED = "!#$%&'()*+,/:;=?@[]~"  # by LinkChecker, in the addresses that it tells; a space is
MOVED = 'http-equiv="refresh"'  # a page that was moved leaves such a one behind, which nothing links either


class CrawlError(Exception):
    """LinkChecker itself failed, so nothing is known about the links."""


@dataclass(frozen=True, order=True)
class Broken:
    """A link that leads nowhere: the page that it stands on, the line there, the address as written, and why."""

    page: str
    line: int
    target: str
    why: str


@dataclass(frozen=True)
class Crawl:
    """What a crawl found; pages are paths from the site's root, such as `languages/go/`."""

    pages: frozenset[str]
    broken: tuple[Broken, ...]
    orphans: tuple[str, ...]


@dataclass
class _Seen:
    """What the rows of the output say: each page's anchors and links, and every address that can't be had."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    first: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def anchors(self, address: str, default: str) -> set[str]:
        """The anchors of a page, also of one that is named without its last slash; of what is no page, `default`."""
        return self.ids.get(address, self.ids.get(f"{address}/", {default}))


def crawl(site: Path) -> Crawl:
    """Crawl a built site from its home page. Raises CrawlError if LinkChecker could not do its work."""
    with served(site) as root:
        seen = _read(_linkchecker(root))
    pages = frozenset(_page(address, root) for address in seen.ids)
    if "" not in pages:
        raise CrawlError(f"{site}: there is no home page to start from")
    return Crawl(pages, tuple(sorted(set(_broken(seen, root)))), tuple(sorted(_orphans(site, pages))))


def _linkchecker(root: str) -> list[dict[str, str]]:
    """The rows of LinkChecker's CSV."""
    paths = os.pathsep.join(filter(None, (str(PACKAGES), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "macros.links.spider", root]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode:
        raise CrawlError(f"LinkChecker failed\n{result.stderr}")
    csv.field_size_limit(sys.maxsize)  # a long page has many anchors
    return list(csv.DictReader(result.stdout.splitlines(keepends=True), delimiter=";"))


def _read(rows: list[dict[str, str]]) -> _Seen:
    seen = _Seen()
    for row in rows:
        page = urldefrag(row["url"]).url
        if row["valid"] != "True":
            seen.broken[page] = row["result"]
            seen.first[page] = (row["parentname"], row["urlname"], int(row["line"] or 1))
        elif row["infostring"].startswith("{"):
            noted = json.loads(row["infostring"].splitlines()[0])
            seen.ids[page] = set(noted["ids"])
            seen.links[page] = [(line, address) for line, address in noted["links"]]
    return seen


def _page(address: str, root: str) -> str:
    """A page's path from the site's root, as it is written in a file system."""
    return unquote(urlsplit(address.removeprefix(root)).path)


def _broken(seen: _Seen, root: str) -> Iterator[Broken]:
    """Every link to what can't be had or to an anchor that isn't there, on every page that has it."""
    told = set()
    for page, links in seen.links.items():
        for line, address in links:
            target, fragment = urldefrag(urljoin(page, address))
            target = quote(target, safe=_NOT_QUOTED)
            if not target.startswith(root):
                continue
            if target in seen.broken:
                told.add(target)
                yield Broken(_page(page, root), line, address, seen.broken[target])
            elif fragment and not {fragment, unquote(fragment)} & seen.anchors(target, default=fragment):
                yield Broken(_page(page, root), line, address, f"no anchor '{unquote(fragment)}' there")
    for target, (page, address, line) in seen.first.items():  # what no page names itself, but a style sheet does
        if target not in told:
            yield Broken(_page(page, root), line, address, seen.broken[target])


def _orphans(site: Path, reached: frozenset[str]) -> Iterator[str]:
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        address = name.removesuffix("index.html") if path.name == "index.html" else name
        if not {name, address} & reached and name != NOT_LINKED and MOVED not in path.read_text(encoding="utf-8"):
            yield address

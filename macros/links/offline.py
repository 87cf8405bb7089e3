"""The layer that needs no network: the built site's own links, its addresses' form, its roadmaps, and the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from macros import urls
from macros.fields import ROADMAP_HOST, check_address
from macros.guide import DATA, Guide
from macros.links import ledger, roadmaps
from macros.links.crawl import Crawl, crawl
from macros.links.findings import Finding
from macros.links.inventory import in_data, in_site


def offline(site: Path, guide: Guide, ledger_path: Path | None = None, today: dt.date | None = None) -> list[Finding]:
    """Everything that is wrong with the links of a built site, as far as that can be known without a network.

    Where a finding is on a page made from the data, it points at the entry in the data file; on a page written by hand, at
    the file in docs/. With `ledger_path`, the ledger's form and its suppressions are checked too. Raises CrawlError if
    LinkChecker itself fails, and DataError if the ledger can't be read.
    """
    return findings(site, guide, crawl(site), ledger_path, today)


def findings(
    site: Path, guide: Guide, crawled: Crawl, ledger_path: Path | None = None, today: dt.date | None = None
) -> list[Finding]:
    """As `offline`, for a site that is crawled already."""
    wrong = (*_crawled(crawled), *_form(site), *roadmaps.guard(roadmaps.in_html(site), guide.catalogue, DATA.as_posix()))
    sources = {urls.published(page.src): page.line for page in guide.pages}
    found = {_at_its_source(finding, sources) for finding in wrong}
    if ledger_path is not None and ledger_path.exists():
        in_guide = {*in_data(guide.catalogue, DATA.as_posix()), *in_site(site)}
        found |= set(ledger.read(ledger_path).complaints(today or dt.datetime.now(tz=dt.UTC).date(), in_guide))
    return sorted(found)


def _crawled(crawled: Crawl) -> Iterator[Finding]:
    for link in crawled.broken:
        yield Finding(_file(link.page), link.line, f"the link to '{link.target}' is broken: {link.why}")
    for page in crawled.orphans:
        hint = "link it from a page that is reached, or remove it"
        yield Finding(_file(page), 1, "nothing leads to this page", hint)


def _file(page: str) -> str:
    return f"{page}index.html" if page.endswith("/") or not page else page


def _form(site: Path) -> Iterator[Finding]:
    """Addresses that the guide may not publish, such as one of a private host or one that isn't encrypted."""
    for address, places in in_site(site).items():
        try:
            check_address(f"https:{address}" if address.startswith("//") else address)
        except ValueError as error:
            what, _, hint = str(error).partition("; ")
            if ROADMAP_HOST not in address.lower():  # the roadmap guard says that already
                yield from (Finding(place.file, place.line, what, hint) for place in places)


def _at_its_source(finding: Finding, lines: Mapping[str, int]) -> Finding:
    """The same finding at what its page is made from; the page, and the line there, stay in the message."""
    if finding.file == DATA.as_posix():
        return finding
    page = finding.file.removesuffix("index.html")
    what = f"on the page /{page} (line {finding.line}), {finding.what}"
    if page in lines:
        return Finding(DATA.as_posix(), lines[page], what, finding.hint)
    if page and not page.endswith("/"):
        return Finding(f"site/{page}", finding.line, what, finding.hint)
    return Finding(f"docs/{page.removesuffix('/') or 'index'}.md", 1, what, finding.hint)

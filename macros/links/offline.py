"""The layer that needs no network: the built site's own links, its addresses' form, its roadmaps, and the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from macros.addresses import Inventory, in_data
from macros.fields import ROADMAP_HOST, check_address
from macros.guide import DATA, Guide
from macros.links import keep, roadmaps
from macros.links.crawl import Crawl, crawl
from macros.links.findings import Finding
from macros.links.inventory import in_site
from macros.links.trace import Sources


def offline(site: Path, guide: Guide, root: Path = Path(), today: dt.date | None = None) -> list[Finding]:
    """Everything that is wrong with the links of a built site, as far as that can be known without a network.

    Each finding is told at the line that it comes from, as far as that can be found; `root` is the folder that the site was
    built from. The guide's ledger is held against the guide. Raises CrawlError if LinkChecker itself fails.
    """
    return findings(site, guide, crawl(site), root, today)


def findings(site: Path, guide: Guide, crawled: Crawl, root: Path = Path(), today: dt.date | None = None) -> list[Finding]:
    """As `offline`, for a site that is crawled already."""
    html, data = in_site(site), in_data(guide.catalogue, DATA.as_posix())
    of_roadmaps = list(roadmaps.guard(roadmaps.in_html(site), guide.catalogue, DATA.as_posix()))
    misshapen = list(_form(html))
    told = {finding.target for finding in (*of_roadmaps, *misshapen)}
    strange = {address: places for address, places in html.items() if address not in told and address not in data}
    on_pages = (*_crawled(crawled), *misshapen, *of_roadmaps, *keep.new(strange, guide.ledger))
    day, in_guide = today or dt.datetime.now(tz=dt.UTC).date(), {*data, *html}
    return sorted(
        {
            *Sources(guide, root).located(finding for finding in on_pages if finding.file != DATA.as_posix()),
            *(finding for finding in on_pages if finding.file == DATA.as_posix()),
            *keep.new(data, guide.ledger),
            *keep.left_over(guide.ledger, in_guide),
            *keep.complaints(guide.ledger, day, in_guide),
        }
    )


def _crawled(crawled: Crawl) -> Iterator[Finding]:
    for link in crawled.broken:
        yield Finding(_file(link.page), link.line, f"the link to '{link.target}' is broken: {link.why}", target=link.target)
    for page in crawled.orphans:
        hint = "link it from a page that is reached, or remove it"
        yield Finding(_file(page), 1, "nothing leads to this page", hint)


def _file(page: str) -> str:
    return f"{page}index.html" if page.endswith("/") or not page else page


def _form(html: Inventory) -> Iterator[Finding]:
    """Addresses that the guide may not publish, such as one of a private host or one that isn't encrypted."""
    for address, places in html.items():
        try:
            check_address(f"https:{address}" if address.startswith("//") else address)
        except ValueError as error:
            what, _, hint = str(error).partition("; ")
            if ROADMAP_HOST not in address.lower():  # the roadmap guard says that already
                yield from (Finding(place.file, place.line, what, hint, address) for place in places)

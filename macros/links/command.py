"""What `python -m macros links` does: look at addresses, check the built site, keep the ledger, follow what has moved."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from macros.addresses import in_data
from macros.guide import DATA, Guide
from macros.ledger import LEDGER, read
from macros.links import keep, moves
from macros.links.crawl import CrawlError
from macros.links.findings import Finding
from macros.links.inventory import in_site
from macros.links.live import live
from macros.links.offline import offline


def run(action: str, guide: Guide, site: Path) -> int:
    """Do one of the actions on the guide and its built site; returns the exit code. Raises DataError as `live` does."""
    if action == "moves":
        return _told(moves.apply(guide), code=0)
    if not (site / "index.html").exists():
        print(f"{site}/ has no site: `make build` makes one", file=sys.stderr)
        return 1
    if action == "offline":
        return _offline(guide, site)
    print(_record(guide, site))
    if action == "record":
        return 0
    guide = Guide(guide.catalogue, read(LEDGER, LEDGER.as_posix()))
    return max(_offline(guide, site), live(guide, LEDGER, site=site))


def _offline(guide: Guide, site: Path) -> int:
    try:
        return _told(offline(site, guide), code=1)
    except CrawlError as error:
        print(error, file=sys.stderr)
        return 1


def _told(findings: Sequence[Finding], code: int) -> int:
    """Print findings; returns the code if there are any."""
    for finding in findings:
        print(finding)
    return code if findings else 0


def _record(guide: Guide, site: Path) -> str:
    in_guide, known = {*in_data(guide.catalogue, DATA.as_posix()), *in_site(site)}, set(guide.ledger.records)
    keep.write(LEDGER, guide.ledger, in_guide)
    return f"{LEDGER}: {len(in_guide)} addresses, {len(in_guide - known)} of them new; {len(known - in_guide)} dropped"

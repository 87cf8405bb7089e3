"""Run LinkChecker through its Python API, as a process of its own: `python -m macros.links.spider ADDRESS`, CSV on stdout.

A process of its own, because LinkChecker sets the time-out of every socket, the log levels and the translation of the
process that it runs in. Its command line is not used: run by root (in a container) it becomes another user before it
loads plugins, which then may not be readable.
"""

from __future__ import annotations

import sys
from pathlib import Path

import linkcheck
from linkcheck.checker import get_url_from
from linkcheck.configuration import Configuration
from linkcheck.director import check_urls, get_aggregate

HERE = Path(__file__).parent
CONFIGURATION = HERE / "linkcheckerrc"


def main(address: str) -> int:
    """Crawl from `address`; returns 2 if LinkChecker failed on something of its own, else 0 whatever it found."""
    linkcheck.init_i18n()
    config = Configuration()
    config["pluginfolders"] = [str(HERE / "plugins")]
    config.read([str(CONFIGURATION)])
    config.sanitize()
    aggregate = get_aggregate(config)
    start = get_url_from(address, 0, aggregate, extern=(0, 0))
    aggregate.urlqueue.put(start)
    check_urls(aggregate)
    return 2 if config["logger"].stats.internal_errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

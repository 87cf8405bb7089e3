"""The live check: look at every address outside the guide, host beside host, and keep the ledger as it goes.

It can be interrupted at any time and run again: what was looked at today is not looked at twice.
"""

from __future__ import annotations

import datetime as dt
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from macros import ledger
from macros.addresses import Inventory, in_data, roadmaps_first
from macros.guide import DATA, Guide
from macros.ledger import Ledger
from macros.links import keep, report
from macros.links.ask import Asker, Hosts
from macros.links.inventory import in_site, merged
from macros.links.look import look
from macros.links.settings import Settings
from macros.links.verdict import Look

INTERRUPTED = 130  # the exit code that shells use for it


@dataclass(frozen=True)
class Result:
    """A look at an address that is done."""

    address: str
    look: Look


def live(
    guide: Guide,
    ledger_path: Path,
    *,
    site: Path | None = None,
    settings: Settings = Settings(),  # noqa: B008 - it is frozen
    today: dt.date | None = None,
    out: TextIO | None = None,
    progress: TextIO | None = None,
) -> int:
    """Look at every address of the data, and of the built site if one is given; returns the exit code.

    That is 0 if no address is dead (or all that are, are suppressed) and no suppression has run out, else 1; 130 if it was
    interrupted. Findings and the summary go to `out`, progress to `progress`. Without any network, what the ledger says of
    an address stays as it is and the exit code is 0: nothing was learned. Raises DataError if the ledger can't be read.
    """
    places = merged(in_data(guide.catalogue, DATA.as_posix()), in_site(site) if site else {})
    return check(places, ledger_path, settings=settings, today=today, out=out, progress=progress)


def check(
    places: Inventory,
    ledger_path: Path,
    *,
    settings: Settings = Settings(),  # noqa: B008 - it is frozen
    today: dt.date | None = None,
    out: TextIO | None = None,
    progress: TextIO | None = None,
) -> int:
    """The live check of an inventory; as `live`."""
    day = today or dt.datetime.now(tz=dt.UTC).date()
    out, progress = out or sys.stdout, progress or sys.stderr
    known = ledger.read(ledger_path)
    book = _Book(ledger_path, known, places, day, settings, progress)
    book.save()
    todo = [address for address in places if known.record(address).checked_on != day]
    interrupted = run(todo, settings, book.take)
    book.save()
    left = [address for address in places if book.ledger.record(address).checked_on != day]
    looked = len(left) < len(places)
    found = report.findings(places, book.ledger, day) if looked else []
    for finding in found:
        print(finding, file=out)
    print(report.summary(places, book.ledger, looked=looked), file=out)
    if interrupted:
        print(f"interrupted: {len(left)} not looked at; run it again to go on", file=out)
        return INTERRUPTED
    return 1 if any(finding.bad for finding in found) else 0


class _Book:
    """Takes the results in, writes them to the ledger from time to time, and shows how far it is."""

    def __init__(
        self, path: Path, known: Ledger, places: Inventory, today: dt.date, settings: Settings, progress: TextIO
    ) -> None:
        self.ledger, self.answered, self.done = known, False, 0
        self._path, self._places, self._today, self._settings, self._progress = path, places, today, settings, progress
        self._waiting: list[Result] = []
        self._saved = time.monotonic()

    def take(self, result: Result) -> bool:
        """Take a result in; returns whether it makes sense to go on.

        Until the first answer from anywhere, failures say nothing about an address: there may be no network.
        """
        self.done += 1
        self._waiting.append(result)
        self.answered = self.answered or result.look.answered
        print(f"{self.done:4} {result.look.sight:8} {result.address} ({result.look.reason})", file=self._progress, flush=True)
        if self.answered:
            self._enter()
            if time.monotonic() - self._saved > self._settings.save_every:
                self.save()
        return self.answered or self.done < self._settings.silent

    def _enter(self) -> None:
        records = dict(self.ledger.records)
        for result in self._waiting:
            records[result.address] = keep.after(self.ledger.record(result.address), result.look, self._today)
        self.ledger = replace(self.ledger, records=records)
        self._waiting.clear()

    def save(self) -> None:
        """Write the ledger."""
        keep.write(self._path, self.ledger, self._places)
        self._saved = time.monotonic()


class _StopError(Exception):
    """Raised in a worker that waits when the run is over."""


def run(addresses: Iterable[str], settings: Settings, take: Callable[[Result], bool]) -> bool:
    """Look at addresses, several hosts at a time, and hand each result to `take` until it says no.

    Returns whether the user stopped it before the end.
    """
    todo = _by_host(addresses)
    left = sum(map(len, todo))
    results: queue.Queue[Result | BaseException] = queue.Queue()
    stop, hosts, askers = threading.Event(), Hosts(settings.pause), list[Asker]()
    with ThreadPoolExecutor(max_workers=settings.hosts, thread_name_prefix="look") as pool:
        try:
            for group in todo:
                pool.submit(_look_at, group, askers, hosts, settings, stop, results)
            while left:
                result = results.get()
                if isinstance(result, BaseException):
                    raise result
                left -= 1
                if not take(result):
                    break
        except KeyboardInterrupt:
            return True
        finally:
            stop.set()
            for asker in list(askers):
                asker.end()
    return False


def _by_host(addresses: Iterable[str]) -> list[list[str]]:
    """The addresses of each host; roadmap.sh first, then those with most to do, so that the end isn't one long queue."""
    groups: dict[str, list[str]] = {}
    for address in roadmaps_first(addresses):
        groups.setdefault(urlsplit(address).netloc, []).append(address)
    first, *others = groups.values() if groups else [[]]
    return [first, *sorted(others, key=len, reverse=True)]


def _look_at(
    group: list[str],
    askers: list[Asker],
    hosts: Hosts,
    settings: Settings,
    stop: threading.Event,
    results: queue.Queue[Result | BaseException],
) -> None:
    """Look at the addresses of one host, one after the other; the work of one thread."""

    def wait(seconds: float) -> None:
        if stop.wait(seconds):
            raise _StopError

    try:
        with Asker(hosts, settings) as asker:
            askers.append(asker)
            for address in group:
                wait(0)
                results.put(Result(address, look(address, asker.ask, wait, settings)))
    except _StopError:
        pass
    except BaseException as error:  # whatever it is, the run must end with it, not wait for ever
        results.put(error)

"""Rules about sources: enough of them, different ones, dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from macros.catalogue import Catalogue
from macros.checks.rule import Rule
from macros.errors import Problem
from macros.fields import ROADMAP_HOST
from macros.parts import Reviewed


def _different_pages(catalogue: Catalogue) -> Iterator[Problem]:
    """The sources of an entry are different pages."""
    for entry in catalogue:
        if isinstance(entry, Reviewed):
            pages = [urldefrag(source.url).url.rstrip("/") for source in entry.sources]
            for index, page in enumerate(pages):
                if page in pages[:index]:
                    at = ("sources", index, "url")
                    yield catalogue.problem(entry, f"the source '{page}' stands twice", "two different pages at least", at)


def _no_roadmap_as_source(catalogue: Catalogue) -> Iterator[Problem]:
    """A roadmap is linked, never a source: its licence allows links and nothing else."""
    for entry in catalogue:
        if isinstance(entry, Reviewed):
            for index, source in enumerate(entry.sources):
                if urlsplit(source.url).hostname == ROADMAP_HOST:
                    at = ("sources", index, "url")
                    yield catalogue.problem(entry, "a roadmap as a source", "cite the primary source", at)


def _reviewed_in_the_past(catalogue: Catalogue) -> Iterator[Problem]:
    """A review has happened: its date is not in the future."""
    tomorrow = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)  # somewhere it is tomorrow already
    for entry in catalogue:
        if isinstance(entry, Reviewed) and entry.reviewed > tomorrow:
            yield catalogue.problem(entry, f"reviewed on {entry.reviewed}, in the future", at=("reviewed",))


RULES = (Rule("S201", _different_pages), Rule("S202", _no_roadmap_as_source), Rule("S203", _reviewed_in_the_past))

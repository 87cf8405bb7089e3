"""The template environment and its filters: from entries to Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros import facets, models, urls, views
from macros.catalogue import Catalogue
from macros.diagrams import sequence
from macros.fields import REFERENCE
from macros.health import health
from macros.ledger import FAILED_DAYS, FAILED_LOOKS, NOTHING_KNOWN, Ledger
from macros.parts import Cell, Entry

TEMPLATES = Path(__file__).parent / "templates"

_SPAN = re.compile(r"(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_OUTWARD = re.compile(r"\]\(\s*((?:[^\s()]|\([^\s()]*\))+)[^()]*\)")
_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=\S)(.+?)(?<=\S)\1(?![\w*])")


class Renderer:
    """Renders a template of `templates/` with the catalogue at hand.

    `link` gives the target of a link to an entry. With `decorated=False`, for the Markdown twins, what only the site's
    style sheet understands (classes, wrapping elements) is left out.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        ledger: Ledger = NOTHING_KNOWN,
        link: Callable[[Entry], str] = urls.link,
        *,
        decorated: bool = True,
    ) -> None:
        self.catalogue = catalogue
        self.ledger = ledger
        self.link = link
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # the output is Markdown; the data may hold no HTML, which the models see to
        )
        self.environment.globals.update(catalogue=catalogue, ledger=ledger, address=urls.address, decorated=decorated, m=models)
        self.environment.filters.update(
            prose=self.prose,
            plain=self.plain,
            row=self.row,
            cell=self.cell,
            ref=self.ref,
            href=link,
            record=urls.record,
            fate=self.fate,
        )
        self.environment.globals.update(failed_looks=FAILED_LOOKS, failed_days=FAILED_DAYS)
        self.environment.filters["health"] = partial(health, catalogue)
        self.environment.filters["diagram"] = self.diagram
        self.environment.filters.update({name: partial(view, catalogue) for name, view in views.OF_CATALOGUE.items()})
        self.environment.filters.update({**views.OF_ENTRY, **facets.FILTERS})

    def __call__(self, template: str, **values: Any) -> str:
        """The text that a template gives for these values, without the blank lines that its logic leaves behind."""
        return _BLANK.sub("\n\n", self.environment.get_template(template).render(**values))

    def prose(self, text: str) -> str:
        """A text of the data as Markdown: each `[[id]]` or `[[id|label]]` becomes a link, code is left alone."""
        return _outside_code(text.strip(), lambda part: REFERENCE.sub(self._linked, _OUTWARD.sub(self._with_fate, part)))

    def plain(self, text: str) -> str:
        """A text of the data without any mark-up, on one line: for descriptions, search and JSON."""
        bare = _outside_code(text, lambda part: _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", REFERENCE.sub(self._named, part))))
        return " ".join(_SPAN.sub(r"\2", bare).split())

    def ref(self, entry: Entry, label: str = "") -> str:
        """A Markdown link to an entry, by its title unless a label is given."""
        return f"[{label or entry.title}]({self.link(entry)})"

    def row(self, text: str) -> str:
        """A text of the data as Markdown that fits into a table's cell."""
        return _one_cell(self.prose(text))

    def cell(self, cell: Cell) -> str:
        """A comparison cell as Markdown that fits into a table's cell."""
        return _one_cell(self("components/cell.md.j2", cell=cell))

    def fate(self, address: str) -> str:
        """What readers are to know of an address before they follow it: that it is dead, and since when; mostly nothing."""
        record = self.ledger.dead(address)
        return self("components/fate.md.j2", record=record).rstrip() if record else ""

    @staticmethod
    def diagram(pattern: models.Pattern) -> str:
        """The sequence diagram of a pattern's flow, as one SVG element; the steps stand as text beside it."""
        return sequence(f"{pattern.title}, step by step", pattern.flow, "flow-diagram")

    def _linked(self, match: re.Match[str]) -> str:
        return self.ref(self.catalogue.get(match.group(1)), match.group(2) or "")

    def _with_fate(self, match: re.Match[str]) -> str:
        return match.group() + self.fate(match.group(1))

    def _named(self, match: re.Match[str]) -> str:
        return match.group(2) or self.catalogue.get(match.group(1)).title


def _one_cell(markdown: str) -> str:
    return " ".join(markdown.split()).replace("|", "\\|")


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` applied to what stands between its code spans."""
    return "".join(part if is_code else change(part) for part, is_code in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for span in _SPAN.finditer(text):
        yield text[end : span.start()], False
        yield span.group(), True
        end = span.end()
    yield text[end:], False

"""A Markdown extension: label each table cell with its column, so that a phone can stack a row as a card."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            self._label(table)

    def _label(self, table: Element) -> None:
        """Name each cell's column, make a row's first cell its header, and say the roles that a stacked table loses."""
        heads = ["".join(cell.itertext()).strip() for cell in table.iterfind("thead/tr/th")]
        table.set("class", "guide-table")  # the theme moves tables without a class around when its script starts
        table.set("role", "table")
        for group in (*table.iterfind("thead"), *table.iterfind("tbody")):
            group.set("role", "rowgroup")
        for head in table.iterfind("thead/tr/th"):
            head.set("role", "columnheader")
            head.set("scope", "col")
        for row in table.iterfind("thead/tr"):
            row.set("role", "row")
        for row in table.iterfind("tbody/tr"):
            row.set("role", "row")
            for index, cell in enumerate(row):
                cell.set("data-label", heads[index] if index < len(heads) else "")
                cell.set("role", "cell" if index else "rowheader")
                if not index:
                    cell.tag = "th"
                    cell.set("scope", "row")


class TableLabels(Extension):
    """Registers the labelling after inline Markdown has been read, so that a heading's text is plain by then."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name for it
        """Called by Python-Markdown."""
        md.treeprocessors.register(_Labels(md), "table_labels", 5)


def makeExtension(**options: Any) -> TableLabels:  # noqa: N802 - Python-Markdown's name for it
    """Called by Python-Markdown for the extension name `macros.tables`."""
    return TableLabels(**options)

from __future__ import annotations

import pytest

from macros.guide import open_catalogue
from macros.parts import Cell
from macros.render import Renderer
from tests.golden.cases import MINIATURE

RENDER = Renderer(open_catalogue(MINIATURE))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("See [[sql]].", "See [SQL](/databases/sql.md)."),
        ("See [[sql|tables]].", "See [tables](/databases/sql.md)."),
        ("`[[sql]]` and [[sql]]", "`[[sql]]` and [SQL](/databases/sql.md)"),
        ("[[relational-design]]", "[Relational design](/glossary/index.md#relational-design)"),
        ("[[roadmap-sql]]", "[SQL](/roadmaps/index.md#roadmap-sql)"),
        (" spaces \n", "spaces"),
    ],
)
def test_prose_links_entries_and_leaves_code_alone(text: str, markdown: str) -> None:
    assert RENDER.prose(text) == markdown


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("See [[sql]] and [[sql|tables]].", "See SQL and tables."),
        ("*soft* and **hard** and `code *x*`", "soft and hard and code *x*"),
        ("a [page](https://example.com/a_b) here", "a page here"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("two\n  lines", "two lines"),
    ],
)
def test_plain_has_no_mark_up(text: str, plain: str) -> None:
    assert RENDER.plain(text) == plain


@pytest.mark.parametrize(
    ("cell", "markdown"),
    [
        (Cell(value="a | b"), r"a \| b"),
        (Cell(value=True), "yes"),
        (Cell(value=False), "no"),
        (Cell(na="it has none"), "*does not apply:* it has none"),
        (Cell(value="xy", source="https://example.com/"), "xy ([source](https://example.com/))"),
    ],
)
def test_a_cell_fits_into_a_table(cell: Cell, markdown: str) -> None:
    assert RENDER.cell(cell) == markdown

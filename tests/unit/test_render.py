from __future__ import annotations

import pytest

from macros.guide import open_catalogue
from macros.ledger import read
from macros.parts import Cell
from macros.render import Renderer
from tests.golden.cases import LEDGER, MINIATURE

RENDER = Renderer(open_catalogue(MINIATURE))
WITH_DEAD = Renderer(open_catalogue(MINIATURE), read(LEDGER))


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


SINCE = " (dead since 2026-11-23; never seen alive)"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "See [it](https://www.postgresql.org/about/licence/).",
            f"See [it](https://www.postgresql.org/about/licence/){SINCE}.",
        ),
        ("[`it`](https://www.postgresql.org/about/licence/)", f"[`it`](https://www.postgresql.org/about/licence/){SINCE}"),
        ("See [it](https://roadmap.sh/sql).", "See [it](https://roadmap.sh/sql)."),
        ("`[it](https://www.postgresql.org/about/licence/)`", "`[it](https://www.postgresql.org/about/licence/)`"),
    ],
)
def test_a_dead_link_in_a_text_says_so(text: str, markdown: str) -> None:
    assert WITH_DEAD.prose(text) == markdown


def test_what_is_alive_or_suppressed_or_new_says_nothing() -> None:
    for address in ("https://roadmap.sh/sql", "https://www.rfc-editor.org/rfc/rfc9110", "https://new.example.org/"):
        assert WITH_DEAD.fate(address) == ""

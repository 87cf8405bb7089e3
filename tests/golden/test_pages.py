"""The Markdown that the miniature guide gives, page by page. `make golden` writes it anew; read the diff before you commit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros import exports, ledger
from macros.guide import Guide, open_catalogue
from tests.golden.cases import LEDGER, MINIATURE

PAGES = Path(__file__).parent / "pages"
GUIDE = Guide(open_catalogue(MINIATURE), ledger.read(LEDGER))
RENDERED = {
    **{page.src: GUIDE.render(page.template, page.entry_id) for page in GUIDE.pages},
    "home.md": GUIDE.component("home"),
    "rules.md": GUIDE.component("rules"),
    **{path: content for path, content in exports.files(GUIDE, "https://guide.example/") if path in ("agent.md", "llms.txt")},
    "twin.md": dict(exports.files(GUIDE, "https://guide.example/"))["technologies/postgresql/index.md"],
    "links-unseen.md": Guide(open_catalogue(MINIATURE)).render("links"),
}


@pytest.mark.parametrize("name", RENDERED)
def test_page(name: str) -> None:
    file = PAGES / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RENDERED[name], encoding="utf-8")
    assert RENDERED[name] == file.read_text(encoding="utf-8")


def test_no_golden_page_is_left_over() -> None:
    assert {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*") if path.is_file()} == set(RENDERED)

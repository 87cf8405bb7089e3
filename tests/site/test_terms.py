"""The marked terms of the built site: each once on a page, never in a name, and with the definition that they promise."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from macros import urls
from macros.guide import Guide
from macros.models import Term

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NO_PLACE = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "svg", "figure", "nav", "header", "footer"}


class Mark(NamedTuple):
    """A marked term: the elements around it, where it links to, and the id and the text of its tooltip."""

    around: tuple[str, ...]
    href: str
    describes: str
    tip: str
    text: str


class Marks(HTMLParser):
    """Reads the marked terms of a page, and all its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self.ids: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._link: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if found := attributes.get("id"):
            self.ids.append(found)
        if self._open and self._open[-1] == ("span", "term") and tag == "a":
            self._link = attributes
        if attributes.get("role") == "tooltip":
            around = tuple(name for name, _ in self._open)
            link = self._link
            tip = attributes.get("id") or ""
            self.marks.append(Mark(around, link["href"] or "", link["aria-describedby"] or "", tip, ""))
        if tag not in VOID:
            self._open.append((tag, attributes.get("role") or attributes.get("class") or ""))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] == "tooltip":
            self.marks[-1] = self.marks[-1]._replace(text=self.marks[-1].text + data)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Marks]:
    """The marks of every page by its address."""
    files = site.rglob("*.html")
    return {file.relative_to(site).as_posix().removesuffix("index.html"): Marks(file.read_text("utf-8")) for file in files}


def test_many_pages_have_some_and_none_has_many(pages: dict[str, Marks]) -> None:
    counts = {path: len(page.marks) for path, page in pages.items()}
    assert sum(count > 0 for count in counts.values()) > len(counts) / 2
    assert {path for path, count in counts.items() if count > 25} == set()


def test_pages_that_list_or_are_written_by_hand_have_none(pages: dict[str, Marks]) -> None:
    for path in ("", "about/", "contribute/", "404.html", "glossary/", "explore/"):
        assert pages[path].marks == [], path


def test_each_term_is_marked_once_on_a_page(pages: dict[str, Marks]) -> None:
    for path, page in pages.items():
        assert len({mark.href for mark in page.marks}) == len(page.marks), path
        assert len(set(page.ids)) == len(page.ids), path


def test_no_mark_stands_in_a_name_or_in_a_link(pages: dict[str, Marks]) -> None:
    for path, page in pages.items():
        for mark in page.marks:
            assert NO_PLACE.isdisjoint(mark.around), (path, mark)


def test_each_mark_leads_to_its_term_and_says_what_it_means(pages: dict[str, Marks], guide: Guide) -> None:
    anchors = set(pages["glossary/"].ids)
    for path, page in pages.items():
        for mark in page.marks:
            address, _, term_id = mark.href.partition("#")
            term = guide.catalogue.get(term_id)
            assert isinstance(term, Term)
            assert address == "../" * path.count("/") + "glossary/", (path, mark)
            assert term_id in anchors
            assert mark.describes == mark.tip
            definition = guide.renderer.plain(term.definition)
            assert mark.text.removeprefix(f"{term.title}: ") in definition, (path, mark)
            assert len(mark.text) > 20


def test_no_page_marks_what_it_explains_unless_its_text_links_there(pages: dict[str, Marks], guide: Guide) -> None:
    for page in guide.pages:
        own = guide.catalogue.links(guide.catalogue.get(page.entry_id)) if page.entry_id else ()
        linked = {link.target for link in own}
        for mark in pages[urls.published(page.src)].marks:
            term = guide.catalogue.get(mark.href.partition("#")[2])
            assert isinstance(term, Term)
            assert not page.entry_id or term.entry != page.entry_id or term.id in linked, (page.src, mark)


def test_only_pages_with_marks_load_their_script_and_it_hides_nothing(
    site: Path, pages: dict[str, Marks], guide: Guide
) -> None:
    for page in guide.pages:
        address = urls.published(page.src)
        text = (site / address / "index.html").read_text("utf-8")
        assert ("assets/terms.js" in text) == bool(pages[address].marks), address
        assert ('classList.add("interactive"' in text) == bool(page.scripts), address


def test_tooltips_stay_out_of_what_is_searched_and_read_by_programs(site: Path, pages: dict[str, Marks]) -> None:
    texts = [file.read_text("utf-8") for file in (*site.rglob("index.md"), site / "search/search_index.json")]
    assert len(texts) > 200
    assert not any('role="tooltip"' in text or 'class="term"' in text for text in texts)
    toc = [mark for page in pages.values() for mark in page.marks if "nav" in mark.around]
    assert toc == []

"""The built site: what every page has, what none has, and that the same input gives the same bytes."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from macros import urls
from macros.guide import Guide
from macros.models import Comparison
from tests.conftest import REPO_URL, ROOT, SITE_URL, build_site

LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
SAME_HOST_LINKS = {"canonical", "prev", "next", "icon", "stylesheet", "alternate", "edit"}


class Html(HTMLParser):
    """A page's elements with their attributes, its title, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def meta(self, name: str) -> str:
        found = (a.get("content") for tag, a in self.elements if tag == "meta" and name in (a.get("name"), a.get("property")))
        return next(found, None) or ""

    def link(self, rel: str) -> str:
        return next((a.get("href") or "" for tag, a in self.elements if tag == "link" and a.get("rel") == rel), "")


@pytest.fixture(scope="module")
def html(site: Path) -> dict[str, Html]:
    """Every page of the site by its address."""
    files = (file for file in site.rglob("*.html"))
    return {file.relative_to(site).as_posix().removesuffix("index.html"): Html(file.read_text("utf-8")) for file in files}


def test_every_entry_has_its_address(html: dict[str, Html], guide: Guide) -> None:
    for entry in guide.catalogue:
        path, _, anchor = urls.address(entry).partition("#")
        assert path in html, entry.id
        assert not anchor or any(a.get("id") == anchor for _, a in html[path].elements), entry.id


def test_the_addresses_of_the_design_exist(html: dict[str, Html]) -> None:
    fixed = "consult compare languages databases apis patterns paths technologies roadmaps capabilities explore glossary agents"
    assert {"", "contribute/", "about/", "links/", *(f"{name}/" for name in fixed.split())} <= set(html)


def test_titles_and_descriptions_are_of_the_page_alone(html: dict[str, Html]) -> None:
    pages = {path: page for path, page in html.items() if path != "404.html"}
    assert len({page.title for page in pages.values()}) == len(pages)
    assert len({page.meta("description") for page in pages.values()}) == len(pages)
    for path, page in pages.items():
        assert 20 <= len(page.meta("description")) <= 160, path
        assert page.meta("og:title"), path
        assert page.meta("og:description") == page.meta("description"), path
        assert page.link("canonical") == page.meta("og:url") == f"{SITE_URL}{path}", path


def test_no_page_loads_anything_from_another_host(html: dict[str, Html]) -> None:
    for path, page in html.items():
        for tag, attributes in page.elements:
            address = attributes.get(LOADS.get(tag, ""))
            if address and not (tag == "link" and attributes.get("rel") in ("canonical", "prev", "next")):
                assert urlsplit(address).netloc in ("", urlsplit(SITE_URL).netloc), (path, tag, address)


def test_style_sheets_load_nothing_from_another_host(site: Path) -> None:
    for file in site.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", file.read_text("utf-8")), file


def test_no_page_needs_a_script_to_be_read(html: dict[str, Html]) -> None:
    for path, page in html.items():
        assert not any((a.get("href") or "").startswith("javascript:") for _, a in page.elements), path


def test_edit_opens_the_data_at_the_entrys_line(html: dict[str, Html], guide: Guide) -> None:
    lines = (ROOT / "data/backend.yml").read_text(encoding="utf-8").splitlines()
    for page in (page for page in guide.pages if not page.file):
        edit = next(
            a["href"] or "" for tag, a in html[urls.published(page.src)].elements if tag == "a" and a.get("rel") == "edit"
        )
        address, _, line = edit.partition("#L")
        assert address == f"{REPO_URL}/edit/main/data/backend.yml"
        assert lines[int(line) - 1] == (f"  - id: {page.entry_id}" if page.entry_id else lines[page.line - 1])


def test_edit_on_the_page_of_link_health_opens_the_ledger(html: dict[str, Html]) -> None:
    edit = [a["href"] for tag, a in html["links/"].elements if tag == "a" and a.get("rel") == "edit"]
    assert edit == [f"{REPO_URL}/edit/main/data/links.yml#L1"]


def test_hand_written_pages_are_edited_where_they_stand(html: dict[str, Html]) -> None:
    edit = [a["href"] for tag, a in html["about/"].elements if tag == "a" and a.get("rel") == "edit"]
    assert edit == [f"{REPO_URL}/edit/main/docs/about.md"]


def test_every_page_is_in_the_sitemap(site: Path, html: dict[str, Html]) -> None:
    listed = set(re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    assert listed == {f"{SITE_URL}{path}" for path in html if path != "404.html"}


def test_the_404_page_helps_from_any_depth(site: Path) -> None:
    text = (site / "404.html").read_text(encoding="utf-8")
    assert f'href="{urlsplit(SITE_URL).path}consult/"' in text
    assert "There is no page here" in text


def test_what_is_for_the_build_alone_is_not_published(site: Path) -> None:
    assert not (site / "overrides").exists()
    assert not list(site.rglob("*.export"))


def test_the_search_index_stays_small(site: Path) -> None:
    assert (site / "search/search_index.json").stat().st_size < 320_000


def test_pages_stay_small(site: Path) -> None:
    sizes = {file.relative_to(site).as_posix(): file.stat().st_size for file in site.rglob("index.html")}
    big = {name: size for name, size in sizes.items() if size > 130_000}
    assert set(big) <= {"glossary/index.html", "explore/index.html", "compare/index.html"}, big  # they hold everything
    for name in big:
        assert len(gzip.compress((site / name).read_bytes(), mtime=0)) < 60_000, name


def test_scripts_stay_small(site: Path) -> None:
    """All that the site adds to the theme's own; the theme's are below `javascripts`."""
    sizes = {file.name: len(gzip.compress(file.read_bytes(), mtime=0)) for file in (site / "assets").glob("*.js")}
    assert sum(sizes.values()) < 15_000, sizes


def test_a_comparison_says_who_wins_and_leads_on(site: Path, guide: Guide) -> None:
    for comparison in guide.catalogue.of(Comparison):
        text = (site / urls.address(comparison) / "index.html").read_text("utf-8")
        assert f'href="../?with={",".join(comparison.entries)}"' in text, comparison.id
        for entry in guide.catalogue.all(comparison.entries):
            assert f'href="../../{urls.address(entry)}"' in text, comparison.id
            own = (site / urls.address(entry) / "index.html").read_text("utf-8")
            assert f'compare/{comparison.id}/"' in own, entry.id
            assert f"compare/?with={entry.id}" in own, entry.id


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout that a test may change."""
    target = tmp_path_factory.mktemp("copy")
    for name in ("docs", "data", "macros"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def test_two_builds_give_the_same_bytes_and_one_word_changes_only_its_pages(site: Path, copy: Path, tmp_path: Path) -> None:
    data = copy / "data/backend.yml"
    text = data.read_text(encoding="utf-8")
    overview = re.search(r"  - id: sqlite\n(?:    .*\n)*?    overview: >-\n      (\w+) ", text)
    assert overview
    data.write_text(text[: overview.start(1)] + "Zanzibar" + text[overview.end(1) :], encoding="utf-8")
    before, after = dict(contents(site)), dict(contents(build_site(tmp_path / "site", copy)))
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"technologies/sqlite/index.html", "technologies/sqlite/index.md", "api/v1/guide.json"}

"""The built site's links: none is broken, every page is reached, every roadmap is right; and each planted fault is found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros import urls
from macros.addresses import in_data
from macros.guide import Guide, open_catalogue
from macros.ledger import Ledger, Record, Suppression
from macros.links.crawl import Crawl, CrawlError, crawl
from macros.links.offline import findings, offline
from macros.models import Roadmap
from tests.conftest import ROOT
from tests.golden.cases import MINIATURE


@pytest.fixture(scope="module")
def crawled(site: Path) -> Crawl:
    return crawl(site)


def test_the_site_has_no_wrong_link(site: Path, guide: Guide, crawled: Crawl) -> None:
    assert [str(finding) for finding in findings(site, guide, crawled, ROOT)] == []


def test_every_generated_page_was_seen(guide: Guide, crawled: Crawl) -> None:
    """A crawl that sees nothing finds nothing wrong."""
    assert {urls.published(page.src) for page in guide.pages} <= crawled.pages


# A small site, right in every link, for planting faults.
OUT = "https://a.example.org/"
CATALOGUE = open_catalogue(MINIATURE)
KNOWN = {address: Record(address=address) for address in (OUT, *in_data(CATALOGUE, ""))}
MINI = Guide(CATALOGUE, Ledger(KNOWN))
PAGES = {
    "index.html": """\
<link rel=canonical href="https://guide.example/"><link rel=stylesheet href="assets/style.css"><h1 id="top-of-page">Home</h1>
<a href="databases/sql/#use-it-when">SQL</a> <a href="Caf%C3%A9/">Café</a> <a href="./">home</a> <a href="roadmaps/">all</a>
<a href="https://a.example.org/">out</a> <a href="agent.md">agent</a> <a href="shape/">shape</a>
""",
    "databases/sql/index.html": """\
<h2 id="use-it-when">x</h2><a name="ol%d">x</a><a href="../../#top-of-page">up</a> <a href="#ol%25d">here</a>
""",
    "Café/index.html": '<p id="é">x</p><a href="#%C3%A9">é</a><img src="../assets/a%20picture.png">',
    "roadmaps/index.html": "".join(f'<a href="{roadmap.url}">x</a>\n' for roadmap in MINI.catalogue.of(Roadmap)),
    "404.html": '<a href="/">home</a>',
    "moved/index.html": '<meta http-equiv="refresh" content="0; url=../databases/sql/">',
    "assets/style.css": 'body { background: url("only-here.png") }',
    "assets/a picture.png": "not really",
    "assets/only-here.png": "not really",
    "shape/index.html": "<code>https://roadmap.sh/&lt;slug&gt;</code> is the shape; roadmap.sh is a site",
    "agent.md": "# Agent\n[a link](nowhere) in what is no page\n",
}


def put(site: Path, pages: dict[str, str]) -> Path:
    for name, content in pages.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return site


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return put(tmp_path / "site", PAGES)


def test_a_right_site_has_nothing_wrong(small: Path) -> None:
    crawled = crawl(small)
    assert crawled == Crawl(frozenset({"", "databases/sql/", "Café/", "roadmaps/", "shape/"}), (), ())
    assert findings(small, MINI, crawled, small) == []


SHAPE = " is not the one shape of a roadmap address — https://roadmap.sh/<slug>, and nothing after it"
# What is planted, each on a page of its own, and what must be said of that page.
PLANTED = {
    "bad path": ('<a href="../nowhere/">x</a>', ["the link to '../nowhere/' is broken: 404 Not Found"]),
    "bad path with an anchor": ('<a href="../nowhere/#x">x</a>', ["the link to '../nowhere/#x' is broken: 404 Not Found"]),
    "bad anchor": (
        '<a href="../databases/sql/#use">x</a>',
        ["the link to '../databases/sql/#use' is broken: no anchor 'use' there"],
    ),
    "bad anchor on the page itself": ('<a href="#nope">x</a>', ["the link to '#nope' is broken: no anchor 'nope' there"]),
    "wrong case": ('<a href="/Databases/SQL/">x</a>', ["the link to '/Databases/SQL/' is broken: 404 Not Found"]),
    "wrong case of an anchor": (
        '<a href="../databases/sql/#Use-it-when">x</a>',
        ["the link to '../databases/sql/#Use-it-when' is broken: no anchor 'Use-it-when' there"],
    ),
    "a folder without a page": ('<a href="../assets/">x</a>', ["the link to '../assets/' is broken: 404 Not Found"]),
    "missing picture": ('<img src="none.png">', ["the link to 'none.png' is broken: 404 Not Found"]),
    "missing style sheet": ('<link rel=stylesheet href="no.css">', ["the link to 'no.css' is broken: 404 Not Found"]),
    "wrong roadmap slug": (
        '<a href="https://roadmap.sh/sqll">x</a>',
        ["'https://roadmap.sh/sqll' is not the address of a declared roadmap"],
    ),
    **{
        f"roadmap shape {number}": (f'<a href="{address}">x</a>', [f"'{address}'{SHAPE}"])
        for number, address in enumerate(
            (
                "https://roadmap.sh/sql/",
                "https://roadmap.sh/sql?r=1",
                "https://roadmap.sh/sql#joins",
                "https://roadmap.sh/r/sql",
                "https://www.roadmap.sh/sql",
                "http://roadmap.sh/sql",
                "//roadmap.sh/sql",
                "https://ROADMAP.sh/sql",
                "https://roadmap.sh",
            )
        )
    },
    "roadmap in text only": ("<p>https://roadmap.sh/sql/ is good.</p>", [f"'https://roadmap.sh/sql/'{SHAPE}"]),
    "not encrypted": ('<a href="http://a.org/">x</a>', ["'http://a.org/' is not encrypted — write https://a.org/"]),
    "loopback": ('<a href="https://127.0.0.1/">x</a>', ["'127.0.0.1' is not a public host"]),
    "private": ('<a href="https://wiki.internal/x">x</a>', ["'wiki.internal' is not a public host"]),
    "credentials": ('<a href="https://me:pass@a.org/">x</a>', ["'https://me:pass@a.org/' holds credentials"]),
    "space": ('<a href="https://a.org/a b">x</a>', ["the address 'https://a.org/a b' has a character that must be"]),
}
SQL, REDIS = MINI.catalogue.line("sql"), MINI.catalogue.line("roadmap-redis", "url")
SAID_ELSEWHERE = [
    f"data/backend.yml:{SQL}: on the page /databases/sql/ (line 2), the link to '../mysql/' is broken: 404",
    f"data/backend.yml:{REDIS}: roadmap 'roadmap-redis': 'https://roadmap.sh/redis' is on no page",
    "docs/Café.md:1: on the page /Café/ (line 1), the link to '../assets/a%20picture.png' is broken: 404",
    "site/assets/style.css:1: on the page /assets/style.css (line 1), the link to 'only-here.png' is broken: 404",
    "site/lonely.html:1: on the page /lonely.html (line 1), nothing leads to this page",
]


def slug(name: str) -> str:
    return name.replace(" ", "-")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the guard says of a site with every fault in it at once: each is found beside all the others."""
    site = put(tmp_path_factory.mktemp("planted"), PAGES)
    links = "".join(f'<a href="{slug(name)}/">x</a>' for name in PLANTED)
    put(site, {"index.html": PAGES["index.html"] + links, "lonely.html": "x"})
    put(site, {"databases/sql/index.html": PAGES["databases/sql/index.html"] + '<a href="../mysql/">x</a>'})
    put(site, {"roadmaps/index.html": '<a href="https://roadmap.sh/sql">x</a>'})
    put(site, {f"{slug(name)}/index.html": f"<h1>x</h1>\n{html}" for name, (html, _) in PLANTED.items()})
    (site / "assets/a picture.png").unlink()
    (site / "assets/only-here.png").unlink()
    return [str(finding) for finding in offline(site, MINI, site)]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name: str, said: list[str]) -> None:
    start = f"docs/{slug(name)}.md:1: on the page /{slug(name)}/ (line 2), "
    found = [line.removeprefix(start) for line in said if f"/{slug(name)}/ " in line]
    assert [line[: len(says)] for line, says in zip(found, PLANTED[name][1], strict=True)] == PLANTED[name][1]


@pytest.mark.parametrize("start", SAID_ELSEWHERE)
def test_a_fault_outside_the_text_of_a_page_is_found(start: str, said: list[str]) -> None:
    assert [line for line in said if line.startswith(start)]


def test_nothing_else_is_accused(said: list[str]) -> None:
    assert len(said) == len(PLANTED) + len(SAID_ELSEWHERE)


NOTHING = Crawl(frozenset(), (), ())


def test_a_suppression_that_ran_out_is_found(small: Path) -> None:
    until = dt.date(2026, 11, 22)
    ledger = Ledger(KNOWN, (Suppression(address=OUT, reason="bars data centres", until=until),), {("suppressions", OUT): 2})
    guide = Guide(CATALOGUE, ledger)
    assert findings(small, guide, NOTHING, small, until) == []
    assert [str(finding) for finding in findings(small, guide, NOTHING, small, until + dt.timedelta(days=1))] == [
        "data/links.yml:2: the suppression of 'https://a.example.org/' ran out on 2026-11-22"
        " — look at it again, then remove the line or date it anew"
    ]


def test_what_the_ledger_does_not_have_and_what_only_it_has_are_found(small: Path) -> None:
    redis, gone = "https://roadmap.sh/redis", "https://gone.example.org/"
    known = {address: Record(address=address) for address in (*KNOWN, gone) if address not in (OUT, redis)}
    guide = Guide(CATALOGUE, Ledger(known, lines={("links", gone): 9}))
    new = "is new: data/links.yml has no line for it — `make links-record` enters it, as unverified"
    assert [str(finding) for finding in findings(small, guide, NOTHING, small)] == [
        f"data/backend.yml:{REDIS}: '{redis}' {new}",
        f"data/links.yml:9: the guide has no address '{gone}' — `make links-record` drops it",
        f"docs/index.md:1: on the page / (line 3), '{OUT}' {new}",
    ]


def test_a_site_without_a_home_page_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "other.html").write_text("x")
    with pytest.raises(CrawlError):
        crawl(tmp_path)

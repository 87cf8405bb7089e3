"""Every address that the guide has, from its data and from its HTML, each with where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.guide import open_catalogue
from macros.links.inventory import Place, addresses, home, in_data, in_site, merged
from tests.golden.cases import MINIATURE

FILE = "data/backend.yml"


def test_the_miniature_guide() -> None:
    found = in_data(open_catalogue(MINIATURE), FILE)
    text = MINIATURE.read_text(encoding="utf-8")
    assert list(found)[:2] == ["https://roadmap.sh/redis", "https://roadmap.sh/sql"]
    assert len(found) == len({line.split('"')[1] for line in text.splitlines() if 'url: "https' in line}) + 2
    lines = text.splitlines()
    for address, places in found.items():
        assert all(address in lines[place.line - 1] for place in places)
    assert [(place.owner, place.kind) for place in found["https://docs.memcached.org/"]] == [
        ("technology 'memcached'", "technology"),
        ("decision 'choose-a-store'", "decision"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.org/x?y=1#z", ["https://a.org/x?y=1#z"]),
        ("See [this](https://a.org/x) and [that](https://b.org/y_(z) 'title').", ["https://a.org/x", "https://b.org/y_(z)"]),
        ("It says so (https://a.org/x). Also at http://b.org/!", ["https://a.org/x", "http://b.org/"]),
        ("An `https://a.org/example` in code, a [[link]], a [page](/consult/).", []),
        ("", []),
    ],
)
def test_addresses_in_text(text: str, found: list[str]) -> None:
    assert list(addresses(text)) == found


HTML = """<!doctype html>
<link rel="canonical" href="https://guide.example/base/"><link rel=icon href="/favicon.svg">
<a href="https://a.org/x?a=1&amp;b=2">a</a> <a href='HTTP://b.org'>b</a> <a href=//c.org/d>c</a>
<a href="https://guide.example/base/page/">own</a> <a href="https://guide.example/base">own</a> <a href="#x">x</a>
<a rel="edit" href="https://code.example/edit/x.md">edit</a> <a rel="license" href="https://cc.example/by/4.0/">licence</a>
<img src="https://d.org/e.png" srcset="https://d.org/e.png 1x, https://d.org/f.png 2x"><meta property=og:image content="https://e.org/i">
<!-- <a href="https://comment.example/"> --> <form action="https://f.org/s"></form> <a href="mailto:a@b.org">m</a> https://text.example/
"""


def test_a_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text('<a href="//c.org/d">c</a><a href="https://roadmap.sh/go">r</a>')
    found = in_site(tmp_path)
    assert home(tmp_path) == "https://guide.example/base/"
    assert list(found) == [
        "https://roadmap.sh/go",
        "//c.org/d",
        "HTTP://b.org",
        "https://a.org/x?a=1&b=2",
        "https://cc.example/by/4.0/",
        "https://d.org/e.png",
        "https://d.org/f.png",
        "https://e.org/i",
        "https://f.org/s",
    ]
    assert found["//c.org/d"] == (Place("index.html", 3, ""), Place("page/index.html", 1, "page/"))


def test_inventories_merge_with_the_roadmaps_first() -> None:
    one, two = Place("one", 1, ""), Place("two", 2, "")
    found = merged(
        {"https://b.org/": (one,), "https://a.org/": (one,)}, {"https://roadmap.sh/go": (two,), "https://a.org/": (two,)}
    )
    assert list(found.items()) == [
        ("https://roadmap.sh/go", (two,)),
        ("https://a.org/", (one, two)),
        ("https://b.org/", (one,)),
    ]

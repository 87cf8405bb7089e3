"""Every address that the HTML of a site has, each with where it stands."""

from __future__ import annotations

from pathlib import Path

from macros.addresses import Place
from macros.links.inventory import in_site, merged, own

HTML = """<!doctype html>
<link rel="canonical" href="https://guide.example/base/"><link rel=icon href="/favicon.svg">
<a href="https://a.org/x?a=1&amp;b=2">a</a> <a href='HTTP://b.org'>b</a> <a href=//c.org/d>c</a>
<a href="https://guide.example/base/page/">own</a> <a href="https://guide.example/base">own</a> <a href="#x">x</a>
<a rel="edit" href="https://code.example/edit/x.md">edit</a> <a rel="license" href="https://cc.example/by/4.0/">licence</a>
<img src="https://d.org/e.png" srcset="https://d.org/e.png 1x, https://d.org/f.png 2x"><meta property=og:image content="https://e.org/i">
<!-- <a href="https://comment.example/"> --> <form action="https://f.org/s"></form>
<a href="https://code.example/" rel="vcs-git">source</a> <a href="mailto:a@b.org">m</a> https://text.example/
"""


def test_a_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text('<a href="//c.org/d">c</a><a href="https://roadmap.sh/go">r</a>')
    found = in_site(tmp_path)
    assert own(tmp_path) == ("https://guide.example/base/", "https://code.example/")
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

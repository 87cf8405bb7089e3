from __future__ import annotations

from collections.abc import Iterator

from macros import urls
from macros.guide import Guide, open_catalogue
from macros.pages import Section
from tests.golden.cases import MINIATURE

GUIDE = Guide(open_catalogue(MINIATURE))


def flat(items: tuple[str | Section, ...]) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield item
        else:
            yield from flat(item.items)


def test_every_entry_stands_on_a_page_that_exists() -> None:
    there = {page.src for page in GUIDE.pages} | {"index.md"}
    assert {urls.source(entry) for entry in GUIDE.catalogue} <= there


def test_every_page_is_in_the_navigation_once() -> None:
    by_hand = ["index.md", "about.md", "contribute.md"]
    assert sorted(flat(GUIDE.navigation)) == sorted([page.src for page in GUIDE.pages] + by_hand)


def test_descriptions_fit_a_search_result() -> None:
    assert all(20 <= len(page.description) <= 160 for page in GUIDE.pages)


def test_a_page_knows_its_line() -> None:
    lines = MINIATURE.read_text(encoding="utf-8").splitlines()
    by_entry = {page.entry_id: page for page in GUIDE.pages}
    assert lines[by_entry["cache-aside"].line - 1] == "  - id: cache-aside"
    consult = next(page for page in GUIDE.pages if page.template == "consult")
    assert lines[consult.line - 1] == "situations:"


def test_a_page_loads_the_scripts_and_styles_that_it_needs_and_no_other() -> None:
    loads = {page.src: (page.scripts, page.styles) for page in GUIDE.pages}
    assert loads["paths/sql-learner.md"] == (("progress",), ("progress",))
    assert loads["paths/index.md"] == (("progress",), ())
    assert loads["databases/index.md"] == loads["technologies/postgresql.md"] == ((), ())


def test_comparisons_are_in_the_navigation_by_group() -> None:
    compare = next(item for item in GUIDE.navigation if isinstance(item, Section) and item.title == "Compare")
    assert compare.items == ("compare/index.md", Section("Databases", ("compare/postgresql-vs-memcached.md",)))


def test_addresses() -> None:
    addresses = {entry.id: urls.address(entry) for entry in GUIDE.catalogue}
    assert addresses["sql"] == "databases/sql/"
    assert addresses["postgresql"] == "technologies/postgresql/"
    assert addresses["cache-aside"] == "patterns/cache-aside/"
    assert addresses["caching-strategies"] == "patterns/caching-strategies/"
    assert addresses["sql-learner"] == "paths/sql-learner/"
    assert addresses["storing"] == "capabilities/storing/"
    assert addresses["choose-a-store"] == "consult/choose-a-store/"
    assert addresses["postgresql-vs-memcached"] == "compare/postgresql-vs-memcached/"
    assert addresses["databases"] == "databases/"
    assert addresses["storing-things"] == "consult/#storing-things"
    assert addresses["roadmap-sql"] == "roadmaps/#roadmap-sql"
    assert addresses["relational-design"] == "glossary/#relational-design"

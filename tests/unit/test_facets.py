from __future__ import annotations

from pathlib import Path

import pytest

from macros import facets
from macros.guide import Guide, open_catalogue
from macros.models import Technology
from tests.golden.cases import MINIATURE

SMALL = open_catalogue(MINIATURE)
FOUND = facets.facets(SMALL)


@pytest.mark.parametrize(
    ("entry", "belongs_to"),
    [
        ("databases", ["databases"]),
        ("storing", ["storing"]),
        ("storing-things", ["storing-things"]),
        ("sql", ["databases", "storing", "storing-things"]),  # served, and led to
        ("postgresql", ["databases", "storing", "storing-things"]),  # its topic is served
        ("memcached", ["databases", "storing-things"]),  # led to; none of its topics is served
        ("cache-aside", ["patterns", "storing", "storing-things"]),  # read on at a result
        ("request-coalescing", ["patterns"]),
        ("choose-a-store", ["databases", "storing-things"]),  # the area is that of what it picks
        ("postgresql-vs-memcached", ["databases", "storing-things"]),  # it speaks about what is picked
        ("relational-design", ["databases", "storing", "storing-things"]),  # it speaks about SQL
        ("roadmap-redis", ["databases", "storing-things"]),
        ("sql-learner", ["paths"]),
    ],
)
def test_what_an_entry_belongs_to(entry: str, belongs_to: list[str]) -> None:
    assert list(FOUND[entry]) == belongs_to


def test_a_result_that_names_a_family_does_not_bring_its_patterns(tmp_path: Path) -> None:
    """A decision that ends with a family, or a topic, does not make all of it an answer; what is led to does."""
    text = MINIATURE.read_text(encoding="utf-8").replace("read: [cache-aside]}", "read: [caching-strategies]}")
    file = tmp_path / "backend.yml"
    file.write_text(text, encoding="utf-8")
    assert facets.facets(open_catalogue(file))["request-coalescing"] == ("patterns",)
    file.write_text(text.replace("leads_to: [sql,", "leads_to: [caching-strategies, sql,"), encoding="utf-8")
    assert facets.facets(open_catalogue(file))["request-coalescing"] == ("patterns", "storing-things")


def test_every_entry_is_told() -> None:
    assert set(FOUND) == {entry.id for entry in SMALL}


def test_names_of_one_word_that_are_not_shown() -> None:
    shown = SMALL.get("postgresql")
    assert facets.unseen_names(shown, ["PostgreSQL", "The relational database."]) == "postgres pg"
    assert facets.unseen_names(shown, ["Postgres (PG)"]) == ""
    assert facets.unseen_names(SMALL.get("cache-aside"), []) == ""  # "lazy loading" is two words


def test_names_fit_into_an_attribute() -> None:
    technology = SMALL.of(Technology)[0].model_copy(update={"keywords": ('"304"', "{x}", "C#", ".NET", "a&b", "<i>")})
    assert facets.unseen_names(technology, []) == "304 x c# .net i"


def test_most_of_the_real_guide_belongs_somewhere(guide: Guide) -> None:
    """Facets that hold nothing, or nearly everything, narrow nothing."""
    found = facets.facets(guide.catalogue)
    counts = {name: sum(name in names for names in found.values()) for names in found.values() for name in names}
    assert {guide.catalogue.get(entry).kind for entry, names in found.items() if not names} <= {"specialist", "term"}
    assert all(10 <= count <= len(guide.catalogue) / 2 for count in counts.values()), counts

from __future__ import annotations

import pytest

from macros.catalogue import Catalogue, links
from macros.guide import open_catalogue
from macros.loader import load
from macros.models import Area, Decision, Path, Pattern, Technology, Topic
from tests.golden.cases import MINIATURE

SMALL = open_catalogue(MINIATURE)


def ids(entries: object) -> list[str]:
    return [entry.id for entry in entries]  # type: ignore[attr-defined]  # any iterable of entries


def test_it_keeps_the_order_of_the_data() -> None:
    assert ids(SMALL.of(Technology)) == ["postgresql", "memcached"]
    assert ids(SMALL)[0] == "miniature-specialist"


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean 'memcached'"):
        SMALL.get("memcache")


def test_a_link_is_found_from_both_ends() -> None:
    sql = SMALL.get("sql")
    assert [(link.source.id, link.role) for link in SMALL.backlinks(sql)] == [
        ("storing", "serves"),
        ("databases", "text"),
        ("databases", "text"),
        ("postgresql", "topics"),
        ("sql-learner", "read"),
        ("roadmap-sql", "entries"),
        ("storing-things", "leads_to"),
        ("relational-design", "entry"),
    ]
    assert ids(SMALL.linking(sql, Technology, "topics")) == ["postgresql"]
    assert ids(SMALL.linking(sql, Area)) == ["databases"]


def test_a_relation_written_on_one_side_is_found_on_both() -> None:
    cache_aside, coalescing = SMALL.get("cache-aside"), SMALL.get("request-coalescing")
    assert isinstance(coalescing, Pattern)
    assert coalescing.works_with == ()
    assert ids(SMALL.both_ways(cache_aside, "works_with")) == ["request-coalescing"]
    assert ids(SMALL.both_ways(coalescing, "works_with")) == ["cache-aside"]


@pytest.mark.parametrize(
    ("entry_id", "area"),
    [
        ("sql", "databases"),
        ("postgresql", "databases"),
        ("cache-aside", "patterns"),
        ("caching-strategies", "patterns"),
        ("sql-learner", "paths"),
        ("databases", "databases"),
        ("storing", None),
    ],
)
def test_an_entry_knows_its_area(entry_id: str, area: str | None) -> None:
    found = SMALL.area_of(SMALL.get(entry_id))
    assert (found.id if found else None) == area


def test_what_is_inside_an_area() -> None:
    databases = SMALL.get("databases")
    assert isinstance(databases, Area)
    assert ids(SMALL.inside(databases, Topic)) == ["sql"]
    assert ids(SMALL.inside(databases, Path)) == []


def test_members_of_a_group() -> None:
    assert ids(SMALL.members("databases")) == ["postgresql", "memcached"]


def test_links_of_every_depth_are_walked() -> None:
    decision = SMALL.of(Decision)[0]
    assert [(link.target, link.role) for link in links(decision) if link.location[:2] == ("outcomes", 1)] == [
        ("memcached", "pick"),
        ("postgresql", "alternative"),
        ("cache-aside", "read"),
    ]


def test_a_link_inside_code_is_no_link() -> None:
    topic = SMALL.get("sql").model_copy(update={"overview": "`[[nothing]]` and [[sql]]"})
    assert [link.target for link in links(topic) if link.location == ("overview",)] == ["sql"]


def test_the_line_of_an_entry_and_of_a_field_in_it() -> None:
    lines = MINIATURE.read_text(encoding="utf-8").splitlines()
    assert lines[SMALL.line("postgresql") - 1] == "  - id: postgresql"
    assert lines[SMALL.line("postgresql", "compare", "databases", "model") - 1] == "        model: relational"


def test_a_right_file_has_no_problems() -> None:
    assert Catalogue(load(MINIATURE)).problems == ()

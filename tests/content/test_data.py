"""What the real data promises beyond what the rules ask of any data."""

from __future__ import annotations

from macros.guide import DATA, Guide, open_catalogue
from macros.models import Decision, Pattern, Situation, Technology
from macros.parts import Compared
from tests.conftest import ROOT


def test_the_file_is_right() -> None:
    assert len(open_catalogue(ROOT / DATA)) > 450


def test_every_product_that_the_seed_names_has_its_page(guide: Guide) -> None:
    named = (
        "express koa nestjs django fastapi flask spring-boot laravel symfony postgresql mysql mongodb redis "
        "elasticsearch neo4j openapi jwt oauth-2 api-keys graphql"
    )
    assert [name for name in named.split() if name not in guide.catalogue] == []


def test_nothing_is_an_orphan(guide: Guide) -> None:
    """Every technology and pattern is named by another entry."""
    named = (Technology, Pattern)
    assert [entry.id for entry in guide.catalogue if isinstance(entry, named) and not guide.catalogue.backlinks(entry)] == []


def test_every_situation_has_a_decision(guide: Guide) -> None:
    for situation in guide.catalogue.of(Situation):
        assert guide.catalogue.linking(situation, Decision, "situation"), situation.id


def test_every_comparison_has_something_to_compare(guide: Guide) -> None:
    for group_id in guide.catalogue.groups:
        assert len(guide.catalogue.members(group_id)) >= 2, group_id


def test_cells_that_state_a_licence_say_where(guide: Guide) -> None:
    for entry in guide.catalogue:
        if isinstance(entry, Compared):
            for cells in entry.compare.values():
                if "licence" in cells and cells["licence"].na is None:
                    assert cells["licence"].source, entry.id

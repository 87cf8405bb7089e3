"""Which addresses are in the data, where they stand, and what each is there for."""

from __future__ import annotations

import pytest

from macros.addresses import addresses, in_data
from macros.guide import open_catalogue
from tests.golden.cases import MINIATURE

FOUND = in_data(open_catalogue(MINIATURE), "data/backend.yml")


def test_the_miniature_guide() -> None:
    lines = MINIATURE.read_text(encoding="utf-8").splitlines()
    assert list(FOUND)[:2] == ["https://roadmap.sh/redis", "https://roadmap.sh/sql"]
    assert len(FOUND) == len({line.split('"')[1] for line in lines if 'url: "https' in line}) + 2
    for address, places in FOUND.items():
        assert all(address in lines[place.line - 1] for place in places)


@pytest.mark.parametrize(
    ("address", "roles"),
    [
        ("https://roadmap.sh/sql", [("roadmap 'roadmap-sql'", "roadmap")]),
        (
            "https://docs.memcached.org/",
            [("technology 'memcached'", "source"), ("decision 'choose-a-store'", "source")],
        ),
        (
            "https://www.postgresql.org/about/licence/",
            [("technology 'postgresql'", "cell"), ("technology 'postgresql'", "source")],
        ),
        ("https://www.postgresql.org/docs/current/using-explain.html", [("path 'sql-learner'", "step")]),
    ],
)
def test_what_an_address_is_for(address: str, roles: list[tuple[str, str]]) -> None:
    assert [(place.owner, place.role) for place in FOUND[address]] == roles


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

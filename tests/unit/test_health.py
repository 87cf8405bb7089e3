"""Link health: every address is counted once, whatever is known of it, and the page about it stays short."""

from __future__ import annotations

import datetime as dt

from macros.guide import open_catalogue
from macros.health import OLDEST, count, health
from macros.ledger import Ledger, Record, read
from tests.golden.cases import LEDGER, MINIATURE

CATALOGUE = open_catalogue(MINIATURE)
DAY = dt.date(2026, 11, 23)


def alive(address: str, days: int = 0) -> Record:
    day = DAY + dt.timedelta(days=days)
    return Record(address=address, verdict="alive", last_alive=day, checked_on=day)


def test_every_address_is_counted_once_by_kind_and_by_host() -> None:
    found = health(CATALOGUE, read(LEDGER))
    for counts in (found.kinds, (*found.hosts, found.others)):
        for field in ("total", "alive", "dead", "unverified", "unseen"):
            assert sum(getattr(one, field) for one in counts) == getattr(found.all, field)
    assert found.all.total == found.all.alive + found.all.dead + found.all.unverified


def test_the_roadmaps_come_first_and_then_the_hosts_with_most() -> None:
    many = [alive(f"https://many.example.org/{number}") for number in range(9)]
    found = health(CATALOGUE, Ledger({record.address: record for record in many}))
    assert [host.name for host in found.hosts][:2] == ["roadmap.sh", "many.example.org"]
    assert [host.total for host in found.hosts[1:]] == sorted((host.total for host in found.hosts[1:]), reverse=True)
    assert found.kinds[0].name == "roadmap"


def test_the_oldest_looks_come_first_and_are_not_all_listed() -> None:
    records = [alive(f"https://a.example.org/{number}", -number) for number in range(OLDEST + 5)]
    found = health(CATALOGUE, Ledger({record.address: record for record in records}))
    assert [record.address for record in found.oldest] == [record.address for record in reversed(records)][:OLDEST]
    assert (found.latest, found.all.oldest) == (DAY, DAY - dt.timedelta(days=OLDEST + 4))


def test_nobody_has_looked_yet() -> None:
    found = health(CATALOGUE, Ledger())
    assert (found.latest, found.oldest, found.dead) == (None, (), ())
    assert found.all.unseen == found.all.unverified == found.all.total > 0


def test_nothing_can_be_counted() -> None:
    assert count("none", []).oldest is None

"""The ledger as it is read: one that is wrong says where, and of what is in it only some is told to readers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros import ledger
from macros.errors import DataError
from macros.ledger import Ledger, Record, Suppression

DAY = dt.date(2026, 11, 30)
GONE = Record(address="https://a.example.org/", verdict="dead", first_failed=DAY, checked_on=DAY)

HEAD = "links:\n"
OPEN = "suppressions:\n"


def test_without_a_ledger_nothing_is_known(tmp_path: Path) -> None:
    known = ledger.read(tmp_path / "data" / "links.yml")
    assert (known.records, known.suppressions, known.file) == ({}, (), "data/links.yml")
    assert known.record("https://a.example.org/").verdict == "unverified"


def test_readers_are_warned_of_what_is_dead_unless_it_is_suppressed() -> None:
    fine = Record(address="https://b.example.org/", verdict="alive", last_alive=DAY, checked_on=DAY)
    records = {record.address: record for record in (GONE, fine)}
    assert Ledger(records).dead(GONE.address) == GONE
    assert Ledger(records).dead(fine.address) is None
    assert Ledger(records).dead("https://new.example.org/") is None
    passed_over = Suppression(address=GONE.address, reason="bars data centres", until=DAY)
    assert Ledger(records, (passed_over,)).dead(GONE.address) is None


def test_every_line_is_known(tmp_path: Path) -> None:
    path = tmp_path / "links.yml"
    item = '{address: "https://a.example.org/", reason: bars data centres, until: 2026-12-22}'
    path.write_text(f'# A comment.\n{OPEN}  - {item}\n{HEAD}  - {{address: x}}\n  - {{address: "https://a.example.org/"}}\n')
    known = ledger.read(path)
    assert known.line("suppressions", "https://a.example.org/") == 3
    assert known.line("links", "https://a.example.org/") == 6


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("links: [\n", "data/links.yml:2: bad YAML — `make links-record` writes this file, but for the suppressions"),
        ("- a\n", "data/links.yml:1: must be a mapping — expected: suppressions, links"),
        ("link: []\n", "data/links.yml:1: unknown field 'link' — allowed: suppressions, links"),
        (OPEN + "  - {address: x, until: 2027-01-01}\n", "data/links.yml:2: reason: field required"),
        (OPEN + "  - {address: x, reason: it is slow}\n", "data/links.yml:2: until: field required"),
        (
            OPEN + "  - {address: x, reason: slow, until: 2027-01-01}\n",
            "data/links.yml:2: reason: string should have at least 10 characters",
        ),
        (
            HEAD + "  - {address: x, verdict: fine}\n",
            "data/links.yml:2: verdict: input should be 'alive', 'dead' or 'unverified'",
        ),
        (HEAD + "  - {address: x}\n  - {address: x}\n", "data/links.yml:3: 'x' stands twice — keep the line that is right"),
        (
            HEAD + "  - {address: x, verdict: dead}\n",
            "data/links.yml:2: a dead address has 'first_failed' and 'checked_on'",
        ),
        (
            HEAD + "  - {address: x, verdict: alive}\n",
            "data/links.yml:2: an address that is alive has 'last_alive' and 'checked_on'",
        ),
        (HEAD + "  - {address: x, failures: -1}\n", "data/links.yml:2: failures: input should be greater than or equal to 0"),
    ],
)
def test_a_wrong_ledger_says_where(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "data" / "links.yml"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        ledger.read(path)
    assert str(caught.value).splitlines() == [says]

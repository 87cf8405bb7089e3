"""Keeping the ledger: a line an address, safe to write twice and to interrupt, honest at first, loud when a date has passed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros import ledger
from macros.addresses import Place
from macros.ledger import Ledger, Record, Suppression
from macros.links import keep
from macros.links.verdict import Look, Sight

TODAY = dt.date(2026, 11, 23)
ADDRESSES = ["https://b.example.org/", "https://roadmap.sh/sql", "https://a.example.org/x"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "links.yml"


def looked(address: str, look: Look, today: dt.date = TODAY) -> Record:
    return keep.after(Record(address=address), look, today)


def test_starts_honest(path: Path) -> None:
    keep.write(path, ledger.read(path), ADDRESSES)
    records = ledger.read(path).records
    assert list(records) == ["https://roadmap.sh/sql", "https://a.example.org/x", "https://b.example.org/"]
    assert {record.verdict for record in records.values()} == {"unverified"}
    assert all(record.checked_on is None and record.last_alive is None for record in records.values())


def test_one_changed_verdict_is_one_changed_line(path: Path) -> None:
    keep.write(path, Ledger(), ADDRESSES)
    before = path.read_text().splitlines()
    record = looked(ADDRESSES[0], Look(Sight.SEEN, "moved", "https://b.example.org/new"))
    keep.write(path, Ledger({record.address: record}), ADDRESSES)
    after = path.read_text().splitlines()
    assert len(before) == len(after)
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        '  - {address: "https://b.example.org/", verdict: "alive", last_alive: 2026-11-23, '
        'final: "https://b.example.org/new", checked_on: 2026-11-23, reason: "moved"}'
    ]


def test_what_is_written_is_read_again(path: Path) -> None:
    failed = looked(ADDRESSES[0], Look(Sight.FAILED, 'said: "gone", {really} — #1'))
    kept = Suppression(address=ADDRESSES[1], reason="their firewall: it bars data centres", until=dt.date(2027, 1, 1))
    keep.write(path, Ledger({failed.address: failed}, (kept,)), ADDRESSES)
    again = ledger.read(path)
    assert again.record(failed.address) == failed
    assert again.suppressions == (kept,)


def test_writing_twice_changes_nothing(path: Path) -> None:
    keep.write(path, Ledger(), ADDRESSES)
    stamp, text = path.stat().st_mtime_ns, path.read_text()
    keep.write(path, ledger.read(path), reversed(ADDRESSES))
    assert (path.stat().st_mtime_ns, path.read_text()) == (stamp, text)


def test_addresses_that_the_guide_dropped_are_dropped(path: Path) -> None:
    keep.write(path, Ledger(), ADDRESSES)
    keep.write(path, ledger.read(path), ADDRESSES[:1])
    assert list(ledger.read(path).records) == ADDRESSES[:1]


def test_an_interrupted_write_leaves_the_old_ledger_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep.write(path, Ledger(), ADDRESSES)
    before = path.read_text()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep.write(path, Ledger(), ADDRESSES[:1])
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


def test_two_runs_on_one_day_count_one_failure() -> None:
    once = looked(ADDRESSES[0], Look(Sight.FAILED, "410 Gone"))
    assert keep.after(once, Look(Sight.FAILED, "410 Gone"), TODAY) == once


def test_last_alive_stays_when_an_address_dies() -> None:
    record = looked(ADDRESSES[0], Look(Sight.SEEN, "200 OK"))
    for week in (1, 2, 3):
        record = keep.after(record, Look(Sight.FAILED, "404 Not Found"), TODAY + dt.timedelta(weeks=week))
    assert (record.verdict, record.last_alive, record.failures) == ("dead", TODAY, 3)


OPEN = "suppressions:\n"
ENTRY = '  - {address: "https://a.example.org/", reason: bars data centres, until: %s}\n'


@pytest.mark.parametrize(
    ("until", "in_guide", "says"),
    [
        ("2026-11-23", True, []),
        ("2027-05-01", True, []),
        ("2026-11-22", True, ["data/links.yml:2: the suppression of 'https://a.example.org/' ran out on 2026-11-22"]),
        ("2027-11-22", True, ["data/links.yml:2: the suppression of 'https://a.example.org/' runs until 2027-11-22"]),
        ("2026-12-22", False, ["data/links.yml:2: the guide has no address 'https://a.example.org/'"]),
    ],
)
def test_suppressions(until: str, in_guide: bool, says: list[str], path: Path) -> None:
    path.parent.mkdir()
    path.write_text(OPEN + ENTRY % until)
    found = keep.complaints(ledger.read(path), TODAY, ["https://a.example.org/"] if in_guide else [])
    assert [str(finding).partition(" — ")[0] for finding in found] == says


HERE = {ADDRESSES[0]: (Place("data/backend.yml", 7, "topic 'x'"), Place("data/backend.yml", 9, "topic 'y'"))}


def test_a_new_address_is_told_at_each_place_until_it_is_recorded(path: Path) -> None:
    told = f"'{ADDRESSES[0]}' is new: data/links.yml has no line for it — `make links-record` enters it, as unverified"
    assert [str(finding) for finding in keep.new(HERE, Ledger())] == [f"data/backend.yml:{line}: {told}" for line in (7, 9)]
    keep.write(path, Ledger(), HERE)
    assert list(keep.new(HERE, ledger.read(path))) == []


def test_a_line_whose_address_is_gone_is_told(path: Path) -> None:
    keep.write(path, Ledger(), ADDRESSES)
    lines = path.read_text().splitlines()
    (finding,) = keep.left_over(ledger.read(path), ADDRESSES[1:])
    assert str(finding).endswith(f": the guide has no address '{ADDRESSES[0]}' — `make links-record` drops it")
    assert ADDRESSES[0] in lines[finding.line - 1]

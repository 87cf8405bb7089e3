"""The ledger: one line an address, safe to write twice and to interrupt, honest at the start, loud when a date has passed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros.errors import DataError
from macros.links import ledger
from macros.links.ledger import Ledger, Record, Suppression
from macros.links.verdict import Look, Sight

TODAY = dt.date(2026, 11, 23)
ADDRESSES = ["https://b.example.org/", "https://roadmap.sh/sql", "https://a.example.org/x"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "links.yml"


def looked(address: str, look: Look, today: dt.date = TODAY) -> Record:
    return Record(address=address).after(look, today)


def test_starts_honest(path: Path) -> None:
    ledger.write(path, ledger.read(path), ADDRESSES)
    records = ledger.read(path).records
    assert list(records) == ["https://roadmap.sh/sql", "https://a.example.org/x", "https://b.example.org/"]
    assert {record.verdict for record in records.values()} == {"unverified"}
    assert all(record.checked_on is None and record.last_alive is None for record in records.values())


def test_one_changed_verdict_is_one_changed_line(path: Path) -> None:
    ledger.write(path, Ledger(), ADDRESSES)
    before = path.read_text().splitlines()
    record = looked(ADDRESSES[0], Look(Sight.SEEN, "moved", "https://b.example.org/new"))
    ledger.write(path, Ledger({record.address: record}), ADDRESSES)
    after = path.read_text().splitlines()
    assert len(before) == len(after)
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        '  - {address: "https://b.example.org/", verdict: "alive", last_alive: 2026-11-23, '
        'final: "https://b.example.org/new", checked_on: 2026-11-23, reason: "moved"}'
    ]


def test_what_is_written_is_read_again(path: Path) -> None:
    failed = looked(ADDRESSES[0], Look(Sight.FAILED, 'said: "gone", {really} — #1'))
    kept = Suppression(address=ADDRESSES[1], reason="their firewall: it bars data centres", until=dt.date(2027, 1, 1))
    ledger.write(path, Ledger({failed.address: failed}, (kept,)), ADDRESSES)
    again = ledger.read(path)
    assert again.record(failed.address) == failed
    assert again.suppressions == (kept,)


def test_writing_twice_changes_nothing(path: Path) -> None:
    ledger.write(path, Ledger(), ADDRESSES)
    stamp, text = path.stat().st_mtime_ns, path.read_text()
    ledger.write(path, ledger.read(path), reversed(ADDRESSES))
    assert (path.stat().st_mtime_ns, path.read_text()) == (stamp, text)


def test_addresses_that_the_guide_dropped_are_dropped(path: Path) -> None:
    ledger.write(path, Ledger(), ADDRESSES)
    ledger.write(path, ledger.read(path), ADDRESSES[:1])
    assert list(ledger.read(path).records) == ADDRESSES[:1]


def test_an_interrupted_write_leaves_the_old_ledger_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.write(path, Ledger(), ADDRESSES)
    before = path.read_text()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ledger.write(path, Ledger(), ADDRESSES[:1])
    assert path.read_text() == before
    assert list(path.parent.iterdir()) == [path]


def test_two_runs_on_one_day_count_one_failure() -> None:
    once = looked(ADDRESSES[0], Look(Sight.FAILED, "410 Gone"))
    assert once.after(Look(Sight.FAILED, "410 Gone"), TODAY) == once


def test_last_alive_stays_when_an_address_dies() -> None:
    record = looked(ADDRESSES[0], Look(Sight.SEEN, "200 OK"))
    for week in (1, 2, 3):
        record = record.after(Look(Sight.FAILED, "404 Not Found"), TODAY + dt.timedelta(weeks=week))
    assert (record.verdict, record.last_alive, record.failures) == ("dead", TODAY, 3)


HEAD = "links:\n"
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
    found = ledger.read(path).complaints(TODAY, ["https://a.example.org/"] if in_guide else [])
    assert [str(finding).partition(" — ")[0] for finding in found] == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("links: [\n", "data/links.yml:2: bad YAML — `make links-live` writes this file"),
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
        (HEAD + "  - {address: x, failures: -1}\n", "data/links.yml:2: failures: input should be greater than or equal to 0"),
    ],
)
def test_a_wrong_ledger_says_where(text: str, says: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        ledger.read(path)
    assert str(caught.value).splitlines() == [says]

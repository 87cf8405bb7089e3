"""The live run as a whole: what it prints, its exit codes, no network, an interruption and the run after it."""

from __future__ import annotations

import _thread
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from macros import ledger
from macros.addresses import Place
from macros.links import live
from macros.links.settings import Settings
from macros.links.verdict import Look, Sight
from tests.site import faults
from tests.site.faults import FaultServer

QUICK = Settings(connect=1.0, read=1.0, total=1.5, backoff=0.01, pause=0.0, save_every=0.0, hosts=4)
WEEKS = [dt.date(2026, 11, 2) + dt.timedelta(weeks=week) for week in range(5)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with faults.resolved(monkeypatch), faults.serving() as server:
        yield server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "links.yml"


def check(path: Path, addresses: list[str], today: dt.date = WEEKS[0], settings: Settings = QUICK) -> tuple[int, list[str]]:
    out = io.StringIO()
    places = {address: (Place("data/backend.yml", line, "topic 'x'"),) for line, address in enumerate(addresses, 7)}
    code = live.check(places, path, settings=settings, today=today, out=out, progress=io.StringIO())
    return code, out.getvalue().splitlines()


def test_what_it_says(server: FaultServer, path: Path) -> None:
    fine, moved, refuses = server.address("ok"), server.address("moved301", "/old"), server.address("forbidden")
    new = server.address("moved301", "/new/page")
    assert check(path, [fine, moved, refuses]) == (
        0,
        [
            f"data/backend.yml:8: topic 'x': '{moved}' has moved — `make links-moves` writes '{new}'",
            f"data/backend.yml:9: topic 'x': '{refuses}' is unverified: 403 Forbidden, never seen alive — open it in a browser",
            "2 alive, 0 dead, 1 unverified",
        ],
    )


def test_dead_only_after_the_third_failed_week(server: FaultServer, path: Path) -> None:
    gone = server.address("gone")
    codes, last = zip(*(check(path, [gone, server.address("ok")], day) for day in WEEKS[:3]), strict=True)
    assert codes == (0, 0, 1)
    assert last[2] == [
        f"data/backend.yml:7: topic 'x': '{gone}' is dead: 410 Gone, 3 looks since 2026-11-02, never seen alive"
        " — cite a page that is there",
        "1 alive, 1 dead, 0 unverified",
    ]


def test_a_suppressed_dead_link_is_told_and_fails_nothing_until_its_day(server: FaultServer, path: Path) -> None:
    gone = server.address("gone")
    for day in WEEKS[:3]:
        check(path, [gone], day)
    text = path.read_text()
    line = f'  - {{address: "{gone}", reason: it comes back after the holidays, until: {WEEKS[3]}}}\n'
    path.write_text(text.replace("suppressions: []\n", f"suppressions:\n{line}"))
    code, said = check(path, [gone], WEEKS[3])
    assert (code, "suppressed until 2026-11-23: it comes back" in said[0]) == (0, True)
    code, said = check(path, [gone], WEEKS[4])
    assert code == 1
    assert any(f"links.yml:5: the suppression of '{gone}' ran out on 2026-11-23" in finding for finding in said)


def test_without_a_network_nothing_is_learned_and_nothing_fails(server: FaultServer, path: Path) -> None:
    gone = server.address("gone")
    for day in WEEKS[:3]:
        check(path, [gone], day)
    before = path.read_text()
    server.server_close()
    assert check(path, [gone], WEEKS[4]) == (
        0,
        ["0 alive, 0 dead, 1 unverified: nothing could be looked at, there is no network"],
    )
    assert path.read_text() == before


def test_without_a_network_it_gives_up_soon(server: FaultServer, path: Path) -> None:
    addresses = [server.address(f"{faults.NO_SUCH_NAME}-{number}") for number in range(200)]
    places = {address: (Place("data/backend.yml", 1, "topic 'x'"),) for address in addresses}
    out, progress = io.StringIO(), io.StringIO()
    assert live.check(places, path, settings=QUICK, today=WEEKS[0], out=out, progress=progress) == 0
    assert out.getvalue() == "0 alive, 0 dead, 200 unverified: nothing could be looked at, there is no network\n"
    assert len(progress.getvalue().splitlines()) == QUICK.silent


def test_an_interrupted_run_is_taken_up_again(server: FaultServer, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [server.address(f"ok-{number}") for number in range(12)]
    take, taken = live._Book.take, list[str]()

    def interrupting(book: live._Book, result: live.Result) -> bool:
        taken.append(result.address)
        if len(taken) == 5:
            _thread.interrupt_main()  # as Ctrl-C does
        return take(book, result)

    monkeypatch.setattr(live._Book, "take", interrupting)
    code, said = check(path, addresses, settings=replace(QUICK, hosts=1))
    done = [record.address for record in ledger.read(path).records.values() if record.checked_on]
    assert code == live.INTERRUPTED
    assert 4 <= len(done) < 12
    assert said[-1] == f"interrupted: {12 - len(done)} not looked at; run it again to go on"
    asked = sum(server.requests.values())
    code, said = check(path, addresses)
    assert (code, said) == (0, ["12 alive, 0 dead, 0 unverified"])
    assert sum(server.requests.values()) <= asked + 2 * (12 - len(done))


def test_a_second_run_on_the_same_day_asks_nobody(server: FaultServer, path: Path) -> None:
    check(path, [server.address("ok")])
    asked, text = sum(server.requests.values()), path.read_text()
    assert check(path, [server.address("ok")]) == (0, ["1 alive, 0 dead, 0 unverified"])
    assert (sum(server.requests.values()), path.read_text()) == (asked, text)


def test_roadmaps_go_first_and_each_host_is_asked_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(address: str, *_: object) -> Look:
        asked.append(address)
        return Look(Sight.SEEN, "200 OK")

    monkeypatch.setattr(live, "look", note)
    addresses = [f"https://a.org/{number}" for number in range(5)] + ["https://roadmap.sh/sql", "https://roadmap.sh/go"]
    live.run(addresses, replace(QUICK, hosts=1), lambda _: True)
    assert asked[:2] == ["https://roadmap.sh/go", "https://roadmap.sh/sql"]
    assert len(asked) == 7


def test_a_pause_between_two_requests_to_a_host(server: FaultServer, path: Path) -> None:
    in_time = faults.within(0.45)
    check(path, [server.address("ok", f"/{number}") for number in range(3)], settings=replace(QUICK, pause=0.1))
    with pytest.raises(AssertionError):
        in_time()


def test_an_error_of_our_own_ends_the_run(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def broken(*_: object) -> Look:
        raise ZeroDivisionError

    monkeypatch.setattr(live, "look", broken)
    with pytest.raises(ZeroDivisionError):
        check(path, ["https://a.org/"])

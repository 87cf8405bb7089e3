"""A server that misbehaves in every way: each fault gets the right verdict, from so many requests, in so much time."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import shutil
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from macros import ledger
from macros.addresses import Place
from macros.links import live
from macros.links.ask import Asker, Hosts
from macros.links.look import look
from macros.links.settings import Settings
from macros.links.verdict import Look, Sight
from tests.site import faults
from tests.site.faults import DOMAIN, FaultServer

# Patient with what answers, so that a busy machine accuses nobody; not with what never will.
PATIENT = Settings(connect=3.0, read=3.0, total=4.0, backoff=0.02, longest_wait=2.0, pause=0.0, save_every=0.0)
SHORT = replace(PATIENT, read=0.5, total=0.7)
BUSY = replace(PATIENT, hosts=16, attempts=2, read=1.5, total=2.0, save_every=1.0)
FEW = replace(PATIENT, hosts=3)  # more threads than processors only wait for each other
TODAY = dt.date(2026, 11, 23)


@dataclass(frozen=True)
class Case:
    """What a look at a fault must find, with how many requests, within how many seconds."""

    name: str
    sight: Sight
    reason: str
    requests: int
    path: str = "/page"
    final: str = ""
    seconds: float = PATIENT.read  # so, without a single time-out
    at_least: float = 0.0
    settings: Settings = PATIENT


SEEN, FAILED, UNCLEAR = Sight.SEEN, Sight.FAILED, Sight.UNCLEAR
CASES = [
    Case("ok", SEEN, "200 OK", 2),
    Case("pdf", SEEN, "200 OK", 1),
    Case("empty", SEEN, "200 OK", 2),
    Case("ok", SEEN, "200 OK", 2, "/page#here"),
    Case("ok", SEEN, "200 OK", 2, "/page#old"),
    Case("ok", UNCLEAR, "anchor 'nowhere' is not", 2, "/page#nowhere"),
    Case("ok", SEEN, "200 OK", 2, "/page#:~:text=words"),
    Case("moved301", SEEN, "moved", 4, "/old", "/new/page"),
    Case("moved302", SEEN, "redirects for now", 4, "/old", "/new/page"),
    Case("moved303", SEEN, "redirects for now", 4, "/old", "/new/page"),
    Case("moved307", SEEN, "redirects for now", 4, "/old", "/new/page"),
    Case("moved308", SEEN, "moved", 4, "/old", "/new/page"),
    Case("moved301", SEEN, "moved", 4, "/old#here", "/new/page#here"),
    Case("moved301", UNCLEAR, "anchor 'nowhere' is not", 4, "/old#nowhere"),
    Case("chain", SEEN, "moved", 10, "/start", "/step/4"),
    Case("cookie", SEEN, "200 OK", 4),
    Case("shared", SEEN, "200 OK", 2),
    Case("loop", FAILED, "redirects in a circle", 4, "/a"),
    Case("endless", FAILED, "redirects in a circle", 22, "/0"),
    Case("home", UNCLEAR, "redirects to a home page", 4),
    Case("signin", UNCLEAR, "redirects to a page to sign in", 4),
    Case("inside", UNCLEAR, "not on the public web", 1),
    Case("bad", UNCLEAR, "400 Bad Request", 2),
    Case("private", UNCLEAR, "401 Unauthorized", 2),
    Case("forbidden", UNCLEAR, "403 Forbidden", 2),
    Case("agents", SEEN, "200 OK", 2),
    Case("missing", FAILED, "404 Not Found", 2),
    Case("headmissing", SEEN, "200 OK", 2),
    Case("gone", FAILED, "410 Gone", 2),
    Case("nohead", SEEN, "200 OK", 2),
    Case("limited", UNCLEAR, "429 Too Many Requests", 3),
    Case("later", SEEN, "200 OK", 2, at_least=1.0),  # as long as Retry-After says
    Case("muchlater", UNCLEAR, "429 Too Many Requests", 1),
    Case("broken", UNCLEAR, "500 Internal Server Error", 3),
    Case("headbroken", SEEN, "200 OK", 2),
    Case("restarting", SEEN, "200 OK", 3),
    Case("soft", UNCLEAR, "answers 200, but the page says 'Page not found", 2),
    Case("about404", SEEN, "200 OK", 2),
    Case("reset", UNCLEAR, "the connection broke off", 4),
    Case("hangup", UNCLEAR, "the connection broke off", 3),
    Case("silent", UNCLEAR, "no answer in time", 3, seconds=4.0, at_least=1.5, settings=SHORT),
    Case("trickle", UNCLEAR, "no answer in time", 3, seconds=4.0, at_least=1.5, settings=SHORT),
    Case("tricklebody", UNCLEAR, "no answer in time", 4, seconds=4.0, at_least=1.5, settings=SHORT),
    Case("huge", SEEN, "200 OK", 2),
    Case("short", UNCLEAR, "shorter than it says", 4),
    Case("cut", SEEN, "200 OK", 2, "/page#late"),
    Case(faults.NO_SUCH_NAME, UNCLEAR, "the name is not found (DNS)", 0),
    Case(faults.BUSY_NAME_SERVER, UNCLEAR, "the name server gave no answer (DNS)", 0),
]


@pytest.fixture(autouse=True, scope="module")
def _names() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, faults.resolved(patch):
        yield


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with faults.serving() as server:
        yield server


def look_at(address: str, settings: Settings = PATIENT) -> Look:
    with Asker(Hosts(settings.pause), settings) as asker:
        return look(address, asker.ask, time.sleep, settings)


def holds(case: Case, found: Look, server: FaultServer) -> None:
    assert (found.sight, case.reason in found.reason) == (case.sight, True), found
    assert server.requests[case.name] == case.requests
    assert found.final == (server.address(case.name, case.final) if case.final else "")


def label(case: Case) -> str:
    return f"{case.name}{case.path.removeprefix('/page')}"


@pytest.mark.parametrize("case", [case for case in CASES if not case.at_least], ids=label)
def test_fault(case: Case, server: FaultServer) -> None:
    in_time = faults.within(case.seconds)
    holds(case, look_at(server.address(case.name, case.path)), server)
    in_time()


def test_every_fault_has_a_case() -> None:
    assert set(faults.FAULTS) - {"elsewhere"} == {case.name for case in CASES} - {faults.NO_SUCH_NAME, faults.BUSY_NAME_SERVER}


def test_a_host_that_several_redirect_to_is_asked_by_one_at_a_time(server: FaultServer) -> None:
    found: list[Look] = []

    def keep(result: live.Result) -> bool:
        found.append(result.look)
        return True

    live.run([server.address(f"elsewhere-{number}") for number in range(6)], replace(PATIENT, hosts=6), keep)
    assert [look.final for look in found] == [server.address("shared")] * 6
    assert server.busiest["shared"] == 1


def test_no_one_listens() -> None:
    found = look_at(f"http://refused.{DOMAIN}:{faults.closed_port()}/page")
    assert (found.sight, found.reason) == (UNCLEAR, "the connection was refused")


def test_of_a_huge_body_only_the_start_is_read(server: FaultServer) -> None:
    look_at(server.address("huge"))
    deadline = time.monotonic() + 1
    while not server.sent and time.monotonic() < deadline:
        time.sleep(0.01)
    assert 0 < server.sent < 20_000_000  # what buffers between two sockets hold, not the 200 MB on offer


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ssl.SSLContext]]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed, and nothing else here makes certificates")
    folder = tmp_path_factory.mktemp("certificates")
    return {name: faults.certificate(folder, name) for name in ("trusted", "stranger")}


TLS_CASES = [
    case for case in CASES if case.name in ("ok", "moved301", "agents", "missing", "gone", "limited", "soft", "silent")
]
TLS_CASES += [case for case in CASES if case.name in ("trickle", "tricklebody", "short", "restarting", "home", "loop")]


@pytest.mark.parametrize("case", [case for case in TLS_CASES if not case.at_least], ids=label)
def test_fault_over_tls(case: Case, certificates: dict[str, tuple[Path, ssl.SSLContext]]) -> None:
    authority, context = certificates["trusted"]
    with faults.serving(context) as server:
        in_time = faults.within(case.seconds)
        holds(case, look_at(server.address(case.name, case.path), replace(PATIENT, certificates=str(authority))), server)
        in_time()


SLOW_CASES = [(case, tls) for tls, cases in ((False, CASES), (True, TLS_CASES)) for case in cases if case.at_least]


@pytest.fixture(scope="module")
def slow(certificates: dict[str, tuple[Path, ssl.SSLContext]]) -> Iterator[dict[tuple[Case, bool], Future[float]]]:
    """The looks that are mostly waiting, all at once, each at a server of its own; what comes back is the time they took."""
    authority, context = certificates["trusted"]

    def look_slowly(case: Case, tls: bool) -> float:
        settings = replace(case.settings, certificates=str(authority) if tls else "")
        with faults.serving(context if tls else None) as server:
            started = time.monotonic()
            found = look_at(server.address(case.name, case.path), settings)
            took = time.monotonic() - started
            holds(case, found, server)
        return took

    with ThreadPoolExecutor(len(SLOW_CASES)) as pool:
        yield {(case, tls): pool.submit(look_slowly, case, tls) for case, tls in SLOW_CASES}


@pytest.mark.parametrize(("case", "tls"), SLOW_CASES, ids=[f"{case.name}{'-tls' * tls}" for case, tls in SLOW_CASES])
def test_slow_fault(slow: dict[tuple[Case, bool], Future[float]], case: Case, tls: bool) -> None:
    assert case.at_least <= slow[case, tls].result() < case.seconds


def test_a_wrong_certificate(certificates: dict[str, tuple[Path, ssl.SSLContext]]) -> None:
    with faults.serving(certificates["stranger"][1]) as server:
        found = look_at(server.address("ok"), replace(PATIENT, certificates=str(certificates["trusted"][0])))
    assert (found.sight, found.reason) == (UNCLEAR, "the certificate or the encryption is wrong (TLS)")


ALIVE = [case for case in CASES if case.sight is SEEN and case.name not in ("later", "restarting", "huge", "shared")]


def places(addresses: list[str]) -> dict[str, tuple[Place, ...]]:
    return {address: (Place("data/backend.yml", number, "topic 'x'"),) for number, address in enumerate(addresses, 1)}


def test_no_live_address_is_accused_in_fifty_runs(server: FaultServer) -> None:
    found: list[live.Result] = []

    def keep(result: live.Result) -> bool:
        found.append(result)
        return True

    for _ in range(50):
        live.run([server.address(case.name, case.path) for case in ALIVE], FEW, keep)
    assert len(found) == 50 * len(ALIVE)
    assert [result for result in found if result.look.sight is not SEEN] == []


SLOW = ("silent", "trickle", "tricklebody", "reset", "huge")  # one of each: the server's side of them keeps a processor busy
STEADY = [case for case in CASES if case.path == "/page" and case.name not in ("restarting", "later", *SLOW)]


def test_five_hundred_addresses_in_one_run(server: FaultServer, tmp_path: Path) -> None:
    """Concurrent across hosts, one at a time within each; every address gets its verdict."""
    few = {server.address(case.name): case for case in CASES if case.name in SLOW}
    many = zip(range(500 - len(few)), itertools.cycle(STEADY), strict=False)
    cases = few | {server.address(f"{case.name}-{number % 16}", f"/page?{number}"): case for number, case in many}
    out, progress, path = io.StringIO(), io.StringIO(), tmp_path / "links.yml"
    in_time = faults.within(25)
    assert live.check(places(list(cases)), path, settings=BUSY, today=TODAY, out=out, progress=progress) == 0
    in_time()
    records = ledger.read(path).records
    wrong = [records[address] for address in cases if (records[address].verdict == "alive") != (cases[address].sight is SEEN)]
    assert wrong == []
    assert max(busy for name, busy in server.busiest.items() if name not in SLOW) == 1
    assert f"{sum(case.sight is SEEN for case in cases.values())} alive, 0 dead, " in out.getvalue()
    assert len(progress.getvalue().splitlines()) == len(cases)

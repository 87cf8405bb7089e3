"""From observations to verdicts: the whole table, and that no single look kills."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from macros.links import page
from macros.links.look import BROWSER, GET, HEAD, Step, following
from macros.links.settings import Settings
from macros.links.verdict import Error, History, Look, Observation, Sight, Verdict, conclude, judge

ADDRESS = "https://docs.example.org/guide/page"
SEEN, FAILED, UNCLEAR = Sight.SEEN, Sight.FAILED, Sight.UNCLEAR
DAY = dt.date(2026, 11, 2)
SETTINGS = Settings()


def seen(status: int = 0, manner: str = GET, to: str = "", error: Error | None = None, asked: str = ADDRESS) -> Observation:
    return Observation(manner, (asked, to) if to else (asked,), status, error, html=True)


@pytest.mark.parametrize(
    ("observations", "sight", "reason"),
    [
        ([seen(200)], SEEN, "200 OK"),
        ([seen(204)], SEEN, "204 No Content"),
        ([seen(404, HEAD), seen(404, BROWSER)], FAILED, "404 Not Found"),
        ([seen(404, HEAD), seen(410, GET)], FAILED, "410 Gone"),
        ([seen(404, HEAD)], UNCLEAR, "404 Not Found"),
        ([seen(404, GET), seen(404, GET)], UNCLEAR, "404 Not Found"),
        ([seen(404, HEAD), seen(403, BROWSER)], UNCLEAR, "403 Forbidden"),
        ([seen(404, HEAD), seen(200, BROWSER)], SEEN, "200 OK"),
        ([seen(403, HEAD), seen(200, BROWSER)], SEEN, "200 OK"),
        ([seen(403, HEAD), seen(403, BROWSER)], UNCLEAR, "403 Forbidden"),
        ([seen(401)], UNCLEAR, "401 Unauthorized"),
        ([seen(405)], UNCLEAR, "405 Method Not Allowed"),
        ([seen(429)], UNCLEAR, "429 Too Many Requests"),
        ([seen(500)], UNCLEAR, "500 Internal Server Error"),
        ([seen(304)], UNCLEAR, "304 Not Modified"),
        ([seen(999)], UNCLEAR, "999"),
        ([seen(error=Error.DNS)], UNCLEAR, Error.DNS),
        ([seen(error=Error.TLS)], UNCLEAR, Error.TLS),
        ([seen(error=Error.TIMEOUT)], UNCLEAR, Error.TIMEOUT),
        ([seen(error=Error.LOOP)], FAILED, Error.LOOP),
        ([seen(200, to="https://docs.example.org/manual/page")], SEEN, "moved"),
        ([seen(200, to="https://www.example.org/")], UNCLEAR, "redirects to a home page (www.example.org/)"),
        ([seen(200, to="https://docs.example.org/en/")], UNCLEAR, "redirects to a home page (docs.example.org/en/)"),
        (
            [seen(200, to="https://docs.example.org/index.html")],
            UNCLEAR,
            "redirects to a home page (docs.example.org/index.html)",
        ),
        ([seen(200, to="https://docs.example.org/404")], UNCLEAR, "redirects to a page that says 'not found' (/404)"),
        ([seen(200, to="https://id.example.org/login")], UNCLEAR, "redirects to a page to sign in (id.example.org)"),
        ([seen(200, asked="https://example.org", to="https://example.org/")], SEEN, "moved"),
        ([seen(200, asked="http://example.org/", to="https://www.example.org/")], SEEN, "moved"),
        ([replace(seen(200), lost="Page not found")], UNCLEAR, "answers 200, but the page says 'Page not found'"),
        ([replace(seen(200, asked="https://a.org/Status/404"), lost="404 Not Found")], SEEN, "200 OK"),
        ([replace(seen(200, asked=f"{ADDRESS}#x"), anchor_missing=True)], UNCLEAR, "the page is there, its anchor 'x' is not"),
    ],
)
def test_a_look(observations: list[Observation], sight: Sight, reason: str) -> None:
    found = judge(observations)
    assert (found.sight, found.reason) == (sight, reason)


def test_a_moved_page_is_proposed_and_a_fragment_alone_is_no_move() -> None:
    assert judge([seen(200, to="https://docs.example.org/manual/page")]).final == "https://docs.example.org/manual/page"
    assert judge([seen(200, asked=f"{ADDRESS}#a")]).final == ""


def run_of(looks: list[tuple[int, Sight]]) -> list[str]:
    """The verdicts after looks on these days, by number of days since the first."""
    history, looked_on, verdicts = History(), None, []
    for day, sight in looks:
        today = DAY + dt.timedelta(days=day)
        verdict, history, _ = conclude(Look(sight, "said"), history, today, looked_on)
        looked_on = today
        verdicts.append(verdict.value)
    return verdicts


@pytest.mark.parametrize(
    ("looks", "last"),
    [
        ([(0, FAILED)], "unverified"),
        ([(0, FAILED), (7, FAILED)], "unverified"),
        ([(0, FAILED), (7, FAILED), (14, FAILED)], "dead"),
        ([(0, FAILED), (1, FAILED), (2, FAILED)], "unverified"),
        ([(0, FAILED), (1, FAILED), (2, FAILED), (7, FAILED)], "dead"),
        ([(0, FAILED), (0, FAILED), (0, FAILED), (9, FAILED)], "unverified"),
        ([(0, FAILED), (7, FAILED), (14, SEEN)], "alive"),
        ([(0, FAILED), (7, FAILED), (14, SEEN), (21, FAILED)], "unverified"),
        ([(0, FAILED), (7, UNCLEAR), (14, FAILED), (21, FAILED)], "dead"),
        ([(0, UNCLEAR), (7, UNCLEAR), (14, UNCLEAR), (21, UNCLEAR)], "unverified"),
        ([(0, FAILED), (7, FAILED), (14, FAILED), (21, SEEN)], "alive"),
        ([(0, FAILED), (7, FAILED), (14, FAILED), (21, UNCLEAR)], "unverified"),
        ([(0, FAILED), (7, FAILED), (14, FAILED), (21, UNCLEAR), (28, FAILED)], "dead"),
        ([(0, SEEN), (7, FAILED)], "unverified"),
    ],
)
def test_looks_over_time(looks: list[tuple[int, Sight]], last: str) -> None:
    assert run_of(looks)[-1] == last


def test_a_failed_look_says_which_it_is() -> None:
    assert conclude(Look(FAILED, "404 Not Found"), History(), DAY, None) == (
        Verdict.UNVERIFIED,
        History(1, DAY),
        "404 Not Found, failed look 1",
    )


@pytest.mark.parametrize(
    ("observations", "step"),
    [
        ([seen(200, HEAD)], Step(GET)),
        ([replace(seen(200, HEAD), html=False)], None),
        ([replace(seen(200, HEAD, asked=f"{ADDRESS}#a"), html=False)], Step(GET)),
        ([seen(200, GET)], None),
        ([seen(405, HEAD)], Step(GET)),
        ([seen(501, HEAD)], Step(GET)),
        ([seen(403, HEAD)], Step(BROWSER)),
        ([seen(405, HEAD), seen(403, GET)], Step(BROWSER)),
        ([seen(403, HEAD), seen(403, BROWSER)], None),
        ([seen(503, HEAD)], Step(GET, 2.0)),
        ([seen(503, HEAD), seen(503, GET)], Step(GET, 4.0)),
        ([seen(503, HEAD), seen(503, GET), seen(503, GET)], None),
        ([replace(seen(429, HEAD), retry_after=5.0)], Step(GET, 5.0)),
        ([replace(seen(429, HEAD), retry_after=0.0)], Step(GET, 0.0)),
        ([replace(seen(429, HEAD), retry_after=61.0)], None),
        ([seen(403, HEAD), seen(429, BROWSER)], Step(BROWSER, 2.0)),
        ([seen(error=Error.TIMEOUT, manner=HEAD)], Step(GET, 2.0)),
        ([seen(error=Error.DNS_BUSY, manner=HEAD)], Step(GET, 2.0)),
        ([seen(error=Error.DNS, manner=HEAD)], None),
        ([seen(error=Error.TLS, manner=HEAD)], None),
        ([seen(error=Error.LOOP, manner=HEAD)], Step(GET)),
        ([seen(error=Error.LOOP, manner=GET)], None),
    ],
)
def test_what_to_ask_next(observations: list[Observation], step: Step | None) -> None:
    assert following(observations, SETTINGS) == step


@pytest.mark.parametrize(
    ("title", "lost"),
    [
        ("Page not found", True),
        ("404", True),
        ("404 Not Found", True),
        ("Error 404: Page Not Found", True),
        ("Page not found · GitHub Pages", True),
        ("Some Site | 404", True),
        ("Oops! This page does not exist.", True),
        ("The page you requested could not be found", True),
        ("How to answer with 404 Not Found - Docs", False),
        ("Handling 'key not found' errors", False),
        ("Redis: when a key is not found", False),
        ("Error handling", False),
        ("Area 404 of the map", False),
    ],
)
def test_a_page_that_says_it_is_not_found(title: str, lost: bool) -> None:
    for html in (f"<title>{title}</title>", f"<title>Site</title><h1>{title}</h1>"):
        assert bool(page.says_not_found(page.read(html))) == lost


def test_anchors() -> None:
    html = page.read("<p id=one><a name='t%20wo'></a><h2 id='user-content-three'>x</h2><i id='ü'>")
    there = ("one", "t%20wo", "three", "%C3%BC", "", "top", "/route", "!view", ":~:text=x")
    assert [name for name in there if page.lacks(html, name)] == []
    assert page.lacks(html, "four")

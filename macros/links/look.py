"""One look at one address: which requests to make, one after the other, until there is something to judge.

LinkChecker asks once, with GET, and knows two verdicts; its plugins run only on what it already takes for valid. So the
look is made with `requests`, which is what LinkChecker itself asks with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from macros.links.settings import Settings
from macros.links.verdict import Error, Look, Observation, judge

HEAD, GET, BROWSER = "HEAD", "GET", "GET like a browser"  # the manners of asking
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
PASSING_ERRORS = frozenset({Error.DNS_BUSY, Error.REFUSED, Error.RESET, Error.CUT, Error.TIMEOUT, Error.OTHER})

Ask = Callable[[str, str], Observation]  # address, manner → what was observed
Wait = Callable[[float], None]


@dataclass(frozen=True)
class Step:
    """The next request of a look: its manner, and how long to wait before it."""

    manner: str
    wait: float = 0.0


def look(address: str, ask: Ask, wait: Wait, settings: Settings) -> Look:
    """Look at an address: HEAD, then GET where HEAD does not settle it, then as a browser where GET is refused."""
    observations: list[Observation] = []
    step: Step | None = Step(HEAD)
    while step is not None:
        if step.wait:
            wait(step.wait)
        observations.append(ask(address, step.manner))
        step = following(observations, settings)
    return judge(observations)


def following(observations: Sequence[Observation], settings: Settings) -> Step | None:
    """What to ask after these observations; None when they settle it."""
    last = observations[-1]
    if is_passing(last):
        return _again(observations, settings)
    if last.error is not None:
        return Step(GET) if last.error is Error.LOOP and last.manner == HEAD else None
    if HTTPStatus.OK <= last.status < HTTPStatus.MULTIPLE_CHOICES:
        # A page must be read to know that it doesn't say "not found"; a file has no more to say than its headers.
        unread = last.manner == HEAD and (last.html or bool(urlsplit(last.chain[0]).fragment))
        return Step(GET) if unread else None
    if last.manner == HEAD and last.status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED):
        return Step(GET)
    return Step(BROWSER) if last.manner != BROWSER else None


def is_passing(observation: Observation) -> bool:
    """Whether asking again a little later may give another answer."""
    return observation.status in PASSING or observation.error in PASSING_ERRORS


def _again(observations: Sequence[Observation], settings: Settings) -> Step | None:
    tried = sum(map(is_passing, observations))
    asked_for = observations[-1].retry_after
    if tried >= settings.attempts or (asked_for or 0) > settings.longest_wait:
        return None
    wait = settings.backoff * 2 ** (tried - 1) if asked_for is None else asked_for
    manner = observations[-1].manner
    return Step(GET if manner == HEAD else manner, wait)  # some servers fail on HEAD only

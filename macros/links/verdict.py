"""From what was observed to a verdict: alive, dead or unverified, and why. Pure functions; nothing here asks anybody.

One *look* at an address is a few requests. It ends in one of three ways: the page was seen, it failed (the page is gone, and
a second request in another manner said the same), or it is unclear. Only a page that was seen is alive. A failed look alone
kills nothing: an address is dead after three failed looks in a row over at least seven days. Whatever else happens (a
refusal, a server in trouble, no answer, a name or a certificate that is wrong today) leaves it unverified, with the reason.
An unclear look neither adds to the failed ones before it nor clears them; a page that was seen clears them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urldefrag, urlsplit

from macros.ledger import FAILED_DAYS, FAILED_LOOKS

GONE = frozenset({404, 410})
MOVED = "moved"  # the reason of a look when every redirect on its way was one for good
HOME = re.compile(r"/?(?:index\.\w+|home|default\.\w+|[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.IGNORECASE)
LOST = re.compile(r"\b(?:404|(?:page[-_])?not[-_]?found)\b", re.IGNORECASE)
SIGN_IN = re.compile(r"/(?:log[-_]?in|sign[-_]?in|sso|oauth2?|auth)(?:/|$|\.)", re.IGNORECASE)


class Verdict(StrEnum):
    """What the guide says about an address."""

    ALIVE = "alive"
    DEAD = "dead"
    UNVERIFIED = "unverified"


class Sight(StrEnum):
    """How one look ended."""

    SEEN = "seen"
    FAILED = "failed"
    UNCLEAR = "unclear"


class Error(StrEnum):
    """Why there was no answer to judge."""

    DNS = "the name is not found (DNS)"
    DNS_BUSY = "the name server gave no answer (DNS)"
    TLS = "the certificate or the encryption is wrong (TLS)"
    REFUSED = "the connection was refused"
    RESET = "the connection broke off"
    CUT = "the answer is shorter than it says"
    TIMEOUT = "no answer in time"
    LOOP = "redirects in a circle"
    LEAVES = "redirects to an address that is not on the public web"
    OTHER = "the request failed"


UNREACHABLE = frozenset({Error.DNS, Error.DNS_BUSY, Error.REFUSED, Error.TIMEOUT, Error.RESET, Error.OTHER})


@dataclass(frozen=True)
class Observation:
    """One request of a look, redirects followed: how it was made, where it ended, and what was there."""

    manner: str
    chain: tuple[str, ...]
    status: int = 0
    error: Error | None = None
    permanent: bool = True
    html: bool = False
    retry_after: float | None = None
    lost: str = ""
    anchor_missing: bool = False

    @property
    def final(self) -> str:
        """Where the redirects ended."""
        return self.chain[-1]


@dataclass(frozen=True)
class Look:
    """How a look at an address ended, why, and where the page is now if not where it was."""

    sight: Sight
    reason: str
    final: str = ""
    answered: bool = True


@dataclass(frozen=True)
class History:
    """The failed looks in a row, and the day of the first of them."""

    failures: int = 0
    first_failed: dt.date | None = None


def judge(observations: Sequence[Observation]) -> Look:
    """How a look ended, from its requests in their order (one at least)."""
    last = observations[-1]
    answered = any(seen.status for seen in observations)
    gone = [seen for seen in observations if seen.status in GONE]
    if last.error is Error.LOOP:
        return Look(Sight.FAILED, last.error)
    if last.error:
        return Look(Sight.UNCLEAR, last.error, answered=answered)
    if last.status in GONE:
        twice = len({seen.manner for seen in gone}) > 1
        return Look(Sight.FAILED if twice else Sight.UNCLEAR, _named(last.status))
    if not HTTPStatus.OK <= last.status < HTTPStatus.MULTIPLE_CHOICES:
        return Look(Sight.UNCLEAR, _named(last.status))
    if suspect := _suspect(last):
        return Look(Sight.UNCLEAR, suspect)
    return _seen(last)


def _seen(last: Observation) -> Look:
    moved = urldefrag(last.final).url != urldefrag(last.chain[0]).url
    if not moved:
        return Look(Sight.SEEN, _named(last.status))
    reason = MOVED if last.permanent else "redirects for now"
    return Look(Sight.SEEN, reason, last.final)


def _suspect(last: Observation) -> str:
    """Why an answer that says 200 may not be the page that was asked for; empty if it is."""
    asked, got = urlsplit(last.chain[0]), urlsplit(last.final)
    moved = asked._replace(fragment="") != got._replace(fragment="")
    if moved and HOME.fullmatch(got.path) and not HOME.fullmatch(asked.path):
        return f"redirects to a home page ({got.hostname}{got.path})"
    if moved and LOST.search(got.path) and not LOST.search(asked.path):
        return f"redirects to a page that says 'not found' ({got.path})"
    if moved and SIGN_IN.search(got.path) and not SIGN_IN.search(asked.path):
        return f"redirects to a page to sign in ({got.hostname})"
    if last.lost and not LOST.search(asked.path):
        return f"answers {last.status}, but the page says '{last.lost}'"
    if last.anchor_missing:
        return f"the page is there, its anchor '{asked.fragment}' is not"
    return ""


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def conclude(look: Look, before: History, today: dt.date, looked_on: dt.date | None) -> tuple[Verdict, History, str]:
    """The verdict after a look, the history to keep, and the reason.

    `looked_on` is the day of the look before: a second failed look on one day is the same failure, not another.
    """
    if look.sight is Sight.SEEN:
        return Verdict.ALIVE, History(), look.reason
    if look.sight is Sight.UNCLEAR:
        return Verdict.UNVERIFIED, before, look.reason
    first = before.first_failed or today
    failures = before.failures + (not before.failures or looked_on != today)
    dead = failures >= FAILED_LOOKS and (today - first).days >= FAILED_DAYS
    reason = look.reason if dead else f"{look.reason}, failed look {failures}"
    return Verdict.DEAD if dead else Verdict.UNVERIFIED, History(failures, first), reason

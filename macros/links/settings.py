"""How patient and how polite a live check is; the tests scale its times down."""

from __future__ import annotations

from dataclasses import dataclass

AGENT = "backend-guide-linkcheck/1.0 (a weekly look at our own sources)"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass(frozen=True)
class Settings:
    """All times in seconds, all sizes in bytes."""

    connect: float = 10.0  # until a connection stands
    read: float = 15.0  # between two parts of an answer
    total: float = 40.0  # for one request from first to last, so that an answer that trickles ends too
    attempts: int = 3  # requests that may end in something passing (429, 5xx, a time-out) before a look gives up
    backoff: float = 2.0  # before the second attempt; twice as long before each further one
    longest_wait: float = 60.0  # of what `Retry-After` may ask for; who asks for more is looked at another day
    redirects: int = 10
    body: int = 64 * 1024  # of a page, to see whether it says "not found"
    body_for_anchor: int = 4 * 1024 * 1024  # of a page in which an anchor is looked for
    pause: float = 1.0  # between two requests to one host
    hosts: int = 16  # hosts that are asked at the same time
    save_every: float = 2.0  # how much work an interruption may lose
    silent: int = 20  # looks without any answer, at the start, after which there is no network
    agent: str = AGENT
    browser: str = BROWSER
    certificates: str = ""  # a file of authorities to trust; empty: those that come with `requests`

"""One request, its redirects followed, within a bounded time, from bounded answers, one connection per host at a time."""

from __future__ import annotations

import datetime as dt
import ipaddress
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import requests

from macros.links import page
from macros.links.look import BROWSER, HEAD
from macros.links.settings import Settings
from macros.links.verdict import Error, Observation
from macros.links.wire import Adapter, Clock, classify

MOVES = {301: True, 302: False, 303: False, 307: False, 308: True}  # the redirects, and whether they are for good


class Hosts:
    """Lets one request at a time through to each host, with a pause before the next."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the turn at a host, and hold it while the context lasts."""
        with self._guard:
            lock = self._locks[host]
        with lock:
            time.sleep(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free_at[host] = time.monotonic() + self.pause


class Asker:
    """Asks for addresses, in one thread. Use it as a context: at its end its connections are closed."""

    def __init__(self, hosts: Hosts, settings: Settings) -> None:
        self.hosts = hosts
        self.settings = settings
        self.session = requests.Session()
        self.session.trust_env = False  # no credentials of this machine's go out
        self.session.verify = settings.certificates or True
        self.adapter = Adapter(pool_connections=2, pool_maxsize=1)
        self.session.mount("http://", self.adapter)
        self.session.mount("https://", self.adapter)

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def end(self) -> None:
        """Break off the request that is under way, if one is; called from another thread."""
        self.adapter.end()

    def ask(self, address: str, manner: str) -> Observation:
        """Make one request in a manner and follow its redirects; whatever goes wrong is told in what comes back."""
        self.session.cookies.clear()
        chain, permanent, seen = [address], True, set[tuple[str, tuple[str, ...]]]()
        while True:
            here = urldefrag(chain[-1]).url
            state = (here, tuple(sorted(f"{cookie.name}={cookie.value}" for cookie in self.session.cookies)))
            if state in seen or len(chain) > self.settings.redirects + 1:
                return Observation(manner, tuple(chain), error=Error.LOOP)
            seen.add(state)
            if len(chain) > 1 and _leaves(here):
                return Observation(manner, tuple(chain), error=Error.LEAVES)
            observation, location = self._once(tuple(chain), manner)
            if location is None:
                return _with(observation, permanent=permanent)
            permanent = permanent and MOVES[observation.status]
            chain.append(_joined(chain[-1], location))

    def _once(self, chain: tuple[str, ...], manner: str) -> tuple[Observation, str | None]:
        """One request without its redirect, and where that leads."""
        address = urldefrag(chain[-1]).url
        headers = {"User-Agent": self.settings.browser if manner == BROWSER else self.settings.agent, "Accept": "*/*"}
        if manner == BROWSER:
            headers |= {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}
        with self.hosts.turn(urlsplit(address).netloc):
            clock = Clock(self.adapter, self.settings.total)
            try:
                with clock, self._response(address, manner, headers) as response:
                    if response.status_code in MOVES and "location" in response.headers:
                        return Observation(manner, chain, response.status_code), response.headers["location"]
                    observation = self._read(response, chain, manner)
                if clock.expired:  # an answer of unknown length just ends when its connection does
                    raise TimeoutError
                return observation, None
            except (requests.RequestException, OSError, ValueError) as failure:
                error = Error.TIMEOUT if clock.expired else classify(failure)
                return Observation(manner, chain, error=error), None

    def _response(self, address: str, manner: str, headers: dict[str, str]) -> requests.Response:
        method = "HEAD" if manner == HEAD else "GET"
        times = (self.settings.connect, self.settings.read)
        return self.session.request(method, address, headers=headers, timeout=times, stream=True, allow_redirects=False)

    def _read(self, response: requests.Response, chain: tuple[str, ...], manner: str) -> Observation:
        html = "html" in response.headers.get("content-type", "text/html")
        seen = Observation(manner, chain, response.status_code, html=html, retry_after=_retry_after(response))
        if manner == HEAD or not response.ok:
            return seen
        fragment = urlsplit(chain[0]).fragment if html else ""
        most = self.settings.body_for_anchor if fragment else self.settings.body
        body, whole = _body(response, most)
        if not html:
            return seen
        found = page.read(body.decode(response.encoding or "utf-8", errors="replace"))
        return _with(seen, lost=page.says_not_found(found), anchor_missing=whole and page.lacks(found, fragment))


def _with(observation: Observation, **changes: Any) -> Observation:
    return Observation(**{**observation.__dict__, **changes})


def _body(response: requests.Response, most: int) -> tuple[bytes, bool]:
    """The start of an answer's body, and whether it is all of it."""
    body = b""
    for part in response.iter_content(16 * 1024):
        body += part
        if len(body) >= most:
            return body[:most], False
    return body, True


def _retry_after(response: requests.Response) -> float | None:
    """The seconds that a server asks to wait for, given as a number or as a date."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(value) - dt.datetime.now(tz=dt.UTC)).total_seconds())
    return None


def _joined(address: str, location: str) -> str:
    """Where a redirect leads; the fragment goes along unless the new address has its own."""
    # Headers arrive as Latin-1; servers write UTF-8 into them.
    target = urljoin(address, location.encode("latin-1", "ignore").decode("utf-8", "replace"))
    fragment = urlsplit(address).fragment
    return target if "#" in target or not fragment else f"{target}#{fragment}"


def _leaves(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.hostname == "localhost":
        return True
    with suppress(ValueError):
        return not ipaddress.ip_address(parts.hostname).is_global
    return False

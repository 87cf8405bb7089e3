"""The connections under a request: ended when their time is up, and their failures told apart."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError
from urllib3.poolmanager import PoolManager

from macros.links.verdict import Error


def classify(failure: BaseException) -> Error:
    """What kind of failure an exception of `requests` is, from it and from those that led to it."""
    causes = list(_causes(failure))
    for kind, error in (
        ((requests.exceptions.SSLError,), Error.TLS),
        ((requests.Timeout, TimeoutError), Error.TIMEOUT),
        ((ConnectionRefusedError,), Error.REFUSED),
        ((ConnectionError,), Error.RESET),
        ((requests.exceptions.ChunkedEncodingError,), Error.CUT),
    ):
        if any(isinstance(cause, kind) for cause in causes):
            return error
    lookup = next((cause for cause in causes if isinstance(cause, socket.gaierror)), None)
    if lookup is not None or any(isinstance(cause, NameResolutionError) for cause in causes):
        return Error.DNS_BUSY if lookup is not None and lookup.errno == socket.EAI_AGAIN else Error.DNS
    return Error.RESET if isinstance(failure, requests.ConnectionError) else Error.OTHER


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that it wraps, in whichever way the libraries wrap it."""
    todo, seen = [failure], set[int]()
    while todo:
        current = todo.pop()
        if isinstance(current, BaseException) and id(current) not in seen:
            seen.add(id(current))
            yield current
            todo += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]


class Adapter(HTTPAdapter):
    """Remembers its open sockets, so that a clock can end them."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Called by `requests`, once."""
        super().init_poolmanager(*arguments, **options)
        self.open: list[socket.socket] = []
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {
            "http": _remembering(HTTPConnectionPool, self.open),
            "https": _remembering(HTTPSConnectionPool, self.open),
        }

    def end(self) -> None:
        """End every open socket; whoever reads from one gets an error, or the end of what it reads."""
        for opened in list(self.open):
            with suppress(OSError):  # not an SSL socket's own `shutdown`, which another thread may not call
                socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _remembering(pool: type[HTTPConnectionPool], opened: list[socket.socket]) -> type[ConnectionPool]:
    base: Any = pool.ConnectionCls

    class Connection(base):  # type: ignore[misc] # the base depends on the scheme
        def connect(self) -> None:
            super().connect()
            # The socket, not the connection: that one lets go of it as soon as an answer says that it is the last.
            opened[:] = [*(one for one in opened if one.fileno() != -1), self.sock]

    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})


class Clock:
    """Ends the connections of an adapter when a request takes too long as a whole, however lively it looks."""

    def __init__(self, adapter: Adapter, seconds: float) -> None:
        self.expired = False
        self._adapter = adapter
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.expired = True
        self._adapter.end()

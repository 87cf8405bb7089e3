"""A server on loopback that misbehaves on demand: each fault has a host name of its own, and no name leaves this machine.

The fault is the first label of the host's name, up to a hyphen: `gone.fault.example` and `gone-7.fault.example` both answer
410. `resolved` is the name server of the tests.
"""

from __future__ import annotations

import socket
import ssl
import struct
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

DOMAIN = "fault.example"
NO_SUCH_NAME = "nxdomain"
BUSY_NAME_SERVER = "dnsbusy"
PAGE = "<!doctype html><title>A page</title><h1>A page</h1><p id=here>With an <a name=old>anchor</a>.</p>"
LOST = "<!doctype html><title>Page not found - Some Site</title><h1>Oops!</h1>"
HUGE = 200 * 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    """Answers as the fault in the host's name says."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # its wait for more to send would cost 40 ms an answer
    server: FaultServer
    count = 0

    def do_GET(self) -> None:
        name = self.headers["Host"].split(".")[0]
        with self.server.lock:
            self.server.requests[name] += 1
            self.count = self.server.requests[name]
            self.server.busy[name] += 1
            self.server.busiest[name] = max(self.server.busiest[name], self.server.busy[name])
        try:
            FAULTS[name.split("-")[0]](self)
        finally:
            with self.server.lock:
                self.server.busy[name] -= 1

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: str = PAGE, length: int | None = None, **headers: str) -> None:
        content = body.encode()
        self.send_response(status)
        given = {"content_type": "text/html; charset=utf-8", "content_length": str(length or len(content)), **headers}
        for header, value in given.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def redirect(self, status: int, location: str) -> None:
        self.answer(status, "", location=location)

    def hang_up(self, *, reset: bool = False) -> None:
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def _moved(status: int) -> Callable[[Handler], None]:
    return lambda handler: handler.redirect(status, "/new/page") if handler.path == "/old" else handler.answer(200)


def _chain(handler: Handler) -> None:
    step = int(handler.path.rpartition("/")[2] or 0) if "/step/" in handler.path else 0
    handler.redirect(301, f"/step/{step + 1}") if step < 4 else handler.answer(200)


def _slow(handler: Handler) -> None:
    time.sleep(0.05)
    handler.answer(200)


def _cookie(handler: Handler) -> None:
    """Redirects to itself once, to see whether the cookie comes back: no circle."""
    handler.answer(200) if handler.headers["Cookie"] else handler.answer(302, "", location=handler.path, set_cookie="a=1")


def _reset(handler: Handler) -> None:
    if handler.command == "HEAD":
        handler.answer(200)
        return
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<title>half")
    handler.wfile.flush()
    handler.hang_up(reset=True)


def _silent(handler: Handler) -> None:
    handler.server.over.wait(5)
    handler.close_connection = True


def _trickle(handler: Handler, head: bytes = b"") -> None:
    """A byte now and then: never so slow that a single read runs out of time."""
    handler.wfile.write(head)
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        if handler.server.over.wait(0.05):
            break
    handler.close_connection = True


def _short(handler: Handler) -> None:
    handler.answer(200, PAGE, length=100_000)
    handler.hang_up()


def _huge(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(HUGE))
    handler.end_headers()
    sent = 0
    try:
        while handler.command != "HEAD" and sent < HUGE:
            sent += handler.connection.send(b"<p>more" * 4096)
    finally:  # when the client has hung up
        with handler.server.lock:
            handler.server.sent += sent


FAULTS: dict[str, Callable[[Handler], Any]] = {
    "ok": lambda h: h.answer(200),
    "pdf": lambda h: h.answer(200, content_type="application/pdf"),
    "empty": lambda h: h.answer(200, ""),
    **{f"moved{status}": _moved(status) for status in (301, 302, 303, 307, 308)},
    "chain": _chain,
    "cookie": _cookie,
    "elsewhere": lambda h: h.redirect(301, h.server.address("shared")),
    "shared": _slow,
    "loop": lambda h: h.redirect(302, "/b" if h.path == "/a" else "/a"),
    "endless": lambda h: h.redirect(302, f"/{int(h.path[1:] or 0) + 1}"),
    "home": lambda h: h.redirect(301, "/") if h.path != "/" else h.answer(200),
    "signin": lambda h: h.redirect(302, "/login?next=x") if "login" not in h.path else h.answer(200),
    "inside": lambda h: h.redirect(302, "http://127.0.0.1:1/secret"),
    "bad": lambda h: h.answer(400),
    "private": lambda h: h.answer(401),
    "forbidden": lambda h: h.answer(403),
    "agents": lambda h: h.answer(200 if "Mozilla" in h.headers["User-Agent"] else 403),
    "missing": lambda h: h.answer(404, LOST),
    "headmissing": lambda h: h.answer(404 if h.command == "HEAD" else 200),
    "gone": lambda h: h.answer(410),
    "nohead": lambda h: h.answer(405 if h.command == "HEAD" else 200),
    "limited": lambda h: h.answer(429),
    "later": lambda h: h.answer(429, retry_after="1") if h.count == 1 else h.answer(200),
    "muchlater": lambda h: h.answer(429, retry_after="3600"),
    "broken": lambda h: h.answer(500),
    "headbroken": lambda h: h.answer(500 if h.command == "HEAD" else 200),
    "restarting": lambda h: h.answer(503 if h.count < 3 else 200),
    "soft": lambda h: h.answer(200, LOST),
    "reset": _reset,
    "hangup": lambda h: h.hang_up(),
    "silent": _silent,
    "trickle": lambda h: _trickle(h, b"HTTP/1.1 200 OK\r\nX-Slow: "),
    "tricklebody": lambda h: (
        h.answer(200, "") if h.command == "HEAD" else _trickle(h, b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    ),
    "huge": _huge,
    "short": _short,
    "about404": lambda h: h.answer(200, "<title>How to answer with 404 Not Found - Docs</title>"),
    "cut": lambda h: h.answer(200, PAGE + "<p>" + "x" * 300_000 + "<p id=late>"),
}


class FaultServer(ThreadingHTTPServer):
    """Counts the requests to each host name, and how many were under way there at once."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.context = context
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.requests: Counter[str] = Counter()
        self.busy: Counter[str] = Counter()
        self.busiest: Counter[str] = Counter()
        self.sent = 0

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.context is None:
            super().finish_request(request, client_address)
        else:
            with self.context.wrap_socket(request, server_side=True) as encrypted:
                super().finish_request(encrypted, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or distrusts the certificate, is what the tests are about."""

    def address(self, name: str, path: str = "/page") -> str:
        scheme = "https" if self.context else "http"
        return f"{scheme}://{name}.{DOMAIN}:{self.server_port}{path}"


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[FaultServer]:
    """A fault server, over TLS if a context is given."""
    server = FaultServer(context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def resolved(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every name of the domain is this machine; no other name exists."""

    def lookup(host: Any, port: Any, *_: object, **__: object) -> list[Any]:
        label = str(host).split(".")[0].split("-")[0]
        if label == BUSY_NAME_SERVER:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if not str(host).endswith(DOMAIN) or label == NO_SUCH_NAME:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]

    with patch.context() as inside:
        inside.setattr(socket, "getaddrinfo", lookup)
        yield


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate that only those trust who are given its file, and the server's side of it."""
    folder.mkdir(parents=True, exist_ok=True)
    public, secret = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:*.{DOMAIN}", "-keyout", str(secret), "-out", str(public)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, secret)
    return public, context


def closed_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def within(seconds: float) -> Callable[[], None]:
    """A check, to be called later, that no more than so much time has gone by since."""
    started = time.monotonic()

    def check() -> None:
        took = time.monotonic() - started
        assert took < seconds, f"it took {took:.2f} s"

    return check

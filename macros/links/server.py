"""Serve a built site on loopback, as strictly as the place where it is published."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    """Serves a file only by its exact name, upper and lower case told apart, and never lists a folder."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *arguments: Any, names: frozenset[str], **options: Any) -> None:
        self.names = names
        super().__init__(*arguments, **options)

    def send_head(self) -> Any:
        """Refuse what isn't among the site's files, also where the file system would have found it."""
        path = Path(self.translate_path(self.path)).relative_to(self.directory).as_posix()
        wanted = path if not self.path.split("#")[0].split("?")[0].endswith("/") else f"{path}/index.html".removeprefix("./")
        if wanted not in self.names and f"{wanted}/index.html" not in self.names:
            self.send_error(404)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Add the header by which a server tells LinkChecker that it may be asked as fast as it can answer."""
        self.send_header("LinkChecker", "welcome")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: what was asked for is the crawler's to report."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that the crawler closed early, which it does with what it need not read."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of `site` on loopback, while the context lasts."""
    names = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site), names=names))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()

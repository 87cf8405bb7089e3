"""What several tests share: the real guide, the real site built once, a server for it, and a browser."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from macros.guide import Guide, open_guide
from macros.links.strict import explained

ROOT = Path(__file__).parent.parent
SITE_URL = "https://guide.example/"
REPO_URL = "https://github.com/example/guide"
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def build_site(target: Path, root: Path = ROOT) -> Path:
    """Build the site of the checkout at `root` into `target`, strictly; what the engine prints is the failure's message."""
    environment = {
        **os.environ,
        "SITE_URL": SITE_URL,
        "REPO_URL": REPO_URL,
        "SOURCE_DATE_EPOCH": "1795305600",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(root),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    said = result.stdout + result.stderr
    assert result.returncode == 0, "\n".join([said, *map(str, explained(said, open_guide(root), root))])
    assert "WARNING" not in said
    return target


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class _InPieces(_Quiet):
    """A slow line: once a page's style sheets are there, its text arrives bit by bit and is painted in between."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        text = data.find(b"<article")
        cuts = range(text, min(text + 12_000, len(data)), 300) if text > 0 else range(0)
        for start, end in itertools.pairwise([0, *cuts, len(data)]):
            outputfile.write(data[start:end])
            if cuts:
                time.sleep(0.02 if start else 0.25)


@contextmanager
def _serving(site: Path, handler: type[_Quiet]) -> Iterator[str]:
    """The address at which a built site is served on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def guide() -> Guide:
    return open_guide(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    """The address of the built site, served on loopback."""
    with _serving(site, _Quiet) as address:
        yield address


@pytest.fixture(scope="session")
def slow_url(site: Path) -> Iterator[str]:
    """The same over a slow line."""
    with _serving(site, _InPieces) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "Chromium is not installed (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()

"""What a reader types finds the page that is meant, in the theme's own search box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT

QUERIES = yaml.safe_load((ROOT / "tests/content/golden_queries.yml").read_text(encoding="utf-8"))
RESULTS = "[data-md-component=search-result]"
BOX = "[data-md-component=search-query]"
META = f"document.querySelector('{RESULTS} .md-search-result__meta').textContent"


@pytest.fixture(scope="module")
def box(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page whose search has started; it starts when a reader turns to it."""
    page = browser.new_page()
    page.set_default_timeout(10_000)
    page.goto(base_url)
    page.keyboard.press("/")
    page.wait_for_function(f"{META}.includes('Type to start')")
    yield page
    page.close()


def found(page: Page, text: str, base_url: str) -> list[str]:
    """The addresses that the search box lists for a text, best first, without the highlighting parameter."""
    for value, there in (("", True), (text, False)):
        page.fill(BOX, value)
        page.press(BOX, "End")  # the theme listens to keys
        page.wait_for_function(f"{META}.includes('Type to start') === {'true' if there else 'false'}")
    return [address(link, base_url) for link in settled(page)]


def settled(page: Page) -> list[str]:
    """The listed addresses, once the list has stopped changing."""
    before, links = None, list[str]()
    while before != links:
        before = links
        page.wait_for_timeout(60)
        links = page.locator(f"{RESULTS} .md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    return links


def address(link: str, base_url: str) -> str:
    parts = urlsplit(link.removeprefix(base_url))
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


@pytest.mark.browser
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["type"])
def test_query(box: Page, base_url: str, query: dict[str, Any]) -> None:
    first = found(box, str(query["type"]), base_url)[: query.get("within", 1)]
    assert query["page"] in first


def test_there_are_enough_queries(site: Path) -> None:
    assert len(QUERIES) >= 250
    assert len({query["type"] for query in QUERIES}) == len(QUERIES)
    for query in QUERIES:
        assert (site / query["page"].split("#")[0] / "index.html").is_file(), query

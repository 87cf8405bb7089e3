"""A term's tooltip: by pointer and by keyboard, with and without scripts, on a phone, in print, and out of the way again."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

PAGE = "databases/sql/"
TERM = ".term > a"
IN_CELLS = "technologies/mariadb/"  # a page with a term in a table

pytestmark = pytest.mark.browser


def tip(term: Locator) -> Locator:
    return term.locator("xpath=following-sibling::*[@role='tooltip']")


def middle(box: Locator) -> tuple[float, float]:
    found = box.bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


@pytest.mark.parametrize("enabled", [True, False], ids=["with scripts", "without"])
def test_it_shows_under_the_pointer_and_stays_while_the_pointer_is_on_it(
    browser: Browser, base_url: str, enabled: bool
) -> None:
    context = browser.new_context(java_script_enabled=enabled)
    page = context.new_page()
    page.goto(base_url + PAGE)
    term = page.locator(TERM).first
    expect(tip(term)).to_be_hidden()
    term.hover()
    expect(tip(term)).to_be_visible()
    # Straight down, a pixel at a time: there is no gap in which it would close.
    x, y = middle(term)
    _, below = middle(tip(term))
    page.mouse.move(x, y)
    while y < below:
        y += 1
        page.mouse.move(x, y)
        expect(tip(term)).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip(term)).to_be_hidden()
    context.close()


@pytest.mark.parametrize("enabled", [True, False], ids=["with scripts", "without"])
def test_it_shows_when_the_keyboard_comes_to_it(browser: Browser, base_url: str, enabled: bool) -> None:
    context = browser.new_context(java_script_enabled=enabled, viewport={"width": 1280, "height": 500})
    page = context.new_page()
    page.goto(base_url + PAGE)
    page.locator("li:has(> .term) > strong > a").first.focus()
    page.keyboard.press("Tab")
    term = page.locator(f"{TERM}:focus")
    expect(term).to_have_count(1)
    expect(tip(term)).to_be_visible()
    expect(tip(term)).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(page.locator("[role=tooltip]:visible")).to_have_count(0)  # the next stop is no part of it
    context.close()


def test_escape_puts_it_away_until_one_comes_back(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGE)
    first, second = page.locator(TERM).nth(0), page.locator(TERM).nth(1)
    first.hover()
    expect(tip(first)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(first)).to_be_hidden()
    page.mouse.move(0, 0)
    first.hover()
    expect(tip(first)).to_be_visible()
    page.mouse.move(0, 0)
    first.focus()
    expect(tip(first)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(first)).to_be_hidden()
    second.focus()
    first.focus()
    expect(tip(first)).to_be_visible()


def test_escape_holds_while_the_focus_stays_and_the_pointer_goes(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGE)
    term = page.locator(TERM).first
    term.focus()
    term.hover()
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    expect(tip(term)).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [PAGE, IN_CELLS])
def test_it_stays_on_the_page(browser: Browser, base_url: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(base_url + path)
    for term in page.locator(TERM).all():
        term.focus()
        box = tip(term).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_page_of_this_test_has_a_term_in_a_table(page: Page, base_url: str) -> None:
    page.goto(base_url + IN_CELLS)
    assert page.locator(f"td {TERM}").count() > 0


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark"), (1280, "light")])
def test_axe_finds_nothing_while_it_is_open(
    browser: Browser, base_url: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(base_url + PAGE)
    term = page.locator(TERM).first
    term.focus()
    expect(tip(term)).to_be_visible()
    results = Axe().run(page)
    context.close()
    assert results.violations_count == 0, results.generate_report()


def test_a_screen_reader_hears_it_as_the_description_and_not_again_in_the_text(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGE)
    term = page.locator(TERM).first
    text = tip(term).text_content() or ""
    term.focus()
    expect(term).to_have_accessible_description(text)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"] for node in tree if not node["ignored"] and "value" in node.get("name", {})]
    assert text not in names
    assert term.text_content() in names


def test_it_is_not_printed(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGE)
    term = page.locator(TERM).first
    term.focus()
    expect(tip(term)).to_be_visible()
    page.emulate_media(media="print")
    expect(tip(term)).to_be_hidden()
    expect(term).to_be_visible()


def test_without_the_style_sheet_it_is_out_of_sight(page: Page, base_url: str) -> None:
    page.route("**/*.css", lambda route: route.abort())
    page.goto(base_url + PAGE)
    expect(tip(page.locator(TERM).first)).to_be_hidden()

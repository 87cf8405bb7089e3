"""Every kind of page in a real browser: nothing from elsewhere, accessible, readable without scripts, steady."""

from __future__ import annotations

import itertools
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

# A page of each kind: the one with the most on it.
KINDS = {
    "home": "",
    "consult": "consult/",
    "decision": "consult/choose-a-database/",
    "area with tables": "databases/",
    "area of patterns": "patterns/",
    "area of paths": "paths/",
    "topic": "databases/redis/",
    "technology": "technologies/postgresql/",
    "family": "patterns/caching-strategies/",
    "pattern": "patterns/cache-aside/",
    "path": "paths/nodejs-full-stack/",
    "comparison": "compare/spring-boot-vs-quarkus-vs-micronaut/",
    "compare": "compare/",
    "capability": "capabilities/authentication/",
    "technologies": "technologies/",
    "capabilities": "capabilities/",
    "roadmaps": "roadmaps/",
    "explore": "explore/",
    "glossary": "glossary/",
    "links": "links/",
    "agents": "agents/",
    "contribute": "contribute/",
    "about": "about/",
    "not found": "404.html",
}
# Pages that offer more where scripts run: what they say without, their own tests see to.
INTERACTIVE = {"compare", "consult", "decision", "explore"}
WIDTHS = {"phone": 390, "desktop": 1280}
SHIFTS = """new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 400);
})"""

# Where the keyboard is: what a reader sees of the element that has the focus, and what is wrong with that.
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const seen = element.matches(".md-option") ? element.parentNode.querySelector("label:not([hidden])") : element;
  const name = `${element.tagName} ${(element.innerText || element.ariaLabel || element.id).trim().slice(0, 40)}`;
  const box = seen.getClientRects()[0];
  if (!box) return [name, "has no place"];
  const top = document.elementFromPoint(box.x + Math.min(box.width, 120) / 2, box.y + Math.min(box.height, 20) / 2);
  if (element.matches("[data-md-component=search-query]")) return [name, ""]; // has a caret; the search opens
  if (getComputedStyle(seen).outlineStyle === "none") return [name, "has no mark of the focus"];
  if (!seen.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [name, "is invisible"];
  return [name, seen.contains(top) ? "" : `is covered by ${top?.outerHTML.slice(0, 60)}`];
}"""
READ = ("home", "consult", "pattern", "path")  # enough: a whole page is gone through, key by key

pytestmark = pytest.mark.browser


@pytest.fixture
def requests(page: Page) -> list[str]:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    return seen


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_comes_from_another_host_and_nothing_fails(page: Page, requests: list[str], base_url: str, path: str) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("response", lambda response: problems.append(response.url) if response.status >= 400 else None)
    page.goto(base_url + path)
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith((base_url, "data:"))] == []
    assert problems == []


@pytest.mark.parametrize(("width", "scheme"), [("phone", "light"), ("desktop", "dark")])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(browser: Browser, base_url: str, path: str, width: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(
        viewport={"width": WIDTHS[width], "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(base_url + path)
    results = Axe().run(page)
    context.close()
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_sticks_out_on_a_phone(browser: Browser, base_url: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(base_url + path)
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 360


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_moves_while_it_loads(browser: Browser, slow_url: str, path: str, width: str) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 844})
    page = context.new_page()
    page.goto(slow_url + path)
    shift = page.evaluate(SHIFTS)
    context.close()
    assert shift < 0.01


@pytest.mark.parametrize("path", [path for kind, path in KINDS.items() if kind not in INTERACTIVE])
def test_without_scripts_the_words_are_the_same(browser: Browser, base_url: str, path: str) -> None:
    """Apart from what only a script can work, which shows under the class `interactive` alone."""
    texts = []
    for enabled in (True, False):
        context: BrowserContext = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        page.goto(base_url + path)
        if enabled:
            page.evaluate("document.documentElement.classList.remove('interactive')")
        texts.append(page.locator("article").inner_text())
        context.close()
    assert texts[0] == texts[1]
    assert len(texts[1]) > 200


def test_the_search_index_is_asked_for_only_when_somebody_searches(page: Page, requests: list[str], base_url: str) -> None:
    page.goto(base_url)
    page.wait_for_load_state("networkidle")
    assert not any("search_index" in url for url in requests)
    page.keyboard.press("/")
    page.wait_for_function("performance.getEntriesByType('resource').some((entry) => entry.name.includes('search_index'))")


def test_a_first_visit_costs_little(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.wait_for_load_state("networkidle")
    sizes = "performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)"
    assert page.evaluate(sizes) < 500_000  # not compressed; a host that compresses sends a fifth of it


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_from_home_a_situation_leads_to_a_decision_in_three_clicks(browser: Browser, base_url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(base_url)
    page.locator("article").get_by_role("link", name="Database design and optimization").click()
    page.locator("article").get_by_role("link", name="Which database holds this data?").first.click()
    assert page.locator("h1").inner_text().startswith("Which database")
    context.close()


@pytest.mark.parametrize("width", [1280, 640, 390])  # 640: as wide as 1280 is when everything is twice as large
@pytest.mark.parametrize("kind", READ)
def test_every_stop_of_the_keyboard_is_in_sight(browser: Browser, base_url: str, kind: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": width * 9 // 13}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(base_url + KINDS[kind])
    page.wait_for_load_state("networkidle")
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    stops: list[tuple[str, str]] = []
    page.keyboard.press("Tab")
    while stop := page.evaluate(STOP):
        stops.append(tuple(stop))
        page.keyboard.press("Tab")
    context.close()
    assert stops[0][0] == "A Skip to content"
    assert len(stops) > 30
    assert [(name, problem) for name, problem in stops if problem] == []


@pytest.mark.parametrize("kind", READ)
def test_skipping_leads_past_the_navigation(page: Page, base_url: str, kind: str) -> None:
    page.goto(base_url + KINDS[kind])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


@pytest.mark.parametrize("kind", READ)
def test_headings_go_down_one_level_at_a_time(page: Page, base_url: str, kind: str) -> None:
    page.goto(base_url + KINDS[kind])
    levels: list[int] = page.locator(":is(h1, h2, h3, h4, h5, h6)").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("kind", READ)
def test_what_is_pressed_outside_of_a_text_is_large_enough(browser: Browser, base_url: str, kind: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(base_url + KINDS[kind])
    small: list[str] = page.locator("header a, header label, nav a, button, summary, article input").evaluate_all(
        "all => all.filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))"
        ".filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.outerHTML.slice(0, 80))"
    )
    context.close()
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_printed_words_are_dark_whatever_the_screen_is(
    browser: Browser, base_url: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{base_url}databases/redis/")
    page.emulate_media(media="print", color_scheme=scheme)
    # Asked at once, as a printer does: a colour still in transition is the screen's.
    brightest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('article :is(h1, h2, p, dt, dd, td, th, li, a):not(.headerlink)')]"
        ".map((e) => Math.max(...getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number))))"
    )
    context.close()
    assert brightest < 128


def test_printed_pages_leave_the_navigation_out(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}patterns/cache-aside/")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-sidebar--primary").is_visible()
    assert page.locator("h1").is_visible()

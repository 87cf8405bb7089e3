"""A reader narrows the list of everything: by words and facets, shared, gone back, helped when nothing is left."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from macros import facets
from macros.guide import Guide
from tests.browser.test_pages import SHIFTS

pytestmark = pytest.mark.browser

SAID = ".choose .said"
STATES = {  # beside the one that tests/browser/test_pages.py looks at
    "facets": "explore/?kind=pattern&area=patterns&find=lock",
    "nothing": "explore/?kind=technology&capability=authentication&find=zebra",
    "terms": "explore/?kind=term&situation=database-design-and-optimization",
}


def shown(page: Page) -> list[str]:
    """The titles of the entries that are shown."""
    return page.locator(".everything li:not([hidden]) > a").all_inner_texts()


def words(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Words")


def facet(page: Page, title: str) -> Locator:
    return page.get_by_role("combobox", name=title, exact=True)


def options(page: Page, name: str) -> dict[str, str]:
    script = "all => Object.fromEntries(all.map(option => [option.value, option.text + (option.disabled ? ' off' : '')]))"
    found: dict[str, str] = page.locator(f"select[name={name}] option").evaluate_all(script)
    return found


def test_narrow_by_keyboard_share_go_back(page: Page, base_url: str, browser: Browser) -> None:
    page.goto(f"{base_url}explore/")
    facet(page, "Kind").focus()
    page.keyboard.type("Patterns")
    words(page).focus()
    page.keyboard.type("optimistic")
    expect(page).to_have_url(f"{base_url}explore/?find=optimistic&kind=pattern")
    assert shown(page) == ["Optimistic locking"]
    expect(page.locator(SAID)).to_contain_text("1 of ")
    shared = browser.new_page()
    shared.goto(page.url)
    assert shown(shared) == ["Optimistic locking"]
    assert words(shared).input_value() == "optimistic"
    assert facet(shared, "Kind").input_value() == "pattern"
    shared.close()
    page.go_back()
    expect(page).to_have_url(f"{base_url}explore/?kind=pattern")  # one step back is all that was typed
    expect(words(page)).to_have_value("")
    assert "Saga" in shown(page)
    page.go_back()
    expect(page).to_have_url(f"{base_url}explore/")
    assert len(shown(page)) > 450
    page.go_forward()
    page.go_forward()
    expect(words(page)).to_have_value("optimistic")
    assert shown(page) == ["Optimistic locking"]
    page.locator("form.choose").get_by_role("button", name="Clear").click()
    expect(page).to_have_url(f"{base_url}explore/")
    assert len(shown(page)) > 450
    expect(words(page)).to_be_focused()


def test_counts_follow_the_other_facets(page: Page, base_url: str, guide: Guide) -> None:
    page.goto(f"{base_url}explore/?kind=technology")
    found = facets.facets(guide.catalogue)
    technologies = [names for entry, names in found.items() if guide.catalogue.get(entry).kind == "technology"]
    counts = {name: sum(name in names for names in technologies) for name in ("languages", "databases", "paths")}
    areas = options(page, "area")
    assert areas["languages"] == f"Backend Languages ({counts['languages']})"
    assert areas["databases"] == f"Database Technologies ({counts['databases']})"
    assert areas["paths"] == "Backend Development Paths (0) off"
    assert areas[""] == f"Any ({len(technologies)})"
    facet(page, "Area").select_option("databases")
    assert len(shown(page)) == counts["databases"]
    assert options(page, "area") == areas  # its own choice doesn't count in a facet
    assert options(page, "kind")["technology"] == f"Technologies ({counts['databases']})"
    expect(page.get_by_role("heading", name="Technologies")).to_contain_text(str(counts["databases"]))
    expect(page.get_by_role("heading", name="Patterns")).not_to_be_visible()


@pytest.mark.parametrize(
    ("typed", "found", "not_found"),
    [
        ("k8s", "Kubernetes", "PostgreSQL"),
        ("golang", "Go", "Rust"),
        ("go", "Go", "Django"),  # as the beginning of a word
        ("pg", "PostgreSQL", "MySQL"),
        ("C#", "C# / .NET", "C++"),
        ("sql", "MySQL", "Redis"),  # a part of a name counts as a word
        ("locking optimistic", "Optimistic locking", "Pessimistic locking"),
        ("postgres vs mysql", "PostgreSQL vs MySQL", "MySQL vs MariaDB"),
        ("At-Least-Once", "At-least-once delivery", "Exactly-once delivery"),
    ],
)
def test_words(page: Page, base_url: str, typed: str, found: str, not_found: str) -> None:
    page.goto(f"{base_url}explore/")
    words(page).fill(typed)
    assert found in shown(page)
    assert not_found not in shown(page)


def test_words_are_the_same_in_both_languages(page: Page, base_url: str, guide: Guide) -> None:
    """macros/facets.py leaves out the names whose words are shown; the script must see the same words."""
    page.goto(f"{base_url}explore/")
    texts = [text for entry in guide.catalogue for text in (entry.title, *entry.keywords, getattr(entry, "intent", ""))]
    script = "async (texts) => { const { words } = await import('../assets/filter.js'); return texts.map(words); }"
    assert page.evaluate(script, texts) == [facets._words(text) for text in texts]


def test_when_nothing_is_left_it_says_what_to_loosen(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}explore/?kind=technology&capability=authentication&find=zebra")
    assert shown(page) == []
    expect(page.locator(SAID)).to_contain_text("0 of ")
    expect(page.locator(".loosen")).to_contain_text("Nothing is all of that.")
    page.get_by_role("button", name="without “zebra”").click()
    expect(page).to_have_url(f"{base_url}explore/?kind=technology&capability=authentication")
    assert "JWT" in shown(page)
    expect(words(page)).to_be_focused()
    page.goto(f"{base_url}explore/?area=paths&capability=authentication&kind=term&find=zebra")
    expect(page.locator(".loosen")).to_contain_text("Taking one away is not enough")


def test_a_state_that_does_not_exist_counts_as_not_said(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}explore/?kind=potato&area=databases&colour=red")
    assert facet(page, "Kind").input_value() == ""
    assert facet(page, "Area").input_value() == "databases"
    assert 30 < len(shown(page)) < 200


def test_enter_reloads_nothing(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}explore/")
    page.evaluate("window.stays = true")
    words(page).fill("saga")
    page.keyboard.press("Enter")
    assert page.evaluate("window.stays") is True
    assert "Saga" in shown(page)


def test_without_scripts_it_is_the_list_by_kind(browser: Browser, base_url: str, guide: Guide) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}explore/?kind=pattern")
    expect(page.locator("form.choose")).not_to_be_visible()
    assert len(shown(page)) == len(guide.catalogue) - 1  # without the specialist
    page.locator(".jump").get_by_role("link", name="Terms").click()
    expect(page.get_by_role("heading", name="Terms")).to_be_in_viewport()
    context.close()


def test_on_a_phone_it_fits_and_answers(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{base_url}explore/")
    facet(page, "Situation").select_option("database-design-and-optimization")
    facet(page, "Kind").select_option("decision")
    assert "Which database holds this data?" in shown(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("path", STATES.values(), ids=STATES)
def test_axe_finds_nothing_and_nothing_moves(
    browser: Browser, base_url: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(base_url + path)
    assert page.evaluate(SHIFTS) < 0.01
    results = Axe().run(page)
    context.close()
    assert results.violations_count == 0, results.generate_report()

"""Ticking the steps of a path: kept in this browser, carried in a file, printed as a checklist, and nothing without scripts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.guide import Guide
from macros.models import Path as LearningPath
from macros.views import ticks
from tests.browser.test_pages import SHIFTS, WIDTHS
from tests.conftest import ROOT

PATH, OTHER = "nodejs-full-stack", "go-developer"
KEY = f"guide-progress:v1:{PATH}"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def steps(guide: Guide) -> list[str]:
    """What can be ticked on the path."""
    path = guide.catalogue.get(PATH)
    assert isinstance(path, LearningPath)
    return ticks(path)


@pytest.fixture
def address(base_url: str) -> str:
    return f"{base_url}paths/{PATH}/"


@pytest.fixture
def path(page: Page, address: str) -> Page:
    """The page of a path, of which nothing is ticked yet."""
    page.goto(address)
    ready(page)
    return page


def ready(page: Page) -> None:
    expect(page.locator(".tick:disabled")).to_have_count(0)


def tick(page: Page, *steps: str) -> None:
    for step in steps:
        page.locator(f'.tick[value="{step}"]').check()


def ticked(page: Page) -> list[str]:
    ids: list[str] = page.locator(".tick:checked").evaluate_all("boxes => boxes.map((box) => box.value)")
    return ids


def kept(page: Page, key: str = KEY) -> list[str] | None:
    ids: list[str] | None = page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)
    return ids


def count(page: Page) -> str:
    return page.locator("#progress [data-stage]").inner_text()


def said(page: Page) -> str:
    return page.locator("[data-part=said]").inner_text()


def press(page: Page, name: str) -> None:
    """Press one of the buttons that stand folded away."""
    if not page.locator("#progress details[open]").count():
        page.locator("#progress summary").click()
    page.get_by_role("button", name=name, exact=True).click()


def exported(page: Page) -> str:
    with page.expect_download() as download:
        press(page, "Export all ticks")
    assert download.value.suggested_filename.startswith("guide-progress-")
    return Path(download.value.path()).read_text(encoding="utf-8")


def bring(page: Page, text: str, name: str = "ticks.json") -> None:
    """Import a file, and wait for what is said of it."""
    page.locator("[data-part=said]").evaluate("(place) => (place.textContent = '')")
    with page.expect_file_chooser() as chooser:
        press(page, "Import ticks")
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": text.encode()})
    expect(page.locator("[data-part=said]")).not_to_be_empty()


def export_of(**paths: list[str]) -> str:
    return json.dumps({"format": "guide-progress", "version": 1, "paths": {k.replace("_", "-"): v for k, v in paths.items()}})


def test_a_step_is_ticked_with_the_keyboard_and_survives_a_reload(path: Page, steps: list[str]) -> None:
    path.locator(".tick").first.focus()
    path.keyboard.press("Space")
    while path.evaluate("document.activeElement.value") != steps[1]:
        path.keyboard.press("Tab")  # past the links of the first step
    path.keyboard.press("Space")
    assert path.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert kept(path) == steps[:2]
    path.reload()
    ready(path)
    assert ticked(path) == steps[:2]
    path.locator(f'.tick[value="{steps[0]}"]').press("Space")
    assert kept(path) == [steps[1]]
    path.locator(f'.tick[value="{steps[1]}"]').press("Space")
    assert kept(path) is None  # nothing is left behind


def test_the_bar_and_every_count_follow(path: Page, steps: list[str]) -> None:
    bar = path.get_by_role("progressbar", name="Steps done")
    tallies = path.locator("p.tally")
    assert (count(path), bar.evaluate("(bar) => bar.value")) == (f"0 of {len(steps)} steps", 0)
    last_of_first = next(index for index, step in enumerate(steps) if step.startswith("build:"))
    tick(path, steps[0], steps[last_of_first], steps[last_of_first + 1])
    assert (count(path), bar.evaluate("(bar) => bar.value")) == (f"3 of {len(steps)} steps", 3)
    assert bar.get_attribute("max") == str(len(steps))
    assert tallies.nth(0).inner_text() == f"2 of {last_of_first + 1} steps"
    assert tallies.nth(1).inner_text().startswith("1 of ")
    assert path.locator(".kicker [data-stage]").inner_text() == count(path)
    tick(path, *steps)
    assert count(path) == f"{len(steps)} of {len(steps)} steps"
    assert path.get_by_role("button", name="Go to the next step").is_disabled()


def test_the_count_is_announced_once_and_nothing_at_the_start(context: BrowserContext, address: str, steps: list[str]) -> None:
    context.add_init_script(
        f"localStorage.setItem('{KEY}', '[\"{steps[0]}\"]');"
        "window.spoken = [];"
        "new MutationObserver((all) => all.forEach(({ target }) => {"
        "  const element = target.closest?.('[aria-live], [role=status]');"
        "  if (element?.textContent.trim()) spoken.push(element.textContent);"
        "})).observe(document, { subtree: true, childList: true, characterData: true });"
    )
    page = context.new_page()
    page.goto(address)
    ready(page)
    assert page.locator("#progress [data-stage]").get_attribute("aria-live") == "polite"
    page.evaluate("spoken.length = 0")  # the parser's own work
    tick(page, steps[1])
    page.evaluate("dispatchEvent(new Event('pageshow'))")  # shown once more, with nothing new
    assert page.evaluate("spoken") == [f"2 of {len(steps)} steps"]


def test_a_step_is_the_label_of_its_box_and_its_links_stay_links(path: Page, steps: list[str]) -> None:
    label = path.locator("label", has=path.locator(f'.tick[value="{steps[0]}"]'))
    name = " ".join(label.inner_text().split())
    assert path.get_by_role("checkbox", name=name, exact=True).count() == 1
    label.click()
    assert ticked(path) == [steps[0]]
    label.evaluate("(label) => label.insertAdjacentHTML('beforeend', '<a href=\"#stage-1\">a link in the text</a>')")
    label.get_by_role("link").click()
    assert path.evaluate("location.hash") == "#stage-1"
    assert ticked(path) == [steps[0]]
    path.locator(".steps li a:not([href^='#'])").first.click()
    path.wait_for_url(lambda url: PATH not in url)


def test_the_next_step_is_the_first_that_is_open(path: Page, steps: list[str]) -> None:
    tick(path, steps[0], steps[2])
    path.get_by_role("button", name="Go to the next step").click()
    assert path.evaluate("document.activeElement.value") == steps[1]
    expect(path.locator(".tick:focus")).to_be_in_viewport()


def test_what_is_exported_comes_back(path: Page, steps: list[str]) -> None:
    path.evaluate(f"localStorage.setItem('guide-progress:v1:{OTHER}', '[\"one\"]')")
    tick(path, *steps[:3])
    text = exported(path)
    assert json.loads(text) == {"format": "guide-progress", "version": 1, "paths": {PATH: steps[:3], OTHER: ["one"]}}
    path.evaluate("localStorage.clear()")
    path.reload()
    ready(path)
    assert ticked(path) == []
    bring(path, text)
    assert ticked(path) == kept(path) == steps[:3]
    assert kept(path, f"guide-progress:v1:{OTHER}") == ["one"]
    assert f"{PATH} (3 ticks)" in said(path)
    assert f"{OTHER} (1 tick)" in said(path)


def test_importing_adds_takes_nothing_away_and_can_be_undone(path: Page, steps: list[str]) -> None:
    tick(path, steps[0])
    assert "adds its ticks to yours, and takes none away" in (
        path.locator("#progress").text_content() or ""
    )  # before it happens
    bring(path, export_of(nodejs_full_stack=steps[1:3], go_developer=["one"]))
    assert ticked(path) == steps[:3]
    tick(path, steps[5])
    press(path, "Undo")
    assert ticked(path) == [steps[0], steps[5]]  # what was ticked since stays
    assert kept(path, f"guide-progress:v1:{OTHER}") is None
    assert path.locator("#progress summary").evaluate("(summary) => summary === document.activeElement")
    bring(path, export_of(nodejs_full_stack=[steps[0]]))
    assert "already" in said(path)
    assert not path.locator("[data-part=undo]").is_visible()


@pytest.mark.parametrize(
    "text",
    [
        "not JSON",
        "null",
        "[]",
        '{"paths": {"go-developer": ["one"]}}',
        '{"format": "guide-progress", "version": 2, "paths": {"go-developer": ["one"]}}',
        '{"format": "guide-progress", "version": 1}',
        '{"format": "guide-progress", "version": 1, "paths": {"go-developer": "one"}}',
        '{"format": "guide-progress", "version": 1, "paths": {"go-developer": ["one"], "x": ["<b>"]}}',
        '{"format": "guide-progress", "version": 1, "paths": {"../x": ["one"]}}',
    ],
)
def test_a_wrong_file_is_refused_whole(path: Page, steps: list[str], text: str) -> None:
    tick(path, steps[0])
    bring(path, text, "holiday.json")
    assert said(path) == "“holiday.json” is not a file that this guide exported. Nothing has changed."
    assert kept(path) == ticked(path) == [steps[0]]
    assert path.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('guide-'))") == [KEY]


def test_with_nothing_ticked_there_is_nothing_to_export_or_clear(path: Page) -> None:
    press(path, "Export all ticks")
    assert "nothing to export" in said(path)
    press(path, "Start this path again")
    assert said(path) == "Nothing is ticked on this path."


def test_starting_again_asks_first_and_can_be_undone(path: Page, steps: list[str]) -> None:
    path.evaluate(f"localStorage.setItem('guide-progress:v1:{OTHER}', '[\"one\"]')")
    tick(path, *steps[:2])
    path.once("dialog", lambda dialog: dialog.dismiss())
    with path.expect_event("dialog") as dialog:
        press(path, "Start this path again")
    assert dialog.value.message == "Take 2 ticks off this path? Other paths keep theirs."
    assert ticked(path) == steps[:2]
    path.once("dialog", lambda dialog: dialog.accept())
    press(path, "Start this path again")
    assert ticked(path) == []
    assert kept(path) is None
    assert kept(path, f"guide-progress:v1:{OTHER}") == ["one"]
    tick(path, steps[4])
    press(path, "Undo")
    assert ticked(path) == [*steps[:2], steps[4]]
    assert sorted(kept(path) or []) == sorted([*steps[:2], steps[4]])


def test_ticks_of_steps_that_are_gone_are_kept_and_named(path: Page, steps: list[str]) -> None:
    path.evaluate(f"localStorage.setItem('{KEY}', '[\"long-gone\", \"{steps[0]}\"]')")
    path.reload()
    ready(path)
    assert count(path) == f"1 of {len(steps)} steps"
    tick(path, steps[1])
    assert kept(path) == ["long-gone", *steps[:2]]
    assert json.loads(exported(path))["paths"][PATH] == ["long-gone", *steps[:2]]
    expect(path.get_by_text("no such step any more: long-gone.")).to_be_visible()


@pytest.mark.parametrize("broken", ["{", "null", '"x"', "[1, {}]", '["<b>"]'])
def test_what_somebody_else_wrote_there_does_no_harm(path: Page, steps: list[str], broken: str) -> None:
    path.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, broken])
    path.reload()
    ready(path)
    tick(path, steps[0])
    assert steps[0] in (kept(path) or [])


@pytest.mark.parametrize("how", [BLOCKED, FULL], ids=["blocked", "full"])
def test_where_nothing_can_be_kept_ticking_works_and_says_so(
    browser: Browser, address: str, steps: list[str], how: str
) -> None:
    context = browser.new_context()
    context.add_init_script(how)
    page = context.new_page()
    page.goto(address)
    ready(page)
    expect(page.get_by_text("This browser won't keep your ticks")).to_be_visible()
    expect(page.get_by_text("kept in this browser only")).not_to_be_visible()
    tick(page, *steps[:2])
    assert count(page) == f"2 of {len(steps)} steps"
    assert json.loads(exported(page))["paths"] == {PATH: steps[:2]}
    bring(page, export_of(nodejs_full_stack=[steps[2]], go_developer=["one"]))
    assert ticked(page) == steps[:3]
    assert json.loads(exported(page))["paths"] == {PATH: steps[:3], OTHER: ["one"]}
    context.close()


def test_where_ticks_are_kept_the_page_says_where(path: Page) -> None:
    expect(path.get_by_text("kept in this browser only: no account, no cookie, nothing is sent.")).to_be_visible()
    expect(path.get_by_text("This browser won't keep your ticks")).not_to_be_visible()
    tick(path, "event-loop")
    assert path.context.cookies() == []


def test_two_tabs_keep_in_step(context: BrowserContext, address: str, steps: list[str]) -> None:
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(address)
        ready(page)
    tick(first, steps[0])
    expect(second.locator(f'.tick[value="{steps[0]}"]')).to_be_checked()
    tick(second, steps[1])
    expect(first.locator(f'.tick[value="{steps[1]}"]')).to_be_checked()
    assert kept(first) == steps[:2]
    first.evaluate("localStorage.clear()")
    expect(second.locator(".tick:checked")).to_have_count(0)


def test_a_tick_that_another_tab_made_unnoticed_is_not_lost(path: Page, steps: list[str]) -> None:
    path.evaluate(f"localStorage.setItem('{KEY}', '[\"{steps[3]}\"]')")  # no event in the tab that writes
    tick(path, steps[0])
    assert ticked(path) == [steps[0], steps[3]]


def test_the_page_of_all_paths_says_how_far_the_reader_is(page: Page, base_url: str, steps: list[str]) -> None:
    page.goto(f"{base_url}paths/")
    place = page.locator(f"[data-path={PATH}]")
    assert place.inner_text() == f"{len(steps)} steps"
    page.evaluate(f'localStorage.setItem(\'{KEY}\', \'["{steps[0]}", "{steps[5]}", "long-gone"]\')')
    page.reload()
    expect(place).to_have_text(f"2 of {len(steps)} steps")
    expect(page.locator(f"[data-path={OTHER}]")).not_to_contain_text("of")


def visible_boxes(page: Page) -> int:
    return sum(box.is_visible() for box in page.locator(".tick").all())


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """The page in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_without_scripts_there_is_nothing_to_tick(plain: Page, steps: list[str]) -> None:
    assert plain.locator(".tick").count() == len(steps)
    assert visible_boxes(plain) == 0
    assert not plain.locator("#progress").is_visible()
    assert not any(place.is_visible() for place in plain.locator(".tally").all())
    plain.locator(".steps label").first.click(force=True)
    assert plain.locator(".tick:checked").count() == 0  # a box that nobody sees can't be ticked by its text


def test_where_the_script_does_not_arrive_there_is_nothing_to_tick(page: Page, address: str) -> None:
    page.route("**/progress.js", lambda route: route.abort())
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert visible_boxes(page) == 0
    assert not page.locator("#progress").is_visible()


def drawn(page: Page, step: str) -> dict[str, str]:
    """How a box looks: its border, and what stands in it."""
    found: dict[str, str] = page.locator(f'.tick[value="{step}"]').evaluate(
        "(box) => ({ display: getComputedStyle(box).display, look: getComputedStyle(box).appearance,"
        " border: getComputedStyle(box).borderTopStyle, mark: getComputedStyle(box, '::before').content })"
    )
    return found


def test_printed_it_is_a_checklist(path: Page, plain: Page, steps: list[str]) -> None:
    tick(path, steps[0])
    for page in (path, plain):
        page.emulate_media(media="print")
        assert visible_boxes(page) == len(steps)
        assert drawn(page, steps[1]) == {"display": "block", "look": "none", "border": "solid", "mark": "none"}
        assert not page.locator("#progress").is_visible()
        assert not page.locator(".tally").first.is_visible()
    assert drawn(path, steps[0])["mark"] == '"✓"'
    assert drawn(plain, steps[0])["mark"] == "none"


def test_the_print_button_prints(path: Page) -> None:
    path.evaluate("() => { window.print = () => { window.printed = true; }; }")
    press(path, "Print as a checklist")
    assert path.evaluate("window.printed")


@pytest.mark.parametrize("width", [360, WIDTHS["desktop"]])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, steps: list[str], width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    ready(page)

    def clean() -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    tick(page, *steps[:4], steps[5])
    clean()
    bring(page, export_of(nodejs_full_stack=["a-step-that-is-long-gone-by-now"], go_developer=["one"]))
    clean()
    bring(page, "not JSON", "a-file-with-a-name-that-does-not-fit-into-a-line-of-a-telephone-at-all.json")
    clean()
    tick(page, *steps)
    page.evaluate("document.querySelector('#progress').classList.add('unkept')")
    clean()
    context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("storage", ["", BLOCKED], ids=["kept", "blocked"])
@pytest.mark.parametrize("place", ["", "#progress", "#stage-2"])
def test_nothing_moves_for_a_reader_who_comes_back(
    browser: Browser, address: str, steps: list[str], width: int, storage: str, place: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    context.add_init_script(storage or f"localStorage.setItem('{KEY}', '{json.dumps([*steps[:20], 'long-gone'])}')")
    page = context.new_page()
    page.goto(address + place)
    shift = page.evaluate(SHIFTS)
    context.close()
    assert shift < 0.01


def test_the_controls_are_large_enough_for_a_finger(path: Page) -> None:
    path.locator("#progress summary").click()
    for control in path.locator("#progress :is(button, summary):visible, .tick").all():
        size = control.bounding_box()
        assert size is not None
        assert min(size["width"], size["height"]) >= 24, control.inner_text()


def test_the_script_stays_small() -> None:
    assert len(gzip.compress((ROOT / "docs/assets/progress.js").read_bytes())) <= 2_500

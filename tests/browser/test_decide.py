"""Decide in a real browser: from home to a defended answer, shared, changed, written down; with scripts and without."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from macros import views
from macros.guide import Guide
from macros.models import Decision, Situation
from tests.browser.test_pages import SHIFTS, WIDTHS
from tests.conftest import ROOT

PAGE = "consult/choose-a-database/"
CLICKS = 6  # from home to an answer: issue 5, "It is right when"

pytestmark = pytest.mark.browser


@pytest.fixture
def decision(guide: Guide) -> Decision:
    found = guide.catalogue.get("choose-a-database")
    assert isinstance(found, Decision)
    return found


def walk(decision: Decision, choose: int) -> tuple[dict[str, str], str]:
    """The answers given and the outcome reached by whoever always takes the option at this place."""
    questions = {question.id: question for question in decision.questions}
    answers, current = dict[str, str](), decision.start
    while True:
        option = questions[current].options[choose]
        answers[current] = option.id
        if option.next is None:
            assert option.pick
            return answers, option.pick
        current = option.next


def state(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def answer(page: Page, choose: int) -> None:
    """Take the option at this place, question after question, until there is a result."""
    while page.locator(".outcome.reached").count() == 0:
        page.locator(".question.current [data-option]").nth(choose).click()


def reached(page: Page) -> str | None:
    return page.locator(".outcome.reached").get_attribute("data-outcome")


def test_with_the_keyboard_alone(page: Page, base_url: str, decision: Decision) -> None:
    answers, outcome = walk(decision, 0)
    page.goto(base_url + PAGE)
    page.locator(".question.current [data-option]").first.focus()
    for _ in answers:
        page.keyboard.press("Enter")  # the focus is on the next question now; its first answer is one step on
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.headerlink')"):
            page.keyboard.press("Tab")
    assert (state(page), reached(page)) == (answers, outcome)
    assert page.evaluate("document.activeElement.closest('.outcome') !== null")


def test_an_address_can_be_shared_and_reloaded(page: Page, base_url: str, decision: Decision) -> None:
    answers, outcome = walk(decision, 1)
    page.goto(base_url + PAGE)
    answer(page, 1)
    assert (state(page), reached(page)) == (answers, outcome)
    page.reload()
    assert reached(page) == outcome
    other = page.context.new_page()
    other.goto(page.url)
    assert reached(other) == outcome
    assert other.locator(".question.answered").count() == len(answers)
    expect(other.locator(".outcome.reached")).to_be_in_viewport()


def test_back_takes_back_one_answer(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGE)
    page.locator(".question.current [data-option]").first.click()
    second = page.locator(".question.current").get_attribute("data-question")
    page.locator(".question.current [data-option]").first.click()
    page.go_back()
    assert page.locator(".question.current").get_attribute("data-question") == second
    page.go_back()
    assert state(page) == {}
    page.go_forward()
    assert page.locator(".question.current").get_attribute("data-question") == second


def test_a_change_says_what_it_changes(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGE)
    answer(page, 0)
    before = page.locator(".outcome.reached h3").inner_text().rstrip("¶")
    page.locator(".change").first.click()
    assert page.locator(".question.answered").count() == 0
    page.locator(".question.current [data-option]").nth(1).click()
    answer(page, 0)
    now = page.locator(".outcome.reached h3").inner_text().rstrip("¶")
    told = page.locator(".outcome.reached .said").last.inner_text()
    assert told in (f"Before the change: {before}. Now: {now}.", f"The change makes no difference: still {now}.")


def test_later_answers_outlive_a_change(page: Page, base_url: str, decision: Decision) -> None:
    """Whoever changes an answer and changes it back is not asked everything again."""
    answers, outcome = walk(decision, 0)
    page.goto(base_url + PAGE)
    answer(page, 0)
    page.locator(".change").first.click()
    page.locator(".question.current [data-option]").first.click()
    assert (state(page), reached(page)) == (answers, outcome)
    assert "no difference" in page.locator(".outcome.reached .said").last.inner_text()


def test_not_knowing_is_an_answer(page: Page, base_url: str, guide: Guide) -> None:
    for decision in guide.catalogue.of(Decision):
        page.goto(f"{base_url}consult/{decision.id}/")
        asked = 0
        while page.locator(".outcome.reached").count() == 0:
            page.locator(".question.current .unsure").click()
            asked += 1
        assert asked <= views.most_questions(decision)
        assert "Find out before you commit" in page.locator(".outcome.reached .said").first.inner_text()


def test_an_answer_that_is_gone_is_asked_again(page: Page, base_url: str, decision: Decision) -> None:
    page.goto(f"{base_url}{PAGE}?{decision.start}=no-such-answer")
    assert page.locator(".question.current").get_attribute("data-question") == decision.start
    assert "no longer" in page.locator("[data-status]").inner_text()


def test_an_address_of_a_result_shows_a_way_to_it(page: Page, base_url: str, decision: Decision) -> None:
    for outcome in decision.outcomes:
        page.goto(base_url)
        page.goto(f"{base_url}{PAGE}#o-{outcome.id}")
        assert reached(page) == outcome.id
        assert page.locator(".question.answered").count() > 0


def test_the_record_is_copied_with_the_readers_answers(browser: Browser, base_url: str, decision: Decision) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(base_url + PAGE)
    answer(page, 0)
    page.locator(".outcome.reached [data-do=copy]").click()
    expect(page.locator(".outcome.reached [data-do=copy]")).to_have_text("Record copied")
    text = page.evaluate("navigator.clipboard.readText()")
    page.locator(".outcome.reached [data-do=share]").click()
    expect(page.locator(".outcome.reached [data-do=share]")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    check_record(text, decision, page.url)
    context.close()


def test_the_record_is_downloaded_with_the_readers_answers(page: Page, base_url: str, decision: Decision) -> None:
    page.goto(base_url + PAGE)
    answer(page, 0)
    with page.expect_download() as download:
        page.locator(".outcome.reached [download]").click()
    assert download.value.suggested_filename == "choose-a-database.md"
    check_record(Path(download.value.path()).read_text(encoding="utf-8"), decision, page.url)


def check_record(text: str, decision: Decision, address: str) -> None:
    answers, _ = walk(decision, 0)
    drivers = text.split("## Decision Drivers")[1].split("##")[0]
    assert drivers.count("\n* ") == len(answers)
    assert "<!--" not in text
    assert re.search(r"^date: \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert f"({address})" in text


def test_a_record_that_cannot_be_fetched_is_said(page: Page, base_url: str) -> None:
    page.route("**/records/*.md", lambda route: route.abort())
    page.goto(base_url + PAGE)
    answer(page, 0)
    page.locator(".outcome.reached [data-do=copy]").click()
    expect(page.locator(".outcome.reached .take .said")).to_contain_text("didn't work")


def test_everything_can_be_shown(page: Page, base_url: str, decision: Decision) -> None:
    page.goto(base_url + PAGE)
    page.locator("[data-do=all]").click()
    assert page.locator(".question:visible").count() == len(decision.questions)
    assert page.locator(".outcome:visible").count() == len(decision.outcomes)
    page.locator("[data-do=all]").click()
    assert page.locator(".question:visible").count() == 1


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_without_scripts_it_is_linked_text(browser: Browser, base_url: str, decision: Decision, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(base_url + PAGE)
    assert page.locator(".question:visible").count() == len(decision.questions)
    assert page.locator(".outcome:visible").count() == len(decision.outcomes)
    assert page.locator("button:visible", has_text="Copy").count() == 0
    _, outcome = walk(decision, 0)
    current = f"#q-{decision.start}"
    while current.startswith("#q-"):
        page.locator(f"[data-question='{current[3:]}'] [data-option]").first.click()
        current = "#" + page.url.split("#")[1]
        assert page.locator(current).is_visible()
    assert current == f"#o-{outcome}"
    with page.expect_download() as download:
        page.locator(f"[data-outcome='{outcome}'] [download]").click()
    assert "## Considered Options" in Path(download.value.path()).read_text(encoding="utf-8")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_home_a_situation_is_answered_in_six_clicks(browser: Browser, base_url: str, guide: Guide, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    for situation in guide.catalogue.of(Situation):
        for decision in guide.catalogue.linking(situation, Decision, "situation"):
            assert 1 + views.most_questions(decision) <= CLICKS, decision.id
        page.goto(base_url)
        page.locator("article").get_by_role("link", name=decision.title).first.click()
        clicks, where = 1, f"#q-{decision.start}"
        while where.startswith("#q-"):
            option = page.locator(f"[data-question='{where[3:]}'] [data-option]").last
            where = f"#{walk_on(decision, where[3:])}"
            option.click()
            clicks += 1
        assert page.locator(f"[data-outcome='{where[3:]}']").get_by_text("Because", exact=True).is_visible()
        assert clicks <= CLICKS
    context.close()


def test_from_the_search_box_to_an_answer(page: Page, base_url: str, decision: Decision) -> None:
    answers, outcome = walk(decision, 0)
    page.goto(base_url)
    page.keyboard.press("/")
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('Type to start')")
    page.keyboard.type("which database")
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(300)  # the list may still change while the theme ranks it
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(f"**/{PAGE}*")
    answer(page, 0)
    assert (state(page), reached(page)) == (answers, outcome)


def walk_on(decision: Decision, question_id: str) -> str:
    """Where the last answer to a question leads."""
    question = next(question for question in decision.questions if question.id == question_id)
    option = question.options[-1]
    return f"q-{option.next}" if option.next else f"o-{option.pick}"


STATES = {"question": "", "result": "#result", "everything": "#everything", "filtered": "consult/?about=slow"}


@pytest.mark.parametrize(("width", "scheme"), [("phone", "light"), ("desktop", "dark"), ("phone", "dark")])
@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing(browser: Browser, base_url: str, name: str, width: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(
        viewport={"width": WIDTHS[width], "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(base_url + (STATES[name] if name == "filtered" else PAGE))
    if name == "question":
        page.locator(".question.current [data-option]").first.click()
    elif name == "result":
        page.locator(".question.current .unsure").click()
        answer(page, -1)
    elif name == "everything":
        page.locator("[data-do=all]").click()
    results: Any = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_when_a_shared_address_opens(browser: Browser, base_url: str, decision: Decision, width: str) -> None:
    answers, _ = walk(decision, 0)
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 844})
    page = context.new_page()
    page.goto(f"{base_url}{PAGE}?{'&'.join(f'{question}={option}' for question, option in answers.items())}")
    assert page.evaluate(SHIFTS) < 0.01
    page.goto(f"{base_url}consult/?about=slow+query")
    assert page.evaluate(SHIFTS) < 0.01
    context.close()


def test_plain_words_find_the_decision(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}consult/")
    every = page.locator(".decide li:visible").count()
    page.fill("#finder", "who may log in")
    shown = page.locator(".decide li:visible")
    assert 0 < shown.count() < every
    assert "How does a caller prove who it is?" in " ".join(shown.all_inner_texts())
    assert "fit" in page.locator("#found").inner_text()
    page.keyboard.press("Enter")  # to the first decision that is left
    assert page.evaluate("document.activeElement.closest('.decide') !== null")
    page.reload()
    assert 0 < page.locator(".decide li:visible").count() < every
    page.fill("#finder", "xylophone")
    assert page.locator(".decide li:visible").count() == every
    assert "Nothing here" in page.locator("#found").inner_text()
    page.fill("#finder", "")
    assert urlsplit(page.url).query == ""


def test_without_scripts_no_control_promises_anything(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}consult/")
    assert not page.locator("#finder").is_visible()
    page.locator("article").get_by_role("link", name="Database design and optimization").first.click()
    assert page.url.endswith("#database-design-and-optimization")
    context.close()


def test_a_page_whose_script_is_lost_is_read_as_text(page: Page, base_url: str, decision: Decision) -> None:
    page.route("**/assets/decide.js", lambda route: route.abort())
    page.goto(f"{base_url}{PAGE}?{decision.start}=unsure")
    page.wait_for_load_state("networkidle")
    assert page.locator(".question:visible").count() == len(decision.questions)


def test_all_scripts_together_are_small() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in (ROOT / "docs/assets").glob("*.js")}
    assert sum(sizes.values()) < 15_000, sizes

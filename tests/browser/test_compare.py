"""A reader puts entries side by side: by keyboard and finger, shared, gone back, refused in words; and without scripts."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from macros.guide import Guide
from macros.models import Comparison
from tests.browser.test_pages import SHIFTS

pytestmark = pytest.mark.browser

SAID = ".choose .said"
TABLE = ".chosen table"
CELLS = "table => [...table.rows].slice(1).map(row => [...row.cells].map(cell => cell.textContent.trim()))"
STATES = {  # beside the one that tests/browser/test_pages.py looks at
    "one": "compare/?with=postgresql",
    "two": "compare/?with=postgresql,mysql",
    "four": "compare/?with=express,fastify,nestjs,koa",
    "unknown": "compare/?with=postgress,kafka,postgresql",
}


def columns(page: Page) -> list[str]:
    return page.locator(f"{TABLE} thead th").all_inner_texts()[1:]


def group_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Group")


def rows(page: Page, table: str) -> list[list[str]]:
    """The cells of a table's body, with their marks, row by row."""
    found: list[list[str]] = page.locator(table).evaluate(CELLS)
    return found


def test_choose_by_keyboard_share_go_back(page: Page, base_url: str, browser: Browser) -> None:
    page.goto(f"{base_url}compare/")
    group_of(page).focus()
    page.keyboard.type("Databases")
    expect(page.get_by_label("PostgreSQL")).to_be_visible()
    expect(page.get_by_label("Python")).not_to_be_visible()
    for name in ("PostgreSQL", "MySQL"):
        page.get_by_label(name, exact=True).focus()
        page.keyboard.press("Space")
    expect(page).to_have_url(f"{base_url}compare/?with=postgresql,mysql")
    assert columns(page) == ["PostgreSQL", "MySQL"]
    expect(page.locator(SAID)).to_contain_text("PostgreSQL and MySQL differ in")
    expect(page.locator(".chosen").get_by_role("link", name="PostgreSQL vs MySQL")).to_be_visible()
    shared = browser.new_page()
    shared.goto(page.url)
    assert columns(shared) == ["PostgreSQL", "MySQL"]
    assert shared.get_by_label("MySQL", exact=True).is_checked()
    shared.close()
    page.go_back()
    expect(page.locator(TABLE)).to_have_count(0)
    expect(page.locator(SAID)).to_contain_text("PostgreSQL is chosen")
    assert page.get_by_label("MySQL", exact=True).is_checked() is False
    page.go_forward()
    assert columns(page) == ["PostgreSQL", "MySQL"]
    page.reload()
    assert columns(page) == ["PostgreSQL", "MySQL"]


def test_take_away_and_start_again(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}compare/?with=kafka,nats,rabbitmq")
    page.get_by_label("NATS").uncheck()
    expect(page).to_have_url(f"{base_url}compare/?with=kafka,rabbitmq")
    assert columns(page) == ["Apache Kafka", "RabbitMQ"]
    page.get_by_role("link", name="Start again").click()
    expect(page).to_have_url(f"{base_url}compare/?group=brokers")
    expect(page.locator(TABLE)).to_have_count(0)
    expect(page.get_by_role("link", name="Start again")).not_to_be_visible()
    assert page.locator(f"{SAID}:not(:empty)").count() == 0


def test_a_fifth_is_refused_in_words(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}compare/?with=postgresql,mysql,mariadb,sqlite")
    page.get_by_label("MongoDB").click()
    expect(page.locator(SAID)).to_contain_text("4 at most: without MongoDB.")
    assert page.get_by_label("MongoDB").is_checked() is False
    assert len(columns(page)) == 4
    page.goto(f"{base_url}compare/?with=postgresql,mysql,mariadb,sqlite,mongodb")
    expect(page.locator(SAID)).to_contain_text("4 at most: without MongoDB.")
    assert len(columns(page)) == 4


def test_an_entry_of_another_group_is_left_out_and_told_why(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}compare/?with=postgresql,kafka,mysql")
    assert columns(page) == ["PostgreSQL", "MySQL"]
    expect(page.locator(SAID)).to_contain_text("Apache Kafka is left out: it stands in “Message brokers”")
    page.get_by_role("link", name="Compare Apache Kafka instead").click()
    expect(page.locator(SAID)).to_contain_text("Apache Kafka is chosen")
    assert group_of(page).input_value() == "brokers"


@pytest.mark.parametrize("wrong", ["postgress", "%3Cimg%20src=x%20onerror=alert(1)%3E", "cache-aside", "a%22%5D"])
def test_an_unknown_id_is_told_and_the_rest_stands(page: Page, base_url: str, wrong: str) -> None:
    page.goto(f"{base_url}compare/?with={wrong},postgresql,mysql")
    expect(page.locator(SAID)).to_contain_text("Nothing that is compared here has the id “")
    expect(page.locator(f"{SAID} img")).to_have_count(0)
    assert columns(page) == ["PostgreSQL", "MySQL"]
    expect(page.locator(".ready-made")).to_be_visible()


def test_an_entry_of_two_groups_stays_in_the_one_that_was_meant(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}databases/redis/")
    links = page.get_by_role("link", name="compare it with others")
    for index, group in enumerate(("stores", "databases")):
        page.goto(f"{base_url}databases/redis/")
        links.nth(index).click()
        assert group_of(page).input_value() == group
        assert page.locator("fieldset:not([hidden])").get_by_label("Redis").is_checked()
    page.get_by_label("Memcached").check()
    expect(page).to_have_url(f"{base_url}compare/?with=redis,memcached")
    page.reload()
    assert columns(page) == ["Redis", "Memcached"]


def test_the_chosen_table_is_the_written_one(page: Page, base_url: str, guide: Guide) -> None:
    """Python writes the table of a comparison, the script the reader's own; both mark the same."""
    page.goto(f"{base_url}compare/")
    for comparison in guide.catalogue.of(Comparison):
        page.evaluate(
            """async ([id, entries]) => {
              const answer = await (await fetch(`${id}/`)).text();
              window.written = new DOMParser().parseFromString(answer, "text/html").querySelector(".told-apart table");
              history.pushState(null, "", `?with=${entries}`);
              dispatchEvent(new PopStateEvent("popstate"));
            }""",
            [comparison.id, ",".join(comparison.entries)],
        )
        written = page.evaluate(f"() => ({CELLS})(written)")
        assert rows(page, TABLE) == written, comparison.id


def test_what_agrees_is_marked_in_words(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}compare/?with=express,fastify,nestjs")
    marked = {cells[0]: cells[1:] for cells in rows(page, TABLE)}
    assert [name for name in marked if name.endswith(" same")] == ["Licence same"]
    assert marked["Language"] == ["JavaScript", "JavaScript as Express", "TypeScript"]


def test_on_a_phone_each_attribute_is_a_card(browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{base_url}compare/?with=postgresql,mysql")
    page.get_by_label("MongoDB").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    labels = page.locator(f"{TABLE} tbody tr").first.locator("td").evaluate_all("all => all.map(cell => cell.dataset.label)")
    assert labels == ["PostgreSQL", "MySQL", "MongoDB"]
    tops = (
        page.locator(f"{TABLE} tbody tr").first.locator("td").evaluate_all("all => all.map(c => c.getBoundingClientRect().top)")
    )
    assert tops == sorted(set(tops))
    context.close()


def test_without_scripts_everything_is_there(browser: Browser, base_url: str, guide: Guide) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}compare/?with=postgresql,mysql")
    expect(page.locator("form.choose")).not_to_be_visible()
    for comparison in guide.catalogue.of(Comparison):
        expect(page.locator(".ready-made").get_by_role("link", name=comparison.title, exact=True)).to_be_visible()
    page.get_by_text("Databases: all").click()
    expect(page.locator("#all-databases table")).to_be_visible()
    for group_id in guide.catalogue.groups:
        members = len(guide.catalogue.members(group_id))
        assert page.locator(f"#all-{group_id} tbody tr").count() == members
    context.close()


def test_printed_it_is_the_table_alone(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}compare/?with=postgresql,mysql")
    page.emulate_media(media="print")
    expect(page.locator(TABLE)).to_be_visible()
    expect(page.locator("form.choose")).not_to_be_visible()
    expect(page.locator(".ready-made")).not_to_be_visible()


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

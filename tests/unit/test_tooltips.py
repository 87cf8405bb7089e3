from __future__ import annotations

import pytest
from markdown import Markdown

from macros.glossary import Glossary
from macros.guide import Guide, open_catalogue
from macros.tooltips import MOST, Tooltips
from tests.golden.cases import MINIATURE

TERMS = """
  - {id: log, title: Log, definition: Where a change is "written" first., aliases: [WAL], entry: postgresql}
  - {id: lag, title: Lag, definition: How far a copy is behind.}
"""
TERMS += "".join(f"  - {{id: term-{n}, title: Term {n}, definition: Number {n} of many.}}\n" for n in range(20))
EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "sane_lists", "macros.tables", "toc"]


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    file = tmp_path_factory.mktemp("terms") / "backend.yml"
    file.write_text(MINIATURE.read_text(encoding="utf-8") + TERMS, encoding="utf-8")
    return Guide(open_catalogue(file)).glossary


def html(glossary: Glossary, text: str, page: str = "/databases/sql.md") -> str:
    return Markdown(extensions=[*EXTENSIONS, Tooltips(glossary, page)]).convert(text)


def term(words: str, term_id: str, tip: str) -> str:
    return (
        f'<span class="term"><a aria-describedby="tip-{term_id}" href="/glossary/index.md#{term_id}">{words}</a>'
        f'<span aria-hidden="true" hidden="hidden" id="tip-{term_id}" role="tooltip">{tip}</span></span>'
    )


LOG = term("log", "log", 'Where a change is "written" first.')
WAL = term("WAL", "log", 'Log: Where a change is "written" first.')
LAG = term("lag", "lag", "How far a copy is behind.")


@pytest.mark.parametrize(
    ("markdown", "marked"),
    [
        pytest.param("A log, the log.", f"<p>A {LOG}, the log.</p>", id="the first use"),
        pytest.param("A `log`, *this* log!", f"<p>A <code>log</code>, <em>this</em> {LOG}!</p>", id="after code"),
        pytest.param("A log with lag.", f"<p>A {LOG} with lag.</p>", id="one in a block"),
        pytest.param("A log.\n\nMore lag.", f"<p>A {LOG}.</p>\n<p>More {LAG}.</p>", id="one in each block"),
        pytest.param("A log.\n\nThe WAL.", f"<p>A {LOG}.</p>\n<p>The WAL.</p>", id="one for a term, whatever its name"),
        pytest.param("The WAL.", f"<p>The {WAL}.</p>", id="another name"),
        pytest.param("- a log\n- its lag", f"<ul>\n<li>a {LOG}</li>\n<li>its {LAG}</li>\n</ul>", id="items"),
        pytest.param("Head\n:   a log", f"<dl>\n<dt>Head</dt>\n<dd>a {LOG}</dd>\n</dl>", id="a definition"),
        pytest.param(
            "| a log | lag |\n| --- | --- |\n| log | lag |",
            f'<td data-label="lag" role="cell">{LAG}</td>',
            id="a cell, and not the headers",
        ),
        pytest.param("See [the log](/glossary/index.md#log).", f"<p>See {LOG.replace('>log', '>the log')}.</p>", id="its link"),
    ],
)
def test_marks(glossary: Glossary, markdown: str, marked: str) -> None:
    assert marked in html(glossary, markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        pytest.param("# A log", id="heading"),
        pytest.param("### A log { #log }", id="heading with an id"),
        pytest.param("[a log](/x.md)", id="link"),
        pytest.param("[**a log**](/x.md)", id="bold link"),
        pytest.param("`log`", id="code"),
        pytest.param("    log", id="block of code"),
        pytest.param("**Log**", id="label"),
        pytest.param("*log*", id="emphasis"),
        pytest.param("Log\n:   Nothing", id="name that is defined"),
        pytest.param("The log\n{ .kicker }", id="kicker"),
        pytest.param("The log\n{ .led }", id="repeated answer"),
        pytest.param('<figure class="flow"><svg><text>log</text></svg></figure>', id="diagram"),
        pytest.param('<div class="grid cards" markdown="1">\n\n- a log\n\n</div>', id="cards"),
        pytest.param('<div class="question" markdown="1">\n\n- log → [one](#o)\n\n</div>', id="answer"),
        pytest.param("- [Entry](/x.md): a log", id="item that says what is linked"),
        pytest.param("- [Entry](/x.md): a log\n\n    more", id="spaced item that says what is linked"),
        pytest.param("[Log](/glossary/index.md#log) · [Lag](/glossary/index.md#lag)", id="row of links"),
        pytest.param("## Compared { #compare-databases }\n\nA log\n\n### More\n\nA log", id="comparison"),
        pytest.param("## At a glance { #at-a-glance }\n\nKind\n:   log", id="values"),
        pytest.param("A log, as in [PostgreSQL](/technologies/postgresql.md)", id="beside the entry that explains it"),
        pytest.param("- **[Log](/glossary/index.md#log)**: what the log is\n- a log", id="where it is defined"),
    ],
)
def test_leaves_alone(glossary: Glossary, markdown: str) -> None:
    assert html(glossary, markdown) == Markdown(extensions=EXTENSIONS).convert(markdown)


def test_a_page_doesnt_mark_what_it_explains_itself(glossary: Glossary) -> None:
    assert html(glossary, "A log with lag.", "/technologies/postgresql.md") == f"<p>A log with {LAG}.</p>"


def test_a_section_that_is_passed_over_ends(glossary: Glossary) -> None:
    assert LOG in html(glossary, "## Values { #compare }\n\nA log\n\n## Prose\n\nThe log")


def test_marks_are_few_on_a_page_but_its_own_links_all_have_tooltips(glossary: Glossary) -> None:
    words = "\n\n".join(f"Here is term {n}." for n in range(MOST + 3))
    assert html(glossary, words).count('class="term"') == MOST
    links = "\n\n".join(f"Here is [it](/glossary/index.md#term-{n})." for n in range(MOST + 3))
    assert html(glossary, links).count('class="term"') == MOST + 3


def test_without_a_glossary_nothing_is_marked() -> None:
    assert Markdown(extensions=["macros.tooltips"]).convert("A log.") == "<p>A log.</p>"

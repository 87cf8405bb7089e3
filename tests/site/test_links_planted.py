"""The guard can't be fooled from inside: every kind of wrong link, planted in a copy, is found, at the line it was planted on.

In the copy of the data, nothing is built: the check tells all of them. In the copy of the templates and of the pages written
by hand, the strict build fails on what the engine sees, and the guard finds those and the others on the site all the same.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pytest

from macros.addresses import in_data
from macros.guide import DATA, open_catalogue
from macros.ledger import LEDGER, Ledger
from macros.links import keep
from tests.conftest import ROOT
from tests.golden.cases import MINIATURE

LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # on every page


def copied(target: Path, data: Path) -> Path:
    """A copy of the project, with this data file."""
    for name in ("docs", "macros"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    (target / "data").mkdir()
    shutil.copy(data, target / DATA)
    return target


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"}
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(arguments, cwd=project, env=environment, capture_output=True, text=True, check=False)


def told(output: str, file: str, line: int) -> list[str]:
    """What is said of a line of a file."""
    return [text for text in output.splitlines() if text.startswith(f"{file}:{line}: ")]


# In the data: what to find, what to make of it, and what must be said.

Change = Callable[[str], str]


@dataclass(frozen=True)
class Wrong:
    """A fault of the data: on the next line that matches, the address or id in it is replaced."""

    on: str
    by: Change
    says: str


SOURCE = r'\burl: "(https://[^"]+)"'
ENTRY = r"\{phrase: [^,]+, entry: ([a-z-]+)\}"
ROADMAP = r"^    url: (https://roadmap\.sh/\S+)$"
TEXT = r"^    definition: (>-)$"
IN_DATA = {
    "bad path": Wrong(ENTRY, lambda entry: f"{entry}-nowhere", "-nowhere', which is no entry"),
    "wrong case": Wrong(ENTRY, str.title, "', which is no entry"),
    "bad anchor": Wrong(TEXT, lambda start: f"{start}\n      See [[sql#nothing]].", "names 'sql#nothing', which is no entry"),
    "trailing slash of an entry": Wrong(ENTRY, lambda entry: f"{entry}/", "/', which is no entry"),
    "trailing slash of a roadmap": Wrong(ROADMAP, lambda url: f"{url}/", "is not the one shape of a roadmap address"),
    "wrong roadmap slug": Wrong(ROADMAP, lambda url: f"{url}-nowhere", "the address has the slug '"),
    "a roadmap that is none of ours": Wrong(
        SOURCE, lambda _: "https://roadmap.sh/nowhere", "'https://roadmap.sh/nowhere' is not the address of a declared roadmap"
    ),
    "http": Wrong(SOURCE, lambda url: url.replace("https:", "http:"), "is not encrypted"),
    "space": Wrong(SOURCE, lambda url: f"{url}a b", "has a character that must be percent-encoded"),
    "loopback": Wrong(SOURCE, lambda _: "https://127.0.0.1/x", "'127.0.0.1' is not a public host"),
    "loopback by name": Wrong(SOURCE, lambda _: "https://localhost/x", "'localhost' is not a public host"),
    "private": Wrong(SOURCE, lambda _: "https://10.1.2.3/x", "'10.1.2.3' is not a public host"),
    "credentials": Wrong(SOURCE, lambda url: url.replace("//", "//me:secret@"), "holds credentials"),
    "an address in a text": Wrong(
        TEXT, lambda start: f"{start}\n      See [it](http://a.example.org/).", "'http://a.example.org/' is not encrypted"
    ),
    "an address within the site in a text": Wrong(
        TEXT, lambda start: f"{start}\n      See [it](/databases/nowhere.md).", "'/databases/nowhere.md' is no web address"
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], int, str]:
    """The lines that the faults were planted on in a copy of the guide's own data, and what its check says, all at once."""
    project = copied(tmp_path_factory.mktemp("data"), ROOT / DATA)
    lines = (project / DATA).read_text(encoding="utf-8").splitlines()
    entries = list(accumulate(line.startswith("  - id: ") for line in lines))  # a form that is wrong hides what else is, there
    places: dict[str, int] = {}
    for name, wrong in IN_DATA.items():
        taken = {entries[index] for index in places.values()}
        found = ((index, re.search(wrong.on, line)) for index, line in enumerate(lines) if entries[index] not in taken)
        index, match = next((index, match) for index, match in found if match)
        lines[index] = f"{lines[index][: match.start(1)]}{wrong.by(match[1])}{lines[index][match.end(1) :]}"
        places[name] = index
    (project / DATA).write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run(project, "macros", "check")
    at = {name: "\n".join(lines[:index]).count("\n") + 2 for name, index in places.items()}
    return at, result.returncode, result.stderr


@pytest.mark.parametrize("name", IN_DATA)
def test_a_fault_in_the_data(data: tuple[dict[str, int], int, str], name: str) -> None:
    lines, code, output = data
    assert code == 1
    assert any(IN_DATA[name].says in text for text in told(output, DATA.as_posix(), lines[name])), output


# On pages: what is planted as Markdown and as HTML, and what the guard must say of it; what it can't see is the engine's to
# say. {place} tells the places apart, {case} is `sql` written as nobody wrote it there.

BROKEN, NO_ANCHOR = "is broken: 404 Not Found", "is broken: no anchor"
SHAPE = "is not the one shape of a roadmap address"
ON_PAGES = {
    "bad path": ("[x](/technologies/nothing-{place}.md)", BROKEN),
    "bad anchor": ("[x](/databases/sql.md#nothing-{place})", NO_ANCHOR),
    "bad anchor on the page itself": ("[x](#here-{place})", NO_ANCHOR),
    "wrong case": ("[x](/databases/{case}.md)", BROKEN),
    "wrong case of an anchor": ("[x](/databases/index.md#Compare-{place})", NO_ANCHOR),
    "trailing slash": ("[x](/databases/sql/)", ""),
    "space": ("[x](/databases/{place} sql.md)", BROKEN),
    "bad path in HTML": ('<a href="../nowhere-{place}/">x</a>', BROKEN),
    "bad anchor in HTML": ('<a href="/databases/sql/#nowhere-{place}">x</a>', NO_ANCHOR),
    "bad anchor after a missing slash": ('<a href="/databases/sql#none-{place}">x</a>', NO_ANCHOR),
    "wrong case in HTML": ('<a href="/databases/{case}/">x</a>', BROKEN),
    "trailing slash in HTML": ('<a href="/agent.md/?{place}">x</a>', BROKEN),
    "missing picture": ('<img src="/assets/{place}.png" alt="x">', BROKEN),
    "wrong roadmap slug": ("[x](https://roadmap.sh/sql-{place})", "is not the address of a declared roadmap"),
    "trailing slash of a roadmap": ("[x](https://roadmap.sh/{place}/)", SHAPE),
    "roadmap in HTML": ('<a href="https://www.roadmap.sh/{place}">x</a>', SHAPE),
    "http": ("[x](http://{place}.example.org/)", "is not encrypted — write https://"),
    "space in an address": ("[x](https://example.org/a {place})", "has a character that must be percent-encoded"),
    "space in HTML": ('<a href="https://example.org/b {place}">x</a>', "has a character that must be percent-encoded"),
    "loopback": ("[x](https://127.0.0.1/{place})", "is not a public host"),
    "loopback by name": ("[x](https://localhost/{place})", "is not a public host"),
    "private": ("[x](https://10.1.2.3/{place})", "is not a public host"),
    "private by name": ("[x](https://{place}.internal/)", "is not a public host"),
    "credentials": ("[x](https://me:secret@{place}.example.org/)", "holds credentials"),
    "new": ("[x](https://{place}.example.org/new)", "is new: data/links.yml has no line for it"),
}
STRICT = [name for name, (text, _) in ON_PAGES.items() if re.match(r"\[x\]\([/#]", text)]  # the build stops for these
FILES = {
    "hand": "docs/about.md",
    "template": "macros/templates/pages/technology.md.j2",
    "component": "macros/templates/components/parts.md.j2",
    "theme": "docs/overrides/main.html",
}
CASES = {"hand": "SQL", "template": "Sql", "component": "sQl", "theme": "sqL"}
PLANTED = [
    (name, place)
    for place in FILES
    for name, (text, _) in ON_PAGES.items()
    if place in ("hand", "template") or (place == "theme") == text.startswith("<")
]


def plant(project: Path, place: str) -> dict[str, int]:
    """Plant the faults of a place in a copy, each on a line of its own; returns the lines."""
    path, names = project / FILES[place], [name for name, there in PLANTED if there == place]
    lines = path.read_text(encoding="utf-8").splitlines()
    # At the end, or before a line that is on every page.
    before = {"component": "Reviewed on ", "theme": "{{ super() }}"}.get(place)
    start = next(n for n, line in enumerate(lines) if before in line) if before else len(lines)
    texts = [text for name in names for text in ("", ON_PAGES[name][0].format(place=place, case=CASES[place]))]
    path.write_text("\n".join([*lines[:start], *texts, "", *lines[start:]]) + "\n", encoding="utf-8")
    return {name: start + 2 * (number + 1) for number, name in enumerate(names)}


@dataclass(frozen=True)
class Outcome:
    """What a strict build and the guard said of the copy, and the lines of what was planted there."""

    lines: dict[tuple[str, str], int]
    build: subprocess.CompletedProcess[str]
    guard: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    project = copied(tmp_path_factory.mktemp("pages"), MINIATURE)
    keep.write(project / LEDGER, Ledger(), [*in_data(open_catalogue(MINIATURE), ""), LICENCE])
    lines = {(name, place): line for place in FILES for name, line in plant(project, place).items()}
    build = run(project, "macros", "build")
    run(project, "mkdocs", "build", "--no-strict", "--site-dir", "site")
    return Outcome(lines, build, run(project, "macros", "links", "offline"))


@pytest.mark.parametrize(("name", "place"), [(name, place) for name, place in PLANTED if ON_PAGES[name][1]])
def test_a_fault_on_a_page(pages: Outcome, name: str, place: str) -> None:
    found = told(pages.guard.stdout, FILES[place], pages.lines[name, place])
    assert pages.guard.returncode == 1
    assert any(ON_PAGES[name][1] in line for line in found), pages.guard.stdout + pages.guard.stderr


@pytest.mark.parametrize(("name", "place"), [(name, place) for name, place in PLANTED if name in STRICT])
def test_the_strict_build_stops_for_it(pages: Outcome, name: str, place: str) -> None:
    assert pages.build.returncode == 1
    assert told(pages.build.stderr, FILES[place], pages.lines[name, place]), pages.build.stderr


def test_nothing_else_is_accused(pages: Outcome) -> None:
    planted = {f"{FILES[place]}:{line}" for (_, place), line in pages.lines.items()}
    said = [line for line in pages.guard.stdout.splitlines() if line.split(": ")[0] not in planted]
    assert said == []

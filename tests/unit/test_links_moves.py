"""Addresses that have moved: written anew where that is all that changes, in a copy of the data; else left, with the reason."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from macros import ledger
from macros.guide import DATA, Guide, open_guide
from macros.ledger import LEDGER, Ledger, Record
from macros.links import keep, moves
from tests.conftest import ROOT
from tests.golden.cases import MINIATURE

DAY = dt.date(2026, 11, 23)
SQL = "https://www.postgresql.org/docs/current/sql.html"
NEW = "https://www.postgresql.org/docs/18/sql.html"
DOCS = "https://www.postgresql.org/docs/current/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the miniature guide."""
    (tmp_path / "data").mkdir()
    shutil.copy(MINIATURE, tmp_path / DATA)
    return tmp_path


def found(moved: dict[str, str], reason: str = "moved") -> dict[str, Record]:
    """What a ledger has of addresses that were found elsewhere."""
    return {
        old: Record(address=old, verdict="alive", last_alive=DAY, final=new, checked_on=DAY, reason=reason)
        for old, new in moved.items()
    }


def known(project: Path, moved: dict[str, str], reason: str = "moved") -> Guide:
    """The guide of a project, after a look that found these addresses elsewhere."""
    keep.write(project / LEDGER, Ledger(found(moved, reason)), moved)
    return open_guide(project)


def lines(project: Path) -> list[str]:
    return (project / DATA).read_text(encoding="utf-8").splitlines()


def changed(project: Path) -> dict[int, str]:
    before = MINIATURE.read_text(encoding="utf-8").splitlines()
    return {number: new for number, (old, new) in enumerate(zip(before, lines(project), strict=True), 1) if old != new}


def test_a_moved_address_is_written_anew_and_nothing_else(project: Path) -> None:
    guide = known(project, {SQL: NEW})
    (line,) = [number for number, text in enumerate(lines(project), 1) if SQL in text]
    said = f"data/backend.yml:{line}: topic 'sql': '{SQL}' has moved to '{NEW}' — written anew"
    assert [str(finding) for finding in moves.apply(guide, project)] == [said]
    assert list(changed(project)) == [line]
    assert NEW in changed(project)[line]


def test_the_ledger_goes_on_with_the_new_address(project: Path) -> None:
    moves.apply(known(project, {SQL: NEW}), project)
    record = ledger.read(project / LEDGER).record(NEW)
    assert (record.verdict, record.last_alive, record.checked_on, record.final) == ("alive", DAY, DAY, "")


def test_an_address_that_others_begin_with_is_told_from_them(project: Path) -> None:
    moves.apply(known(project, {DOCS: "https://www.postgresql.org/docs/"}), project)
    text = "\n".join(lines(project))
    assert f'"{DOCS}"' not in text
    assert text.count(DOCS) == MINIATURE.read_text(encoding="utf-8").count(DOCS) - 2


def test_it_is_found_in_running_text(project: Path) -> None:
    data = project / DATA
    text = data.read_text(encoding="utf-8")
    prose = (
        "    overview: >-\n      It keeps rows ([so they say](https://a.example.org/x)), see\n      https://a.example.org/x.\n"
    )
    data.write_text(text.replace("    overview: It keeps rows.\n", prose), encoding="utf-8")
    moves.apply(known(project, {"https://a.example.org/x": "https://b.example.org/y"}), project)
    assert "([so they say](https://b.example.org/y)), see\n      https://b.example.org/y.\n" in data.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("http://www.postgresql.org/x", "'http://www.postgresql.org/x' is not encrypted"),
        ("https://127.0.0.1/x", "'127.0.0.1' is not a public host"),
        ("https://www.postgresql.org:8443/x", "'https://www.postgresql.org:8443/x' names a port"),
        (
            "https://www.rfc-editor.org/rfc/rfc9110",
            "topic 'sql': the source 'https://www.rfc-editor.org/rfc/rfc9110' stands twice",
        ),
    ],
)
def test_what_the_guide_may_not_say_is_refused_and_the_rest_goes_on(project: Path, new: str, why: str) -> None:
    other = "https://docs.memcached.org/protocols/"
    guide = known(project, {SQL: new, other: "https://docs.memcached.org/protocols/all/"})
    refused, done = moves.apply(guide, project)
    assert refused.hint.startswith(f"left as it is: {why}")
    assert done.hint == "written anew"
    text = "\n".join(lines(project))
    assert SQL in text
    assert '"https://docs.memcached.org/protocols/all/"' in text


def test_a_roadmap_has_an_id_that_goes_with_its_address(project: Path) -> None:
    (finding,) = moves.apply(known(project, {"https://roadmap.sh/sql": "https://roadmap.sh/sql-basics"}), project)
    assert finding.hint.startswith("left as it is: roadmap 'roadmap-sql': the address has the slug 'sql-basics'")
    assert changed(project) == {}


@pytest.mark.parametrize("reason", ["redirects for now", "200 OK"])
def test_a_redirect_for_now_is_no_move(project: Path, reason: str) -> None:
    assert moves.apply(known(project, {SQL: NEW}, reason), project) == []
    assert changed(project) == {}


def test_doing_it_twice_changes_nothing(project: Path) -> None:
    moves.apply(known(project, {SQL: NEW}), project)
    data, book = (project / DATA).read_bytes(), (project / LEDGER).read_bytes()
    assert moves.apply(open_guide(project), project) == []
    assert ((project / DATA).read_bytes(), (project / LEDGER).read_bytes()) == (data, book)


def test_the_real_data(guide: Guide, tmp_path: Path) -> None:
    """Every tenth source of a copy of the guide moves: each is written anew, and no other line changes."""
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / DATA, tmp_path / DATA)
    before = lines(tmp_path)
    sources = [source.url for entry in guide.catalogue for source in getattr(entry, "sources", ())][::10]
    moved = {url: f"https://moved.example.org/{number}" for number, url in enumerate(dict.fromkeys(sources))}
    told = moves.apply(Guide(guide.catalogue, Ledger(found(moved))), tmp_path)
    assert {finding.hint for finding in told} == {"written anew"}
    now = lines(tmp_path)
    assert all("https://moved.example.org/" in new for old, new in zip(before, now, strict=True) if old != new)
    assert not [url for url in moved if any(f'"{url}"' in line for line in now)]

"""What `python -m macros links` does, and what `check` says of links, in a folder with a small guide and a small site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros import ledger
from macros.__main__ import main
from macros.addresses import in_data
from macros.guide import DATA, Guide, open_catalogue
from macros.ledger import LEDGER, Ledger, Record
from macros.links import command, keep
from macros.links.crawl import CrawlError
from macros.links.findings import Finding
from tests.golden.cases import MINIATURE

IN_DATA = set(in_data(open_catalogue(MINIATURE), ""))
BY_HAND, GONE = "https://by-hand.example.org/", "https://gone.example.org/"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copy(MINIATURE, tmp_path / DATA)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(f'<a href="{BY_HAND}">x</a>')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_record_enters_what_is_new_and_drops_what_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    keep.write(LEDGER, Ledger(), [GONE])
    assert main(["links", "record"]) == 0
    assert set(ledger.read(LEDGER).records) == IN_DATA | {BY_HAND}
    count = len(IN_DATA) + 1
    assert capsys.readouterr().out == f"data/links.yml: {count} addresses, {count} of them new; 1 dropped\n"
    assert main(["links", "record"]) == 0
    assert capsys.readouterr().out == f"data/links.yml: {count} addresses, 0 of them new; 0 dropped\n"


@pytest.mark.parametrize("action", ["record", "offline", "live"])
def test_without_a_site_the_ledger_is_left_alone(project: Path, action: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / "site")
    keep.write(LEDGER, Ledger(), [GONE])
    assert main(["links", action]) == 1
    assert capsys.readouterr().err == "site/ has no site: `make build` makes one\n"
    assert set(ledger.read(LEDGER).records) == {GONE}


def test_a_new_address_is_no_news_to_a_live_check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[set[str]] = []

    def look(_: Path, guide: Guide) -> list[Finding]:
        seen.append(set(guide.ledger.records))
        return []

    monkeypatch.setattr(command, "offline", look)
    monkeypatch.setattr(command, "live", lambda *_, **__: 0)
    assert main(["links"]) == 0
    assert seen == [IN_DATA | {BY_HAND}]
    assert "of them new" in capsys.readouterr().out


@pytest.mark.parametrize(("found", "live", "code"), [([], 0, 0), ([Finding("a.md", 1, "x")], 0, 1), ([], 130, 130)])
def test_the_worse_of_the_two_layers_counts(
    monkeypatch: pytest.MonkeyPatch, found: list[Finding], live: int, code: int
) -> None:
    monkeypatch.setattr(command, "offline", lambda *_: found)
    monkeypatch.setattr(command, "live", lambda *_, **__: live)
    assert main(["links", "live"]) == code


def test_a_crawler_that_fails_is_a_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> list[Finding]:
        raise CrawlError("LinkChecker failed")

    monkeypatch.setattr(command, "offline", broken)
    assert main(["links", "offline"]) == 1
    assert capsys.readouterr().err == "LinkChecker failed\n"


def test_moves_need_no_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / "site")
    old, new = "https://docs.memcached.org/protocols/", "https://docs.memcached.org/protocols/all/"
    record = {"verdict": "alive", "last_alive": "2026-11-23", "checked_on": "2026-11-23", "final": new, "reason": "moved"}
    keep.write(LEDGER, Ledger({old: Record.model_validate({"address": old, **record})}), IN_DATA)
    assert main(["links", "moves"]) == 0
    assert f"'{old}' has moved to '{new}' — written anew" in capsys.readouterr().out
    assert new in (project / DATA).read_text(encoding="utf-8")


def test_check_tells_what_is_new_and_fails_for_none_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert sum("is new: data/links.yml has no line for it" in line for line in out) >= len(IN_DATA)
    assert out[-1].endswith("no errors")
    keep.write(LEDGER, Ledger(), IN_DATA)
    assert main(["check"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_check_refuses_a_ledger_that_is_wrong(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / LEDGER).write_text('links:\n  - {address: "https://a.example.org/", verdict: dead}\n')
    assert main(["check"]) == 1
    assert capsys.readouterr().err.startswith("data/links.yml:2: a dead address has 'first_failed' and 'checked_on'")

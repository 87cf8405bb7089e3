"""What runs on other machines: the workflows are valid, pinned and modest, what they call exists, and their scripts work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import ledger
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
FORMS = GITHUB / "ISSUE_TEMPLATE"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
CI = ROOT / ".ci/run"

# What may be written, and by which job; everything else reads.
WRITERS = {
    ("links.yml", "tell"): {"issues"},
    ("links.yml", "propose"): {"contents", "pull-requests"},
    ("pages.yml", "deploy"): {"pages", "id-token"},
}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
CALL = re.compile(r"(?:^|&&|\|\||[;(])[ \t]*make((?:[ \t]+[\w-]+)+)", re.MULTILINE)

NAMES = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)


def load(file: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in load(file)["jobs"].values():
        yield from job["steps"]


def targets(script: str) -> set[str]:
    """What a script makes."""
    return {word for call in CALL.findall(script) for word in call.split() if not word.startswith("-")}


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.github-issue-config", [FORMS / "config.yml"]),
        ("vendor.github-issue-forms", sorted(FORMS.glob("[0-9]*.yml"))),
    ],
)
def test_what_the_code_host_reads_is_valid(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@NAMES
def test_actions_are_pinned_and_name_their_version(file: Path) -> None:
    written = re.findall(r"\buses:[ \t]*(.*)", file.read_text(encoding="utf-8"))
    assert [line for line in written if not PINNED.fullmatch(line)] == []
    assert len(written) == sum("uses" in step for step in steps(file)) > 0


def test_an_action_is_pinned_alike_everywhere() -> None:
    pins = {line for file in WORKFLOWS for line in re.findall(r"\buses:[ \t]*(.*)", file.read_text(encoding="utf-8"))}
    assert len(pins) == len({pin.split("@")[0] for pin in pins})


@NAMES
def test_permissions_are_the_least(file: Path) -> None:
    workflow = load(file)
    assert set(workflow["permissions"].values()) <= {"read"}
    for name, job in workflow["jobs"].items():
        asked = job.get("permissions", {})
        writes = {scope for scope, access in asked.items() if access != "read"}
        assert writes == WRITERS.get((file.name, name), set())


@NAMES
def test_a_job_that_may_write_runs_no_code_but_its_own_script(file: Path) -> None:
    """Ours installs packages and listens to foreign servers: what it finds is handed over, not what it may do."""
    for name, job in load(file)["jobs"].items():
        if (file.name, name) in WRITERS:
            assert [step["run"] for step in job["steps"] if re.search(r"\b(make|python3?|pip)\b", step.get("run", ""))] == []
            assert [step["uses"] for step in job["steps"] if "setup-python" in step.get("uses", "")] == []


@NAMES
def test_no_checkout_leaves_its_credentials(file: Path) -> None:
    checkouts = [step for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@NAMES
def test_nothing_is_pasted_into_a_script(file: Path) -> None:
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


@NAMES
def test_no_workflow_runs_foreign_code_with_our_rights(file: Path) -> None:
    assert not {"pull_request_target", "workflow_run"} & set(load(file)[True])  # YAML reads `on` as true


@pytest.mark.parametrize(
    ("name", "made"),
    [("ci.yml", {"check", "test", "lint", "build"}), ("pages.yml", {"build"}), ("links.yml", {"links-live", "links-moves"})],
)
def test_workflows_make_what_they_are_for(name: str, made: set[str]) -> None:
    scripts = [step["run"] for step in steps(GITHUB / "workflows" / name) if "run" in step]
    assert targets("\n".join(scripts)) == made


def test_every_target_that_is_called_exists() -> None:
    scripts = [step["run"] for file in WORKFLOWS for step in steps(file) if "run" in step]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    assert targets("\n".join([*scripts, CI.read_text(encoding="utf-8")])) - known == set()


def test_ci_can_be_run_and_runs_the_tests() -> None:
    script = CI.read_text(encoding="utf-8")
    assert os.access(CI, os.X_OK)
    assert script.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in script
    assert "\nexport CI=true" in script
    assert targets(script) == {"lint", "test"}
    assert "://" not in script, "no host belongs here"


# The scripts of the weekly link check, run for real; only `gh`, `git` and `make` are stand-ins.

GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$LOG"
case "$1 $2" in
  "issue list") echo "$ISSUE" ;;
  "pr list") echo "$OPEN" ;;
  "api --header") cat "$LAST" ;;
esac
"""
GIT = """#!/usr/bin/env bash
printf 'git %s\\n' "$*" >> "$LOG"
[ "$1" != diff ] || cmp --silent data/links.yml committed.yml
"""
DEAD = "data/backend.yml:7: technology 'kafka': 'https://a.example/`x`' is dead: 404 Not Found — cite a page that is there\n"


class Bench:
    """A runner for one step of links.yml, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found, self.body, self.log = folder / "found", folder / "body.md", folder / "calls.log"
        self.report = self.found / "report.txt"
        self.log.touch()
        for name in ("data", "bin", "found"):
            (folder / name).mkdir()
        self.command("gh", GH)
        self.command("git", GIT)

    def command(self, name: str, text: str) -> None:
        (self.folder / "bin" / name).write_text(text, encoding="utf-8")
        (self.folder / "bin" / name).chmod(0o755)

    def run(self, step: str, **environment: str) -> int:
        workflow = GITHUB / "workflows/links.yml"
        script = next(item["run"] for item in steps(workflow) if item.get("id") == step)
        known = {
            **load(workflow)["env"],
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "LOG": str(self.log),
            "RUNNER_TEMP": str(self.folder),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GH_REPO": "owner/guide",
            "RUN_URL": "https://code.example/runs/1",
        }
        command = ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=self.folder, env=known | environment, capture_output=True, check=False).returncode

    @property
    def calls(self) -> list[str]:
        """What gh and git were asked to do, without what they were asked to list."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [" ".join(line.split()[:3]) for line in lines if " list" not in line]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.mark.parametrize(
    ("report", "status", "issue", "calls"),
    [
        (f"{DEAD}9 alive, 1 dead, 0 unverified\n", "2", "", ["label create dead-links", "issue create --title"]),
        (f"{DEAD}9 alive, 1 dead, 0 unverified\n", "2", "7", ["issue edit 7", "issue reopen 7"]),
        (
            "data/links.yml:3: a suppression ran out\n10 alive, 0 dead, 0 unverified\n",
            "2",
            "7",
            ["issue edit 7", "issue reopen 7"],
        ),
        ("10 alive, 0 dead, 0 unverified\n", "0", "7", ["issue close 7"]),
        ("10 alive, 0 dead, 0 unverified\n", "0", "", []),
        ("0 alive, 0 dead, 10 unverified: nothing could be looked at, there is no network\n", "0", "7", []),
    ],
    ids=["first", "again", "no dead one", "clean", "clean without an issue", "no network"],
)
def test_one_issue_is_kept(bench: Bench, report: str, status: str, issue: str, calls: list[str]) -> None:
    bench.report.write_text(report, encoding="utf-8")
    assert bench.run("tell", STATUS=status, ISSUE=issue) == 0
    assert bench.calls == calls


def test_a_check_that_broke_off_fails_and_leaves_the_issue(bench: Bench) -> None:
    bench.report.write_text(DEAD, encoding="utf-8")
    assert bench.run("tell", STATUS="2", ISSUE="7") != 0
    assert bench.calls == []


def test_a_long_report_fits_into_an_issue_and_stays_text(bench: Bench) -> None:
    bench.report.write_text(f"{DEAD * 2000}0 alive, 2000 dead, 0 unverified\n", encoding="utf-8")
    assert bench.run("tell", STATUS="2", ISSUE="7") == 0
    body = bench.body.read_text(encoding="utf-8", errors="replace")
    assert 40_000 < len(body) < 65_536
    assert all(line.startswith("    ") for line in body.splitlines() if "kafka" in line)


@pytest.mark.parametrize("code", [0, 2])
def test_the_look_keeps_its_verdict(bench: Bench, code: int) -> None:
    bench.command("make", f'#!/bin/sh\necho "made $*"\nexit {code}\n')
    assert bench.run("look") == 0
    assert bench.report.read_text(encoding="utf-8") == "made --silent links-live\n"
    assert (bench.folder / "output").read_text(encoding="utf-8") == f"status={code}\n"


@pytest.mark.parametrize(("open_ones", "failures"), [("1", 2), ("0", 0)], ids=["not merged yet", "merged"])
def test_a_run_goes_on_from_the_last_proposal_with_the_suppressions_of_today(
    bench: Bench, open_ones: str, failures: int
) -> None:
    def text(reason: str, failures: int) -> str:
        return (
            f'suppressions:\n  - {{address: "https://a.example/", reason: "{reason}", until: 2027-01-31}}\n'
            f'links:\n  - {{address: "https://a.example/", failures: {failures}}}\n'
        )

    last, mine = bench.folder / "then.yml", bench.folder / "data/links.yml"
    last.write_text(text("what was known then", 2), encoding="utf-8")
    mine.write_text(text("what is known now", 0), encoding="utf-8")
    assert bench.run("ledger", LAST=str(last), OPEN=open_ones) == 0
    book = ledger.read(mine)
    assert book.record("https://a.example/").failures == failures
    assert [item.reason for item in book.suppressions] == ["what is known now"]


def test_what_was_found_is_handed_over(bench: Bench) -> None:
    for name in ("backend.yml", "links.yml"):
        (bench.folder / "data" / name).write_text(name, encoding="utf-8")
    bench.command("make", '#!/bin/sh\necho "made $*"\n')
    assert bench.run("moves") == 0
    assert sorted(path.name for path in bench.found.iterdir()) == ["backend.yml", "links.yml", "moves.txt"]


MOVE = "data/backend.yml:7: technology 'kafka': 'https://a.example/' has moved to 'https://b.example/' — written anew\n"
PUSHED = [
    "git diff --quiet",
    "git switch --quiet",
    "git config user.name",
    "git config user.email",
    "git commit --quiet",
    "auth setup-git",
    "git push --quiet",
]


def proposal(bench: Bench, report: str, moves: str, *, changed: bool) -> None:
    bench.report.write_text(report, encoding="utf-8")
    (bench.found / "moves.txt").write_text(moves, encoding="utf-8")
    (bench.found / "backend.yml").write_text("the data", encoding="utf-8")
    (bench.found / "links.yml").write_text("the ledger", encoding="utf-8")
    (bench.folder / "committed.yml").write_text("another" if changed else "the ledger", encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "open_one", "calls"),
    [
        (True, "", [*PUSHED, "pr create --base"]),
        (True, "7", [*PUSHED, "pr edit 7"]),
        (False, "", ["git diff --quiet"]),
    ],
    ids=["first", "again", "nothing new"],
)
def test_one_pull_request_is_kept(bench: Bench, changed: bool, open_one: str, calls: list[str]) -> None:
    proposal(bench, "9 alive, 1 dead, 0 unverified\n", f"{MOVE}site/: 210 pages\n", changed=changed)
    assert bench.run("propose", OPEN=open_one) == 0
    assert bench.calls == calls
    if changed:
        assert f"    {MOVE}" in bench.body.read_text(encoding="utf-8")
        assert "210 pages" not in bench.body.read_text(encoding="utf-8")
        assert (bench.folder / "data/backend.yml").read_text(encoding="utf-8") == "the data"
        assert "origin HEAD:refs/heads/links-weekly" in bench.log.read_text(encoding="utf-8")


def test_a_proposal_of_many_moves_fits_and_one_of_none_says_so(bench: Bench) -> None:
    for moves, length in ((MOVE * 3000, range(40_000, 65_536)), ("", range(400, 2000))):
        proposal(bench, "9 alive, 1 dead, 0 unverified\n", moves, changed=True)
        assert bench.run("propose", OPEN="") == 0
        body = bench.body.read_text(encoding="utf-8", errors="replace")
        assert len(body) in length
        assert ("\n    nothing\n" in body) == (not moves)


def test_a_check_that_broke_off_proposes_nothing(bench: Bench) -> None:
    proposal(bench, DEAD, MOVE, changed=True)
    assert bench.run("propose", OPEN="") != 0
    assert bench.calls == []

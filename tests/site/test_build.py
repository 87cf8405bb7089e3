"""A build that goes wrong says why, and leaves the last good site as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with the miniature guide as its data, and a site that was good."""
    for name in ("docs", "macros"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "tests/golden/miniature.yml", tmp_path / "data/backend.yml")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("the last good one")
    return tmp_path


def run(project: Path, command: str = "build") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"}
    arguments = [sys.executable, "-m", "macros", command]
    return subprocess.run(arguments, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_a_good_build_replaces_the_site(project: Path) -> None:
    result = run(project)
    assert result.returncode == 0, result.stderr
    assert "Miniature Specialist" in (project / "site/index.html").read_text(encoding="utf-8")
    assert not (project / "site.new").exists()


def test_wrong_data_is_told_without_a_traceback_and_the_last_site_stays(project: Path) -> None:
    data = project / "data/backend.yml"
    data.write_text(data.read_text(encoding="utf-8").replace("entries: [memcached]", "entries: [memcachd]"), encoding="utf-8")
    for command in ("build", "check"):
        result = run(project, command)
        assert result.returncode == 1
        assert "data/backend.yml:" in result.stderr
        assert "did you mean 'memcached'?" in result.stderr
        assert "Traceback" not in result.stderr + result.stdout
        assert (project / "site/index.html").read_text() == "the last good one"


def test_a_broken_link_in_a_hand_written_page_fails_the_build(project: Path) -> None:
    with (project / "docs/about.md").open("a") as file:
        file.write("\n[nowhere](/technologies/nothing.md) and [no anchor](/databases/sql.md#nothing)\n")
    result = run(project)
    assert result.returncode == 1
    assert "technologies/nothing.md" in result.stderr
    assert "#nothing" in result.stderr
    assert (project / "site/index.html").read_text() == "the last good one"


def test_a_hand_written_page_in_the_place_of_a_generated_one_is_refused(project: Path) -> None:
    (project / "docs/databases").mkdir()
    (project / "docs/databases/sql.md").write_text("# Mine\n")
    result = run(project)
    assert result.returncode == 1
    assert "docs/databases/sql.md: this page is generated from data/backend.yml" in result.stderr


def test_an_unknown_macro_fails_the_build(project: Path) -> None:
    with (project / "docs/about.md").open("a") as file:
        file.write("\n{{ nothing() }}\n")
    assert run(project).returncode == 1


def test_a_broken_template_fails_the_build_and_the_last_site_stays(project: Path) -> None:
    with (project / "macros/templates/pages/topic.md.j2").open("a") as file:
        file.write("{{ entry.nothing }}")
    result = run(project)
    assert result.returncode == 1
    assert (project / "site/index.html").read_text() == "the last good one"

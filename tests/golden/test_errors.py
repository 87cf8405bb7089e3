"""What each mistake in the data file says: all of it, with its line and remedy, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from macros.checks import RULES
from macros.errors import DataError
from macros.guide import open_catalogue
from tests.golden.cases import MINIATURE, cases, changed

MISTAKES = cases("errors.yml")
BROKEN_RULES = cases("rules.yml")


@pytest.mark.parametrize("case", [*MISTAKES, *BROKEN_RULES], ids=lambda case: case["name"])
def test_says(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "backend.yml"
    file.write_text(changed(case), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        open_catalogue(file, "data/backend.yml")
    said = str(caught.value).splitlines()
    expected = [line.partition(": ") for line in case["says"]]
    assert [line.split(":", 2)[2].strip() for line in said] == [what for _, _, what in expected]
    for line, (number, _, _) in zip(said, expected, strict=True):
        file_name, line_number, _ = line.split(":", 2)
        assert file_name == "data/backend.yml"
        assert int(line_number) >= 1
        assert number in ("*", line_number)


def test_the_miniature_breaks_no_rule() -> None:
    assert len(open_catalogue(MINIATURE)) == 19


def test_every_rule_has_a_case_that_breaks_it() -> None:
    said = " ".join(line for case in BROKEN_RULES for line in case["says"])
    assert [rule.code for rule in RULES if f"[{rule.code}]" not in said] == []


def test_every_rule_has_a_name_and_a_code_of_its_own() -> None:
    assert all(rule.name.endswith((".", "`.")) for rule in RULES)
    assert len({rule.code for rule in RULES}) == len(RULES)

"""Reading: what is read, and that nothing in a file can hide, hang or crash the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.errors import DataError, Problem
from macros.guide import open_catalogue
from macros.loader import load
from tests.golden.cases import MINIATURE

TEXT = MINIATURE.read_text(encoding="utf-8")


def write(folder: Path, content: bytes) -> Path:
    file = folder / "backend.yml"
    file.write_bytes(content)
    return file


def problems_of(file: Path) -> list[Problem] | None:
    """What is wrong with a file, or nothing if it makes a guide."""
    try:
        open_catalogue(file, "data/backend.yml")
    except DataError as error:
        return error.problems
    return None


def test_it_knows_the_line_of_everything() -> None:
    data = load(MINIATURE)
    lines = TEXT.splitlines()
    for item in data.items:
        line = data.line((*item.location, "id"))
        assert lines[line - 1].strip().removeprefix("- ").startswith(f"id: {item.entry.id}")
    sql = next(item for item in data.items if item.entry.id == "sql")
    assert "Text for dates" in lines[data.line((*sql.location, "mistakes", 1, "title")) - 1]


def test_a_location_without_a_line_has_that_of_what_is_around_it() -> None:
    data = load(MINIATURE)
    assert data.line(("topics", 0, "nothing", 4)) == data.line(("topics", 0))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"data/backend.yml:1: the file is missing"):
        load(tmp_path / "backend.yml", "data/backend.yml")


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="can't be read"):
        load(tmp_path, "data/backend.yml")


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, TEXT.replace("Storing\n", "Stöhring\n", 1).encode("latin-1"))
    with pytest.raises(DataError, match=r":11: the file is not UTF-8"):
        load(file, "data/backend.yml")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert len(open_catalogue(write(tmp_path, b"\xef\xbb\xbf" + TEXT.encode()))) == 19


def test_a_control_character_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="bad YAML"):
        load(write(tmp_path, TEXT.replace("Storing\n", "Stor\x07ing\n", 1).encode()))


def test_an_alias_bomb_of_ten_levels_is_refused_at_once(tmp_path: Path) -> None:
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)]
    data = load(write(tmp_path, "\n".join(bomb).encode()))
    assert sum("used again with '*'" in problem.what for problem in data.problems) == 100
    assert len(data.problems) < 1000


def test_deep_nesting_is_an_error_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        open_catalogue(write(tmp_path, b"a: " + b"[" * 5000 + b"]" * 5000))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(TEXT) - 1), length=st.integers(0, 40), insert=st.text(max_size=8))
@example(start=0, length=0, insert="%")
@example(start=0, length=0, insert="\x85")
def test_whatever_is_typed_gives_a_guide_or_errors_with_lines(tmp_path: Path, start: int, length: int, insert: str) -> None:
    file = write(tmp_path, (TEXT[:start] + insert + TEXT[start + length :]).encode("utf-8", "surrogatepass"))
    problems = problems_of(file)
    assert problems is None or (problems and all(problem.line >= 1 and problem.what for problem in problems))

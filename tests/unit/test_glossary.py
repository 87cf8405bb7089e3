from __future__ import annotations

from pathlib import Path

import pytest

from macros.errors import DataError
from macros.glossary import Glossary
from macros.guide import Guide, open_catalogue
from tests.golden.cases import MINIATURE

TERMS = """
  - id: log
    title: Write-ahead log
    definition: Where a change is written first. See `fsync` and [[sql]].
    aliases: [WAL, redo log]
    entry: postgresql
  - id: base
    title: BASE
    definition: A looser promise than ACID.
  - id: lag
    title: Replication lag
    definition: How far a replica is behind.
    aliases: [lag]
    everyday: [lag]
  - id: replication
    title: Replication
    definition: >-
      Keeping a copy. It takes time. It also costs: every write goes over the network once more for each replica, and
      somebody must decide what happens while one of them is away; until then the log grows on the primary. The rest of
      this definition is only here to be longer than a tooltip may be, which is why it goes on and on until the limit
      has been passed.
  - id: idempotence
    title: Idempotence
    definition: Once more changes nothing.
    aliases: [aside]
"""


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    file = tmp_path_factory.mktemp("terms") / "backend.yml"
    file.write_text(MINIATURE.read_text(encoding="utf-8") + TERMS, encoding="utf-8")
    return Guide(open_catalogue(file)).glossary


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A write-ahead log, and another Write-Ahead Log.", [("write-ahead log", "log"), ("Write-Ahead Log", "log")]),
        ("write ahead logs", [("write ahead logs", "log")]),
        ("the write-ahead\nlog", [("write-ahead\nlog", "log")]),
        ("The WAL (redo log)", [("WAL", "log"), ("redo log", "log")]),
        ("BASE, at the base", [("BASE", "base")]),
        ("wal", []),
        ("replication lag", [("replication lag", "lag")]),
        ("replication without lag", [("replication", "replication")]),
        ("a WAL-based copy, pre-replication, WAL/log, WAL.txt, x.WAL, WALs.", [("WALs", "log")]),
        ("Cache-aside is the name of an entry; aside is a term", [("aside", "idempotence")]),
    ],
)
def test_uses(glossary: Glossary, text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[start:end], meaning.id) for start, end, meaning in glossary.uses(text)] == found


def test_a_term_is_found_by_its_link(glossary: Glossary) -> None:
    meaning = glossary.linked("/glossary/index.md#log")
    assert meaning is not None
    assert (meaning.title, meaning.explained) == ("Write-ahead log", "/technologies/postgresql.md")
    assert glossary.linked("/technologies/postgresql.md") is None


@pytest.mark.parametrize(
    ("words", "tip"),
    [
        ("write-ahead logs", "Where a change is written first. See fsync and SQL."),
        ("WAL", "Write-ahead log: Where a change is written first. See fsync and SQL."),
    ],
)
def test_a_tip_is_plain_text_and_names_the_term_where_the_words_dont(glossary: Glossary, words: str, tip: str) -> None:
    meaning = glossary.linked("/glossary/index.md#log")
    assert meaning is not None
    assert meaning.tip(words) == tip


def test_of_a_long_definition_the_first_sentence_is_the_tip(glossary: Glossary) -> None:
    meaning = glossary.linked("/glossary/index.md#replication")
    assert meaning is not None
    assert meaning.definition == "Keeping a copy."


def test_an_everyday_name_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / "backend.yml"
    text = MINIATURE.read_text(encoding="utf-8") + TERMS.replace("everyday: [lag]", "everyday: [lags]")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="term 'lag': 'lags' is no name of the term — did you mean 'lag'"):
        open_catalogue(file)

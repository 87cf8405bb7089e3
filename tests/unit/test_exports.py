from __future__ import annotations

import json
import re

import yaml
from jsonschema import Draft202012Validator

from macros import exports
from macros.guide import Guide, open_catalogue
from tests.golden.cases import MINIATURE

GUIDE = Guide(open_catalogue(MINIATURE))
FILES = dict(exports.files(GUIDE, "https://guide.example"))


def test_what_is_exported() -> None:
    fixed = {"agent.md", "llms.txt", "api/v1/guide.json", "api/v1/schema.json"}
    records = {f"consult/choose-a-store/records/{outcome}.md" for outcome in ("keep", "forget")}
    assert set(FILES) == fixed | records | {
        f"{page.src.removesuffix('index.md').removesuffix('.md').rstrip('/')}/index.md" for page in GUIDE.pages
    }


def test_the_schema_accepts_the_data_and_refuses_an_unknown_field() -> None:
    validator = Draft202012Validator(json.loads(FILES["api/v1/schema.json"]))
    data = json.loads(json.dumps(yaml.safe_load(MINIATURE.read_text(encoding="utf-8")), default=str))
    # A cell may be written as a plain value; the schema describes the long form.
    for technology in data["technologies"]:
        for cells in technology["compare"].values():
            for name, cell in cells.items():
                cells[name] = cell if isinstance(cell, dict) else {"value": cell}
    assert list(validator.iter_errors(data)) == []
    data["topics"][0]["titel"] = "x"
    assert [error.validator for error in validator.iter_errors(data)] == ["additionalProperties"]


def test_json_has_what_is_computed() -> None:
    data = json.loads(FILES["api/v1/guide.json"])
    assert data["version"] == 1
    (sql,) = data["topics"]
    assert sql["computed"] == {
        "address": "/databases/sql/",
        "linked_from": [
            "storing",
            "databases",
            "postgresql",
            "sql-learner",
            "roadmap-sql",
            "storing-things",
            "relational-design",
        ],
        "area": "databases",
    }


def test_a_decision_record_has_the_sections_of_madr() -> None:
    record = FILES["consult/choose-a-store/records/keep.md"]
    front, body = record.removeprefix("---\n").split("---\n", 1)
    assert list(yaml.safe_load(front)) == ["status", "date", "decision-makers"]
    assert [line for line in body.splitlines() if line.startswith("#")] == [
        "# Which store holds this? PostgreSQL",
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "### Consequences",
        "### Confirmation",
        "## Pros and Cons of the Options",
        "### PostgreSQL",
        "### Memcached",
        "## More Information",
    ]
    assert 'Chosen option: "PostgreSQL", because' in body
    assert "* Good, because: It keeps its promises." in body
    assert "* Bad, because: Backups." in body
    answers = body.split("<!-- answers -->")[1].split("<!-- /answers -->")[0]
    assert "* What if it is lost? **I don't know.**" in answers
    assert "* Is it a relation? **Yes.**" in answers


def test_twins_link_with_whole_addresses_and_hold_no_html() -> None:
    twin = FILES["technologies/postgresql/index.md"]
    assert "[SQL](https://guide.example/databases/sql/)" in twin
    assert "<div" not in twin
    assert "{ ." not in twin


def test_the_twin_of_a_path_is_plain_numbered_lists() -> None:
    path, paths = FILES["paths/sql-learner/index.md"], FILES["paths/index.md"]
    assert "\n1. Select from a table. Read [SQL](https://guide.example/databases/sql/).\n" in path
    assert "\n    8 steps\n" in paths
    assert re.search(r"<\w", path + paths) is None


def test_every_twin_is_listed_for_language_models() -> None:
    for page in GUIDE.pages:
        if page.entry_id:
            assert (
                f"(https://guide.example/{page.src.removesuffix('index.md').removesuffix('.md').rstrip('/')}/index.md)"
                in FILES["llms.txt"]
            )

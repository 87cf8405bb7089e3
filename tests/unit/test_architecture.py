"""The shape of the code: one direction, one job a module, no Markdown in Python, no place of somebody's machine."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Left to right; a module imports from its left only.
ORDER = [
    "macros.errors",
    "macros.fields",
    "macros.parts",
    "macros.models",
    "macros.reader",
    "macros.wording",
    "macros.loader",
    "macros.catalogue",
    "macros.checks",
    "macros.addresses",
    "macros.ledger",
    "macros.health",
    "macros.urls",
    "macros.views",
    "macros.facets",
    "macros.diagrams",
    "macros.render",
    "macros.glossary",
    "macros.pages",
    "macros.guide",
    "macros.exports",
    "macros.search",
    "macros.tables",
    "macros.tooltips",
    "macros.environment",
    "macros.hook",
    "macros.links",
    "macros.__main__",
]
FILES = sorted((ROOT / "macros").rglob("*.py"))


def module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def place(name: str) -> int:
    return max(index for index, known in enumerate(ORDER) if name == known or name.startswith(f"{known}."))


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "macros":
            names |= {
                f"{node.module}.{alias.name}" if node.module in ("macros", "macros.checks") else node.module
                for alias in node.names
            }
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("file", FILES, ids=module)
def test_imports_go_one_way(file: Path) -> None:
    name = module(file)
    if name == "macros":
        assert imported(file) == set()
        return
    ours = {other for other in imported(file) if other.split(".")[0] == "macros"}
    assert [other for other in ours if place(other) > place(name)] == []


@pytest.mark.parametrize("file", FILES, ids=module)
def test_every_module_names_its_one_job(file: Path) -> None:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    assert 20 <= len(docstring.splitlines()[0]) <= 128


def test_only_the_hook_imports_the_engine() -> None:
    with_engine = {module(file) for file in FILES if any(name.split(".")[0] == "mkdocs" for name in _all_imports(file))}
    assert with_engine == {"macros.hook"}


def _all_imports(file: Path) -> set[str]:
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found

"""A golden case: the miniature guide, a change to it, and what comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
MINIATURE = HERE / "miniature.yml"
LEDGER = HERE / "links.yml"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file of this folder."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


def changed(case: dict[str, Any]) -> str:
    """The miniature guide with the change of a case."""
    if "text" in case:
        return str(case["text"])
    text = MINIATURE.read_text(encoding="utf-8")
    for change in (case, *([case["and"]] if "and" in case else [])):
        assert text.count(change["find"]) == 1, f"'{change['find']}' stands {text.count(change['find'])} times"
        text = text.replace(change["find"], change["replace"])
    return text

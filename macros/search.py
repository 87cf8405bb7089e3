"""The search index: what each entry is found by. Keywords are searched and never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from macros import urls
from macros.guide import Guide
from macros.models import Term
from macros.parts import Entry

# Whoever types a name wants the page about it before the path, the roadmap or the capability that has it in its title.
WEIGHTS = {
    "topic": 4.0,
    "technology": 1.6,
    "family": 2.0,
    "pattern": 1.4,
    "decision": 1.5,
    "area": 1.0,
    "term": 0.8,
    "path": 0.7,
    "situation": 0.5,
    "capability": 0.5,
    "roadmap": 0.3,
}


def rewrite(index: str, guide: Guide) -> str:
    """The search plugin's index with the generated pages' part replaced by `documents`.

    Every word of every page would be several times as many bytes for each reader, and would bury the page that is
    meant under those that mention it. Pages written by hand stay as the plugin indexed them.
    """
    content = json.loads(index)
    ours = {urls.published(page.src) for page in guide.pages}
    by_hand = [document for document in content["docs"] if document["location"].split("#")[0] not in ours]
    content["docs"] = [*documents(guide), *by_hand]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def documents(guide: Guide) -> Iterator[dict[str, Any]]:
    """A document for each entry, and for each page that lists several."""
    for page in guide.pages:
        if not page.entry_id:
            yield {"location": urls.published(page.src), "title": page.title, "text": page.description}
    for entry in guide.catalogue:
        if entry.kind in WEIGHTS:
            yield {
                "location": urls.address(entry),
                "title": entry.title,
                "text": _summary(guide, entry),
                "keywords": list(_names(entry)),
                "boost": _boost(entry),
            }


def _boost(entry: Entry) -> float:
    """How much an entry counts: by its kind, and more the shorter its title is.

    The theme searches for beginnings, so "java" finds JavaScript too; what was typed is most of the shorter title.
    """
    return round(WEIGHTS[entry.kind] * (1 + 20 / len(entry.title)), 2)


def _summary(guide: Guide, entry: Entry) -> str:
    for name in ("intent", "definition", "summary"):
        if text := getattr(entry, name, None):
            return guide.renderer.plain(text)
    return ""


def _names(entry: Entry) -> tuple[str, ...]:
    return (*entry.keywords, *(entry.aliases if isinstance(entry, Term) else ()))

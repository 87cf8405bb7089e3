"""The search index: what each entry is found by. Keywords are searched and never shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from macros import urls
from macros.guide import Guide
from macros.models import Term
from macros.parts import Entry

# Whoever types a name wants the page about it before the path, the roadmap or the capability that has it in its title.
WEIGHTS = {
    "family": 2.0,
    "pattern": 1.8,
    "topic": 1.6,
    "technology": 1.6,
    "decision": 1.5,
    "comparison": 1.7,
    "area": 1.0,
    "term": 0.8,
    "path": 0.7,
    "situation": 0.5,
    "capability": 0.5,
    "roadmap": 0.3,
}

_BETWEEN = re.compile(r"""[\s\-–—,:;!?=()\[\]{}"“”'’<>|*·→…/^~]+""")  # the separator of mkdocs.yml, and lunr's own marks
_CLOSING = "?!,.'\""


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
                "phrases": [phrase(name) for name in (entry.title, *_names(entry))],
                "boost": WEIGHTS[entry.kind],
            }


def phrase(name: str) -> str:
    """A whole name as one token, `_at_least_once_`: docs/assets/search.js makes the same of a whole query.

    The theme searches word by word, each as a beginning, so an entry with one of the words in its title would come before
    the entry that is called just what was typed.
    """
    return f"_{'_'.join(filter(None, _BETWEEN.split(name.lower().rstrip(_CLOSING))))}_"


def _summary(guide: Guide, entry: Entry) -> str:
    for name in ("intent", "definition", "summary"):
        if text := getattr(entry, name, None):
            return guide.renderer.plain(text)
    return ""


def _names(entry: Entry) -> tuple[str, ...]:
    return (*entry.keywords, *(entry.aliases if isinstance(entry, Term) else ()))

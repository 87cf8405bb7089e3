"""The search index: what each entry is found by. Keywords are searched and never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from macros import urls
from macros.guide import Guide
from macros.models import Entry, Term


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
            yield _document(urls.published(page.src), page.title, page.description, ())
    for entry in guide.catalogue:
        if entry.kind != "specialist":
            yield _document(urls.address(entry), entry.title, _summary(guide, entry), _names(entry))


def _document(location: str, title: str, text: str, keywords: tuple[str, ...]) -> dict[str, Any]:
    return {"location": location, "title": title, "text": text, **({"keywords": list(keywords)} if keywords else {})}


def _summary(guide: Guide, entry: Entry) -> str:
    for name in ("intent", "definition", "summary"):
        if text := getattr(entry, name, None):
            return guide.renderer.plain(text)
    return ""


def _names(entry: Entry) -> tuple[str, ...]:
    return (*entry.keywords, *(entry.aliases if isinstance(entry, Term) else ()))

"""The only place that knows addresses: where an entry's page stands, and what a link to it looks like."""

from __future__ import annotations

from macros.models import Topic
from macros.parts import Entry, Outcome

SECTIONS = {
    "technology": "technologies",
    "capability": "capabilities",
    "decision": "consult",
    "comparison": "compare",
    "pattern": "patterns",
    "family": "patterns",
    "path": "paths",
}
SHARED = {"roadmap": "roadmaps", "situation": "consult", "term": "glossary"}  # kinds that stand on one page together


def source(entry: Entry) -> str:
    """The Markdown source of the page that an entry stands on, from the docs folder: `languages/go.md`."""
    match entry:
        case Topic():
            return f"{entry.area}/{entry.id}.md"
        case _ if entry.kind == "area":
            return f"{entry.id}/index.md"
        case _ if entry.kind == "specialist":
            return "index.md"
        case _ if entry.kind in SHARED:
            return f"{SHARED[entry.kind]}/index.md"
        case _:
            return f"{SECTIONS[entry.kind]}/{entry.id}.md"


def anchor(entry: Entry) -> str:
    """The fragment of an entry that shares its page with others (`#roadmap-go`), or nothing."""
    return f"#{entry.id}" if entry.kind in SHARED else ""


def link(entry: Entry) -> str:
    """The target of a Markdown link to an entry; MkDocs turns it into a relative address and checks it."""
    return f"/{source(entry)}{anchor(entry)}"


def address(entry: Entry) -> str:
    """The published address of an entry from the site's root, without a leading slash: `languages/go/`."""
    return published(source(entry)) + anchor(entry)


def record(outcome: Outcome) -> str:
    """The address of an outcome's decision record, from its decision's page: `records/relational-default.md`."""
    return f"records/{outcome.id}.md"


def published(src: str) -> str:
    """The published address of a Markdown source: `languages/go.md` → `languages/go/`."""
    return src.removesuffix("index.md") if src.endswith("index.md") else f"{src.removesuffix('.md')}/"

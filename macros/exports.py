"""From the guide to what programs read: the agent definition, llms.txt, JSON, its schema, twins, records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from pydantic_core import to_json

from macros import urls
from macros.catalogue import Catalogue
from macros.guide import Guide
from macros.models import LISTS, Decision
from macros.models import Guide as GuideModel
from macros.parts import Entry

API = "api/v1"
SCHEMA = f"{API}/schema.json"


def files(guide: Guide, site_url: str) -> Iterator[tuple[str, str]]:
    """Every exported file: its path below the site's root, and its content.

    `site_url` is the root of the published site; where it is empty, addresses stay relative to the root.
    """
    root = site_url if site_url.endswith("/") or not site_url else f"{site_url}/"
    yield "agent.md", agent(guide)
    yield "llms.txt", guide.renderer("exports/llms.txt.j2", root=root)
    yield f"{API}/guide.json", _json(as_data(guide.catalogue))
    yield SCHEMA, _json(schema())
    plain = Guide(guide.catalogue, guide.ledger, link=lambda entry: f"{root or '/'}{urls.address(entry)}", decorated=False)
    yield from twins(plain)
    yield from records(plain)


def agent(guide: Guide) -> str:
    """The agent definition: front matter and headings in the structure of the specialist's seed document."""
    return guide.renderer("exports/agent.md.j2")


def twins(plain: Guide) -> Iterator[tuple[str, str]]:
    """Each generated page of an undecorated guide as Markdown, at `index.md` beside its `index.html`."""
    for page in plain.pages:
        front = front_matter(title=page.title, description=page.description)
        yield f"{urls.published(page.src)}index.md", f"{front}{plain.render(page.template, page.entry_id)}"


def records(plain: Guide) -> Iterator[tuple[str, str]]:
    """Each outcome of each decision as an architecture decision record, in the form of MADR 4.0.

    It names every answer that leads straight to the outcome; docs/assets/decide.js puts the reader's own in their place.
    """
    for decision in plain.catalogue.of(Decision):
        for outcome in decision.outcomes:
            text = plain.renderer("exports/record.md.j2", decision=decision, outcome=outcome)
            yield f"{urls.address(decision)}{urls.record(outcome)}", text


def front_matter(**fields: Any) -> str:
    """YAML front matter that holds these fields."""
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the data file, for editors and programs; references and editorial rules are beyond it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **GuideModel.model_json_schema(mode="validation"),
    }


def as_data(catalogue: Catalogue) -> dict[str, Any]:
    """Every entry as JSON data, with what is computed about it: its address, its area, and what links to it."""
    lists: dict[str, Any] = {}
    for name, model in LISTS.items():
        entries = [_entry(catalogue, entry) for entry in catalogue.of(model)]
        lists[name] = entries[0] if name == "specialist" else entries
    return {"version": 1, **lists}


def _entry(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    area = catalogue.area_of(entry)
    linked_from = dict.fromkeys(link.source.id for link in catalogue.backlinks(entry))
    computed: dict[str, Any] = {"address": f"/{urls.address(entry)}", "linked_from": list(linked_from)}
    if area is not None and area is not entry:
        computed["area"] = area.id
    data = entry.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False)
    return {"kind": entry.kind, **data, "computed": computed}


def _json(value: Any) -> str:
    return to_json(value, indent=1).decode() + "\n"

from __future__ import annotations

import json

import pytest

from macros import search
from macros.guide import Guide, open_catalogue
from tests.golden.cases import MINIATURE

GUIDE = Guide(open_catalogue(MINIATURE))
DOCUMENTS = {document["location"]: document for document in search.documents(GUIDE)}


def test_every_entry_but_the_specialist_is_found_by_its_keywords() -> None:
    assert DOCUMENTS["technologies/postgresql/"]["keywords"] == ["postgres", "pg"]
    assert DOCUMENTS["glossary/#relational-design"]["keywords"] == ["data modelling"]
    assert len([document for document in DOCUMENTS.values() if "boost" in document]) == len(GUIDE.catalogue) - 1


def test_a_whole_name_is_one_token() -> None:
    assert DOCUMENTS["technologies/postgresql/"]["phrases"] == ["_postgresql_", "_postgres_", "_pg_"]


@pytest.mark.parametrize(
    ("name", "token"),
    [
        ("At-least-once delivery", "_at_least_once_delivery_"),
        ("JavaScript/Node.js", "_javascript_node.js_"),
        ("C#", "_c#_"),
        (".NET", "_.net_"),
        ("n+1", "_n+1_"),
        ("Which database holds this data?", "_which_database_holds_this_data_"),
    ],
)
def test_phrases(name: str, token: str) -> None:
    assert search.phrase(name) == token


def test_generated_pages_are_replaced_and_others_stay() -> None:
    docs = [
        {"location": "databases/sql/", "title": "old", "text": "every word"},
        {"location": "databases/sql/#when", "title": "old", "text": "every word"},
        {"location": "about/", "title": "About", "text": "by hand"},
    ]
    index = json.loads(search.rewrite(json.dumps({"config": {"x": 1}, "docs": docs}), GUIDE))
    assert index["config"] == {"x": 1}
    assert [document["text"] for document in index["docs"] if document["location"].startswith("databases/sql/")] == [
        "Start relational; it answers questions you have not asked yet."
    ]
    assert docs[2] in index["docs"]

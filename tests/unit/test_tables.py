from __future__ import annotations

from markdown import Markdown


def test_a_cell_is_labelled_with_its_column_and_a_row_has_a_header() -> None:
    html = Markdown(extensions=["tables", "macros.tables"]).convert("| Name | *Data* model |\n| --- | --- |\n| [a](b) | c |")
    assert '<th data-label="Name" role="rowheader" scope="row"><a href="b">a</a></th>' in html
    assert '<td data-label="Data model" role="cell">c</td>' in html
    assert '<th role="columnheader" scope="col">Name</th>' in html
    assert '<table class="guide-table" role="table">' in html


def test_text_without_a_table_stays_as_it_is() -> None:
    assert Markdown(extensions=["tables", "macros.tables"]).convert("a | b") == "<p>a | b</p>"

from __future__ import annotations

import pytest

from macros.fields import check_address, check_prose, without_code


@pytest.mark.parametrize(
    "url",
    [
        "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1",
        "https://roadmap.sh/postgresql-dba",
        "https://en.wikipedia.org/wiki/CAP_theorem?action=raw&x=%20",
        "https://8.8.8.8/",
    ],
)
def test_a_public_address_may_be_published(url: str) -> None:
    assert check_address(url) == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.com/", "not encrypted"),
        ("HTTPS//example.com", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("data:text/html,x", "no web address"),
        ("//example.com/", "no web address"),
        ("https://", "no web address"),
        ("https://example.com/a b", "percent-encoded"),
        ("https://example.com/<b>", "percent-encoded"),
        ("https://me:pw@example.com/", "credentials"),
        ("https://me@example.com/", "credentials"),
        ("https://example.com:8443/", "a port"),
        ("https://example.com:99999/", "no address"),
        ("https://[::1/", "no address"),
        ("https://localhost/", "not a public host"),
        ("https://127.0.0.1/", "not a public host"),
        ("https://10.1.2.3/", "not a public host"),
        ("https://[::1]/", "not a public host"),
        ("https://printer.local/", "not a public host"),
        ("https://intranet/", "not a public host"),
        ("https://roadmap.sh/", "roadmap address"),
        ("https://roadmap.sh/rust/", "roadmap address"),
        ("https://roadmap.sh/r/rust", "roadmap address"),
        ("https://roadmap.sh/Rust", "roadmap address"),
        ("https://roadmap.sh/rust?x=1", "roadmap address"),
        ("https://roadmap.sh/rust#x", "roadmap address"),
        ("https://www.roadmap.sh/rust", "roadmap address"),
    ],
)
def test_any_other_address_is_refused_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_address(url)


@pytest.mark.parametrize(
    "text",
    ["a < b and b > c", "1 <2", "`<div>` and ``a ` <b>``", "`{{ x }}`", "[a](https://example.com/)", "x -> y <- z", "List<-"],
)
def test_light_markdown_is_text(text: str) -> None:
    assert check_prose(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<div>",
        "a <b>bold</b>",
        "<br/>",
        "</p>",
        "<!-- x -->",
        "<?php ?>",
        "{{ x }}",
        "{% if %}",
        "{# x #}",
        "[a](javascript:x)",
    ],
)
def test_html_templates_and_bad_links_are_not(text: str) -> None:
    with pytest.raises(ValueError, match=r"HTML|template|address"):
        check_prose(text)


def test_code_is_taken_out() -> None:
    assert without_code("a `b` c ``d ` e`` f") == "a  c  f"

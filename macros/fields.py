"""The field types that the models are made of: ids, addresses, text, references."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

ROADMAP_HOST = "roadmap.sh"
ROADMAP_ADDRESS = re.compile(r"https://roadmap\.sh/([a-z0-9]+(?:-[a-z0-9]+)*)")
REFERENCE = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]\]")
INTENT_LENGTH = 120  # characters; editorial rule 10

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"<(?:[a-zA-Z/!?][^>]*>|[a-zA-Z]+\s)")
_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_MARKDOWN_LINK = re.compile(r"\]\(\s*([^)\s]*)[^)]*\)")


@dataclass(frozen=True)
class Ref:
    """Marks a text field as a reference: it must name an entry of one of these kinds (any, if none is given)."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prose:
    """Marks a text field whose `[[links]]` are resolved and which is shown as light Markdown."""


def check_address(url: str) -> str:
    """Return `url` if it is one that the guide may publish.

    Raises ValueError for anything but a plain public `https:` address, and for a roadmap.sh address that is not
    exactly `https://roadmap.sh/<slug>`: that site answers other forms with a page that looks like a 404.
    """
    if re.search(r"[\s<>\"\\^`{|}]", url):
        raise ValueError(f"the address '{url}' has a character that must be percent-encoded")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(f"'{url}' is no address: {error}") from None
    if parts.scheme == "http":
        raise ValueError(f"'{url}' is not encrypted; write https://{url.removeprefix('http://')}")
    if parts.scheme != "https" or not host:
        raise ValueError(f"'{url}' is no web address; write one that starts with https://")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"'{url}' holds credentials; an address is published")
    if port is not None:
        raise ValueError(f"'{url}' names a port; link the public address")
    if _is_private(host):
        raise ValueError(f"'{host}' is not a public host; link a page that every reader can open")
    if (host == ROADMAP_HOST or host.endswith("." + ROADMAP_HOST)) and not ROADMAP_ADDRESS.fullmatch(url):
        raise ValueError(f"'{url}' is not the one shape of a roadmap address, https://roadmap.sh/<slug>")
    return url


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host.rstrip(".") or host.endswith((".local", ".localhost", ".internal", ".test"))


def without_code(text: str) -> str:
    """`text` with every code span taken out, so that rules about prose leave code alone."""
    return _CODE.sub("", text) if "`" in text else text


def check_prose(text: str) -> str:
    """Return `text` if it is light Markdown. Raises ValueError for HTML, a template, or a bad address in a link."""
    prose = without_code(text)
    if tag := _TAG.search(prose):
        raise ValueError(f"HTML in text ('{tag.group().strip()}'); write Markdown, or put code between backticks")
    if template := _TEMPLATE.search(prose):
        raise ValueError(f"a template in text ('{template.group()}'); put code between backticks")
    for url in _MARKDOWN_LINK.findall(prose):
        check_address(url)
    return text


def _single_line(text: str) -> str:
    if "\n" in text.strip():
        raise ValueError("must be one line; use '>-' to fold a long text, without blank lines")
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
Label = Annotated[
    str, StringConstraints(min_length=1, max_length=100), AfterValidator(_single_line), AfterValidator(check_prose)
]
Intent = Annotated[
    str,
    StringConstraints(min_length=20, max_length=INTENT_LENGTH),
    AfterValidator(_single_line),
    AfterValidator(check_prose),
    Prose(),
]
Text = Annotated[str, StringConstraints(min_length=2), AfterValidator(check_prose), Prose()]
Keyword = Annotated[
    str, StringConstraints(min_length=1, max_length=60), AfterValidator(_single_line), AfterValidator(check_prose)
]
Url = Annotated[str, AfterValidator(check_address)]

AnyRef = Annotated[str, Ref()]
TopicRef = Annotated[str, Ref(("topic",))]
PatternRef = Annotated[str, Ref(("pattern",))]
PathRef = Annotated[str, Ref(("path",))]
RoadmapRef = Annotated[str, Ref(("roadmap",))]
# Redis, GraphQL and the languages are topics of the seed; a product is not written a second time as a technology.
ProductRef = Annotated[str, Ref(("technology", "topic"))]
PickRef = Annotated[str, Ref(("topic", "technology", "pattern", "family"))]

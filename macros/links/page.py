"""What a fetched page says about itself: that it is not found, and whether an anchor is in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

# Said by a whole part of the title or of the first heading: a page *about* such an error has more to say than that.
_PARTS = re.compile(r"\s+[-–—|·•»:]+\s+|:\s+|[!.?]\s*")
_NOT_FOUND = re.compile(
    r"(?:error )?404(?: error| (?:page )?not found)?"
    r"|(?:page |file |content |document |resource )?not found"
    r"|(?:the |this )?(?:requested )?(?:page|file|document|resource|content)(?: you \w+(?: for)?)?"
    r" (?:was not|is not|isn.t|could not be|couldn.t be|cannot be|can.t be|can not be|does not|doesn.t|no longer)"
    r" (?:found|available|exists?)",
    re.IGNORECASE,
)
_NO_ANCHOR = re.compile(r"[/!]|:~:")  # the address of a view that a script makes, or of words in the text


class PageReader(HTMLParser):
    """Reads the title, the first heading and every anchor of a page that may be cut off anywhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, str] = {}
        self.anchors: set[str] = set()
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser for each element."""
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.anchors.add(value)
        if tag in ("title", "h1") and tag not in self.texts:
            self.texts[tag] = ""
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser at an element's end."""
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        """Called by the parser for the text between two elements."""
        if self._open:
            self.texts[self._open] += data


def read(html: str) -> PageReader:
    """The page, read."""
    reader = PageReader()
    reader.feed(html)
    return reader


def says_not_found(page: PageReader) -> str:
    """The words by which a page says that it isn't the one that was asked for; empty if it doesn't."""
    for text in page.texts.values():
        words = " ".join(text.split())
        if any(_NOT_FOUND.fullmatch(part) for part in _PARTS.split(words)):
            return words[:60]
    return ""


def lacks(page: PageReader, fragment: str) -> bool:
    """Whether a whole page has no anchor for a fragment. Code hosts put a prefix before the anchors of their users."""
    if not fragment or _NO_ANCHOR.match(fragment) or fragment.lower() == "top":
        return False
    names = {fragment, unquote(fragment)}
    return not (names | {f"user-content-{name}" for name in names}) & page.anchors

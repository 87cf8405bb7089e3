"""A Markdown extension: the first use of each glossary term on a page links to it, and says what it means in a tooltip.

What it writes works without a script: the style sheet shows a tooltip while its term is under the pointer or has the focus.
docs/assets/terms.js adds only that Escape puts it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros.glossary import Glossary, Meaning, Use

# One mark in a block and ten on a page, beside the links to terms that a text has by itself. As the guide is written, most
# pages have one to five, far apart; the fullest have nine over a dozen screens, and there they begin to look like a rash.
MOST = 10

BLOCKS = {"p", "li", "dd", "td"}
CONTAINERS = {"div", "ul", "ol", "li", "dl", "dd", "table", "tbody", "tr", "td", "blockquote"}
PASSED_OVER = {"kicker", "led", "cards", "told-apart"}  # classes: where the page belongs, what it repeats, lists, compares
PASSED_OVER_SECTIONS = ("at-a-glance", "compare")  # beginnings of ids: values side by side are scanned, not read


class _Terms(Treeprocessor):
    """Marks the terms of one page; every page has a `Markdown` of its own."""

    def __init__(self, md: Markdown, glossary: Glossary, page: str) -> None:
        super().__init__(md)
        self._glossary = glossary
        self._page = page
        self._done: set[str] = set()
        self._added = 0

    def run(self, root: Element) -> None:
        self._done |= {meaning.id for meaning in self._defined(root)}
        for block in _blocks(root):
            self._links(block)
            if self._added < MOST:
                self._words(block)

    def _defined(self, root: Element) -> Iterator[Meaning]:
        """The terms whose definitions stand on the page: a topic's, each after a link in bold."""
        for link in root.iterfind(".//strong/a"):
            if meaning := self._glossary.linked(link.get("href", "")):
                yield meaning

    def _links(self, block: Element) -> None:
        """Give the links to terms that a text has by itself their tooltips, and take those terms for done."""
        for index, child in enumerate(block):
            meaning = self._glossary.linked(child.get("href", ""))
            if meaning is not None and meaning.id not in self._done:
                self._done.add(meaning.id)
                block[index] = _term(meaning, child, child.tail)

    def _words(self, block: Element) -> None:
        """Mark the first use of a new term in a block's own text: links, code and bold labels in it are left alone."""
        there = {self._page, *(link.get("href", "") for link in block.iter("a"))}
        for index, text in enumerate((block.text, *(child.tail for child in block))):
            for use in self._glossary.uses(text or ""):
                if use.meaning.id not in self._done and use.meaning.explained not in there:
                    self._done.add(use.meaning.id)
                    self._added += 1
                    _mark(block, index, use)
                    return


def _blocks(element: Element) -> Iterator[Element]:
    """The parts of a page that are prose, in its order."""
    passing_over = False
    for child in element:
        if child.tag == "h2":
            passing_over = child.get("id", "").startswith(PASSED_OVER_SECTIONS)
        if passing_over or not PASSED_OVER.isdisjoint(child.get("class", "").split()):
            continue
        if child.tag == "ul" and "question" in element.get("class", "").split():
            continue  # the answers: a second link beside the one that answers would be hit by mistake
        if child.tag == "li" and _names_a_link(child):
            continue
        if child.tag in BLOCKS and any(map(str.isalpha, _own(child))):
            yield child
        if child.tag in CONTAINERS:
            yield from _blocks(child)


def _own(block: Element) -> str:
    """What a block says by itself: nothing but dots, if it is a row of links."""
    return "".join((block.text or "", *(child.tail or "" for child in block)))


def _names_a_link(item: Element) -> bool:
    """Whether a list's item begins with a link, so that the rest of it says what is linked."""
    first = item[0] if len(item) and item[0].tag == "p" else item
    return not (first.text or "").strip() and len(first) > 0 and first[0].tag == "a"


def _mark(block: Element, index: int, use: Use) -> None:
    """Put the term of a use into the text that stands before the child `index` of a block, or after the last one."""
    text = (block[index - 1].tail if index else block.text) or ""
    link = Element("a", href=use.meaning.link)
    link.text = text[use.start : use.end]
    block.insert(index, _term(use.meaning, link, text[use.end :]))
    if index:
        block[index - 1].tail = text[: use.start]
    else:
        block.text = text[: use.start]


def _term(meaning: Meaning, link: Element, tail: str | None) -> Element:
    """A link to a term and its tooltip, which is `hidden` where there is no style sheet to show it."""
    tip, words = f"tip-{meaning.id}", "".join(link.itertext())
    link.set("aria-describedby", tip)
    link.tail = None
    term = Element("span", {"class": "term"})
    term.append(link)
    # Hidden from the reading order even when it is shown: a screen reader says it as the description of the link.
    SubElement(term, "span", {"id": tip, "role": "tooltip", "aria-hidden": "true", "hidden": "hidden"}).text = meaning.tip(
        words
    )
    term.tail = tail
    return term


class Tooltips(Extension):
    """Registers the marking after all that makes or names elements, and before the engine resolves the links."""

    def __init__(self, glossary: Glossary | None = None, page: str = "") -> None:
        """`page` is the link of the entry that the page is about. Without a glossary, nothing is marked."""
        super().__init__()
        self._glossary = glossary
        self._page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name for it
        """Called by Python-Markdown."""
        if self._glossary is not None:
            md.treeprocessors.register(_Terms(md, self._glossary, self._page), "tooltips", 3)


def makeExtension(**options: Any) -> Tooltips:  # noqa: N802 - Python-Markdown's name for it
    """Called by Python-Markdown for the extension name `macros.tooltips`."""
    return Tooltips(**options)

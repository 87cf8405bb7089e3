"""The glossary's terms in a text: which words name one, and what a tooltip says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from macros.catalogue import Catalogue
from macros.models import Term
from macros.parts import Entry
from macros.render import Renderer

TIP = 330  # characters; a definition of one or two sentences is shorter, of a longer one the first sentence has to do

_BETWEEN = re.compile(r"[\s\-–]+")  # between the words of a name: "write-ahead log", "write ahead log"
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # unlike `lower`, never changes a text's length
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True)
class Meaning:
    """What a page needs to know of a term: its link, that of the entry that explains it, and its definition as plain text."""

    id: str
    title: str
    link: str
    explained: str | None
    definition: str

    def tip(self, words: str) -> str:
        """The definition, after the term's title if the words that it explains don't have it."""
        return self.definition if _key(self.title) in _key(words) else f"{self.title}: {self.definition}"


class Use(NamedTuple):
    """That the words from `start` to `end` of a text name a term."""

    start: int
    end: int
    meaning: Meaning


class Glossary:
    """Finds terms in a text by their names, of which the longest wins."""

    def __init__(self, catalogue: Catalogue, renderer: Renderer) -> None:
        self._links: dict[str, Meaning] = {}
        self._names: dict[str, tuple[str, Meaning | None]] = {}
        for term in catalogue.of(Term):
            meaning = _meaning(term, catalogue, renderer)
            self._links[meaning.link] = meaning
            for name in (term.title, *term.aliases):
                if name not in term.everyday:
                    self._names.setdefault(_key(name), (name, meaning))
        # The "idempotency" in "idempotency key" is not the term: the name of another entry is read as a whole.
        for entry in catalogue:
            self._names.setdefault(_key(entry.title), (entry.title, None))
        self._pattern = _pattern(self._names)

    def linked(self, link: str) -> Meaning | None:
        """The meaning of the term that a link leads to, if it leads to one."""
        return self._links.get(link)

    def uses(self, text: str) -> Iterator[Use]:
        """Every use of a term in a text, in its order."""
        for match in self._pattern.finditer(text.translate(_LOWER)):
            start, end = match.span()
            name, meaning = self._named(_key(match.group()))
            # BASE is a term, "base" is a word: an abbreviation is one only as it is written.
            if meaning is not None and (not name.isupper() or text[start:end].startswith(name)):
                yield Use(start, end, meaning)

    def _named(self, key: str) -> tuple[str, Meaning | None]:
        """What has a name, which may stand in the plural here."""
        return next(self._names[name] for name in (key, key[:-1], key[:-2]) if name in self._names)


def _meaning(term: Term, catalogue: Catalogue, renderer: Renderer) -> Meaning:
    explained: Entry | None = catalogue.get(term.entry) if term.entry else None
    definition = renderer.plain(term.definition)
    if len(definition) > TIP:
        definition = _SENTENCE.split(definition, 1)[0]
    return Meaning(term.id, term.title, renderer.link(term), renderer.link(explained) if explained else None, definition)


def _key(name: str) -> str:
    return _BETWEEN.sub(" ", name.translate(_LOWER))


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    """One expression for all names, as whole words: no part of a compound ("cookie-based"), a path or a file's name.

    Grouped by their first character, they take a tenth of the time that they would take in one row.
    """
    groups = (
        "|".join(_BETWEEN.pattern.join(map(re.escape, key.split(" "))) for key in sorted(group, key=len, reverse=True))
        for _, group in groupby(sorted(keys), key=itemgetter(0))
    )
    return re.compile(rf"(?<![\w./\-])(?:(?:{')|(?:'.join(groups)}))(?:e?s)?(?![\w/\-]|\.\w)")

"""What a rule is: a code, a name, and a function that finds what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from macros.catalogue import Catalogue
from macros.errors import Problem
from macros.fields import without_code
from macros.parts import Entry
from macros.reader import Location


@dataclass(frozen=True)
class Rule:
    """A rule of the guide. Its name is the first line of the docstring of `find`, which yields what breaks it."""

    code: str
    find: Callable[[Catalogue], Iterable[Problem]]

    @property
    def name(self) -> str:
        """What the rule asks for, in one sentence."""
        return (self.find.__doc__ or "").strip().splitlines()[0]


def prose(catalogue: Catalogue) -> Iterator[tuple[Entry, Location, str]]:
    """Every text of every entry, without its code spans, and where it stands in the entry."""
    for entry, location, text, is_prose in catalogue.texts:
        if is_prose:
            yield entry, location, without_code(text)

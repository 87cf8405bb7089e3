"""What the list of everything is narrowed by: the areas, capabilities and situations of each entry, and unseen names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from macros.catalogue import Catalogue
from macros.models import Area, Capability, Comparison, Decision, Pattern, Roadmap, Situation, Technology, Term
from macros.parts import Entry

# What stands between two words, as in docs/assets/filter.js, and what an attribute's value can't hold.
_BETWEEN = re.compile(r"""[\s\-–—,:;!?=()\[\]{}"“”'’<>|*·→…/^~`&]+""")


def facets(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """For each entry, by its id, the ids of the areas, capabilities and situations that it belongs to.

    An entry belongs to a capability that it serves, and to a situation that leads to it or has a decision that names it in
    a result. So does what speaks about such an entry; and what is part of one that is served or led to.
    """
    meant = {capability.id: {capability.id, *capability.serves} for capability in catalogue.of(Capability)}
    meant |= {situation.id: {situation.id, *situation.leads_to} for situation in catalogue.of(Situation)}
    results = {situation.id: _results(catalogue, situation) for situation in catalogue.of(Situation)}
    found = {}
    for entry in catalogue:
        areas, about, above = _areas(catalogue, entry), _about(entry), _above(entry)
        inside = [area.id for area in catalogue.of(Area) if area.id in areas]
        named = [name for name in meant if meant[name] & (about | above) or results.get(name, set()) & about]
        found[entry.id] = (*inside, *named)
    return found


def unseen_names(entry: Entry, shown: Iterable[str]) -> str:
    """The names of one word that an entry is also called by (`k8s`, `golang`), each once, without the words that are shown.

    Longer ones are left to the search: they would make the page half as heavy again, and their words are mostly shown.
    """
    seen = {word for text in shown for word in _words(text)}
    names = [_words(name) for name in (*entry.keywords, *(entry.aliases if isinstance(entry, Term) else ()))]
    return " ".join(dict.fromkeys(words[0] for words in names if len(words) == 1 and words[0] not in seen))


def _results(catalogue: Catalogue, situation: Situation) -> set[str]:
    """The decisions of a situation, and all that they name in their results."""
    decisions = catalogue.linking(situation, Decision, "situation")
    outcomes = [outcome for decision in decisions for outcome in decision.outcomes]
    named = {name for outcome in outcomes for name in (outcome.pick, outcome.alternative, *outcome.read)}
    return named | {decision.id for decision in decisions}


def _about(entry: Entry) -> set[str]:
    """The entry, and those that it speaks about."""
    match entry:
        case Comparison() | Roadmap():
            return {entry.id, *entry.entries}
        case Term(entry=str(explained)):
            return {entry.id, explained}
        case _:
            return {entry.id}


def _above(entry: Entry) -> set[str]:
    """What the entry is a part of."""
    match entry:
        case Pattern():
            return {entry.family}
        case Technology():
            return set(entry.topics)
        case _:
            return set()


def _areas(catalogue: Catalogue, entry: Entry) -> set[str]:
    """The area of an entry, or else those of the entries that it picks or speaks about."""
    others = {outcome.pick for outcome in entry.outcomes} if isinstance(entry, Decision) else _about(entry)
    own = catalogue.area_of(entry)
    areas = [own] if own is not None else [catalogue.area_of(other) for other in catalogue.all(others)]
    return {area.id for area in areas if area is not None}


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text.lower()) if word]


# The filters of the template environment, by name.
FILTERS: dict[str, Callable[..., Any]] = {"facets": facets, "unseen_names": unseen_names}

"""Rules about words: the answer first, no praise, no number that nobody can check, short bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalogue import Catalogue
from macros.checks.rule import Rule, prose
from macros.errors import Problem
from macros.fields import REFERENCE
from macros.models import Term
from macros.parts import Conditions

BULLET_LENGTH = 420  # characters; a bullet is one thought
PRAISE = re.compile(
    r"\b(powerful|popular|robust|seamless(?:ly)?|cutting[- ]edge|best[- ]in[- ]class|world[- ]class|blazing(?:ly)?|"
    r"state[- ]of[- ]the[- ]art|game[- ]chang\w+|effortless(?:ly)?|elegant(?:ly)?|next[- ]generation|supercharge\w*|"
    r"leverag(?:e|es|ing)|industry[- ]leading|feature[- ]rich|battle[- ]tested)\b",
    re.IGNORECASE,
)
MEASURE = re.compile(
    r"\b\d+(?:[.,]\d+)?(?:\s?(?:x|×|times) (?:faster|slower|more|less|as)\b"
    r"|\s?% (?:faster|slower|more|less|fewer|better|cheaper|of (?:all )?(?:\w+ )?(?:teams|companies|developers|projects"
    r"|requests|reads|writes|queries|cases|users)\b))",
    re.IGNORECASE,
)
BULLETS = {"use_when", "avoid_when", "first_steps", "forces", "gains", "costs", "signs", "watch", "fails", "scales"}


def _no_praise(catalogue: Catalogue) -> Iterator[Problem]:
    """No empty praise: say what it does well, against what, and at what cost."""
    for entry, location, text in prose(catalogue):
        if found := PRAISE.search(text):
            yield catalogue.problem(
                entry, f"'{found.group()}' praises and says nothing", "name the condition instead", location
            )


def _answer_first(catalogue: Catalogue) -> Iterator[Problem]:
    """An intent is a sentence that says the answer, not the category."""
    for entry in catalogue:
        intent = getattr(entry, "intent", None)
        if not isinstance(intent, str):
            continue
        if not intent.endswith((".", "?", "!")):
            yield catalogue.problem(entry, "the intent is no sentence", "end it with a full stop", ("intent",))
        if re.match(rf"(?:an? |the )?{re.escape(entry.title)} (?:is|are) (?:an?|the) ", intent, re.IGNORECASE):
            yield catalogue.problem(entry, "the intent names a category", "say when to use it, or what it does", ("intent",))


def _no_unsourced_measure(catalogue: Catalogue) -> Iterator[Problem]:
    """No 'times faster' and no 'percent of all teams': such numbers belong to one machine, or to nobody."""
    for entry, location, text in prose(catalogue):
        if found := MEASURE.search(text):
            yield catalogue.problem(entry, f"'{found.group()}' is a measurement", "give the reason for it instead", location)


def _one_thought(catalogue: Catalogue) -> Iterator[Problem]:
    """A bullet is one thought."""
    for entry, location, text in prose(catalogue):
        names = [part for part in location if isinstance(part, str)]
        if names[-1] in BULLETS and len(text) > BULLET_LENGTH:
            yield catalogue.problem(entry, f"a bullet has {len(text)} characters", f"at most {BULLET_LENGTH}", location)


def _conditions_in_pairs(catalogue: Catalogue) -> Iterator[Problem]:
    """Every 'use it when' has a matching 'don't when'."""
    for entry in catalogue:
        if isinstance(entry, Conditions) and abs(len(entry.use_when) - len(entry.avoid_when)) > 1:
            what = f"{len(entry.use_when)} times 'use_when' and {len(entry.avoid_when)} times 'avoid_when'"
            yield catalogue.problem(entry, what, "each condition for has one against", ("avoid_when",))


def _found_by_keywords(catalogue: Catalogue) -> Iterator[Problem]:
    """Every entry has the keywords that people type, each once."""
    for entry in catalogue:
        names = [keyword.casefold() for keyword in (*entry.keywords, *(entry.aliases if isinstance(entry, Term) else ()))]
        if not names and not isinstance(entry, Term):
            yield catalogue.problem(entry, "no keywords", "what do people call it, mis-type it or abbreviate it?")
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield catalogue.problem(entry, f"the keyword '{name}' stands twice", "each counts once", ("keywords",))


def _no_link_to_itself(catalogue: Catalogue) -> Iterator[Problem]:
    """A text doesn't link to its own entry."""
    for entry, location, text in prose(catalogue):
        if any(match.group(1) == entry.id for match in REFERENCE.finditer(text)):
            yield catalogue.problem(entry, "a text links to its own entry", "take the brackets away", location)


RULES = (
    Rule("P101", _no_praise),
    Rule("P102", _answer_first),
    Rule("P103", _no_unsourced_measure),
    Rule("P104", _one_thought),
    Rule("P105", _conditions_in_pairs),
    Rule("P106", _found_by_keywords),
    Rule("P107", _no_link_to_itself),
)

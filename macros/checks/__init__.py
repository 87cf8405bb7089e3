"""The editorial rules over the catalogue: each small, coded and named; together they say what a right guide is."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalogue import Catalogue
from macros.checks import comparison, decisions, prose, relations, roadmaps, sources
from macros.checks.rule import Rule
from macros.errors import Problem

RULES: tuple[Rule, ...] = tuple(
    rule for module in (prose, sources, comparison, relations, roadmaps, decisions) for rule in module.RULES
)


def run(catalogue: Catalogue) -> Iterator[Problem]:
    """Every problem that a rule finds. Each ends with its rule's code, which CONTRIBUTING.md explains."""
    for rule in RULES:
        for problem in rule.find(catalogue):
            yield Problem(problem.line, f"{problem.what} [{rule.code}]", problem.hint)

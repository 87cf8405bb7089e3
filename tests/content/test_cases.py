"""Real cases walk the decisions: a team that answers honestly arrives where an expert would expect it to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from macros.fields import Id, Text
from macros.guide import Guide
from macros.models import Decision
from macros.parts import Model, Option, Source


class Case(Model):
    """A team and its load, what it would answer in the order asked, and the result that fits it."""

    decision: Id
    brief: Text
    answers: dict[Id, Id]
    pick: Id
    outcome: Id
    source: Source | None = None


FILE = Path(__file__).parent / "cases.yml"
CASES = TypeAdapter(list[Case]).validate_python(yaml.safe_load(FILE.read_text(encoding="utf-8")))
ENOUGH = 3  # cases for each decision


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.decision}:{'.'.join(case.answers.values())}")
def test_a_case_arrives_where_it_should(case: Case, guide: Guide) -> None:
    """Each question is answered when it is asked, the last answer gives the result, and none is left over."""
    decision = guide.catalogue.get(case.decision)
    assert isinstance(decision, Decision)
    way = _walk(decision, case.answers)
    assert (way[-1].next, way[-1].pick) == (None, case.outcome)
    assert {outcome.id: outcome.pick for outcome in decision.outcomes}[case.outcome] == case.pick


def _walk(decision: Decision, answers: dict[str, str]) -> list[Option]:
    """The options that the answers choose, from the start of the decision."""
    questions = {question.id: question for question in decision.questions}
    asked: str | None = decision.start
    way: list[Option] = []
    for question_id, option_id in answers.items():
        assert question_id == asked, f"'{asked}' is asked, '{question_id}' is answered"
        options = {option.id: option for option in questions[question_id].options}
        assert option_id in options, f"'{question_id}' has no answer '{option_id}', but {', '.join(options)}"
        way.append(options[option_id])
        asked = way[-1].next
    return way


def test_every_decision_has_cases(guide: Guide) -> None:
    count = Counter(case.decision for case in CASES)
    assert len(CASES) >= 60
    assert [decision.id for decision in guide.catalogue.of(Decision) if count[decision.id] < ENOUGH] == []


def test_every_outcome_is_right_for_somebody(guide: Guide) -> None:
    reached = {(case.decision, case.outcome) for case in CASES}
    outcomes = [(decision.id, outcome.id) for decision in guide.catalogue.of(Decision) for outcome in decision.outcomes]
    assert [outcome for outcome in outcomes if outcome not in reached] == []


def test_no_brief_is_told_twice() -> None:
    assert [brief for brief, count in Counter(case.brief for case in CASES).items() if count > 1] == []


def test_many_cases_are_published_experience() -> None:
    assert len({case.source.url for case in CASES if case.source}) >= 25

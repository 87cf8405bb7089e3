from __future__ import annotations

from macros import views
from macros.guide import open_catalogue
from macros.models import Decision, Path
from macros.parts import Compared, Option, Question
from tests.golden.cases import MINIATURE

SMALL = open_catalogue(MINIATURE)
STORE = SMALL.of(Decision)[0]


def test_every_kind_has_a_title() -> None:
    assert {entry.kind for entry in SMALL} - set(views.KIND_TITLES) == {"specialist"}


def test_kinds_come_in_one_order_and_empty_ones_not_at_all() -> None:
    entries = [SMALL.get("storing"), SMALL.get("sql"), SMALL.get("databases")]
    assert list(views.by_kind(entries)) == ["area", "topic", "capability"]


def test_an_entry_that_names_another_twice_is_listed_once() -> None:
    found = views.linked_from(SMALL, SMALL.get("postgresql"))
    assert [entry.id for entry in found["decision"]] == ["choose-a-store"]


def test_answers_tell_pick_from_alternative() -> None:
    found = [(answer.outcome.id, answer.role) for answer in views.answers(SMALL, SMALL.get("postgresql"))]
    assert found == [("keep", "pick"), ("forget", "alternative")]


def test_the_entry_itself_is_the_first_of_its_peers() -> None:
    memcached = SMALL.get("memcached")
    assert isinstance(memcached, Compared)
    assert [peer.id for peer in views.peers(SMALL, memcached, SMALL.groups["databases"][1])] == ["memcached", "postgresql"]


def test_questions_are_numbered_as_a_reader_meets_them() -> None:
    ways = (Option(id="x", answer="xx", next="c"), Option(id="y", answer="yy", next="b"))
    first = Question(id="a", ask="aa", why="aa", options=ways)
    leaf = (Option(id="x", answer="xx", pick="keep"), Option(id="y", answer="yy", pick="keep"))
    b, c = (Question(id=name, ask="aa", why="aa", options=leaf) for name in "bc")
    decision = STORE.model_copy(update={"start": "a", "questions": (b, c, first)})
    assert [question.id for question in views.ordered(decision)] == ["a", "c", "b"]
    assert views.number(decision, "b") == 3


def test_the_answers_that_lead_to_an_outcome() -> None:
    found = [(question.id, answer) for question, answer in views.leading_answers(STORE, "keep")]
    assert found == [("lost", "I don't know."), ("shape", "Yes.")]


def test_what_can_be_ticked_on_a_path_is_each_step_and_each_build_once() -> None:
    learner = next(path for path in SMALL.of(Path) if path.id == "sql-learner")
    assert views.ticks(learner) == [
        *("select", "build:select"),
        *("join", "build:join"),
        *("explain", "build:explain"),
        *("cache", "build:cache"),
    ]

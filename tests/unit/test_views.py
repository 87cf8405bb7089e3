from __future__ import annotations

from macros import views
from macros.guide import open_catalogue
from macros.models import Comparison, Decision, Path
from macros.parts import Cell, Compared, Option, Question
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


def test_a_comparison_is_decided_by_what_names_two_of_its_entries_or_else_one() -> None:
    both = SMALL.of(Comparison)[0]
    assert views.deciding(SMALL, both) == [STORE]
    assert views.deciding(SMALL, both.model_copy(update={"entries": ("postgresql", "sql")})) == [STORE]
    assert views.deciding(SMALL, both.model_copy(update={"entries": ("sql", "caching-strategies")})) == []


def with_cell(entry: Compared, **cells: Cell) -> Compared:
    return entry.model_copy(update={"compare": {"databases": {**entry.compare["databases"], **cells}}})


def test_rows_are_alike_whoever_states_them() -> None:
    group = SMALL.groups["databases"][1]
    one, other = SMALL.members("databases")
    assert views.alike(group, [one, other]) == []
    agreeing = with_cell(other, licence=Cell(value="PostgreSQL Licence"), durable=Cell(na="true"))
    assert [attribute.id for attribute in views.alike(group, [one, agreeing])] == ["licence"]
    for_reasons = [with_cell(one, durable=Cell(na="It has no disk.")), with_cell(one, durable=Cell(na="Nobody looked."))]
    assert "durable" not in [attribute.id for attribute in views.alike(group, for_reasons)]


def test_a_cell_is_marked_as_the_first_that_says_the_same() -> None:
    group = SMALL.groups["databases"][1]
    durable = group.attributes[1]
    one, other = SMALL.members("databases")
    third = with_cell(other, durable=Cell(value=True))
    found = [views.first_alike([one, other, third], entry, group, durable) for entry in (one, other, third)]
    assert [entry.id for entry in found] == ["postgresql", "memcached", "postgresql"]
    assert found[2] is one


def test_questions_are_numbered_so_that_answers_lead_forward() -> None:
    keep = Option(id="x", answer="xx", pick="keep")
    b = Question(id="b", ask="aa", why="aa", options=(keep, Option(id="y", answer="yy", pick="keep")))
    c = Question(id="c", ask="aa", why="aa", options=(keep, Option(id="y", answer="yy", next="b")))
    ways = (Option(id="x", answer="xx", next="b"), Option(id="y", answer="yy", next="c"))
    first = Question(id="a", ask="aa", why="aa", options=ways)
    decision = STORE.model_copy(update={"start": "a", "questions": (b, c, first)})
    assert [question.id for question in views.ordered(decision)] == ["a", "c", "b"]
    assert views.number(decision, "b") == 3
    assert views.most_questions(decision) == 3


def test_a_decision_compares_what_it_can_pick() -> None:
    assert [entry.id for entry in views.candidates(SMALL, STORE)] == ["postgresql", "memcached"]
    keep = STORE.model_copy(update={"outcomes": STORE.outcomes[:1], "group": "databases"})
    assert len(views.candidates(SMALL, keep.model_copy(update={"group": None}))) == 0


def test_what_a_decision_may_be_called() -> None:
    words = views.words(SMALL, STORE).split()
    assert {"which", "store", "postgres", "memcached"} <= set(words)
    assert len(words) == len(set(words))


def test_the_answers_that_lead_to_an_outcome() -> None:
    found = [(question.id, answer) for question, answer in views.leading_answers(STORE, "keep")]
    assert found == [("lost", "I don't know."), ("shape", "Yes.")]


def test_what_can_be_ticked_on_a_path_is_each_step_and_each_build_once() -> None:
    learner = next(path for path in SMALL.of(Path) if path.id == "sql-learner")
    assert views.ticks(learner) == [
        *("select", "build:ask"),
        *("join", "build:join"),
        *("explain", "build:plan"),
        *("cache", "build:cache"),
    ]

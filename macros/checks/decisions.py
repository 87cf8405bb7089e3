"""Rules about decisions: every answer leads on, every result can be reached, and soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.catalogue import Catalogue
from macros.checks.rule import Rule
from macros.errors import Problem, nearest
from macros.models import Decision, Pattern, Technology
from macros.parts import Question

DEPTH = 5  # questions on the longest way to a result


def _leads_on(catalogue: Catalogue) -> Iterator[Problem]:
    """The start and every answer name a question or an outcome of the decision."""
    for decision in catalogue.of(Decision):
        questions = [question.id for question in decision.questions]
        outcomes = [outcome.id for outcome in decision.outcomes]
        if decision.start not in questions:
            hint = nearest(decision.start, questions)
            yield catalogue.problem(decision, f"it starts with '{decision.start}', which is no question", hint, ("start",))
        for q, question in enumerate(decision.questions):
            for o, option in enumerate(question.options):
                at = ("questions", q, "options", o)
                if option.next is not None and option.next not in questions:
                    what = f"an answer leads to '{option.next}', which is no question"
                    yield catalogue.problem(decision, what, nearest(option.next, questions), (*at, "next"))
                if option.pick is not None and option.pick not in outcomes:
                    what = f"an answer picks '{option.pick}', which is no outcome"
                    yield catalogue.problem(decision, what, nearest(option.pick, outcomes), (*at, "pick"))


def _unique_names(catalogue: Catalogue) -> Iterator[Problem]:
    """Question and outcome ids are unique in a decision, and so are the answers to a question and their ids."""
    for decision in catalogue.of(Decision):
        for field in ("questions", "outcomes"):
            for name, count in Counter(item.id for item in getattr(decision, field)).items():
                if count > 1:
                    yield catalogue.problem(decision, f"the id '{name}' stands {count} times in '{field}'", at=(field,))
        for q, question in enumerate(decision.questions):
            at = ("questions", q)
            answers = Counter(option.answer.casefold() for option in question.options)
            if max(answers.values()) > 1:
                yield catalogue.problem(decision, f"the question '{question.id}' has the same answer twice", at=at)
            for name, count in Counter(option.id for option in question.options).items():
                if count > 1:
                    what = f"the question '{question.id}' has {count} answers with the id '{name}'"
                    yield catalogue.problem(decision, what, at=at)
            if sum(option.unsure for option in question.options) > 1:
                what = f"the question '{question.id}' has more than one answer marked 'unsure'"
                yield catalogue.problem(decision, what, at=at)


def _no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    """No question leads back to itself."""
    for decision in catalogue.of(Decision):
        if circle := next((way for way in _ways(decision) if len(set(way)) < len(way)), None):
            yield catalogue.problem(decision, f"the questions go in a circle: {' → '.join(circle)}", at=("questions",))


def _soon(catalogue: Catalogue) -> Iterator[Problem]:
    """A result is at most five questions away."""
    for decision in catalogue.of(Decision):
        longest = max((way for way in _ways(decision) if len(set(way)) == len(way)), key=len, default=())
        if len(longest) > DEPTH:
            what = f"{len(longest)} questions to a result: {' → '.join(longest)}"
            yield catalogue.problem(decision, what, f"at most {DEPTH}", ("questions",))


def _reachable(catalogue: Catalogue) -> Iterator[Problem]:
    """Every question and every outcome can be reached from the start."""
    for decision in catalogue.of(Decision):
        questions = {question.id: question for question in decision.questions}
        reached = {name for way in _ways(decision) for name in way}
        picked = {option.pick for name in reached if name in questions for option in questions[name].options}
        for index, question in enumerate(decision.questions):
            if question.id not in reached:
                yield catalogue.problem(decision, f"no answer leads to the question '{question.id}'", at=("questions", index))
        for index, outcome in enumerate(decision.outcomes):
            if outcome.id not in picked:
                yield catalogue.problem(decision, f"no answer leads to the outcome '{outcome.id}'", at=("outcomes", index))


def _real_choice(catalogue: Catalogue) -> Iterator[Problem]:
    """The alternative is another entry than the pick."""
    for decision in catalogue.of(Decision):
        for index, outcome in enumerate(decision.outcomes):
            if outcome.pick == outcome.alternative:
                what = f"the outcome '{outcome.id}' has '{outcome.pick}' as pick and alternative"
                yield catalogue.problem(decision, what, "what would the next-best answer be?", ("outcomes", index))


def _chosen_somewhere(catalogue: Catalogue) -> Iterator[Problem]:
    """Every technology and pattern is the pick or the alternative of an outcome, or says in `unpicked` why it isn't."""
    if catalogue.data.problems:
        return  # an entry that could not be read may be the one that chooses
    outcomes = [outcome for decision in catalogue.of(Decision) for outcome in decision.outcomes]
    chosen = {name for outcome in outcomes for name in (outcome.pick, outcome.alternative)}
    entries: tuple[Technology | Pattern, ...] = (*catalogue.of(Technology), *catalogue.of(Pattern))
    for entry in entries:
        if entry.unpicked is None and entry.id not in chosen:
            what = "no decision has it as pick or alternative"
            yield catalogue.problem(entry, what, "say why in 'unpicked', or give it its place in a decision")
        elif entry.unpicked is not None and entry.id in chosen:
            what = "'unpicked' says why no decision has it, but one does"
            yield catalogue.problem(entry, what, "take 'unpicked' away", ("unpicked",))


def _ways(decision: Decision) -> Iterator[tuple[str, ...]]:
    """Every way through the questions, from the start to a last question, or to the first that it meets again."""
    questions: dict[str, Question] = {question.id: question for question in decision.questions}
    todo: list[tuple[str, ...]] = [(decision.start,)] if decision.start in questions else []
    while todo:
        way = todo.pop()
        following = {option.next for option in questions[way[-1]].options if option.next in questions}
        again = len(set(way)) < len(way)
        yield way
        if not again:
            todo += [(*way, name) for name in sorted(following) if name is not None]


RULES = (
    Rule("D601", _leads_on),
    Rule("D602", _unique_names),
    Rule("D603", _no_circle),
    Rule("D604", _soon),
    Rule("D605", _reachable),
    Rule("D606", _real_choice),
    Rule("D607", _chosen_somewhere),
)

"""Say what is wrong with the data, where it stands, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

MOST_NAMED = 15  # allowed values that a hint lists; of more, only near ones help


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in the data file: its 1-based line, what is wrong, and a hint (may be empty)."""

    line: int
    what: str
    hint: str = ""

    def at(self, file: str) -> str:
        """The problem as `file:line: what — hint`, the form that editors turn into a link."""
        text = f"{file}:{self.line}: {self.what}"
        return f"{text} — {self.hint}" if self.hint else text


class DataError(Exception):
    """The data file can't be used; `problems` holds everything found in it, in line order."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = sorted(set(problems))
        super().__init__("\n".join(problem.at(file) for problem in self.problems))

    def report(self) -> str:
        """All problems, a line each, and a closing line that counts them."""
        count = len(self.problems)
        return f"{self}\n{count} error{'' if count == 1 else 's'} in {self.file}"


def nearest(word: str, allowed: Iterable[str], *, noun: str = "allowed") -> str:
    """A hint for a wrong `word`: the closest allowed ones, or all of them when there are few."""
    choices: Sequence[str] = sorted(allowed)
    if close := get_close_matches(word, choices, n=3, cutoff=0.6):
        return "did you mean " + " or ".join(f"'{choice}'" for choice in close) + "?"
    if choices and len(choices) <= MOST_NAMED:
        return f"{noun}: {', '.join(choices)}"
    return ""

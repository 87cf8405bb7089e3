"""What the guard has to say: one finding a line, with the file and line to go to and what to do there."""

from __future__ import annotations

from dataclasses import dataclass, field

from macros.errors import Problem


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong with a link; as text it has the form of every other error: `file:line: what — hint`.

    `target` is the link as it is written there, for whoever looks for the line that it comes from.
    """

    file: str
    line: int
    what: str
    hint: str = ""
    target: str = field(default="", compare=False)

    def __str__(self) -> str:
        return Problem(self.line, self.what, self.hint).at(self.file)

"""What the guard has to say: one finding a line, with the file and line to go to and what to do there."""

from __future__ import annotations

from dataclasses import dataclass

from macros.errors import Problem


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong with a link; as text it has the form of every other error: `file:line: what — hint`."""

    file: str
    line: int
    what: str
    hint: str = ""

    def __str__(self) -> str:
        return Problem(self.line, self.what, self.hint).at(self.file)

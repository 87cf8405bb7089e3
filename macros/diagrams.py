"""Sequence diagrams: a pattern's flow becomes an SVG when the site is built, with no script and no other host.

Drawn here, and not by `mmdr` 0.4.0 (a Mermaid renderer on PyPI), after drawing the patterns of the guide with both of its
backends. No option narrows their columns: four participants are 850 to 1260 units wide with text of 14 to 16, which is 6 px on
a phone, so every coordinate would have to be computed again. They write 8 to 28 KB a diagram, with 21 to 81 fixed colours and
ids that repeat from one diagram to the next; one adds a style sheet. What would be left of their output is less than what
stands here, and they weigh 27 MB.

How a drawing fits a phone: a label is not squeezed between two lifelines. It has the whole width for itself, above its arrow,
and the lifelines pause where it stands. So up to four participants take some 340 units, with text of 13, and five take 380.
The geometry is computed here, the SVG stands in `templates/components/flow.svg.j2`, the colours in the site's style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import ceil
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros.parts import Message

# Lengths in the drawing's own unit, of which the text has FONT.
FONT = 13
LINE = 16  # from one line of text to the next
ASCENT = 12  # from the top of a line to where its letters stand
WIDTH = 340  # unless the participants need more
WIDEST = 380  # up to here the text keeps 12 px on a phone of 390; a wider drawing is scrolled
MARGIN = 2  # around everything
PADDING = 5  # between a participant's name and its box
GAP = 4  # between two boxes, and between a label and whatever it must not touch
LONGEST_WORD = 120  # in a participant's name, before it is cut
LOOP_WIDTH, LOOP_HEIGHT = 24, 12  # a message to oneself
STEP = 10  # between two messages
SPACE = "\N{NO-BREAK SPACE}"

Anchor = Literal["start", "middle", "end"]
Kind = Literal["send", "later", "reply"]
DASHES: dict[Kind, str] = {"send": "", "later": "8 4", "reply": "2 3"}

# The width of a character in thousandths of the text's size, in the widest of the fonts that readers have (DejaVu Sans).
_WIDTHS = {
    character: width
    for characters, width in (
        (" ',.IJijl·" + SPACE, 320),
        ("/:;|\\", 340),
        ("!()-[]frt", 415),
        ('"*?_`sz–“”', 535),
        ("FLck", 580),
        ("PTYaeovxyé", 615),
        ("ABCKRVXZ", 700),
        ("&DGHNOQU", 790),
        ("#+<=>^w~×→≤≥", 840),
        ("%@MWm—…", 1000),
    )
    for character in characters
}
_OTHER_WIDTHS = {True: 640, False: 1000}  # by whether the character is ASCII

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "components"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=True,  # unlike the pages, a drawing is XML, and its labels are plain text
)


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From the left edge to the right one."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From the top edge to the bottom one."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Participant:
    """A column: a name in its box, and the lifeline below it as the stretches between the labels that it passes."""

    lines: tuple[str, ...]
    x: int
    box: Box
    lifeline: tuple[tuple[int, int], ...]

    @property
    def baseline(self) -> int:
        """The height at which the name's first line is written, so that the name stands in the middle of its box."""
        return self.box.top + (self.box.height - LINE * len(self.lines)) // 2 + ASCENT


@dataclass(frozen=True)
class Label:
    """The text of an arrow. `x` is where `anchor` says: its start, its middle or its end."""

    lines: tuple[str, ...]
    x: int
    anchor: Anchor
    box: Box

    @property
    def baseline(self) -> int:
        """The height at which the first line is written."""
        return self.box.top + ASCENT


@dataclass(frozen=True)
class Arrow:
    """A message or the reply to one: below its label, a line from one lifeline to another, or back to its own."""

    kind: Kind
    mark: str
    label: Label
    start: int
    end: int

    @property
    def loops(self) -> bool:
        """Whether the arrow comes back to where it starts."""
        return self.start == self.end

    @property
    def y(self) -> int:
        """The height at which the line starts."""
        return self.label.box.bottom + GAP

    @property
    def tip(self) -> int:
        """The height at which its head ends."""
        return self.y + LOOP_HEIGHT if self.loops else self.y

    @property
    def heading(self) -> int:
        """1 if the head points to the right, -1 if it points to the left."""
        return 1 if self.end > self.start else -1

    @property
    def dashes(self) -> str:
        """The dashes that tell a later message and a reply from a message, or nothing."""
        return DASHES[self.kind]

    @property
    def box(self) -> Box:
        """The row that the arrow and its label take."""
        right = self.start + LOOP_WIDTH if self.loops else max(self.start, self.end)
        label = self.label.box
        return Box(min(self.start, self.end, label.left), label.top, max(right, label.right), self.tip + GAP)


@dataclass(frozen=True)
class Drawing:
    """Everything that a diagram shows, with its place."""

    width: int
    height: int
    participants: tuple[Participant, ...]
    arrows: tuple[Arrow, ...]


def sequence(title: str, flow: tuple[Message, ...], anchor: str) -> str:
    """The sequence diagram of a flow: one `<svg>` element on one line, to stand in a page as it is.

    `anchor` begins the ids of its title and its description; it must be unique on the page.
    """
    drawing = lay_out(flow)
    svg = _TEMPLATES.get_template("flow.svg.j2").render(
        title=title,
        anchor=anchor,
        names=names(flow),
        steps=len(flow),
        drawing=drawing,
        wide=drawing.width > WIDEST,
        size=FONT,
        line=LINE,
        reach=LOOP_WIDTH,
    )
    return "".join(line.strip() for line in svg.splitlines())


def names(flow: Iterable[Message]) -> list[str]:
    """The participants of a flow in the order in which they first take part."""
    return list(dict.fromkeys(_plain(name) for message in flow for name in (message.from_, message.to)))


def lay_out(flow: tuple[Message, ...]) -> Drawing:
    """Give everything in a flow its place: a column for each participant, a row for each message and each reply."""
    everyone = names(flow)
    room = WIDTH / len(everyone) - GAP - 2 * PADDING
    words = [text_width(word) for name in everyone for word in name.split(" ")]
    titles = [tuple(wrap(name, max(room, min(max(words), LONGEST_WORD)))) for name in everyone]
    half = ceil(max(map(text_width, chain.from_iterable(titles))) / 2) + PADDING
    column = max(WIDTH / len(everyone), 2 * half + GAP, 2 * (LOOP_WIDTH + MARGIN))
    width = ceil(column * len(everyone))
    places = {name: round(column * (index + 0.5)) for index, name in enumerate(everyone)}
    head = MARGIN + max(map(len, titles)) * LINE + PADDING

    arrows = tuple(_arrows(flow, places, width, head + STEP))
    foot = arrows[-1].box.bottom + STEP
    labels = [arrow.label.box for arrow in arrows]
    participants = tuple(
        Participant(lines, x, Box(x - half, MARGIN, x + half, head), tuple(_stretches(x, head, foot, labels)))
        for lines, x in zip(titles, places.values(), strict=True)
    )
    return Drawing(width, foot + MARGIN, participants, arrows)


def _arrows(flow: Iterable[Message], places: dict[str, int], width: int, top: int) -> Iterator[Arrow]:
    """The arrows of a flow, from `top` downwards."""
    for number, message in enumerate(flow, start=1):
        start, end = places[_plain(message.from_)], places[_plain(message.to)]
        mark = f"{number}{SPACE}(later)" if message.later else f"{number}"
        label = _label(f"{mark}{SPACE}{_plain(message.send)}", start, end, top, width)
        yield (arrow := Arrow("later" if message.later else "send", mark, label, start, end))
        if message.reply:
            label = _label(_plain(message.reply), start, end, arrow.box.bottom, width)
            yield (arrow := Arrow("reply", "", label, end, start))
        top = arrow.box.bottom + STEP


def _label(text: str, start: int, end: int, top: int, width: int) -> Label:
    """A text over the middle of its arrow, moved inwards if it would leave the drawing."""
    lines = tuple(wrap(text, width - 2 * MARGIN))
    half = ceil(max(map(text_width, lines)) / 2)
    middle = (start + end) // 2
    bottom = top + LINE * len(lines)
    if middle - half < MARGIN:
        return Label(lines, MARGIN, "start", Box(MARGIN, top, MARGIN + 2 * half, bottom))
    if middle + half > width - MARGIN:
        return Label(lines, width - MARGIN, "end", Box(width - MARGIN - 2 * half, top, width - MARGIN, bottom))
    return Label(lines, middle, "middle", Box(middle - half, top, middle + half, bottom))


def _stretches(x: int, top: int, bottom: int, labels: Iterable[Box]) -> Iterator[tuple[int, int]]:
    """The parts of a lifeline between the labels that stand on it."""
    for label in labels:
        if label.left - GAP < x < label.right + GAP:
            yield top, label.top
            top = label.bottom
    yield top, bottom


def text_width(text: str) -> float:
    """How wide a text is at most, whichever of the readers' fonts it is set in."""
    return sum(_WIDTHS.get(character, _OTHER_WIDTHS[character.isascii()]) for character in text) * FONT / 1000


def _plain(label: str) -> str:
    """A label without the marks of code, the one piece of Markdown that it may need: to hold what looks like a tag."""
    return label.replace("`", "")


def wrap(text: str, limit: float) -> list[str]:
    """A text as lines that are no wider than `limit`: as few as possible, and of much the same width."""
    longest = max(map(text_width, text.split(" ")))
    lines = _filled(text, limit)
    while len(lines) > 1 and (limit := max(map(text_width, lines)) - 1) >= longest:
        narrower = _filled(text, limit)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _filled(text: str, limit: float) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if text_width(longer) <= limit:
            lines[-1] = longer
            continue
        *whole, rest = _cut(word, limit)
        lines += [*whole, rest]
    return [line for line in lines if line] or [""]


def _cut(word: str, limit: float) -> list[str]:
    """A word in pieces that are no wider than `limit`."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces

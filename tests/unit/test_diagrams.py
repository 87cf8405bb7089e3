from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.diagrams import FONT, LOOP_WIDTH, WIDEST, Drawing, lay_out, sequence, text_width, wrap
from macros.guide import Guide
from macros.models import Pattern
from macros.parts import Message

SVG = "{http://www.w3.org/2000/svg}"
PHONE = 358  # what a phone of 390 px leaves for the text


def message(start: str, end: str, send: str, reply: str | None = None, *, later: bool = False) -> Message:
    return Message.model_validate({"from": start, "to": end, "send": send, "reply": reply, "later": later})


FLOW = (
    message("Client", "Service", "GET /orders/9", "200 OK"),
    message("Service", "Service", "work it out"),
    message("Service", "Database", "SELECT … WHERE version < 5 & 'x'", "no row", later=True),
)
words = st.text("abiMW.…é 漢", min_size=1, max_size=100).filter(str.strip)
people = st.sampled_from(["A", "Order service", "Relay", "AVeryLongNameWithoutASpaceInIt", "Payment adapter", "F", "G", "H"])
flows = st.lists(st.builds(message, people, people, words, words | st.none(), later=st.booleans()), min_size=1, max_size=9)


def drawn(flow: tuple[Message, ...] = FLOW, title: str = "Title", anchor: str = "flow") -> Element:
    return ElementTree.fromstring(sequence(title, flow, anchor))


def groups(svg: Element, kind: str) -> list[Element]:
    return [group for group in svg.iter(f"{SVG}g") if group.get("class") == kind]


def texts(svg: Element) -> list[str]:
    return ["".join(text.itertext()).replace("\N{NO-BREAK SPACE}", " ") for text in svg.iter(f"{SVG}text")]


def assert_tidy(drawing: Drawing) -> None:
    """Nothing leaves the drawing, no row overlaps another, and no lifeline runs through a label."""
    boxes = [participant.box for participant in drawing.participants]
    rows = [arrow.box for arrow in drawing.arrows]
    for box in (*boxes, *rows):
        assert 0 <= box.left < box.right <= drawing.width
        assert 0 <= box.top < box.bottom <= drawing.height
    assert all(left.right < right.left for left, right in pairwise(boxes))
    assert all(upper.bottom <= lower.top for upper, lower in pairwise([max(boxes, key=lambda box: box.bottom), *rows]))
    for participant in drawing.participants:
        assert all(map(text_width, participant.lines))
        assert max(map(text_width, participant.lines)) < participant.box.width
        for arrow in drawing.arrows:
            label = arrow.label.box
            assert max(map(text_width, arrow.label.lines)) <= label.width
            if label.left <= participant.x <= label.right:
                assert not any(top < label.bottom and label.top < bottom for top, bottom in participant.lifeline)


def test_it_is_one_line_of_well_formed_xml() -> None:
    svg = sequence("Title", FLOW, "flow")
    assert svg.startswith("<svg ")
    assert svg.endswith("</svg>")
    assert "\n" not in svg
    assert ElementTree.fromstring(svg).tag == f"{SVG}svg"


def test_it_has_a_name_and_a_description() -> None:
    svg = drawn(title="Cache-aside", anchor="here")
    ids = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert svg.get("role") == "img"
    assert (svg.get("aria-labelledby") or "").split() == list(ids)
    assert ids == {
        "here-title": "Cache-aside",
        "here-desc": "Client, Service, Database: 3 steps from top to bottom, which are also written out.",
    }


def test_ids_begin_with_the_anchor() -> None:
    ids = [element.get("id") for anchor in ("a", "b") for element in drawn(anchor=anchor).iter() if element.get("id")]
    assert ids == ["a-title", "a-desc", "b-title", "b-desc"]


def test_it_brings_nothing_that_acts_on_the_page() -> None:
    svg = sequence("Title", FLOW, "flow")
    tags = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}
    assert tags == {"svg", "title", "desc", "g", "path", "rect", "text", "tspan"}
    assert not re.search(r"#[0-9a-f]{3}|url\(|font-family|style=|href| on\w+=", svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) == {"none", "currentColor"}


def test_it_scales() -> None:
    svg = drawn()
    assert re.fullmatch(r"0 0 \d+ \d+", svg.get("viewBox") or "")
    assert re.fullmatch(r"[\d.]+em", svg.get("width") or "")
    assert svg.get("height") is None


def test_text_is_escaped() -> None:
    flow = (message("A & B", "`<C>`", '`<b>` & "quoted"'),)
    svg = sequence("<script> & co", flow, 'x"y')
    assert "<script>" not in svg
    assert "<b>" not in svg
    assert texts(ElementTree.fromstring(svg)) == ["A & B", "<C>", '1 <b> & "quoted"']


def test_messages_are_numbered_like_the_steps_and_replies_are_not() -> None:
    assert texts(drawn()) == [
        "Client",
        "Service",
        "Database",
        "1 GET /orders/9",
        "200 OK",
        "2 work it out",
        "3 (later) SELECT … WHERE version < 5 & 'x'",
        "no row",
    ]


def test_a_long_label_has_several_lines_at_the_same_place() -> None:
    flow = (message("Client", "Service", "a label of many words " * 4),)
    text = list(drawn(flow).iter(f"{SVG}text"))[-1]
    mark, *lines = text.iter(f"{SVG}tspan")
    assert mark.get("class") == "mark"
    assert lines
    assert {line.get("x") for line in lines} == {text.get("x")}


def test_a_message_is_drawn_through_and_a_reply_and_a_later_message_are_dashed() -> None:
    svg = drawn()
    dashes = {kind: [group.get("stroke-dasharray") for group in groups(svg, kind)] for kind in ("send", "reply", "later")}
    assert dashes["send"] == [None, None]
    assert len(set(dashes["reply"])) == 1
    assert None not in dashes["reply"] + dashes["later"]
    assert set(dashes["reply"]).isdisjoint(dashes["later"])


def test_a_reply_goes_back() -> None:
    send, reply, *_ = lay_out(FLOW).arrows
    assert (reply.start, reply.end) == (send.end, send.start)
    assert (send.heading, reply.heading) == (1, -1)


def test_a_message_to_oneself_loops() -> None:
    loop = lay_out(FLOW).arrows[2]
    assert loop.loops
    assert loop.tip > loop.y
    path = groups(drawn(), "send")[1][0].get("d")
    assert path == f"M{loop.start} {loop.y}h{LOOP_WIDTH}V{loop.tip}H{loop.start}"


def test_arrows_meet_lifelines() -> None:
    drawing = lay_out(FLOW)
    columns = {participant.x: participant.lifeline for participant in drawing.participants}
    for arrow in drawing.arrows:
        for x, y in ((arrow.start, arrow.y), (arrow.end, arrow.tip)):
            assert any(top <= y <= bottom for top, bottom in columns[x])


def test_one_who_is_alone_can_be_drawn() -> None:
    flow = (message("Scheduler", "Scheduler", "wait"), message("Scheduler", "Scheduler", "try again"))
    assert_tidy(lay_out(flow))
    assert texts(drawn(flow)) == ["Scheduler", "1 wait", "2 try again"]


def test_many_participants_keep_the_size_of_the_text_and_scroll() -> None:
    flow = tuple(message(f"Participant{n}", f"Participant{n + 1}", "on") for n in range(6))
    drawing = lay_out(flow)
    svg = drawn(flow)
    assert drawing.width > WIDEST
    assert (svg.get("class"), svg.get("tabindex")) == ("wide", "0")
    assert "class" not in drawn().attrib


@settings(deadline=None)  # the first drawing also reads the template
@given(flows.map(tuple))
def test_any_flow_is_tidy(flow: tuple[Message, ...]) -> None:
    assert_tidy(lay_out(flow))
    ElementTree.fromstring(sequence("Title", flow, "flow"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("aaaa bbbb cccc dddd", ["aaaa bbbb", "cccc dddd"]),
        ("aaaa aaaa aaaa aa", ["aaaa aaaa", "aaaa aa"]),
        (" ", [""]),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaaaaa", "aaaaaaaaa"]),
    ],
)
def test_wrap_balances_lines(text: str, lines: list[str]) -> None:
    assert wrap(text, 15 * text_width("a")) == lines


@given(words, st.integers(2 * FONT, 400))
def test_wrap_loses_nothing_and_keeps_to_the_limit(text: str, limit: int) -> None:
    lines = wrap(text, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(0 < text_width(line) <= limit for line in lines)


def test_every_pattern_of_the_guide_is_small_tidy_and_readable_on_a_phone(guide: Guide) -> None:
    patterns = guide.catalogue.of(Pattern)
    assert patterns
    for pattern in patterns:
        drawing = lay_out(pattern.flow)
        svg = sequence(pattern.title, pattern.flow, "flow")
        assert_tidy(drawing)
        assert len(svg.encode()) <= 12_000
        assert svg == sequence(pattern.title, pattern.flow, "flow")
        if len(drawing.participants) <= 5:
            assert FONT * PHONE / drawing.width >= 12, f"{pattern.id} is {drawing.width} wide"

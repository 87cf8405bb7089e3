"""What the patterns, the paths and the glossary promise: enough of them, none out of reach, and related on both pages."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from macros import urls
from macros.guide import Guide
from macros.models import Path as LearningPath
from macros.models import Pattern, Term

# Who sends a reader to a pattern because of what is in front of them. Not counted: other patterns, families, technologies,
# lists, the navigation and the glossary, which know it by its name.
GUIDES = {
    ("situation", "leads_to"),
    ("situation", "text"),
    ("decision", "pick"),
    ("decision", "alternative"),
    ("decision", "read"),
    ("area", "text"),
    ("path", "read"),
}
RELATIONS = {"part_of": ("part-of", "parts"), "works_with": ("works-with",) * 2, "competes_with": ("competes-with",) * 2}


class Article:
    """A built page: the HTML of each part of it by its heading's id (of the beginning, by ""), and what each links to."""

    def __init__(self, site: Path, address: str) -> None:
        text = (site / address / "index.html").read_text(encoding="utf-8")
        body = text[text.index("<article") : text.index("</article>")]
        beginning, *parts = re.split(r'<h2 id="([^"]+)">', body)
        self.parts = {"": beginning, **dict(zip(parts[::2], parts[1::2], strict=True))}
        self._address = address

    def links(self, *parts: str) -> set[str]:
        """The addresses, from the site's root, that the parts link to (all parts, if none is named)."""
        html = "".join(self.parts.get(part, "") for part in parts or self.parts)
        return {urljoin(f"/{self._address}", href).lstrip("/") for href in re.findall(r'href="([^"]*)"', html)}


@pytest.fixture(scope="module")
def articles(guide: Guide, site: Path) -> dict[str, Article]:
    """The page of each pattern, path, technology and topic, by id."""
    kinds = {"pattern", "path", "technology", "topic"}
    return {entry.id: Article(site, urls.address(entry)) for entry in guide.catalogue if entry.kind in kinds}


def test_there_are_enough(guide: Guide) -> None:
    assert len(guide.catalogue.of(Pattern)) >= 45
    assert len(guide.catalogue.of(Term)) >= 120


def test_every_pattern_is_reached_from_a_situation_a_decision_an_area_or_a_path(guide: Guide) -> None:
    reached = {
        pattern.id
        for pattern in guide.catalogue.of(Pattern)
        if any((link.source.kind, link.role) in GUIDES for link in guide.catalogue.backlinks(pattern))
    }
    assert [pattern.id for pattern in guide.catalogue.of(Pattern) if pattern.id not in reached] == []


def test_every_technology_that_a_pattern_names_links_back(guide: Guide, articles: dict[str, Article]) -> None:
    named = 0
    for pattern in guide.catalogue.of(Pattern):
        for link in guide.catalogue.links(pattern):
            target = guide.catalogue.get(link.target)
            if target.kind in ("technology", "topic"):
                named += 1
                assert urls.address(target) in articles[pattern.id].links(), (pattern.id, target.id)
                part = "patterns" if link.role == "technologies" else "links-here"
                assert urls.address(pattern) in articles[target.id].links(part), (target.id, pattern.id)
    assert named > 100


def test_relations_show_on_both_pages(guide: Guide, articles: dict[str, Article]) -> None:
    for pattern in guide.catalogue.of(Pattern):
        for role, (here, there) in RELATIONS.items():
            for partner in guide.catalogue.all(getattr(pattern, role)):
                assert urls.address(partner) in articles[pattern.id].links(here), (pattern.id, role, partner.id)
                assert urls.address(pattern) in articles[partner.id].links(there), (partner.id, role, pattern.id)


def test_every_pattern_has_one_diagram_with_a_title_and_a_description_and_no_script(
    guide: Guide, articles: dict[str, Article]
) -> None:
    for pattern in guide.catalogue.of(Pattern):
        (svg,) = re.findall(r"<svg.*?</svg>", articles[pattern.id].parts["solution"], re.DOTALL)
        texts = {element.get("id"): (element.text or "") for element in ElementTree.fromstring(svg).iter()}
        title, description = re.findall(r'aria-labelledby="(\S+) (\S+)"', svg)[0]
        assert pattern.title in texts[title], pattern.id
        assert all(message.from_ in texts[description] for message in pattern.flow), pattern.id
        assert not re.search(r"<script|javascript:|\son\w+=|href=", svg), pattern.id


def test_every_pattern_says_its_steps_as_text_too(guide: Guide, articles: dict[str, Article]) -> None:
    for pattern in guide.catalogue.of(Pattern):
        after = articles[pattern.id].parts["solution"].partition("</figure>")[2]
        assert after.count("<li>") == len(pattern.flow), pattern.id


def test_every_stage_of_a_path_has_something_to_build_and_says_when_it_is_done(
    guide: Guide, articles: dict[str, Article]
) -> None:
    for path in guide.catalogue.of(LearningPath):
        stages = [html for part, html in articles[path.id].parts.items() if part.startswith("stage-")]
        assert 4 <= len(stages) == len(path.stages) <= 7, path.id
        for number, html in enumerate(stages, start=1):
            steps, _, build = html.partition('<div class="build">')
            assert steps.count("<li>") >= len(path.stages[number - 1].steps), (path.id, number)
            what, _, done = build.partition("<strong>You are done when</strong>")
            assert re.search(r"<strong>Build:</strong> \S", what), (path.id, number)
            assert done.count("<li>") == len(path.stages[number - 1].done_when) > 0, (path.id, number)


def test_every_path_says_where_to_go_next(guide: Guide, articles: dict[str, Article]) -> None:
    for path in guide.catalogue.of(LearningPath):
        assert {urls.address(entry) for entry in guide.catalogue.all(path.next)} <= articles[path.id].links("next"), path.id

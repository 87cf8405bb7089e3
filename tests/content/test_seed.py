"""The agent definition has the seed's structure and wording, and every phrase of it has its place on the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from macros import exports, urls
from macros.guide import Guide
from macros.models import Area, Capability, Family, Roadmap, Situation, Topic
from macros.models import Path as LearningPath

SEED = (Path(__file__).parent / "seed.md").read_text(encoding="utf-8")


def structure(text: str) -> dict[str, Any]:
    """A definition as data: its front matter, and under each heading its bullets and paragraphs, in order."""
    _, front, body = text.split("---\n", 2)
    parts: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in body.splitlines())):
        if line.startswith("#"):
            parts.append((line, []))
        else:
            parts[-1][1].append(line)
    return {"front": yaml.safe_load(front), "parts": parts}


def phrases(bullet: str) -> list[str]:
    return re.sub(r"^- \*\*.*?\*\*: ", "", bullet).split(", ")


def test_the_definition_is_the_seed(guide: Guide) -> None:
    assert structure(exports.agent(guide)) == structure(SEED)


def test_the_published_definition_is_that_definition(guide: Guide, site: Path) -> None:
    assert (site / "agent.md").read_text(encoding="utf-8") == exports.agent(guide)


def test_every_phrase_of_a_topic_links_to_an_entry_on_its_page(guide: Guide, site: Path) -> None:
    bullets = [line for line in SEED.splitlines() if line.startswith("- **")]
    topics = guide.catalogue.of(Topic)
    assert len(bullets) == len(topics) == 17
    for bullet, topic in zip(bullets, topics, strict=True):
        assert bullet.startswith(f"- **{topic.title}**: ")
        assert [item.phrase for item in topic.phrases] == phrases(bullet)
        page = (site / urls.source(topic).removesuffix(".md") / "index.html").read_text(encoding="utf-8")
        for item in topic.phrases:
            assert f">{item.phrase}</a></strong>" in page, (topic.id, item.phrase)


def test_what_the_seed_counts(guide: Guide) -> None:
    catalogue = guide.catalogue
    assert len(catalogue.of(Capability)) == 6
    assert len(catalogue.of(Area)) == 5
    assert len(catalogue.of(LearningPath)) == 11
    assert len([family for family in catalogue.of(Family) if family.in_definition]) == 6
    assert len([roadmap for roadmap in catalogue.of(Roadmap) if roadmap.in_definition]) == 14
    assert len(catalogue.of(Roadmap)) == 15
    assert len(catalogue.of(Situation)) == 5


def test_the_seeds_words_stand_on_the_pages(guide: Guide, site: Path) -> None:
    consult = (site / "consult/index.html").read_text(encoding="utf-8")
    assert all(situation.title in consult for situation in guide.catalogue.of(Situation))
    roadmaps = (site / "roadmaps/index.html").read_text(encoding="utf-8")
    assert all(f'href="{roadmap.url}"' in roadmaps for roadmap in guide.catalogue.of(Roadmap))
    for path in guide.catalogue.of(LearningPath):
        page = (site / urls.source(path).removesuffix(".md") / "index.html").read_text(encoding="utf-8")
        roadmap = guide.catalogue.get(path.roadmap)
        assert isinstance(roadmap, Roadmap)
        assert f'href="{roadmap.url}"' in page

"""From the catalogue to pages: each with its source path, title, description, the macro that fills it, and its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros import urls
from macros.catalogue import Catalogue
from macros.ledger import LEDGER
from macros.models import Area, Capability, Comparison, Decision, Family, Path, Pattern, Technology, Topic
from macros.parts import Entry
from macros.render import Renderer

OWN_PAGE = (Area, Topic, Technology, Family, Pattern, Path, Capability, Decision, Comparison)

# What a page loads of docs/assets beside what all pages load: by its template, or by its entry where it is the only one.
SCRIPTS: dict[str, tuple[str, ...]] = {
    "compare": ("compare",),
    "consult": ("consult",),
    "decision": ("decide",),
    "explore": ("explore", "filter"),
    "path": ("progress",),
    "paths": ("progress",),
}
STYLES: dict[str, tuple[str, ...]] = {
    "compare": ("choose",),
    "consult": ("decide",),
    "decision": ("decide",),
    "explore": ("choose",),
    "path": ("progress",),
}
WIDE = ("compare", "explore")


@dataclass(frozen=True)
class Page:
    """A page to be generated.

    `template` is filled by the macro `entry_page`; `line` is where the page's facts stand in the data file, or in `file`
    if one is named; a `wide` page gives the place of the table of contents to its tables.
    """

    src: str
    title: str
    description: str
    template: str
    entry_id: str = ""
    line: int = 1
    wide: bool = False
    file: str = ""

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts of docs/assets that the page loads, without their ending; all others do without."""
        return SCRIPTS.get(self.template, ()) or SCRIPTS.get(self.entry_id, ())

    @property
    def styles(self) -> tuple[str, ...]:
        """The page's own style sheets in docs/assets, without their ending."""
        return STYLES.get(self.template, ())

    @property
    def heading(self) -> str:
        """The title for a browser's tab and for search engines: a path or capability may be called as a technology is."""
        return f"{self.title} ({self.template})" if self.template in ("path", "capability") else self.title

    @property
    def macro(self) -> str:
        """The call that mkdocs-macros runs in the page's Markdown."""
        arguments = f"{self.template!r}, {self.entry_id!r}" if self.entry_id else f"{self.template!r}"
        return f"{{{{ entry_page({arguments}) }}}}"


@dataclass(frozen=True)
class Section:
    """A part of the navigation: a title, and pages (by source) or further sections in it."""

    title: str
    items: tuple[str | Section, ...]


# Pages that list entries of several kinds: source, title, description, template.
LISTS = (
    ("consult/index.md", "When to consult", "From the situation in front of you to a decision you can defend.", "consult"),
    ("compare/index.md", "Compare", "Two to four entries of one kind side by side, and which wins when.", "compare"),
    ("explore/index.md", "Explore everything", "Every entry of the guide on one page, by kind, area and situation.", "explore"),
    ("technologies/index.md", "Technologies", "Every product the guide weighs, with one line on when it fits.", "technologies"),
    ("capabilities/index.md", "Capabilities", "What the specialist can do, and which entries serve it.", "capabilities"),
    ("roadmaps/index.md", "Related roadmaps", "The roadmap.sh roadmaps that go with this guide.", "roadmaps"),
    ("glossary/index.md", "Glossary", "The terms of the field in a sentence or two, each with where to read on.", "glossary"),
    (
        "links/index.md",
        "Link health",
        "Which addresses outside the guide were alive at the last look, and which were not.",
        "links",
    ),
    ("agents/index.md", "For programs and agents", "The same facts as JSON, Markdown and an agent definition.", "agents"),
)


def pages(catalogue: Catalogue, renderer: Renderer) -> Iterator[Page]:
    """Every generated page of the site."""
    for src, title, description, template in LISTS:
        if template == "links":
            yield Page(src, title, description, template, file=LEDGER.as_posix(), wide=True)
        else:
            yield Page(src, title, description, template, line=_list_line(catalogue, template), wide=template in WIDE)
    for entry in catalogue:
        if isinstance(entry, OWN_PAGE):
            yield Page(
                urls.source(entry),
                entry.title,
                renderer.plain(entry.intent),
                entry.kind,
                entry.id,
                catalogue.line(entry.id),
                wide=isinstance(entry, Area),
            )


def _list_line(catalogue: Catalogue, template: str) -> int:
    lists = {"consult": "situations", "compare": "comparisons", "glossary": "terms"}
    return catalogue.data.line((lists.get(template, template),))


def navigation(catalogue: Catalogue) -> tuple[str | Section, ...]:
    """The navigation of the whole site; nothing in it is written by hand but the order of its tabs."""
    areas = (Section(area.short, ("/".join((area.id, "index.md")), *_inside(catalogue, area))) for area in catalogue.of(Area))
    explore = ("explore/index.md", "technologies/index.md", "roadmaps/index.md", "glossary/index.md", "capabilities/index.md")
    # Not below their index page: the theme leaves the label of a section that has one empty inside another section.
    capabilities = Section("Each capability", _sources(catalogue.of(Capability)))
    return (
        "index.md",
        Section("When to consult", ("consult/index.md", *_sources(catalogue.of(Decision)))),
        Section("Compare", ("compare/index.md", *_compared(catalogue))),
        *areas,
        Section("Explore", (*explore, capabilities, "agents/index.md", "links/index.md", "contribute.md", "about.md")),
    )


def _inside(catalogue: Catalogue, area: Area) -> Iterator[str | Section]:
    """What stands below an area: its topics, its families with their patterns, its paths, its technologies by group."""
    yield from _sources(catalogue.inside(area, Topic))
    for family in catalogue.inside(area, Family):
        yield Section(family.title, (urls.source(family), *_sources(catalogue.linking(family, Pattern, "family"))))
    yield from _sources(catalogue.inside(area, Path))
    seen: set[str] = set()
    for group in area.groups:
        members = [e for e in catalogue.of(Technology) if group.id in e.compare and e.id not in seen]
        seen |= {entry.id for entry in members}
        if group.title == area.short:
            yield from _sources(members)
        elif members:
            yield Section(group.title, _sources(members))


def _compared(catalogue: Catalogue) -> Iterator[Section]:
    """The comparisons that are written, by the group of their entries."""
    for group_id, (_, group) in catalogue.groups.items():
        if found := [comparison for comparison in catalogue.of(Comparison) if comparison.group == group_id]:
            yield Section(group.title, _sources(found))


def _sources(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(urls.source(entry) for entry in entries)

"""The guide as one object, from the data file to the text of each page: what the engine, the exports and the CLI share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from macros import checks, urls
from macros.catalogue import Catalogue
from macros.errors import DataError
from macros.glossary import Glossary
from macros.ledger import LEDGER, NOTHING_KNOWN, Ledger, read
from macros.loader import load
from macros.pages import Page, Section, navigation, pages
from macros.parts import Entry
from macros.render import Renderer

DATA = Path("data/backend.yml")


class Guide:
    """A checked catalogue, what is known of its links, and the pages that they make."""

    def __init__(
        self,
        catalogue: Catalogue,
        ledger: Ledger = NOTHING_KNOWN,
        link: Callable[[Entry], str] = urls.link,
        *,
        decorated: bool = True,
    ) -> None:
        self.catalogue = catalogue
        self.ledger = ledger
        self.renderer = Renderer(catalogue, ledger, link, decorated=decorated)
        self.pages: tuple[Page, ...] = tuple(pages(catalogue, self.renderer))
        self.navigation: tuple[str | Section, ...] = navigation(catalogue)

    @cached_property
    def glossary(self) -> Glossary:
        """The terms, to be found in the texts of the pages."""
        return Glossary(self.catalogue, self.renderer)

    def marks_terms(self, src: str) -> bool:
        """Whether terms get tooltips on the page with this source: it is generated, and isn't the glossary itself."""
        return any(page.src == src and page.template != "glossary" for page in self.pages)

    def render(self, template: str, entry_id: str = "") -> str:
        """The Markdown of a page."""
        entry = self.catalogue.get(entry_id) if entry_id else None
        return self.renderer(f"pages/{template}.md.j2", entry=entry)

    def component(self, name: str) -> str:
        """The Markdown of a part that hand-written pages show."""
        return self.renderer(f"components/{name}.md.j2", rules=checks.RULES)


def open_guide(root: Path = Path()) -> Guide:
    """The guide made from the data file and the ledger below `root`.

    Raises DataError with everything that is wrong with the file: form, references and editorial rules together.
    """
    return Guide(open_catalogue(root / DATA, DATA.as_posix()), read(root / LEDGER, LEDGER.as_posix()))


def open_catalogue(path: Path, file: str | None = None) -> Catalogue:
    """The checked catalogue of one data file, which messages call `file`. Raises DataError as `open_guide` does."""
    data = load(path, file)
    catalogue = Catalogue(data)
    if problems := (*catalogue.problems, *checks.run(catalogue)):
        raise DataError(data.file, problems)
    return catalogue

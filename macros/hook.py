"""The only file that imports mkdocs: it hands the guide to the engine, and keeps nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from macros import exports, search
from macros.errors import DataError
from macros.guide import DATA, Guide, open_guide
from macros.pages import Section


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the data before anything is cleaned or written; put the guide where the macros plugin, which is next, finds it."""
    try:
        guide = open_guide(_root(config))
    except DataError as error:
        raise PluginError(f"the data can't be used\n{error.report()}") from None
    config.extra["guide"] = guide
    if not config.repo_url:
        config.edit_uri = None  # where the source lives is not known, so nothing can be edited there
    config.nav = [_navigation(item) for item in guide.navigation]
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for everything that has one, and the files for programs."""
    guide: Guide = config.extra["guide"]
    for page in guide.pages:
        if (taken := files.get_file_from_path(page.src)) is not None:
            raise PluginError(
                f"docs/{taken.src_uri}: this page is generated from {DATA}; remove or rename the hand-written one"
            )
        front = exports.front_matter(
            title=page.title,
            heading=page.heading,
            description=page.description,
            hide=["toc"] * page.wide,
            scripts=list(page.scripts),
            styles=list(page.styles),
            search={"exclude": True},  # from the theme's index of every word; `search` writes ours
        )
        file = File.generated(config, page.src, content=f"{front}{page.macro}\n")
        file.edit_uri = f"../{page.file or DATA.as_posix()}#L{page.line}"
        files.append(file)
    for path, content in exports.files(guide, config.site_url or ""):
        # Under its own name, a `.md` source would become an HTML page.
        file = File.generated(config, f"{path}.export", content=content)
        file.dest_uri = path
        files.append(file)
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Hand the terms to the Markdown extension that marks them, which is made anew for each page and knows nothing of pages."""
    guide: Guide = config.extra["guide"]
    src = page.file.src_uri
    config.mdx_configs["macros.tooltips"] = {"glossary": guide.glossary, "page": f"/{src}"} if guide.marks_terms(src) else {}
    return markdown


@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    """After the search plugin has written its index, replace the generated pages' part of it by ours."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    if path.exists():
        guide: Guide = config.extra["guide"]
        path.write_text(search.rewrite(path.read_text(encoding="utf-8"), guide), encoding="utf-8")


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Rebuild when the data or a template changes."""
    server.watch(str(_root(config) / DATA.parent))
    server.watch(str(_root(config) / "macros" / "templates"))
    return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _navigation(item: str | Section) -> Any:
    if isinstance(item, str):
        return item
    return {item.title: [_navigation(child) for child in item.items]}

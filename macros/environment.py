"""Register the macros that pages call; nothing is computed here."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Register the macros (called by mkdocs-macros, with its plugin as `env`)."""
    guide = env.conf.extra["guide"]

    def entry_page(template: str, entry_id: str = "") -> str:
        """The Markdown of a page: a template of `templates/pages/`, with the entry of this id if it is about one."""
        return str(guide.render(template, entry_id))

    def component(name: str) -> str:
        """The Markdown of a component of `templates/components/`, for the pages that are written by hand."""
        return str(guide.component(name))

    env.macro(entry_page)
    env.macro(component)

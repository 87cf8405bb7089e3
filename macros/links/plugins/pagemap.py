"""A LinkChecker plugin: note the anchors and the links of each page, once, in the page's own row of the output."""

from __future__ import annotations

import json
from typing import Any

from linkcheck.plugins import _ContentPlugin


class PageMap(_ContentPlugin):  # type: ignore[misc] # LinkChecker ships no types
    """Adds `{"ids": [...], "links": [[line, address], ...]}` as JSON to what LinkChecker says about an HTML page."""

    def applies_to(self, url_data: Any) -> bool:
        """Whether LinkChecker shall call `check`: for each page of the site's own."""
        return bool(url_data.is_html() and url_data.valid)

    def check(self, url_data: Any) -> None:
        """Called by LinkChecker once for each page, after it was read."""
        ids: list[str] = []
        links: list[tuple[int, str]] = []
        for element in url_data.get_soup().find_all(True):
            if name := element.get("id") or (element.name == "a" and element.get("name")):
                ids.append(name)
            if address := element.get("href") or element.get("src"):
                links.append((element.sourceline, address))
        url_data.add_info(json.dumps({"ids": ids, "links": links}))

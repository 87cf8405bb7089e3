"""The command line: check the data, build the site, print the schema, export, look at the links."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from macros import exports
from macros.errors import DataError
from macros.guide import DATA, open_guide

SITE = Path("site")
NEW = Path("site.new")
LEDGER = Path("data/links.yml")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 if all is well, 1 if something is wrong with the data, pages or links."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check the data file")
    commands.add_parser("build", help="build the site; the last good one stays until the new one is complete")
    commands.add_parser("schema", help="print the JSON Schema of the data file")
    export = commands.add_parser("export", help="write the exports and the pages as plain Markdown")
    export.add_argument("folder", type=Path)
    commands.add_parser("links", help="look at every address outside the site, for real")
    options = parser.parse_args(arguments)
    try:
        match options.command:
            case "check":
                return _check()
            case "build":
                return _build()
            case "schema":
                print(json.dumps(exports.schema(), indent=1))
            case "export":
                return _export(options.folder)
            case "links":
                return _links()
    except DataError as error:
        print(error.report(), file=sys.stderr)
        return 1
    return 0


def _check() -> int:
    guide = open_guide()
    print(f"{DATA}: {len(guide.catalogue)} entries, {len(guide.pages)} pages, no errors")
    return 0


def _build() -> int:
    open_guide()  # so that wrong data is told without the engine's own words around it
    shutil.rmtree(NEW, ignore_errors=True)
    # Not --quiet: with it the engine doesn't count its warnings, and --strict lets them pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(NEW)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode:
        print(result.stdout, file=sys.stderr)
        shutil.rmtree(NEW, ignore_errors=True)
        return 1
    shutil.rmtree(SITE, ignore_errors=True)
    NEW.rename(SITE)
    print(f"{SITE}/: {sum(1 for _ in SITE.rglob('*.html'))} pages")
    return 0


def _export(folder: Path) -> int:
    guide = open_guide()
    for path, content in exports.files(guide, ""):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return 0


def _links() -> int:
    """The built site's own links first, then every address outside it; the exit code is that of the worse of the two."""
    from macros.links.crawl import CrawlError  # only here, so that `check` loads no network libraries
    from macros.links.live import live
    from macros.links.offline import offline

    guide = open_guide()
    try:
        findings = offline(SITE, guide, LEDGER)
    except CrawlError as error:
        print(error, file=sys.stderr)
        return 1
    for finding in findings:
        print(finding)
    return max(live(guide, LEDGER, site=SITE), int(bool(findings)))


if __name__ == "__main__":
    sys.exit(main())

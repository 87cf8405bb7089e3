"""The command line: check the data, build the site, print the schema, export, look at the links."""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import subprocess
import sys
from pathlib import Path

from macros import exports
from macros.addresses import in_data
from macros.errors import DataError
from macros.guide import DATA, open_guide
from macros.links.keep import new
from macros.links.strict import explained

SITE = Path("site")
NEW = Path("site.new")
# What `links` can do.
LINKS = {
    "live": "the built site's own links, then every address outside it, for real",
    "offline": "all that can be known about the built site's links without a network",
    "record": "enter new addresses in the ledger, as unverified, and drop those that the guide has no more",
    "moves": "write addresses that have moved for good anew in the data file",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 if all is well, 1 if something is wrong with the data, pages or links."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="check the data file")
    commands.add_parser("build", help="build the site; the last good one stays until the new one is complete")
    commands.add_parser("schema", help="print the JSON Schema of the data file")
    export = commands.add_parser("export", help="write the exports and the pages as plain Markdown")
    export.add_argument("folder", type=Path)
    links = commands.add_parser("links", help="look at every address outside the site, for real; or see its options")
    links.add_argument("action", nargs="?", choices=LINKS, default="live", help="; ".join(map(": ".join, LINKS.items())))
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
                return _links(options.action)
    except DataError as error:
        print(error.report(), file=sys.stderr)
        return 1
    return 0


def _check() -> int:
    gc.disable()  # the process ends after one pass over everything: there is nothing to collect, and looking takes its time
    guide = open_guide()
    for finding in new(in_data(guide.catalogue, DATA.as_posix()), guide.ledger):
        print(finding)
    print(f"{DATA}: {len(guide.catalogue)} entries, {len(guide.pages)} pages, no errors")
    return 0


def _build() -> int:
    guide = open_guide()  # so that wrong data is told without the engine's own words around it
    shutil.rmtree(NEW, ignore_errors=True)
    # Not --quiet: with it the engine doesn't count its warnings, and --strict lets them pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(NEW)]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode:
        print(result.stdout, *explained(result.stdout, guide), sep="\n", file=sys.stderr)
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


def _links(action: str) -> int:
    from macros.links.command import run  # only here, so that `check` loads no network libraries

    return run(action, open_guide(), SITE)


if __name__ == "__main__":
    sys.exit(main())

"""Measure: the build against plain MkDocs on the same pages, the growth with twice the entries, the check, the sizes."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from pathlib import Path

import yaml

from macros.guide import Guide, open_guide

ROOT = Path(__file__).parent.parent
RUNS = 3  # of which the fastest counts: the others measure what else the machine is doing


def main() -> None:
    """Print the measurements, in seconds and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        guide = open_guide(ROOT)
        generated = seconds(["mkdocs", "build", "--strict", "-q", "-d", str(here / "site")], ROOT)
        plain = seconds(["mkdocs", "build", "-q", "-d", str(here / "plain-site")], plain_project(guide, here / "plain"))
        once, twice = (seconds(["mkdocs", "build", "-q", "-d", str(here / f"s{n}")], copies(here / f"x{n}", n)) for n in (1, 2))
        print(f"pages                     {len(guide.pages)}")
        print(f"build, generated          {generated:.2f} s")
        print(f"build, plain MkDocs       {plain:.2f} s")
        print(f"ratio                     {generated / plain:.2f}  (at most 1.25)")
        print(f"entries twice / once      {twice:.2f} s / {once:.2f} s = {twice / once:.2f}  (at most 2.1)")
        print(f"check                     {seconds(['macros', 'check'], ROOT):.2f} s  (under 2)")
        for name in ("search/search_index.json", "index.html", "technologies/postgresql/index.html", "glossary/index.html"):
            data = (here / "site" / name).read_bytes()
            print(f"{name:<40} {len(data):>8} B, gzip {len(gzip.compress(data)):>7} B")


def seconds(command: list[str], folder: Path) -> float:
    """The wall-clock time of a Python module's command, the fastest of `RUNS`, in seconds."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True, capture_output=True, env=environment)
        times.append(time.perf_counter() - start)
    return min(times)


def plain_project(guide: Guide, target: Path) -> Path:
    """A project without macros or hook whose Markdown files are the pages that the guide generates."""
    shutil.copytree(ROOT / "docs", target / "docs")
    for name in ("about.md", "contribute.md", "index.md"):
        text = (target / "docs" / name).read_text(encoding="utf-8")
        text = text.replace('{{ component("rules") }}', guide.component("rules"))
        (target / "docs" / name).write_text(text.replace('{{ component("home") }}', guide.component("home")), encoding="utf-8")
    for page in guide.pages:
        file = target / "docs" / page.src
        file.parent.mkdir(parents=True, exist_ok=True)
        front = f"---\ntitle: {yaml.safe_dump(page.title).splitlines()[0]}\n---\n"
        file.write_text(front + guide.render(page.template, page.entry_id), encoding="utf-8")
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(lines).replace("hooks:\n  - macros/hook.py\n", "")
    start, end = text.index("  - macros:\n"), text.index("markdown_extensions:")
    (target / "mkdocs.yml").write_text(f"{text[:start]}\n{text[end:]}", encoding="utf-8")
    return target


def copies(target: Path, count: int) -> Path:
    """A project in which each topic, technology and pattern stands `count` times, under ids of its own."""
    for name in ("docs", "data", "macros"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    file = target / "data/backend.yml"
    data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for kind in ("technologies", "patterns", "topics"):
        entries = data[kind]
        says = {} if kind == "topics" else {"unpicked": "It is a copy."}
        for number in range(1, count):
            copied = ({**deepcopy(entry), **says, "id": f"{entry['id'][:40]}-{number}"} for entry in entries)
            data[kind] = [*data[kind], *copied]
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return target


if __name__ == "__main__":
    main()

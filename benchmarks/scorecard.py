"""Every measurement of a part of Forte, run for real and written to ``docs/scorecard/``.

``python -m benchmarks.scorecard nudges`` runs it whole and writes the page, without a name every
page; ``--fast`` runs the subset that CI runs, writes nothing, and ends with 1 when a count is not
what it must be.
"""

import argparse
import importlib
import os
import platform
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.figures import Figure

PAGES = Path(__file__).parent.parent / "docs" / "scorecard"

PARTS: dict[str, list[str]] = {
    "nudges": [
        "crash",
        "database",
        "frozen",
        "punctual",
        "zones",
        "histories",
        "degraded",
        "links",
        "throughput",
        "claim",
    ],
    "postings": ["reading"],
    "certifications": ["catalogue", "sequence", "dates", "reminders"],
    "portfolio": ["pages", "saving", "served", "pictures"],
    "story": ["capture", "paper", "pages", "bullets", "further_lines"],
}
"""For each page the modules below ``benchmarks/<page>/``, in the order they run."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("page", nargs="?", choices=sorted(PARTS), help="all of them unless named")
    parser.add_argument("--fast", action="store_true", help="the subset that CI runs")
    asked = parser.parse_args()
    figures = [
        figure
        for part in ([asked.page] if asked.page else PARTS)
        for figure in measure(part, fast=asked.fast)
    ]
    wrong = [figure for figure in figures if figure.counted and figure.met is False]
    print(f"\n{len(figures) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if asked.fast and wrong else 0


def measure(part: str, *, fast: bool) -> list[Figure]:
    """A page's figures; whole, they are written down too."""
    begun = time.monotonic()
    found = [(name, run(part, name, fast=fast)) for name in PARTS[part]]
    minutes = (time.monotonic() - begun) / 60
    if not fast:
        PAGES.mkdir(exist_ok=True)
        (PAGES / f"{part}.md").write_text(page(part, found, minutes))
    return [figure for _, mine in found for figure in mine]


def run(part: str, name: str, *, fast: bool) -> Sequence[Figure]:
    """One module's figures, printed as they are known. One that breaks off is a figure too: the
    others are measured nevertheless."""
    print(f"\n=== {name}", flush=True)
    module = importlib.import_module(f"benchmarks.{part}.{name}")
    figures: Sequence[Figure]
    try:
        figures = module.run(fast)
    except Exception as error:
        traceback.print_exc()
        figures = [Figure("It broke off", repr(error)[:200], "an end", met=False, counted=True)]
    for figure in figures:
        print(f"  {figure}", flush=True)
    return figures


def page(part: str, found: Sequence[tuple[str, Sequence[Figure]]], minutes: float) -> str:
    """The scorecard as Markdown: bad figures stand beside good ones."""
    lines = [
        f"# Scorecard: {part}",
        "",
        f"Written by `make scorecard-{part}` on {datetime.now(UTC):%-d %B %Y} in {minutes:.0f} "
        f"minutes. {machine()}",
    ]
    for name, figures in found:
        doc = importlib.import_module(f"benchmarks.{part}.{name}").__doc__ or ""
        lines += ["", f"## {doc.strip().splitlines()[0]}", ""]
        lines += ["| figure | measured | target | |", "|---|---|---|---|"]
        mark = {True: "met", False: "**not met**", None: ""}
        lines += [
            f"| {': '.join(filter(None, [f.name, f.note]))} | {f.measured} | {f.target} "
            f"| {mark[f.met]} |"
            for f in figures
        ]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """What it ran on: a figure without its machine says nothing."""
    names = ("Django", "celery", "redis", "psycopg")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    servers = ", ".join(filter(None, [_said("postgres", "-V"), _said("redis-server", "--version")]))
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}; {servers}."


def _said(command: str, option: str) -> str:
    try:
        answer = subprocess.run([command, option], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return " ".join(answer.stdout.split()[:4])


if __name__ == "__main__":
    sys.exit(main())

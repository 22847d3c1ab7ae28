"""The bullet coach held against a reader: precision and recall of each finding.

The lines were labelled from the definitions of the findings alone, before there was a rule.
``python -m benchmarks.story.bullets [--lines FILE]`` measures any file of that form.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure
from portfolio.bullets.findings import Finding
from portfolio.bullets.measuring import Agreement, Measurement, measure

LINES = Path(__file__).parents[2] / "tests/portfolio/bullets/labelled.toml"
LEAST = 0.9
"""Precision and recall that each finding has."""


def run(fast: bool, lines: Path = LINES) -> Sequence[Figure]:
    """The fast run is the whole: it takes a second."""
    found = measure(lines)
    return [
        *(_figure(finding.value, found.of(finding)) for finding in Finding),
        _figure("all findings", found.of()),
        Figure(
            "lines with exactly the findings of the reader", f"{found.agreed}/{len(found.lines)}"
        ),
    ]


def _figure(name: str, one: Agreement) -> Figure:
    return Figure(
        name,
        f"precision {one.precision:.3f}, recall {one.recall:.3f}",
        f"{LEAST} each",
        met=min(one.precision, one.recall) >= LEAST,
        counted=True,
        note=f"{one.right} right, {one.extra} too many, {one.missed} missed",
    )


def table(found: Measurement) -> str:
    """The same, side by side, with each disagreement below."""
    rows = [(finding.value, found.of(finding)) for finding in Finding] + [("all", found.of())]
    lines = [
        f"{'finding':16} {'precision':>9} {'recall':>7} {'right':>6} {'extra':>6} {'missed':>7}"
    ]
    lines += [
        f"{name:16} {one.precision:9.3f} {one.recall:7.3f}"
        f" {one.right:6} {one.extra:6} {one.missed:7}"
        for name, one in rows
    ]
    lines.append(f"{found.agreed} of {len(found.lines)} lines agree in every finding.")
    lines += [f"{kind:6} {finding}: {text}" for finding, kind, text in found.disagreements()]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--fast", action="store_true", help="the same: it takes a second")
    parser.add_argument("--lines", type=Path, default=LINES, help="a file of labelled lines")
    print(table(measure(parser.parse_args().lines)))

"""What a measurement comes to: figures beside their targets, printed and written down alike."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a scorecard. ``met`` is None where there is no target.

    ``counted``: a count of mails, rows or queries, which holds on any machine, so that the fast
    run may fail on it. Times, ratios and shares are printed and never fail anything.
    """

    name: str
    measured: str
    target: str = ""
    met: bool | None = None
    counted: bool = False
    note: str = ""

    def __str__(self) -> str:
        mark = {True: "met", False: "NOT MET", None: ""}[self.met]
        parts = [f"{self.name}: {self.measured}", self.target and f"target {self.target}", mark]
        return " · ".join(filter(None, [*parts, self.note]))


Run = Callable[[bool], Sequence[Figure]]
"""A measurement: its argument says whether the three-minute subset is wanted."""


def main(run: Run) -> None:
    """``python -m benchmarks.nudges.crash [--fast]``: run it alone and print its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fast", action="store_true", help="the subset that CI runs")
    for figure in run(parser.parse_args().fast):
        print(figure, flush=True)

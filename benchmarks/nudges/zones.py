"""The calendar: every zone, 104 weeks, three blocks."""

from collections.abc import Sequence

from benchmarks import apart
from benchmarks.figures import Figure, main


def run(fast: bool) -> Sequence[Figure]:
    """All zones and a sample on rows; fast: every fifteenth zone, and two on rows."""
    return apart.figures("benchmarks.nudges.every_zone", "fast" if fast else "whole")


if __name__ == "__main__":
    main(run)

"""The ledger's pages: bytes, queries, and time beside the frame they stand in

Measured in a process of its own, on rows in memory (see pages.py). Queries are counted at two
sizes. The floor is a page of ours with the same frame and next to nothing in it, for the same
reader; processor time, and of several runs the fastest, since the machine has other work.
"""

from collections.abc import Sequence

from benchmarks import apart
from benchmarks.figures import Figure, main


def run(fast: bool) -> Sequence[Figure]:
    """The fast run is there for its counts."""
    return apart.figures("benchmarks.certifications.pages", "fast" if fast else "whole")


if __name__ == "__main__":
    main(run)

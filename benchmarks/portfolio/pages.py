"""The portfolio's pages: queries, bytes, and time beside the frame they stand in

Measured in a process of its own, on rows in memory (see shelves.py), through Django's test client:
no web server and no network are in it. Queries are counted for somebody with one small case study
and for somebody with 200, one of which has 10,000 words and 40 pictures. The floor is the list of
somebody who has none: the same frame with three sentences in it. Processor time, and of several
runs the fastest, since the machine has other work.
"""

from collections.abc import Sequence

from benchmarks import apart
from benchmarks.figures import Figure, main


def run(fast: bool) -> Sequence[Figure]:
    """The fast run is there for its counts."""
    return apart.figures("benchmarks.portfolio.shelves", "fast" if fast else "whole")


if __name__ == "__main__":
    main(run)

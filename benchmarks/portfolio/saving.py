"""The editor's save beside its floors: queries, bytes, time

Measured in a process of its own (see saved.py), through every middleware, with the CSRF check on.
One floor is the UPDATE of the same row alone in its own transaction; the other is a view that does
nothing after session, person and CSRF token are checked. Processor time of the server's side, of
several runs the fastest, since the machine has other work.
"""

from collections.abc import Sequence

from benchmarks import apart
from benchmarks.figures import Figure, main


def run(fast: bool) -> Sequence[Figure]:
    """The fast run is there for its counts."""
    return apart.figures("benchmarks.portfolio.saved", "fast" if fast else "whole")


if __name__ == "__main__":
    main(run)

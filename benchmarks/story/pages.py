"""The pages that tell it: queries at two sizes, and time beside the smaller one's

Measured in a process of its own, on rows in memory (see tellers.py), through Django's test client:
no web server and no network are in it. Processor time, and of several runs the fastest, since the
machine has other work. The same-story check is asked once more with the longest texts and the most
facts that it takes; what it costs there is counted in tokens looked at.
``python -m benchmarks.story.pages [--fast]`` runs it alone.
"""

from collections.abc import Sequence

from benchmarks import apart
from benchmarks.figures import Figure, main


def run(fast: bool) -> Sequence[Figure]:
    """The fast run is there for its counts."""
    return apart.figures("benchmarks.story.tellers", "fast" if fast else "whole")


if __name__ == "__main__":
    main(run)

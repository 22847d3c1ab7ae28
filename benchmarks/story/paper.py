"""The one page as a PDF: of everything a person can have, and of next to nothing

Made as the button makes it, by a typesetter in a process of its own each time: the first of this
process, then ten more. ``python -m benchmarks.story.paper [--fast]`` runs it alone.
"""

from collections.abc import Sequence

from benchmarks import apart
from benchmarks.figures import Figure, main


def run(fast: bool) -> Sequence[Figure]:
    """The fast run makes each once more."""
    return apart.figures("benchmarks.story.sheets", "fast" if fast else "whole")


if __name__ == "__main__":
    main(run)

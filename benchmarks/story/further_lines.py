"""The bullet coach on lines that were labelled after its rules, by a reader who had not seen them

``python -m benchmarks.story.further_lines [--fast]`` runs it alone.
"""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, main
from benchmarks.story import bullets

LINES = Path(__file__).parents[2] / "tests/portfolio/bullets/more.toml"


def run(fast: bool) -> Sequence[Figure]:
    """The fast run is the whole: it takes a second."""
    return bullets.run(fast, LINES)


if __name__ == "__main__":
    main(run)

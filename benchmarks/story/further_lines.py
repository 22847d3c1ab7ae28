"""The bullet coach on 150 further lines, mended with them in view; first sight 0.904, 0.996

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

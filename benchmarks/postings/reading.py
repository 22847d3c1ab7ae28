"""Reading postings: how fast, and how the cost grows with the text.

The postings are made up from the words we look for, many more to a sentence than anybody writes.
Beside it the floor: cutting the same text into words, and nothing else. Processor time of this
process, and of five runs the fastest, since the machine has other work.
"""

import random
import time
from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.figures import Figure, main
from roadmap.lanes.postings.clean import clean
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.taxonomy import taxonomy
from roadmap.lanes.postings.words import words
from tests.roadmap.lanes.postings.steps import steps

POSTINGS, SIZE = 20, 20_000
BUDGET = 1.0
"""Seconds of processor time for all of them."""

SIZES = (1, 2, 4, 8)
UNIT = 20_000
MOST = 1.3
"""What twice the text may cost beyond twice the time: caches, and the collector."""

HEADINGS = ("What you will do", "Requirements", "Nice to have", "About us", "Benefits")
OPENINGS = (
    "You look after {} with us.",
    "At least {n} years of {}, and some {}.",
    "We ask for {}; {} is a plus.",
    "Ideally you have met {} in a team like ours before.",
    "Our people like {}, long walks and short meetings.",
)


def run(fast: bool) -> Sequence[Figure]:
    """Measure. The fast run is there for its counts."""
    draw = random.Random(5)
    many = [posting(draw, SIZE) for _ in range(POSTINGS)]
    for one in many:  # the index is made once, and the words are known from then on
        read(one)
    rounds = 1 if fast else 5
    all_of_it = fastest(rounds, lambda: [read(clean(one)) for one in many])
    alone = fastest(rounds, lambda: [read(one) for one in many])
    floor = fastest(rounds, lambda: [words(one) for one in many])
    return [
        Figure(
            f"{POSTINGS} postings of {SIZE // 1000} kB, cleaned and read",
            f"{all_of_it:.2f} s",
            f"{BUDGET:.0f} s",
            met=all_of_it <= BUDGET,
        ),
        Figure("Of that the reading", f"{alone:.2f} s", note=f"{alone / floor:.1f} × the floor"),
        Figure("The floor: cutting them into words", f"{floor:.3f} s"),
        *growth(draw, rounds),
        counted(draw),
    ]


def growth(draw: random.Random, rounds: int) -> list[Figure]:
    """The time of texts of once, twice, four and eight times the length."""
    whole = posting(draw, UNIT * SIZES[-1])
    times = [fastest(rounds, partial(read, whole[: UNIT * size])) for size in SIZES]
    return [
        Figure(
            f"{size} × {UNIT // 1000} kB in one posting",
            f"{taken * 1000:.0f} ms",
            f"at most {MOST * size:.1f} × the first" if size > 1 else "",
            met=taken <= MOST * size * times[0] if size > 1 else None,
            note=f"{taken / times[0]:.1f} ×" if size > 1 else "",
        )
        for size, taken in zip(SIZES, times, strict=True)
    ]


def counted(draw: random.Random) -> Figure:
    """Steps, which hold on any machine."""
    whole = posting(draw, 2 * UNIT)
    once, twice = steps(whole[:UNIT]), steps(whole)
    return Figure(
        "Lines of Python for twice the text",
        f"{twice / once:.2f} ×",
        "at most 2.2 ×",
        met=twice <= 2.2 * once,
        counted=True,
        note=f"{once:,} for {UNIT // 1000} kB",
    )


def posting(draw: random.Random, size: int) -> str:
    """A text of that many characters, full of what we look for."""
    aliases = [alias for skill in taxonomy().skill for alias in skill.aliases]
    lines = ["Platform Engineer"]
    length = 0
    while length < size:
        sentence = draw.choice(OPENINGS).replace("{n}", str(draw.randint(1, 9)))
        line = sentence.format(*draw.choices(aliases, k=2))
        lines.append(f"- {line}" if draw.random() < 0.7 else line)
        if draw.random() < 0.1:
            lines += ["", draw.choice(HEADINGS), ""]
        length += len(line) + 3
    return "\n".join(lines)[:size]


def fastest(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of processor time, of some rounds the least."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


if __name__ == "__main__":
    main(run)

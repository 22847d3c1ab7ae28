"""Texts that are made to take long: every part looks at each token a bounded number of times."""

from decimal import Decimal

import pytest

from roadmap.story.same_story import reading
from roadmap.story.same_story.check import MOST_TEXTS, check
from roadmap.story.same_story.numbers import MOST_PLACES
from roadmap.story.same_story.reading import Reading, read
from roadmap.story.same_story.statements import (
    LONGEST,
    Earned,
    Facts,
    Measured,
    Position,
    Text,
)

FACTS = Facts(
    "FinOps",
    "Security",
    [Position("Cloud engineer", "Brintal Commerce", "2024-10")],
    [Measured("Cost per 1,000 requests", Decimal("0.97"), Decimal("0.49"), "USD", "2026-05")],
    [Earned("Certified Kubernetes Administrator", "2023-11")],
)
HOSTILE = [
    "9" * LONGEST,
    "9," * (LONGEST // 2),
    "1.1." * (LONGEST // 4),
    "[(" * (LONGEST // 2),
    "a" * LONGEST,
    "a'" * (LONGEST // 2),
    "-" * LONGEST,
    " " * LONGEST,
    "\n" * LONGEST,
    "$" * LONGEST,
    "twenty-" * (LONGEST // 7),
    "one hundred and " * (LONGEST // 16),
    "cloud " * (LONGEST // 6),
    "senior engineer at " * (LONGEST // 19),
    "Brintal Commerce " * (LONGEST // 17),
    "my field is FinOps " * (LONGEST // 19),
    "Certified Kubernetes " * (LONGEST // 21),
    "from $0.97 to " * (LONGEST // 14),
    "May 2024 – " * (LONGEST // 11),
    "cost requests $0.94 " * (LONGEST // 20),
    "\u202e\u0000é٣½" * (LONGEST // 5),
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:8].encode().hex())
def test_each_token_is_looked_at_a_bounded_number_of_times(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    low = Reading.low

    def counted(self: Reading, at: int) -> str:
        nonlocal looks
        looks += 1
        return low(self, at)

    monkeypatch.setattr(Reading, "low", counted)
    check(FACTS, [Text("about", words)])
    tokens = len(read(Text("about", words)).tokens)
    assert tokens <= LONGEST
    assert looks <= 400 * tokens + 1000


def test_what_is_longer_is_cut() -> None:
    assert len(read(Text("about", "a " * LONGEST)).words) == reading.LONGEST


def test_more_texts_than_there_are_places_are_not_read() -> None:
    texts = [Text(str(number), "Requests cost $0.94, not $0.97.") for number in range(30)]
    assert len({one.text for one in check(FACTS, texts)}) <= MOST_TEXTS


def test_numbers_without_end_are_not_all_compared() -> None:
    words = "The cost of 1,000 requests fell from $0.97 to $0.94. " * 300
    assert len(check(FACTS, [Text("about", words)])) <= MOST_PLACES

"""What was reached at a former place is another figure."""

from decimal import Decimal

import pytest

from roadmap.story.same_story.check import check
from roadmap.story.same_story.statements import Facts, Measured, Position, Text

FACTS = Facts(
    positions=[
        Position("Cloud engineer", "Hallmere Logistics", "2021-04", "2024-09"),
        Position("Senior cloud engineer", "Brintal Commerce", "2024-10"),
    ],
    results=[Measured("Cloud spend", Decimal(4200), Decimal(3000), "USD per month", "2026-05")],
)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("At Hallmere Logistics I cut cloud spend by 41 %.", 0),
        ("Hallmere Logistics, Cloud engineer\n- Cloud spend: $9,000 a month", 0),
        ("At Brintal Commerce I cut cloud spend by 41 %.", 1),
        ("Brintal Commerce, Senior cloud engineer\n- Cloud spend: $9,000 a month", 1),
    ],
)
def test_where_it_was_reached(words: str, count: int) -> None:
    assert len(check(FACTS, [Text("resume", words)])) == count

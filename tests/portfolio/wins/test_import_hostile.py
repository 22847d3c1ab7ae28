"""Pull requests as JSON that nobody's tool prints."""

from datetime import UTC, date

import pytest

from portfolio.wins.importing import pull_requests
from portfolio.wins.importing.candidates import Unreadable

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text", [r'[{"title": "A", "\ud800": 1}]', r'["\ud800"]', r'{"\ud800": 1}']
)
def test_half_a_character_anywhere_can_be_shown(text: str) -> None:
    found = pull_requests.read(text, TODAY, UTC)
    said = [*found.remarks, *(one.text for one in found.unread)]
    assert said
    "".join(said).encode()


def test_a_flood_of_values_is_refused_in_a_sentence() -> None:
    with pytest.raises(Unreadable, match="30,000"):
        pull_requests.read("1 " * 490_000, TODAY, UTC)

"""What the floors above read of stories and stakeholders, in a constant number of queries."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import User
from portfolio import overview
from portfolio.overview import Function, Kind, Part
from tests.portfolio.stakeholders.rows import stakeholder, talk
from tests.portfolio.stories.rows import WHOLE, story

pytestmark = pytest.mark.django_db


def test_a_story_says_its_parts_its_length_and_when_it_was_told(
    dana: User, eve: User, django_assert_num_queries: Any
) -> None:
    story(eve)
    told = story(dana)
    told.rehearsals.create(at=datetime(2026, 11, 27, 23, 30, tzinfo=UTC), seconds=90)
    story(dana, kind="ai", result="")
    with django_assert_num_queries(1):
        ai, one = overview.stories(dana)
    assert (ai.kind, ai.parts[Part.RESULT], ai.rehearsed_on) == (Kind.AI, "", None)
    assert one.parts == WHOLE
    assert list(one.parts) == list(Part)
    assert (one.path, one.rehearsed_on) == (f"/stories/{told.pk}/", date(2026, 11, 28))
    assert 0 < ai.seconds < one.seconds


def test_a_stakeholder_says_what_they_said_last(
    dana: User, eve: User, django_assert_num_queries: Any
) -> None:
    talk(stakeholder(eve))
    who = stakeholder(dana)
    for day in (1, 2, 3, 4):
        talk(who, on=date(2026, 11, day), said=f"On day {day}")
    stakeholder(dana, name="Priya", function="finance")
    with django_assert_num_queries(2):
        priya, ines = overview.stakeholders(dana)
    assert (priya.function, priya.said) == (Function.FINANCE, ())
    assert [one.said for one in ines.said] == ["On day 4", "On day 3", "On day 2"]
    assert ines.path == f"/stakeholders/{who.pk}/"

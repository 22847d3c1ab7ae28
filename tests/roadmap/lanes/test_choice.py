"""How a choice says its limit, and what breaks it."""

from decimal import Decimal

import pytest

from roadmap.lanes.models import Choice


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("p95 latency", "p95 latency stays under 5 %"),
        ("failed deployments", "failed deployments stay under 5 %"),
        ("share of failed deployments", "share of failed deployments stays under 5 %"),
        ("errors per day", "errors per day stay under 5 %"),
        ("request success", "request success stays under 5 %"),
    ],
)
def test_the_limit_is_a_clause_with_the_right_verb(what: str, said: str) -> None:
    assert Choice(limit_what=what, limit_value=Decimal(5), limit_unit="%").limit_said == said


def test_a_limit_without_a_figure_is_a_clause_too() -> None:
    assert Choice(limit_what="users").limit_said == "users do not suffer"
    assert Choice().limit_said == ""


def test_a_limit_breaks_on_its_wrong_side_only() -> None:
    under = Choice(limit_what="p95", limit_value=Decimal(900), limit_sense="under")
    assert [under.breaks_limit(Decimal(v)) for v in (899, 900, 901)] == [False, True, True]
    over = Choice(limit_what="availability", limit_value=Decimal(99), limit_sense="over")
    assert [over.breaks_limit(Decimal(v)) for v in (98, 99, 100)] == [True, True, False]
    assert not over.breaks_limit(None)

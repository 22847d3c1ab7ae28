"""What counts as paid, what is still to come, and on which day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from certifications.money import costs
from certifications.money.budget_year import year_of
from certifications.money.costs import Cap, Kind, Money
from certifications.money.picture import draw
from common import metrics

CKA = Money(
    key=1,
    slug="cka",
    name="CKA",
    list_fee=Decimal(409),
    training=Decimal(100),
    travel=Decimal(20),
    retake=Decimal(50),
    lab_cap=Decimal(40),
    labs=((date(2026, 10, 3), Decimal(15)),),
    attempts=2,
)


def ahead(money: Money) -> dict[Kind, Decimal]:
    return {cost.kind: cost.amount for cost in costs.ahead(money)}


def paid(money: Money) -> list[tuple[Kind, Decimal, date | None]]:
    return [(cost.kind, cost.amount, cost.on) for cost in costs.paid(money)]


def test_all_of_it_is_to_come_while_nothing_is_paid() -> None:
    assert ahead(CKA) == {
        Kind.LAB: Decimal(25),
        Kind.FEE: Decimal(409),
        Kind.TRAINING: Decimal(100),
        Kind.TRAVEL: Decimal(20),
        Kind.RETAKE: Decimal(50),
    }
    assert paid(CKA) == [(Kind.LAB, Decimal(15), date(2026, 10, 3))]


def test_the_fee_somebody_typed_takes_the_place_of_the_list_price() -> None:
    assert ahead(replace(CKA, fee=Decimal(0)))  # an employee's free voucher
    assert Kind.FEE not in ahead(replace(CKA, fee=Decimal(0)))
    assert ahead(replace(CKA, fee=Decimal(380)))[Kind.FEE] == 380


def test_paid_on_pays_fee_training_and_travel_and_leaves_the_retake() -> None:
    one = replace(CKA, paid_on=date(2026, 11, 2), labs=())
    assert ahead(one) == {Kind.LAB: Decimal(40), Kind.RETAKE: Decimal(50)}
    assert paid(one) == [
        (Kind.FEE, Decimal(409), date(2026, 11, 2)),
        (Kind.TRAINING, Decimal(100), date(2026, 11, 2)),
        (Kind.TRAVEL, Decimal(20), date(2026, 11, 2)),
    ]


def test_what_was_put_aside_is_free_again_after_passing() -> None:
    passed = replace(CKA, is_open=False, is_passed=True, exam_on=date(2026, 11, 20))
    assert ahead(passed) == {}
    assert (Kind.FEE, Decimal(409), date(2026, 11, 20)) in paid(passed)
    assert Kind.RETAKE not in {kind for kind, _, _ in paid(passed)}


@pytest.mark.parametrize(
    ("put_aside", "attempts", "costs_again"), [(50, 2, 50), (None, 2, 0), (None, 1, 409)]
)
def test_a_second_sitting_costs_what_was_put_aside_else_nothing_while_the_fee_pays_for_it(
    put_aside: int | None, attempts: int, costs_again: int
) -> None:
    retake = None if put_aside is None else Decimal(put_aside)
    failed = replace(CKA, retake=retake, attempts=attempts, sat_on=(date(2026, 11, 1),))
    assert ahead(failed).get(Kind.RETAKE, 0) == costs_again
    assert Kind.FEE not in ahead(failed)
    twice = replace(failed, is_open=False, sat_on=(date(2026, 11, 1), date(2026, 12, 1)))
    again = [amount for kind, amount, day in paid(twice) if kind is Kind.RETAKE]
    assert sum(again) == costs_again


def test_letting_go_keeps_what_was_paid_and_plans_nothing() -> None:
    gone = replace(CKA, is_open=False, paid_on=date(2026, 9, 1))
    assert ahead(gone) == {}
    assert sum(amount for _, amount, _ in paid(gone)) == 544


@pytest.mark.parametrize(
    ("spent", "most", "said"),
    [
        (10, None, Cap.NONE),
        (0, 0, Cap.WELL),
        (31, 40, Cap.WELL),
        (32, 40, Cap.NEAR),
        (40, 40, Cap.NEAR),
        (41, 40, Cap.OVER),
        (1, 0, Cap.OVER),
    ],
)
def test_lab_money_against_its_cap(spent: int, most: int | None, said: Cap) -> None:
    assert costs.cap(Decimal(spent), None if most is None else Decimal(most)) is said


def test_a_budget_year_may_begin_in_any_month() -> None:
    year = year_of(date(2027, 3, 31), 4)
    assert (year.start, year.last_day) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (year.name, year.following.name) == (
        "April 2026 to March 2027",
        "April 2027 to March 2028",
    )
    assert year_of(date(2027, 4, 1), 4) == year.following
    assert year_of(date(2027, 3, 31), 1).name == "2027"
    assert [month.month for month in year.months] == [*range(4, 13), 1, 2, 3]


def test_the_picture_adds_up_by_month_and_keeps_the_employer_apart() -> None:
    one = replace(CKA, paid_on=date(2026, 11, 2))
    theirs = replace(CKA, by_employer=True, paid_on=date(2026, 12, 2), labs=())
    planned = [replace(cost, on=date(2026, 12, 9)) for cost in costs.ahead(one)]
    year = year_of(date(2026, 11, 28), 1)
    found = draw(year, [*costs.paid(one), *costs.paid(theirs)], planned, Decimal(500))
    figures = {m.first.month: (m.paid, m.planned, m.employer) for m in found.filled}
    assert figures == {10: (15, 0, 0), 11: (529, 0, 0), 12: (0, 75, 529)}
    assert (found.own, found.left, found.over, found.employer) == (619, -119, 119, 529)
    assert len(found.paid_bars) == 2
    assert len(found.planned_bars) == len(found.employer_bars) == 1
    # What the year costs stands above what it may cost.
    assert found.budget_y is not None
    assert found.planned_bars[0].y < found.budget_y
    assert draw(year.following, costs.paid(one), [], None).is_empty


@pytest.mark.parametrize(
    ("value", "currency", "said"),
    [
        ("1168.00", "USD", "$1,168"),
        ("445.5", "EUR", "€445.50"),
        ("9.2", "CHF", "CHF\u00a09.20"),
        ("-5", "GBP", "−£5"),
    ],
)
def test_an_amount_has_its_cents_where_it_has_any(value: str, currency: str, said: str) -> None:
    assert metrics.money(Decimal(value), currency) == said

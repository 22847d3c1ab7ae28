"""One result in the terms of each function: figures as they were measured, and nothing invented."""

import re
from decimal import Decimal
from typing import Any

import pytest

from common.metrics import Sense
from portfolio.results.change import Limit
from portfolio.results.figures import Figure
from portfolio.results.models import Outcome
from portfolio.stakeholders.functions import MAIN, functions, is_suggested
from portfolio.stakeholders.models import Function
from portfolio.stakeholders.wording import Measured, draft, frames, outcome_of, yearly

SPEND = Figure(
    "Cloud spend", "from $4,200 to $3,000 per month (−29\u00a0%)", "improvement",
    "$4,200", "$3,000", measured="measured in November 2026",
)  # fmt: skip
KEPT = Limit("p95 latency", Sense.UNDER, Decimal(900), "ms", Decimal(820))


def measured(**fields: Any) -> Measured:
    return Measured(**{"figure": SPEND, "outcome": Outcome.SPEND, **fields})


def test_finance_hears_money_first_and_what_it_makes_in_a_year() -> None:
    said = draft(Function.FINANCE, measured(limit=KEPT, yearly="$14,400"))
    assert said == (
        "Cloud spend went from $4,200 to $3,000 per month (−29 %), measured in November 2026. "
        "That is $14,400 a year if use stays as it is. It is a lower run rate, not a one-off, and "
        "you can carry it into the forecast. It was not bought with something else: p95 latency "
        "stayed under 900 ms (820 ms)."
    )


def test_security_hears_risk_and_control() -> None:
    said = draft(Function.SECURITY, measured(limit=KEPT, yearly="$14,400"))
    assert said.startswith("What nobody used is gone, and with it what nobody patched.")
    assert "The control held: p95 latency stayed under 900 ms" in said
    assert "a year" not in said


@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_two_functions_are_told_the_same(outcome: Outcome) -> None:
    said = {draft(one, measured(outcome=outcome, limit=KEPT)) for one in Function}
    assert len(said) == len(Function)


@pytest.mark.parametrize("function", list(Function))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_figure_of_a_draft_is_one_of_the_result(function: Function, outcome: Outcome) -> None:
    said = draft(function, measured(outcome=outcome, limit=KEPT))
    known = re.findall(r"\d[\d,]*", f"{SPEND.said} {SPEND.measured} 900 820 95")
    assert set(re.findall(r"\d[\d,]*", said)) <= set(known)
    assert "{" not in said


def test_what_did_not_improve_is_said_to_nobody_as_a_gain() -> None:
    worse = Figure("Cloud spend", "from $3 to $4 (+33 %)", "no improvement", "$3", "$4")
    broke = Limit("p95 latency", Sense.UNDER, Decimal(900), "ms", Decimal(950))
    said = draft(Function.FINANCE, measured(figure=worse, limit=broke, yearly="$9"))
    assert said == (
        "Cloud spend did not improve: from $3 to $4 (+33 %). p95 latency broke its limit of "
        "900 ms: 950 ms. There is no saving to book, and I will not carry one into the forecast."
    )


def test_a_baseline_is_no_result_yet() -> None:
    first = Figure("Time to restore", "4 h", "baseline", "4 h")
    said = draft(Function.OPERATIONS, measured(figure=first, limit=KEPT))
    assert said == (
        "Time to restore stands at 4 h. It is the figure from before, so that we notice when it "
        "moves. Meanwhile p95 latency has to stay under 900 ms."
    )


def test_a_limit_that_nobody_measured_is_said_so() -> None:
    open_limit = Limit("the error share", Sense.UNDER, Decimal(2), "%")
    said = draft(Function.PRODUCT, measured(limit=open_limit))
    assert "Whether the error share kept its limit is not measured yet." in said


def test_what_it_is_about_is_said_or_money_or_open() -> None:
    assert outcome_of("audit", "USD per month") is Outcome.AUDIT
    assert outcome_of("", "USD per 1,000 requests") is Outcome.SPEND
    assert outcome_of("", "min") is Outcome.OTHER


@pytest.mark.parametrize(
    ("before", "after", "unit", "said"),
    [
        (4200, 3000, "USD per month", "$14,400"),
        (3000, 4200, "USD per month", ""),
        (3, 2, "USD per 1,000 requests", ""),
        (240, 25, "min", ""),
        (240, None, "USD per month", ""),
    ],
)
def test_a_year_is_twelve_of_what_is_saved_each_month(
    before: int, after: int | None, unit: str, said: str
) -> None:
    assert yearly(Decimal(before), None if after is None else Decimal(after), unit) == said


def test_every_function_has_its_facts_and_its_frame() -> None:
    assert set(functions()) == set(frames()) == set(Function)
    assert {len(one.asks) for one in functions().values()} == {3}
    assert list(functions())[:4] == list(MAIN)
    assert is_suggested(Function.DATA, functions()[Function.DATA].numbers)
    assert not is_suggested(Function.DATA, "The invoice of March")

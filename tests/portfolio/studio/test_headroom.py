"""Overprovision, or optimise first: the worksheet and what it writes."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from portfolio.casestudies.headroom import Answer, Case, as_words, because, turns
from portfolio.casestudies.models import CaseStudy
from tests.portfolio.rows import case, write

TYPED = {
    "spare": "900",
    "saving": "700",
    "hours": "20",
    "rate": "80",
    "months": "12",
    "short": "0",
    "outage": "0",
}


def weigh(**figures: int) -> Case:
    given = {name: int(value) for name, value in TYPED.items()} | figures
    return Case(**{name: Decimal(value) for name, value in given.items()})


def test_work_that_is_paid_soon_comes_first() -> None:
    found = weigh()
    assert found.answer is Answer.OPTIMISE
    assert found.pays_after == 3
    assert because(found) == (
        "The work costs 1,600, is paid after 3 months, and over 12 months comes to 6,800 less."
    )
    assert turns(found) == [
        "It pays once this runs for 3 months.",
        "It stops to pay above 105 hours of work.",
    ]


def test_work_that_is_never_paid_back_waits() -> None:
    assert weigh(hours=200).answer is Answer.SPARE


def test_running_short_can_cost_more_than_the_spare_capacity() -> None:
    found = weigh(short=1, outage=6000)
    assert found.answer is Answer.SPARE
    assert found.pays_after is None
    assert because(found) == "Running short would cost 6,000 a month, and optimising saves 700."
    assert turns(found) == ["It stops to pay when an hour of running short costs more than 566."]


def test_two_ways_that_cost_about_the_same_are_not_told_apart() -> None:
    assert weigh(hours=105).answer is Answer.CLOSE


figures = st.integers(0, 10_000)


@given(figures, figures, figures, figures, st.integers(1, 60), figures, figures)
def test_more_work_never_speaks_for_optimising(
    spare: int, saving: int, hours: int, rate: int, months: int, short: int, outage: int
) -> None:
    values = [Decimal(one) for one in (spare, min(spare, saving), hours, rate, months)]
    less = Case(*values, Decimal(short), Decimal(outage))
    more = Case(*values[:2], Decimal(hours + 1), *values[3:], Decimal(short), Decimal(outage))
    order = [Answer.OPTIMISE, Answer.CLOSE, Answer.SPARE]
    assert more.net <= less.net
    if less.net <= 0:
        assert more.answer is not Answer.OPTIMISE
    assert as_words(less).startswith(tuple(str(one.label) for one in order))


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return case(dana)


def test_a_look_keeps_nothing(as_dana: Client, study: CaseStudy) -> None:
    page = as_dana.get(reverse("casestudy-headroom", args=[study.pk]), TYPED)
    assert "Optimise first." in page.content.decode()
    assert not study.passages.exists()


def test_the_answer_goes_below_what_is_written(as_dana: Client, study: CaseStudy) -> None:
    write(study, evidence__finops_headroom="Kept 30 % spare.")
    study.passages.update(slot="evidence.finops-headroom")
    answer = as_dana.post(reverse("casestudy-headroom", args=[study.pk]), TYPED)
    assert answer.status_code == 302
    text = study.passages.get().text
    assert text.startswith("Kept 30 % spare.\n\nOptimise first. The work costs 1,600")


def test_in_another_lane_it_goes_to_the_decision_on_cost(as_dana: Client, dana: User) -> None:
    study = case(dana, lane="security")
    as_dana.post(reverse("casestudy-headroom", args=[study.pk]), TYPED)
    assert study.passages.get().slot == "decision.cost"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("saving", "901", "It cannot save more than the spare capacity costs."),
        ("hours", "-1", "Enter zero or more."),
        ("months", "0", "It runs for some time, or there is nothing to weigh."),
        ("rate", "cheap", "This is no number."),
    ],
)
def test_what_cannot_be_is_said_and_stays(
    as_dana: Client, study: CaseStudy, name: str, value: str, said: str
) -> None:
    for send in (as_dana.get, as_dana.post):
        page = send(reverse("casestudy-headroom", args=[study.pk]), {**TYPED, name: value})
        text = page.content.decode()
        assert said in text
        assert f'value="{value}"' in text
    assert not study.passages.exists()


def test_a_stranger_finds_none(as_eve: Client, study: CaseStudy) -> None:
    assert as_eve.get(reverse("casestudy-headroom", args=[study.pk])).status_code == 404
    assert as_eve.post(reverse("casestudy-headroom", args=[study.pk]), TYPED).status_code == 404

"""Budget, currency, the costs of one exam and of its labs: what is kept and what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.models import Budget, LabCost
from tests.certifications.money.rows import TODAY, budget, costs, goal, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november", "catalogue")]


# --- Budget and currency --------------------------------------------------------------------------


def test_a_budget_is_kept_and_its_year_begins_where_said(as_dana: Client, dana: User) -> None:
    goal(dana)
    post(as_dana, "money-budget", yearly="500", starts_month="4")
    assert "April 2026 to March 2027" in page(as_dana)
    post(as_dana, "money-budget", yearly="", starts_month="4")
    assert Budget.objects.get(user=dana).yearly is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"yearly": "-1"}, "An amount is not negative."),
        ({"yearly": "much"}, "This is no amount. Write it like 445.50."),
        ({"yearly": "99999999999"}, "That is more than we can count."),
        ({"yearly": "1.234"}, "Cents have two digits."),
        ({"starts_month": "13"}, "Choose one of the twelve months."),
    ],
)
def test_a_budget_that_cannot_be_gets_a_sentence(
    as_dana: Client, typed: dict[str, str], said: str
) -> None:
    answer = post(as_dana, "money-budget", **{"yearly": "10", "starts_month": "1", **typed})
    assert said in answer.content.decode()
    assert not Budget.objects.exists()
    if "yearly" in typed:
        assert f'value="{typed["yearly"]}"' in answer.content.decode()


def test_another_currency_converts_what_was_typed_and_says_so(as_dana: Client, dana: User) -> None:
    budget(dana, yearly=Decimal(1000))
    made = goal(dana, fee=Decimal(400), training=Decimal("19.99"))
    LabCost.objects.create(goal=made, on=TODAY, amount=Decimal(10))
    answer = post(
        as_dana, "money-currency", currency=" eur ", usd_rate="0.92", rate_on="2026-11-27"
    )
    assert "4 amounts are converted from USD to EUR, by the two rates." in answer.content.decode()
    made.refresh_from_db()
    assert (made.fee, made.training, made.travel) == (Decimal(368), Decimal("18.39"), None)
    assert made.lab_costs.get().amount == Decimal("9.20")
    kept = Budget.objects.get(user=dana)
    assert (kept.currency, kept.yearly, kept.rate_on) == ("EUR", 920, date(2026, 11, 27))

    post(as_dana, "money-currency", currency="CHF", usd_rate="0.46")
    made.refresh_from_db()
    assert made.fee == Decimal(184)


def test_a_new_rate_alone_leaves_what_was_typed(as_dana: Client, dana: User) -> None:
    budget(dana, currency="EUR", usd_rate=Decimal("0.92"), yearly=Decimal(1000))
    typed, priced = goal(dana, fee=Decimal(400)), goal(dana, "kcna")
    post(as_dana, "money-currency", currency="EUR", usd_rate="0.5")
    typed.refresh_from_db()
    assert (typed.fee, Budget.objects.get(user=dana).yearly) == (400, 1000)
    assert "€125 at your rate" in page(as_dana, "money-exam", priced.pk)


def test_back_in_dollars_the_rate_is_one(as_dana: Client, dana: User) -> None:
    budget(dana, currency="EUR", usd_rate=Decimal("0.5"), yearly=Decimal(100))
    post(as_dana, "money-currency", currency="USD", usd_rate="0.5")
    kept = Budget.objects.get(user=dana)
    assert (kept.usd_rate, kept.yearly) == (1, 200)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"usd_rate": "0"}, "A dollar costs something: the rate is more than zero."),
        ({"usd_rate": "-0.92"}, "A dollar costs something: the rate is more than zero."),
        ({"usd_rate": "0.00001"}, "Has a digit slipped?"),
        ({"usd_rate": "92000000"}, "Has a digit slipped?"),
        ({"usd_rate": "one"}, "This is no rate. Write it like 0.92."),
        ({"usd_rate": "NaN"}, "This is no rate. Write it like 0.92."),
        ({"usd_rate": ""}, "Say what one US dollar costs in EUR."),
        ({"usd_rate": "1"}, "That is the rate of USD."),
        ({"currency": "€"}, "A currency has three letters, such as EUR."),
        ({"currency": "EURO"}, "A currency has three letters, such as EUR."),
        ({"rate_on": "2026-11-29"}, "That day is still to come."),
        ({"rate_on": "0001-01-01"}, "Is the year right?"),
        ({"rate_on": "soon"}, "This is no date. Write it like 2027-01-31."),
    ],
)
def test_a_rate_that_cannot_be_gets_a_sentence_and_converts_nothing(
    as_dana: Client, dana: User, typed: dict[str, str], said: str
) -> None:
    made = goal(dana, fee=Decimal(400))
    form = {"currency": "EUR", "usd_rate": "0.92", "rate_on": "2026-11-27", **typed}
    assert said in post(as_dana, "money-currency", **form).content.decode()
    made.refresh_from_db()
    assert made.fee == 400
    assert not Budget.objects.exists()


def test_a_currency_that_costs_a_dollar_by_law_may_stand_at_one(as_dana: Client) -> None:
    post(as_dana, "money-currency", currency="PAB", usd_rate="1")
    assert Budget.objects.get().currency == "PAB"


def test_an_amount_that_would_not_fit_stops_the_whole_conversion(
    as_dana: Client, dana: User
) -> None:
    small, large = goal(dana, fee=Decimal(400)), goal(dana, "cks", fee=Decimal(9_000_000))
    answer = post(as_dana, "money-currency", currency="VND", usd_rate="25000")
    assert "one of your amounts has too many digits" in answer.content.decode()
    small.refresh_from_db()
    large.refresh_from_db()
    assert (small.fee, large.fee) == (400, 9_000_000)
    assert not Budget.objects.exists()


def test_an_old_rate_is_worth_another_look(as_dana: Client, dana: User) -> None:
    goal(dana)
    made = budget(dana, currency="EUR", usd_rate=Decimal("0.92"), rate_on=date(2026, 11, 1))
    assert "your rate of 1 November 2026" in page(as_dana)
    assert "worth another look" not in page(as_dana)
    Budget.objects.filter(pk=made.pk).update(rate_on=date(2026, 8, 1))
    assert "worth another look" in page(as_dana)


@pytest.mark.parametrize(
    "wrong",
    [{"usd_rate": 0}, {"usd_rate": 2}, {"yearly": -1}, {"starts_month": 13}],
)
def test_the_database_refuses_it_too(dana: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        budget(dana, **wrong)


# --- One exam -------------------------------------------------------------------------------------


def test_what_an_exam_costs_is_kept_and_its_state_left_alone(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    answer = post(
        as_dana,
        "money-exam",
        made.pk,
        **costs(fee="395", training="49.90", retake="0", lab_cap="40", paid_by="employer"),
        state="passed",
    )
    assert answer.redirect_chain[-1][0] == reverse("money")
    made.refresh_from_db()
    assert (made.fee, made.training, made.retake) == (395, Decimal("49.90"), 0)
    assert (made.lab_cap, made.paid_by, made.state) == (40, "employer", "planned")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fee": "-5"}, "An amount is not negative."),
        ({"training": "12,5,0"}, "This is no amount. Write it like 445.50."),
        ({"travel": "123456789012"}, "That is more than we can count."),
        ({"fee_paid_on": "2026-11-29"}, "That day is still to come."),
        ({"fee_paid_on": "1926-11-29"}, "Is the year right?"),
    ],
)
def test_a_cost_that_cannot_be_gets_a_sentence_and_stays_in_its_field(
    as_dana: Client, dana: User, typed: dict[str, str], said: str
) -> None:
    made = goal(dana)
    answer = post(as_dana, "money-exam", made.pk, **costs(lab_cap="77", **typed))
    found = answer.content.decode()
    assert said in found
    assert f'value="{next(iter(typed.values()))}"' in found
    assert 'value="77"' in found
    made.refresh_from_db()
    assert made.lab_cap is None


def test_the_list_price_at_the_persons_rate_stands_ready(as_dana: Client, dana: User) -> None:
    budget(dana, currency="EUR", usd_rate=Decimal("0.92"), rate_on=TODAY)
    found = page(as_dana, "money-exam", goal(dana).pk)
    assert 'placeholder="409.40"' in found
    assert "The list price is $445, €409.40 at your rate." in found
    assert "The fee pays for 2 sittings." in found


def test_a_lab_that_costs_is_asked_for_its_alarm_and_its_switch(
    as_dana: Client, dana: User
) -> None:
    made = goal(dana, lab_cap=Decimal(40))
    lab = {"on": "2026-11-27", "amount": "12.40", "what": "EKS for three evenings"}
    answer = post(as_dana, "money-lab", made.pk, **lab)
    assert "Kept. Set a billing alarm before you go on." in answer.content.decode()
    assert "“EKS for three evenings” of 27 November may still be running." in page(as_dana)
    assert "No billing alarm is set." in page(as_dana)

    kept = LabCost.objects.get()
    post(as_dana, "money-lab-alarm", kept.pk, set="yes")
    assert "No billing alarm is set." not in page(as_dana)
    post(as_dana, "money-lab-off", kept.pk, off="yes", next=reverse("money"))
    assert "may still be running" not in page(as_dana)
    post(as_dana, "money-lab-off", kept.pk, off="no")
    assert "may still be running" in page(as_dana)


def test_lab_money_near_and_over_its_cap_is_said(as_dana: Client, dana: User) -> None:
    made = goal(dana, lab_cap=Decimal(40))
    off = {"on": "2026-11-27", "alarm_set": "on", "switched_off": "on"}
    post(as_dana, "money-lab", made.pk, amount="33", **off)
    assert "nearly used up" in page(as_dana)
    answer = post(as_dana, "money-lab", made.pk, amount="12", **off)
    assert "Kept. Lab money is over its cap by $5." in answer.content.decode()
    assert "$5 over" in page(as_dana)


def test_a_lab_cost_that_was_wrong_can_go(as_dana: Client, dana: User) -> None:
    made = goal(dana)
    lab = LabCost.objects.create(goal=made, on=TODAY, amount=Decimal(3))
    assert "The lab cost is gone." in post(as_dana, "money-lab-remove", lab.pk).content.decode()
    assert not LabCost.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "-3"}, "An amount is not negative."),
        ({"amount": ""}, "This field is required."),
        ({"on": "2026-12-24"}, "That day is still to come."),
        ({"what": "x" * 161}, "A line is enough: 160 characters."),
    ],
)
def test_a_lab_cost_that_cannot_be_gets_a_sentence(
    as_dana: Client, dana: User, typed: dict[str, str], said: str
) -> None:
    made = goal(dana)
    form = {"on": "2026-11-27", "amount": "3", "what": "a cluster", **typed}
    found = post(as_dana, "money-lab", made.pk, **form).content.decode()
    assert said in found
    assert form["what"] in found
    assert not LabCost.objects.exists()


def test_nothing_changes_on_a_get(as_dana: Client, dana: User) -> None:
    made, other = goal(dana), goal(dana, "cks")
    lab = LabCost.objects.create(goal=made, on=TODAY, amount=Decimal(3))
    for name, *args in (
        ("money-lab", made.pk),
        ("money-before", other.pk, made.pk),
        ("money-lab-alarm", lab.pk),
        ("money-lab-off", lab.pk),
        ("money-lab-remove", lab.pk),
    ):
        assert as_dana.get(reverse(name, args=args)).status_code == 405, name


def test_amounts_typed_before_another_tab_changed_the_currency_are_not_taken_for_it(
    as_dana: Client, dana: User
) -> None:
    mine = goal(dana)
    old_tab = page(as_dana)
    assert "$445" in old_tab
    post(as_dana, "money-currency", currency="EUR", usd_rate="0.92")
    address = reverse("money-exam", args=[mine.pk])
    said = as_dana.post(address, {**costs(fee="445"), "typed_in": "USD"}).content.decode()
    assert "Your currency is EUR now, and this was typed in USD." in said
    assert 'value="445"' in said
    assert 'name="typed_in" value="EUR"' in said
    mine.refresh_from_db()
    assert mine.fee is None
    as_dana.post(address, {**costs(fee="409.40"), "typed_in": "EUR"})
    mine.refresh_from_db()
    assert mine.fee == Decimal("409.40")

"""What a person does with the money of their certifications, and what is refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.models import Budget, Certification, Credential, Goal, LabCost, Sitting
from tests.people import unproven

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    syncing.sync(catalog.catalogue(), TODAY)


def goal(user: User, slug: str = "cka", **fields: Any) -> Goal:
    certification = Certification.objects.get(slug=slug)
    position = Goal.objects.filter(user=user).count()
    return Goal.objects.create(
        user=user, certification=certification, **{"position": position, **fields}
    )


def budget(user: User, **fields: Any) -> Budget:
    return Budget.objects.create(user=user, **fields)


def page(client: Client, name: str = "money", *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data, follow=True)


def costs(**fields: Any) -> dict[str, Any]:
    """The form of one exam, as it is sent when nothing is typed."""
    empty = dict.fromkeys(("fee", "training", "travel", "retake", "lab_cap", "fee_paid_on"), "")
    return {**empty, "paid_by": "self", **fields}


# --- The page -----------------------------------------------------------------------------------


def test_without_a_goal_the_page_says_why_it_is_empty(as_dana: Client) -> None:
    assert "No goal, nothing to pay." in page(as_dana)


def test_a_goal_counts_with_its_list_price_from_the_first_look(as_dana: Client, dana: User) -> None:
    goal(dana)
    found = page(as_dana)
    assert "for $445 of your own" in found
    assert "list price</a>, check before booking" in found
    assert "No budget is set, so only study decides when." in found
    assert not Budget.objects.exists()  # looking writes nothing


def test_an_exam_without_a_price_says_that_none_is_held(as_dana: Client, dana: User) -> None:
    made = goal(dana, "opentelemetry-certified-associate")
    assert "No price of it is known." in page(as_dana)
    assert "no price known" in page(as_dana)
    assert "Look at its official page" in page(as_dana, "money-exam", made.pk)


def test_the_year_is_drawn_and_every_figure_stands_in_its_table(
    as_dana: Client, dana: User
) -> None:
    budget(dana, yearly=Decimal(500))
    goal(dana, fee_paid_on=date(2026, 11, 2))
    found = page(as_dana)
    assert "$445 of $500 this year." in found
    assert "$445 paid, $0 planned" in found
    assert '<th scope="row">Nov 2026</th><td class="is-number">$445</td>' in found
    assert "Nothing is paid or planned in it." in found  # next year


def test_what_an_employer_pays_is_shown_apart_and_uses_no_budget(
    as_dana: Client, dana: User
) -> None:
    budget(dana, yearly=Decimal(100))
    goal(dana, paid_by="employer", fee_paid_on=date(2026, 11, 2))
    found = page(as_dana)
    assert "$0 of $100 this year." in found
    assert "Your employer pays $445." in found


def test_a_booked_exam_that_exceeds_the_year_is_said_and_stays(as_dana: Client, dana: User) -> None:
    budget(dana, yearly=Decimal(300))
    goal(dana, state="booked", exam_on=date(2026, 12, 18))
    found = page(as_dana)
    assert "$445 this year: $145 more than it may cost." in found
    assert "With what is paid and booked, 2026 costs more than it may." in found
    assert "18 December 2026" in found


def test_passed_without_a_day_asks_for_one(as_dana: Client, dana: User) -> None:
    made = goal(dana, state="passed")
    assert "Nothing says when you paid for Certified Kubernetes" in page(as_dana)
    post(as_dana, "money-exam", made.pk, **costs(fee_paid_on="2026-03-01"))
    assert "Nothing says when" not in page(as_dana)


def test_a_goal_let_go_stays_only_while_money_went_into_it(as_dana: Client, dana: User) -> None:
    goal(dana)
    goal(dana, "cks", state="let-go")
    goal(dana, "kcna", state="let-go", fee_paid_on=date(2026, 2, 1))
    found = page(as_dana)
    assert "Certified Kubernetes Security Specialist" not in found
    assert "Kubernetes and Cloud Native Associate" in found


def test_a_failed_sitting_leaves_what_it_costs_again(as_dana: Client, dana: User) -> None:
    made = goal(dana, "finops-certified-engineer", state="not-passed", retake=Decimal(80))
    Sitting.objects.create(goal=made, on=date(2026, 11, 3), passed=False)
    assert "$325 paid, $80 to come." in page(as_dana, "money-exam", made.pk)


def test_more_goals_cost_no_more_queries(as_dana: Client, dana: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(as_dana)
        return len(found)

    made = goal(dana)
    LabCost.objects.create(goal=made, on=TODAY, amount=Decimal(3))
    few = queries()
    for slug in ("cks", "kcna", "kcsa", "ckad", "snowpro-core"):
        again = goal(dana, slug)
        LabCost.objects.create(goal=again, on=TODAY, amount=Decimal(3))
        Sitting.objects.create(goal=again, on=TODAY, passed=False)
    assert queries() == few


def test_another_persons_money_is_not_found(as_eve: Client, eve: User, dana: User) -> None:
    theirs, other = goal(dana), goal(dana, "cks")
    mine = goal(eve)
    lab = LabCost.objects.create(goal=theirs, on=TODAY, amount=Decimal(3))
    assert as_eve.get(reverse("money-exam", args=[theirs.pk])).status_code == 404
    for name, *args in (
        ("money-exam", theirs.pk),
        ("money-lab", theirs.pk),
        ("money-before", theirs.pk, other.pk),
        ("money-before", mine.pk, other.pk),
        ("money-lab-alarm", lab.pk),
        ("money-lab-off", lab.pk),
        ("money-lab-remove", lab.pk),
    ):
        assert as_eve.post(reverse(name, args=args), costs()).status_code == 404, name
    assert "Certified Kubernetes Security" not in page(as_eve, without=other.pk)


def test_a_visitor_signs_in_first(client: Client) -> None:
    for name in ("money", "money-currency", "money-budget"):
        assert client.get(reverse(name)).status_code == 302


# --- The order ----------------------------------------------------------------------------------


def test_what_does_not_fit_says_why_and_offers_the_move(as_dana: Client, dana: User) -> None:
    cks, cka = goal(dana, "cks"), goal(dana, "cka")
    found = page(as_dana)
    assert "It asks for Certified Kubernetes Administrator first" in found
    assert "which stands later in your order" in found
    post(as_dana, "money-before", cka.pk, cks.pk)
    assert list(Goal.objects.for_user(dana)) == [cka, cks]
    assert "What does not fit" not in page(as_dana)


def test_putting_one_before_another_leaves_the_rest_in_order(as_dana: Client, dana: User) -> None:
    a, b, c, d = (goal(dana, slug) for slug in ("kcna", "cks", "ckad", "cka"))
    post(as_dana, "money-before", d.pk, b.pk)
    assert list(Goal.objects.for_user(dana)) == [a, d, b, c]


def test_a_missing_prerequisite_is_named(as_dana: Client, dana: User) -> None:
    goal(dana, "cks")
    assert "which you neither hold nor plan" in page(as_dana)


def test_what_cannot_be_earned_any_more_is_not_next(as_dana: Client, dana: User) -> None:
    goal(dana, "azure-security-engineer-associate")
    said = page(as_dana)
    assert "Next is" not in said
    assert "It cannot be earned any more" in said


def test_what_is_held_or_passed_counts_as_a_prerequisite(as_dana: Client, dana: User) -> None:
    goal(dana, "cks")
    goal(dana, "snowpro-core", state="passed", exam_on=TODAY)
    goal(dana, "snowpro-advanced-data-engineer")
    cka = Certification.objects.get(slug="cka")
    held = Credential.objects.create(user=dana, certification=cka, name="CKA")
    assert "What does not fit" not in page(as_dana)
    held.expires_on = TODAY - timedelta(days=1)
    held.save()
    assert "What does not fit" in page(as_dana), "what has expired opens nothing"


def test_years_after_the_next_are_summed_in_a_line(as_dana: Client, dana: User) -> None:
    budget(dana, yearly=Decimal(450))
    for slug in ("cka", "cks", "ckad"):
        goal(dana, slug)
    assert "After that: $445 in 2028, $445 in 2029." in page(as_dana)


def test_what_costs_more_than_a_year_says_both_figures(as_dana: Client, dana: User) -> None:
    budget(dana, yearly=Decimal(400))
    goal(dana)
    assert "It costs you $445, and a whole year may cost $400." in page(as_dana)


def test_study_blocks_decide_when_it_is_ready(as_dana: Client, dana: User, settings: Any) -> None:
    goal(dana, "github-actions")  # some 37 hours
    assert "three hours a week are counted with" in page(as_dana)
    assert "February 2027" in page(as_dana)
    settings.STUDY_SITTINGS = f"{__name__}.six_hours_a_week"
    found = page(as_dana)
    assert "give 360 minutes of study a week" in found
    assert "January 2027" in found


def six_hours_a_week(user: User, today: date, until: date) -> list[tuple[date, int]]:
    weeks = (until - today).days // 7
    return [(today, 360)] * weeks


def test_dropping_one_can_be_looked_at_before_it_is_done(as_dana: Client, dana: User) -> None:
    cka = goal(dana)
    goal(dana, "cks")
    goal(dana, "github-actions")
    found = page(as_dana, without=cka.pk)
    assert "Without Certified Kubernetes Administrator" in found
    assert "Specialist no longer fits: it asks for what you would drop." in found
    assert "GitHub Actions (GitHub Certification) comes in February 2027 in place of" in found
    assert Goal.objects.for_user(dana).open().count() == 3
    assert "Without" not in page(as_dana, without="nobody")


def test_while_the_guard_speaks_no_exam_is_suggested_and_the_page_stays_usable(
    as_dana: Client, dana: User
) -> None:
    goal(dana)
    assert "Next is Certified Kubernetes Administrator" in page(as_dana)
    unproven(dana)
    found = page(as_dana)
    assert "Do not buy another certification yet." in found
    assert "Second badge has neither a case study nor a talk-through yet" in found
    assert "Next is" not in found
    assert "Certified Kubernetes Administrator" in found
    Goal.objects.all().delete()
    assert "Do not buy another certification yet." in page(as_dana)


# --- Budget and currency ------------------------------------------------------------------------


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


# --- One exam -----------------------------------------------------------------------------------


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

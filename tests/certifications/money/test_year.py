"""The year in a picture and the order that fits it: what a person sees."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from certifications.models import Budget, Certification, Credential, Goal, LabCost, Sitting
from tests.certifications.money.rows import TODAY, budget, costs, goal, page, post
from tests.people import unproven

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november", "catalogue")]


# --- The page -------------------------------------------------------------------------------------


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


# --- The order ------------------------------------------------------------------------------------


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

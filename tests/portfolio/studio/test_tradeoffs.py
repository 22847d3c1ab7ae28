"""The tradeoff log: kept beside a case study, read before an interview."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.casestudies.models import Tradeoff
from portfolio.studio.tradeoffs import MOST
from tests.portfolio.rows import case
from tests.portfolio.studio.rows import tradeoff

pytestmark = pytest.mark.django_db

TYPED = {
    "chose": "A managed queue.",
    "over": "our own",
    "because": "nobody wanted to be on call for it.",
    "gave_up": "$90 a month",
    "on": "2026-10-07",
}


def test_one_is_logged_and_read_as_a_sentence(dana: User, as_dana: Client) -> None:
    study = case(dana)
    before = study.touched_at
    as_dana.post(reverse("tradeoff-add", args=[study.pk]), TYPED)
    said = as_dana.get(reverse("tradeoffs")).content.decode()
    assert "Why A managed queue, and not our own?" in said
    assert "because nobody wanted to be on call for it; it gave up $90 a month." in said
    assert "One choice you can defend." in said
    study.refresh_from_db()
    assert study.touched_at > before


def test_it_can_be_said_better_and_taken_out(dana: User, as_dana: Client) -> None:
    study = case(dana)
    made = tradeoff(study)
    address = reverse("tradeoff-change", args=[study.pk, made.pk])
    as_dana.post(address, {**TYPED, "gave_up": "a week of moving"})
    made.refresh_from_db()
    assert made.gave_up == "a week of moving"
    assert as_dana.get(reverse("tradeoff-remove", args=[study.pk, made.pk])).status_code == 405
    as_dana.post(reverse("tradeoff-remove", args=[study.pk, made.pk]))
    assert not Tradeoff.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"chose": ""}, {"because": "x" * 501}, {"over": "a\0b"}, {"on": "2999-01-01"}]
)
def test_wrong_input_stays_and_is_said(
    dana: User, as_dana: Client, changed: dict[str, str]
) -> None:
    study = case(dana)
    answer = as_dana.post(reverse("tradeoff-add", args=[study.pk]), {**TYPED, **changed})
    assert "errorlist" in answer.content.decode()
    assert "$90 a month" in answer.content.decode()
    assert not Tradeoff.objects.exists()


def test_there_is_an_end_to_them(dana: User, as_dana: Client) -> None:
    study = case(dana)
    for _ in range(MOST):
        tradeoff(study)
    answer = as_dana.post(reverse("tradeoff-add", args=[study.pk]), TYPED)
    assert "It has 100 already" in answer.content.decode()
    assert Tradeoff.objects.count() == MOST


def test_without_any_it_says_why_and_offers_one_action(dana: User, as_dana: Client) -> None:
    assert "Begin a case study" in as_dana.get(reverse("tradeoffs")).content.decode()
    case(dana)
    said = as_dana.get(reverse("tradeoffs")).content.decode()
    assert "Log one for “A bill in which every line has an owner”" in said


def test_anothers_is_not_there(dana: User, eve: User, as_eve: Client) -> None:
    theirs = tradeoff(case(dana))
    mine = case(eve)
    for name in ("tradeoff-change", "tradeoff-remove"):
        for study in (theirs.case_study, mine):
            address = reverse(name, args=[study.pk, theirs.pk])
            assert as_eve.post(address, TYPED).status_code == 404
    assert "managed queue" not in as_eve.get(reverse("tradeoffs")).content.decode()
    theirs.refresh_from_db()
    assert theirs.chose == "a managed queue"


def test_the_page_costs_as_many_queries_for_many(dana: User, as_dana: Client) -> None:
    tradeoff(case(dana))
    with CaptureQueriesContext(connection) as few:
        as_dana.get(reverse("tradeoffs"))
    for number in range(30):
        tradeoff(case(dana, title=str(number)))
    with CaptureQueriesContext(connection) as many:
        as_dana.get(reverse("tradeoffs"))
    assert len(many) == len(few)

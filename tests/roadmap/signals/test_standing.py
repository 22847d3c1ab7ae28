"""Where people stand: what counts as a signal and as proof, for many at once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.syncing import sync
from certifications.models import Certification, Credential, Goal, TalkThrough
from roadmap.plan import building
from roadmap.plan.models import Milestone
from roadmap.signals import standing
from roadmap.signals.models import Pairing
from tests.people import choice, person
from tests.portfolio import rows as portfolio

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-10T12:00:00Z", tick=False):
        yield


def credential(user: User, name: str = "CKA", **fields: Any) -> Credential:
    return Credential.objects.create(user=user, name=name, **fields)


def write_up(of: Credential) -> Pairing:
    return Pairing.objects.create(credential=of, title="A write-up", url="https://example.org/w")


def talk(about: Credential, text: str = "We lost quorum.") -> TalkThrough:
    return TalkThrough.objects.create(credential=about, kind="incident", text=text)


def milestone(user: User) -> Milestone:
    return Milestone.objects.create(
        plan=building.begin(choice(user)), role="own", block="lab", month=1, title="A cluster",
        done_on=TODAY, evidence_url="https://example.org/c",
    )  # fmt: skip


def test_both_halves_make_a_credential_proven(dana: User) -> None:
    held = credential(dana)
    write_up(held)
    assert standing.of(dana, TODAY).proven == 0
    talk(held)
    guard = standing.of(dana, TODAY)
    assert (guard.signals, guard.proven) == (1, 1)


def test_an_empty_talk_through_is_none(dana: User) -> None:
    held = credential(dana)
    write_up(held)
    talk(held, "")
    assert standing.of(dana, TODAY).proven == 0
    assert not standing.rows(dana, TODAY)[0].signal.proven


def test_on_its_last_day_it_is_a_signal_and_the_day_after_none(dana: User) -> None:
    credential(dana, expires_on=TODAY)
    assert standing.of(dana, TODAY).signals == 1
    assert standing.of(dana, date(2026, 11, 11)).signals == 0
    assert standing.rows(dana, date(2026, 11, 11))[0].is_over


@pytest.mark.parametrize(
    "change", [{"done_on": None}, {"evidence_url": ""}, {"dropped_at": "2026-11-10T12:00:00Z"}]
)
def test_a_milestone_that_shows_nothing_any_more_pairs_nothing(
    dana: User, change: dict[str, Any]
) -> None:
    held, made = credential(dana), milestone(dana)
    Pairing.objects.create(credential=held, milestone=made)
    assert standing.of(dana, TODAY).held[0].paired
    Milestone.objects.filter(pk=made.pk).update(**change)
    assert not standing.of(dana, TODAY).held[0].paired
    row = standing.rows(dana, TODAY)[0]
    assert (row.signal.paired, len(row.pairings), len(row.lost)) == (False, 0, 1)


def test_the_last_that_was_earned_comes_first_and_one_without_a_date_last(dana: User) -> None:
    credential(dana, "undated")
    credential(dana, "older", issued_on=date(2025, 1, 1))
    credential(dana, "newer", issued_on=date(2026, 1, 1))
    names = [one.name for one in standing.of(dana, TODAY).held]
    assert names == [row.credential.name for row in standing.rows(dana, TODAY)]
    assert names == ["newer", "older", "undated"]


def test_each_person_has_a_guard_of_their_own_on_their_own_day(
    dana: User, eve: User, django_assert_num_queries: Any
) -> None:
    credential(dana, expires_on=TODAY)
    credential(eve, expires_on=TODAY)
    nobody = person("finn@example.org")
    days = {dana.pk: TODAY, eve.pk: date(2026, 11, 11), nobody.pk: TODAY}
    with django_assert_num_queries(1):
        guards = standing.of_many([dana, eve, nobody], days)
    assert {user: guard.signals for user, guard in guards.items()} == {
        dana.pk: 1, eve.pk: 0, nobody.pk: 0,
    }  # fmt: skip


def test_more_people_and_credentials_cost_no_more_queries(
    dana: User, django_assert_num_queries: Any
) -> None:
    people = [dana, *(person(f"p{n}@example.org") for n in range(4))]
    for user in people:
        for n in range(5):
            held = credential(user, f"C{n}")
            write_up(held)
            talk(held)
    with django_assert_num_queries(1):
        standing.of_many(people, {user.pk: TODAY for user in people})
    with django_assert_num_queries(3):
        standing.rows(dana, TODAY)


def test_passed_is_what_is_held_or_a_goal_that_was_passed(dana: User, eve: User) -> None:
    sync(catalog.catalogue(), TODAY)
    known = {one.slug: one for one in Certification.objects.all()}
    credential(dana, certification=known["cka"])
    credential(dana, "gone", certification=known["kcna"], expires_on=date(2026, 1, 1))
    Goal.objects.create(user=dana, certification=known["snowpro-core"], state="passed")
    Goal.objects.create(user=dana, certification=known["ckad"], state="studying")
    credential(eve, certification=known["cks"])
    assert standing.passed(dana, TODAY) == {"cka", "snowpro-core"}


@pytest.mark.parametrize("fields", [{}, {"title": "Only a title"}, {"url": "https://example.org"}])
def test_the_table_takes_no_pairing_that_nobody_can_open(
    dana: User, fields: dict[str, str]
) -> None:
    held = credential(dana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.create(credential=held, **fields)


# --- Case studies -------------------------------------------------------------------------------


def test_a_finished_case_study_pairs_and_a_reopened_one_does_not(dana: User) -> None:
    held, study = credential(dana), portfolio.case(dana, finished_on=TODAY)
    Pairing.objects.create(credential=held, case_study=study)
    talk(held)
    assert standing.of(dana, TODAY).proven == 1
    assert standing.rows(dana, TODAY)[0].pairings[0].name == study.title
    study.finished_on = None
    study.save()
    assert standing.of(dana, TODAY).proven == 0
    row = standing.rows(dana, TODAY)[0]
    assert (row.signal.paired, len(row.pairings), len(row.lost)) == (False, 0, 1)
    study.delete()
    assert not Pairing.objects.exists()


def test_the_table_takes_one_thing_beside_a_credential(dana: User) -> None:
    held, study = credential(dana), portfolio.case(dana, finished_on=TODAY)
    for more in ({"milestone": milestone(dana)}, {"title": "x", "url": "https://example.org"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pairing.objects.create(credential=held, case_study=study, **more)
    Pairing.objects.create(credential=held, case_study=study)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.create(credential=held, case_study=study)

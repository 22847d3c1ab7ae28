"""The demo person has something on every page, whatever day it is made."""

from datetime import UTC, datetime

import pytest

from certifications import overview
from certifications.models import Budget, Credential, Goal, LabCost, StudyMinutes
from roadmap import demo
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.decisions.moved import moved
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller import snapshot
from roadmap.proof import standing
from roadmap.signals import standing as signals

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("catalogue"),
    pytest.mark.once,
]

A_MONDAY_MORNING = datetime(2026, 11, 30, 5, tzinfo=UTC)
A_SUMMER_SUNDAY = datetime(2027, 7, 4, 20, tzinfo=UTC)


@pytest.mark.parametrize("now", [A_MONDAY_MORNING, A_SUMMER_SUNDAY])
def test_the_demo_person_chose_on_evidence(now: datetime) -> None:
    user = demo.make(now)
    second, first = Decision.objects.of(user)
    assert {first.choice, second.choice} == {user.choices.get()}
    assert first.decided_at < second.decided_at < now
    assert first.record.postings < second.record.postings
    assert moved(first.record, second.record).has_moved
    ranking = snapshot.of(Owner(user=user), now).ranking
    assert [ranking.first.lane, ranking.second.lane] == [second.primary, second.secondary]


@pytest.mark.parametrize("now", [A_MONDAY_MORNING, A_SUMMER_SUNDAY])
def test_the_demo_person_has_proof_and_gaps_on_the_plan(now: datetime) -> None:
    user = demo.make(now)
    figure = standing.figure(user)
    assert figure is not None
    assert 0 < figure.proven < figure.of
    found = standing.gaps_of(Owner(user=user))
    assert {skill: made.is_done for skill, made in found.planned.items()} == {
        "cost-allocation": True,
        "budgeting-forecasting": False,
    }


@pytest.mark.parametrize("now", [A_MONDAY_MORNING, A_SUMMER_SUNDAY])
def test_the_demo_person_holds_two_credentials_of_which_one_is_proven(now: datetime) -> None:
    user = demo.make(now)
    guard = signals.of(user, user.today(now))
    assert (guard.signals, guard.proven, guard.speaks) == (2, 1, False)
    first, second = overview.renewals(user)
    assert 120 < (first.expires_on - user.today(now)).days < 180
    assert second.expires_on > first.expires_on


@pytest.mark.parametrize("now", [A_MONDAY_MORNING, A_SUMMER_SUNDAY])
def test_the_demo_person_has_a_goal_of_every_kind_and_money_for_them(now: datetime) -> None:
    user = demo.make(now)
    today = user.today(now)
    states = list(Goal.objects.for_user(user).values_list("state", flat=True))
    assert sorted(states) == ["let-go", "passed", "planned", "studying"]
    aim = overview.aims({user.pk: today})[user.pk]
    assert aim.exam.slug == "finops-certified-ai-value"
    assert aim.on is not None
    assert 80 < (aim.on - today).days < 100
    assert 0 < aim.minutes_studied < aim.minutes_wanted
    assert not StudyMinutes.objects.filter(goal__user=user, check_in=None).exists()
    assert Budget.objects.of(user).yearly
    assert not LabCost.objects.for_user(user).running().exists()


def test_making_the_demo_person_anew_leaves_one() -> None:
    demo.make(A_MONDAY_MORNING)
    user = demo.make(A_MONDAY_MORNING)
    assert Decision.objects.count() == len(Decision.objects.of(user)) == 2
    assert Credential.objects.count() == 2
    assert Goal.objects.count() == 4

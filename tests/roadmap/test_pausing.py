"""A pause and its mails."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from roadmap.cadence import nudges
from roadmap.cadence.models import Block, Nudge
from roadmap.plan import building
from roadmap.plan.models import Pause
from tests.people import choice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        yield


@pytest.fixture
def lab(dana: User) -> Block:
    building.begin(choice(dana))
    block = Block.objects.create(
        user=dana, kind="lab", weekday=3, at="19:00", minutes=120, anchor=date(2026, 11, 23)
    )
    nudges.reschedule(dana, timezone.now())
    return block


def next_mail(block: Block) -> date:
    at = nudges.next_for(block.user)
    assert at is not None
    return at.date()


def test_a_block_skipped_this_morning_gets_its_mail_when_the_pause_is_taken_back(
    as_dana: Client, lab: Block
) -> None:
    as_dana.post(reverse("plan-pause"), {"starts_on": "2026-11-24", "ends_on": "2026-11-30"})
    with time_machine.travel("2026-11-26T17:45:03Z", tick=False):  # a quarter of an hour before
        nudges.plan_due(timezone.now())
        assert Nudge.objects.get().reason == "paused"
        as_dana.post(reverse("plan-unpause", args=[Pause.objects.get().pk]))
        nudges.plan_due(timezone.now())
        assert Nudge.objects.get().state == Nudge.State.MAILED


def test_no_mail_comes_in_a_pause_and_it_comes_again_when_the_pause_is_taken_back(
    as_dana: Client, lab: Block
) -> None:
    assert next_mail(lab) == date(2026, 11, 26)
    as_dana.post(reverse("plan-pause"), {"starts_on": "2026-11-24", "ends_on": "2026-12-04"})
    assert next_mail(lab) == date(2026, 12, 10)
    as_dana.post(reverse("plan-unpause", args=[Pause.objects.get().pk]))
    assert next_mail(lab) == date(2026, 11, 26)

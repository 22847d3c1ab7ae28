"""The demo person has something of everything that is told."""

import pytest
from django.utils import timezone

from portfolio.models import Bullet, Conversation, Story, Win
from roadmap import demo
from roadmap.models import CheckIn, Claim, Narrative

pytestmark = pytest.mark.django_db


def test_the_demo_person_tells_it(catalogue: None) -> None:
    user = demo.make(timezone.now())
    assert Win.objects.for_user(user).told().count() == 2
    assert Win.objects.for_user(user).drafts().count() == 1
    assert any(one.is_rewritten for one in Bullet.objects.for_user(user))
    assert Story.objects.for_user(user).get().rehearsals.count() == 2
    assert Conversation.objects.for_user(user).open_on(user.today()).count() == 1
    assert Narrative.objects.of(user).problem_space
    claims = list(Claim.objects.for_user(user))
    assert [bool(one.case_result or one.win) for one in claims] == [True, True, False]
    assert CheckIn.objects.for_user(user).reading_notes().count() == 2

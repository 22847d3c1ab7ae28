"""The one page of somebody who chose no lane: all that they wrote stands on it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.overview import Disclosure, Shown
from roadmap.story.narrative import forms_of, gather, paper, publishing, standing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import Claim, Narrative
from tests.roadmap.story.narrative import people

pytestmark = pytest.mark.django_db

KEPT = "Terraform and on-call"


def test_the_breadth_they_keep_stands_wherever_the_page_does(dana: User, as_dana: Client) -> None:
    Narrative.objects.create(user=dana, keeps=KEPT)
    for name in ("narrative", "narrative-markdown", "narrative-text", "narrative-json"):
        assert KEPT in as_dana.get(reverse(name)).content.decode().replace("\\-", "-"), name
    page = gather.page(dana, Disclosure.whole())
    assert KEPT in json.dumps(paper.paper(page, ""))
    assert KEPT in forms_of.made(page).about
    assert not page.is_empty


def test_strangers_read_it_too(dana: User, as_dana: Client) -> None:
    Narrative.objects.create(user=dana, keeps=KEPT)
    publishing.choose(dana, {"keeps": Shown.EXACT.value})
    seen = as_dana.get(reverse("narrative-share-preview")).content.decode()
    assert KEPT in seen.split('class="share-seen"')[1]


def test_a_page_that_was_begun_goes_on_without_a_lane(dana: User, as_dana: Client) -> None:
    row = Narrative.objects.create(user=dana, keeps=KEPT)

    def step(*, is_public: bool = False) -> str:
        return standing.following(known(dana), is_public=is_public).path

    assert step() == reverse("claims")
    claim = Claim.objects.create(user=dana, text="Loved by all")
    assert step() == reverse("claims")
    claim.case_result = people.result(people.case(dana))
    claim.save()
    assert step() == reverse("narrative-write")
    row.problem_space, row.leverage, row.looking_for = "Nights.", "Alarms.", "A quiet team."
    row.save()
    assert step() == reverse("narrative-share")
    assert step(is_public=True) == reverse("same-story")
    page = as_dana.get(reverse("narrative")).content.decode()
    assert "Choose a lane" not in page.split("<aside")[0]
    assert "Choose a lane" in page.split("<aside")[1]

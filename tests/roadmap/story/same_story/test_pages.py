"""Somebody sees where their texts disagree, changes one, or says that they may differ."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from certifications.models import Credential
from portfolio.models import CaseStudy, Position, Result
from roadmap.proof.models import Resume
from roadmap.story.narrative.models import Narrative
from roadmap.story.same_story.models import LONGEST, CurrentText, Waived
from tests.people import choice

pytestmark = pytest.mark.django_db

PAGE, PASTE = "/narrative/same-story/", "/narrative/same-story/paste/"
OLD = "DevOps engineer | cost per 1,000 requests from $0.97 to $0.94"


def shown(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def facts(user: User) -> None:
    choice(user)
    case = CaseStudy.objects.create(
        user=user,
        title="What an answer costs",
        lane="finops",
        started_on=date(2026, 1, 1),
        touched_at=timezone.now(),
    )
    Result.objects.create(
        case_study=case,
        name="Cost per 1,000 requests",
        unit="USD",
        direction="lower",
        before=Decimal("0.97"),
        after=Decimal("0.49"),
        measured_on=date(2026, 5, 4),
        origin="lab",
    )
    Position.objects.create(
        user=user, title="Cloud engineer", organisation="Brintal Commerce", starts="2024-10"
    )


def paste(client: Client, **texts: str) -> Any:
    return client.post(PASTE, {"headline": "", "about": "", "other": "", "text": "", **texts})


def test_it_asks_for_an_account(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.get(PASTE).status_code == 302


def test_nothing_to_compare_offers_the_one_next_step(as_dana: Client) -> None:
    page = shown(as_dana)
    assert "There is nothing to compare yet." in page
    assert f'class="button primary" href="{PASTE}"' in page


def test_an_old_headline_is_held_against_what_is_known(dana: User, as_dana: Client) -> None:
    facts(dana)
    assert paste(as_dana, headline=OLD).status_code == 302
    page = shown(as_dana)
    assert "<mark>$0.94</mark>" in page
    assert "<mark>DevOps engineer</mark>" in page
    assert "<mark>Cloud engineer</mark>" in page
    assert page.index("<mark>$0.94</mark>") < page.index("<mark>DevOps engineer</mark>")
    assert reverse("casestudy", args=[CaseStudy.objects.get().pk]) in page


def test_what_agrees_says_so_and_names_what_was_compared(dana: User, as_dana: Client) -> None:
    facts(dana)
    paste(as_dana, about="I'm a cloud engineer at Brintal Commerce, where I have been since "
                         "October 2024. Requests cost $0.49, down from $0.97.")  # fmt: skip
    page = shown(as_dana)
    assert "Your texts tell the same story." in page
    assert "Your LinkedIn about" in page
    assert "1 number" in page
    assert "1 title" in page
    assert "Not pasted:" in page


def test_two_that_may_differ_and_the_way_back(dana: User, as_dana: Client) -> None:
    facts(dana)
    paste(as_dana, headline="Cloud engineer | cost per 1,000 requests from $0.97 to $0.94")
    (key,) = re.findall(r'name="key" value="(\w+)"', shown(as_dana))
    as_dana.post(reverse("same-story-waive"), {"key": key})
    page = shown(as_dana)
    assert "Hardly anything could be compared yet." in page
    assert "One that may differ" in page
    as_dana.post(reverse("same-story-unwaive"), {"key": key})
    assert "One thing is told in two ways." in shown(as_dana)


def test_what_may_differ_is_said_anew_when_it_changes(dana: User, as_dana: Client) -> None:
    facts(dana)
    paste(as_dana, headline="Cost per 1,000 requests from $0.97 to $0.94")
    (key,) = re.findall(r'name="key" value="(\w+)"', shown(as_dana))
    as_dana.post(reverse("same-story-waive"), {"key": key})
    paste(as_dana, headline="Cost per 1,000 requests from $0.97 to $0.84")
    assert "One thing is told in two ways." in shown(as_dana)
    answer = as_dana.post(reverse("same-story-waive"), {"key": key}, follow=True)
    assert "One of the two has changed since." in answer.content.decode()
    assert not Waived.objects.exists()


def test_what_is_pasted_stands_ready_and_is_forgotten_when_emptied(
    dana: User, as_dana: Client
) -> None:
    paste(as_dana, headline="Cloud engineer", about="I build platforms.")
    assert "Cloud engineer" in shown(as_dana, PASTE)
    paste(as_dana, about="I build platforms.")
    assert [row.where for row in CurrentText.objects.all()] == ["about"]
    as_dana.post(reverse("same-story-forget"), {"where": "about"})
    assert not CurrentText.objects.exists()
    assert as_dana.post(reverse("same-story-forget"), {"where": "attic"}).status_code == 404


def test_the_day_of_pasting_stays_while_the_text_does(dana: User, as_dana: Client) -> None:
    paste(as_dana, about="One line.\r\nAnother.")
    before = CurrentText.objects.get().pasted_at
    paste(as_dana, about="One line.\nAnother.")
    assert CurrentText.objects.get().pasted_at == before


def test_the_resume_is_the_one_of_the_proof_sheet(dana: User, as_dana: Client) -> None:
    as_dana.post(reverse("proof-resume"), {"text": "I ran Kubernetes at Brintal Commerce."})
    assert "I ran Kubernetes at Brintal Commerce." in shown(as_dana, PASTE)
    paste(as_dana, text="I ran Terraform at Brintal Commerce.")
    assert Resume.objects.get().text == "I ran Terraform at Brintal Commerce."
    assert "terraform" in Resume.objects.get().found
    paste(as_dana, text="")
    assert not Resume.objects.exists()


def test_a_text_that_is_too_long_is_refused_and_still_there(dana: User, as_dana: Client) -> None:
    page = paste(as_dana, about="x" * (LONGEST + 1), headline="Cloud engineer")
    assert page.status_code == 200
    assert "Keep it to 20,000 characters" in page.content.decode()
    assert "Cloud engineer" in page.content.decode()
    assert not CurrentText.objects.exists()


def test_words_are_escaped(dana: User, as_dana: Client) -> None:
    facts(dana)
    paste(as_dana, headline="<b>Cost</b> per 1,000 requests from $0.97 to $0.94 <script>")
    page = shown(as_dana)
    assert "&lt;b&gt;Cost" in page
    assert "<b>Cost" not in page


def test_their_own_about_text_is_compared_too(dana: User, as_dana: Client) -> None:
    facts(dana)
    Narrative.objects.create(user=dana, about="My specialty is security. I cut costs.")
    page = shown(as_dana)
    assert "<mark>My specialty is security</mark>" in page
    assert reverse("narrative-forms") in page


def test_a_stranger_sees_and_forgets_nothing_of_it(
    dana: User, as_dana: Client, as_eve: Client
) -> None:
    facts(dana)
    paste(as_dana, headline=OLD)
    assert "There is nothing to compare yet." in shown(as_eve)
    as_eve.post(reverse("same-story-forget"), {"where": "headline"})
    (key, *_rest) = re.findall(r'name="key" value="(\w+)"', shown(as_dana))
    as_eve.post(reverse("same-story-waive"), {"key": key})
    as_eve.post(reverse("same-story-unwaive"), {"key": key})
    assert CurrentText.objects.count() == 1
    assert not Waived.objects.exists()


@pytest.mark.parametrize("name", ["forget", "waive", "unwaive"])
def test_looking_changes_nothing(as_dana: Client, name: str) -> None:
    assert as_dana.get(reverse(f"same-story-{name}")).status_code == 405


def test_more_facts_ask_no_more_of_the_database(dana: User, as_dana: Client) -> None:
    facts(dana)
    paste(as_dana, headline=OLD)
    Credential.objects.create(user=dana, name="A badge")
    shown(as_dana)  # what was just done is said once
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(as_dana)
    case = CaseStudy.objects.get()
    for number in range(8):
        Position.objects.create(user=dana, title="Engineer", organisation=f"Firm {number}")
        Credential.objects.create(user=dana, name=f"Badge {number}")
        Result.objects.create(
            case_study=case, name=f"Metric {number}", direction="lower", before=number, origin="lab"
        )
    with CaptureQueriesContext(connection) as many:
        shown(as_dana)
    assert len(many) == len(few)

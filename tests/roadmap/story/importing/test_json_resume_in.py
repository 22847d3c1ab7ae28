"""A JSON Resume comes in: a look first, ticks, then all or nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.models import Credential
from portfolio.models import Bullet, CaseStudy, Position, Skill
from roadmap.models import Claim, Narrative
from tests.roadmap.story.importing.files import RESUME, keep, nothing, paste, said, send
from tests.roadmap.story.narrative.people import case, result

pytestmark = pytest.mark.django_db


def test_it_is_shown_first_and_kept_when_confirmed(dana: User, as_dana: Client) -> None:
    page = send(as_dana, RESUME)
    shown = page.content.decode()
    assert "Platform engineer, Vestergaard Logistics" in shown
    assert "2021-04 – until now" in shown
    assert "Cut failed deploys from 12 to 3 a month" in shown
    assert nothing(dana)
    answer = said(keep(as_dana, page))
    assert "Added: 4 entries, 2 lines, 1 skill, 1 credential" in answer
    work, earlier = Position.objects.for_user(dana).filter(kind="work")
    assert (work.title, work.organisation, work.starts, work.ends) == (
        "Platform engineer", "Vestergaard Logistics", "2021-04", "",
    )  # fmt: skip
    assert work.summary == "Platform for eleven teams."
    assert (earlier.starts, earlier.ends) == ("2017", "2021-03-31")
    assert [one.text for one in work.bullets.all()] == RESUME["work"][0]["highlights"]  # type: ignore[index]
    school = Position.objects.for_user(dana).get(kind="education")
    assert (school.title, school.organisation) == ("BSc, Physics", "Delft")
    skill = Skill.objects.for_user(dana).get()
    assert (skill.name, skill.level, skill.keywords) == ("Kubernetes", "Daily", ["operators"])
    assert Credential.objects.for_user(dana).get().name == "CKA"
    narrative = Narrative.objects.get(user=dana)
    assert (narrative.headline, narrative.location) == ("Cloud engineer", "Utrecht, NL")
    assert narrative.about == "Ten years of platforms.\n\nNow cost."
    assert [one["url"] for one in narrative.links] == [
        "https://example.org/dana", "https://example.com/dana",
    ]  # fmt: skip


def test_a_pasted_text_is_read_the_same(dana: User, as_dana: Client) -> None:
    page = paste(as_dana, '\n {"work": [{"name": "Orsini Bank", "highlights": ["Wrote it"]}]}')
    keep(as_dana, page)
    assert Bullet.objects.for_user(dana).get().text == "Wrote it"


def test_the_same_again_adds_nothing(dana: User, as_dana: Client) -> None:
    first = send(as_dana, RESUME)
    keep(as_dana, first)
    again = send(as_dana, RESUME)
    assert "All of it is there already." in again.content.decode()
    keep(as_dana, again, ["entry-0", "skill-0", "certificate-0"])
    assert Position.objects.for_user(dana).count() == 4
    assert Bullet.objects.for_user(dana).count() == 2
    assert Credential.objects.for_user(dana).count() == 1


def test_a_line_that_was_rewritten_here_does_not_come_back(dana: User, as_dana: Client) -> None:
    keep(as_dana, send(as_dana, RESUME))
    Bullet.objects.filter(before__startswith="Moved").update(text="Moved 40 services in a month")
    changed = {"work": [dict(RESUME["work"][0])]}  # type: ignore[index, call-overload]
    changed["work"][0]["highlights"] = ["moved  40 services", "A new one"]
    page = send(as_dana, changed)
    assert "It is there already; one line is new." in page.content.decode()
    keep(as_dana, page)
    assert Position.objects.for_user(dana).count() == 4
    texts = [one.text for one in Bullet.objects.for_user(dana)]
    assert texts == [
        "Cut failed deploys from 12 to 3 a month", "Moved 40 services in a month", "A new one",
    ]  # fmt: skip


def test_only_what_is_ticked_is_kept(dana: User, as_dana: Client) -> None:
    page = send(as_dana, RESUME)
    keep(as_dana, page, ["entry-1", "words-location"])
    assert Position.objects.for_user(dana).get().organisation == "Orsini Bank"
    assert Narrative.objects.get(user=dana).location == "Utrecht, NL"
    assert not Skill.objects.exists()


def test_nothing_ticked_gets_a_sentence_and_the_same_page(dana: User, as_dana: Client) -> None:
    page = send(as_dana, RESUME)
    answer = keep(as_dana, page, [])
    assert "Tick at least one of them." in answer.content.decode()
    assert "checked" not in answer.content.decode()
    keep(as_dana, answer, ["entry-1"])
    assert Position.objects.for_user(dana).count() == 1


def test_a_text_that_stands_is_not_replaced_unless_it_is_ticked(
    dana: User, as_dana: Client
) -> None:
    Narrative.objects.create(user=dana, headline="FinOps for inference")
    page = send(as_dana, RESUME)
    assert "It replaces: FinOps for inference" in page.content.decode()
    assert "words-headline" not in page.context["ticked"]
    assert "words-name" not in page.context["ticked"]
    keep(as_dana, page, ["words-headline"])
    assert Narrative.objects.get(user=dana).headline == "Cloud engineer"
    dana.refresh_from_db()
    assert dana.name == "Dana"


def test_a_case_study_is_no_project_beside_it(dana: User, as_dana: Client) -> None:
    now = "2026-11-01T00:00Z"
    CaseStudy.objects.create(
        user=dana, title="Idle Finder", lane="finops", started_on="2026-10-01", touched_at=now
    )
    page = send(as_dana, RESUME)
    assert "Idle finder, Own" in page.context["look"].there
    keep(as_dana, page, ["entry-2", "entry-0"])
    assert not Position.objects.filter(kind="project").exists()


def test_two_entries_that_are_one_are_kept_once(dana: User, as_dana: Client) -> None:
    one = {"name": "Acme", "position": "Engineer", "highlights": ["First"]}
    page = send(as_dana, {"work": [one, {**one, "highlights": ["first", "Second"]}]})
    keep(as_dana, page)
    assert Position.objects.for_user(dana).count() == 1
    assert [one.text for one in Bullet.objects.for_user(dana)] == ["First", "Second"]


def test_an_outcome_becomes_a_claim_without_proof(dana: User, as_dana: Client) -> None:
    ours: Any = {"meta": {"forte": {"outcomes": [{"text": "Cut spend by 28 %"}], "lane": "FinOps"}}}
    page = send(as_dana, ours)
    assert "It names FinOps as the lane." in page.content.decode()
    keep(as_dana, page)
    claim = Claim.objects.for_user(dana).get()
    assert (claim.text, claim.case_result_id, claim.win_id) == ("Cut spend by 28 %", None, None)


def test_outcomes_that_would_hide_the_best_results_are_not_ticked(
    dana: User, as_dana: Client
) -> None:
    result(case(dana))
    page = send(as_dana, {"meta": {"forte": {"outcomes": [{"text": "Another"}]}}})
    assert "shows what you claim, and not your best results" in page.content.decode()
    assert page.context["ticked"] == set()


def test_what_was_read_belongs_to_who_read_it(
    dana: User, as_dana: Client, as_eve: Client, eve: User
) -> None:
    page = send(as_dana, RESUME)
    answer = keep(as_eve, page)
    assert "is not there any more" in said(answer)
    assert nothing(eve)
    assert nothing(dana)


def test_an_older_page_does_not_keep_what_was_read_since(dana: User, as_dana: Client) -> None:
    older = send(as_dana, RESUME)
    send(as_dana, {"skills": [{"name": "Go"}]})
    keep(as_dana, older)
    assert nothing(dana)


def test_a_look_needs_an_account(client: Client) -> None:
    assert client.get(reverse("resume-import")).status_code == 302
    assert client.post(reverse("resume-import-keep")).status_code == 302

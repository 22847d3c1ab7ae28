"""One told win, a position and a few lines of a résumé: nothing is said twice, and nothing has to
be typed twice."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.models import Bullet, Position, Story, Win
from portfolio.overview import Disclosure
from roadmap.story.narrative import forms_of, gather, json_resume
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.models import Claim
from tests.roadmap.story.narrative import people
from tests.roadmap.story.narrative.test_claims import CLAIMS, said

pytestmark = pytest.mark.django_db

STRONG = "Cut the restore time for the support team from 240 to 25 minutes"


def win(user: User, **fields: object) -> Win:
    usual = {"happened_on": user.today(), "line": "Support goes home on time", "problem": "Nights."}
    return Win.objects.create(user=user, **usual | fields)


def line(user: User, text: str = STRONG, **fields: object) -> Bullet:
    return Bullet.objects.create(user=user, before=text, text=text, **fields)


def whole(user: User) -> Page:
    return gather.page(user, Disclosure.whole())


def test_one_win_is_one_sentence(dana: User, as_dana: Client) -> None:
    one = win(dana)
    Claim.objects.create(user=dana, win=one)
    Position.objects.create(user=dana, title="Platform engineer", starts="2022-03")
    page = whole(dana)
    assert forms_of.made(page).headline == "Platform engineer"
    assert json_resume.written(page)["basics"]["label"] == "Platform engineer"
    shown = said(as_dana, "/narrative/").split("<article")[1].split("</article>")[0]
    marks = shown.count("Prove it")
    assert shown.count(one.line) == 1 + marks  # the link to prove it names it to a screen reader
    assert f'href="{reverse("win", args=[one.pk])}">The win</a>' in shown


def test_a_headline_has_todays_title_then_the_lane_then_a_figure(dana: User) -> None:
    people.full(dana)
    Position.objects.create(user=dana, title="Intern", starts="2024", ends="2024")
    made = forms_of.made(whole(dana)).headline
    assert made.startswith("Cloud engineer · FinOps with Security · Idle share: from 61")


def test_a_story_is_not_proposed_beside_the_win_it_tells(dana: User, as_dana: Client) -> None:
    one = win(dana)
    Story.objects.create(
        user=dana, kind="cost", title="The night shift", win=one, touched_at=people.NOW
    )
    assert "The night shift" not in said(as_dana)
    Claim.objects.create(user=dana, win=one)
    assert "The night shift" not in said(as_dana)


def test_the_win_of_a_claimed_story_is_not_proposed(dana: User, as_dana: Client) -> None:
    one = win(dana)
    told = Story.objects.create(
        user=dana, kind="cost", title="The night shift", win=one, touched_at=people.NOW
    )
    Claim.objects.create(user=dana, story=told)
    assert f'value="win.{one.pk}"' not in said(as_dana)


def test_a_line_without_a_remark_becomes_an_outcome_as_it_stands(
    dana: User, as_dana: Client
) -> None:
    row = line(dana)
    line(dana, "Responsible for servers")
    page = said(as_dana)
    assert f"<strong>{STRONG}</strong>" in page
    assert "A line of your résumé · proves nothing yet" in page
    assert "Responsible for servers" not in page
    as_dana.post(CLAIMS + "add/", {"ref": f"line.{row.pk}"})
    assert Claim.objects.get().text == STRONG
    page = said(as_dana)
    assert "No proof yet." in page
    assert f'value="line.{row.pk}"' not in page


def test_a_line_brings_what_backs_it(dana: User, as_dana: Client) -> None:
    found = people.result(people.case(dana))
    row = line(dana, case_result=found)
    assert "proves nothing yet" not in said(as_dana)
    both = [f"case_result.{found.pk}", f"line.{row.pk}"]
    as_dana.post(CLAIMS + "add/", {"ref": both})
    made = Claim.objects.get()
    assert (made.text, made.case_result) == (STRONG, found)
    assert f'value="line.{row.pk}"' not in said(as_dana)
    as_dana.post(CLAIMS + "add/", {"ref": both})
    assert Claim.objects.count() == 1


def test_a_captured_win_backs_no_outcome_before_it_is_kept(dana: User, as_dana: Client) -> None:
    row = line(dana, win=win(dana, is_draft=True))
    as_dana.post(CLAIMS + "add/", {"ref": f"line.{row.pk}"})
    assert Claim.objects.get().win is None


def test_others_lines_are_not_there(dana: User, as_eve: Client) -> None:
    row = line(dana)
    assert STRONG not in said(as_eve)
    for ref in (f"line.{row.pk}", "line.x", "line.9999999999999999999"):
        assert as_eve.post(CLAIMS + "add/", {"ref": ref}).status_code == 422
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("problem", "words"), [("", "The win is a line."), ("Nights.", "The win is told.")]
)
def test_what_proves_it_is_one_link_away(
    dana: User, as_dana: Client, problem: str, words: str
) -> None:
    one = win(dana, problem=problem)
    claim = Claim.objects.create(user=dana, win=one)
    for address in (reverse("claim-change", args=[claim.pk]), CLAIMS):
        page = said(as_dana, address)
        assert words in page
        assert f'<a href="{reverse("win", args=[one.pk])}">Go to the win</a>' in page


def test_more_lines_cost_no_more_queries(
    dana: User, as_dana: Client, django_assert_max_num_queries: object
) -> None:
    line(dana, win=win(dana))
    with django_assert_max_num_queries(60) as few:  # type: ignore[operator]
        as_dana.get(CLAIMS)
    for number in range(5):
        line(dana, f"{STRONG} in room {number}", win=win(dana, line=f"Win {number}"))
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        as_dana.get(CLAIMS)

"""Beginning a case study, from a brief or from nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.lanes import Lane
from portfolio.casestudies.models import MOST, CaseStudy, Passage
from tests.people import choice
from tests.portfolio.rows import case

pytestmark = pytest.mark.django_db

BRIEF = Lane.FINOPS.facts.projects[0]


def begin(client: Client, **fields: object) -> str:
    sent = {"title": "A bill with owners", "lane": "finops", "question": "Who spends what?"}
    answer = client.post(reverse("casestudy-start"), {**sent, **fields}, follow=True)
    return answer.content.decode()


def test_the_briefs_of_ones_own_lanes_come_first(dana: User, as_dana: Client) -> None:
    choice(dana)
    said = as_dana.get(reverse("casestudy-start")).content.decode()
    lanes = ["finops", "security", "devops", "ai-infrastructure", "data-engineering"]
    assert sorted(lanes, key=lambda lane: said.index(f'id="briefs-{lane}"')) == lanes
    folded = said.index("Briefs of the other lanes")
    assert said.index('id="briefs-security"') < folded < said.index('id="briefs-devops"')


def test_without_a_choice_all_five_lanes_are_open(as_dana: Client) -> None:
    said = as_dana.get(reverse("casestudy-start")).content.decode()
    assert all(f'id="briefs-{lane}"' in said for lane in Lane.values)
    assert "Briefs of the other lanes" not in said


def test_a_brief_fills_title_lane_and_a_first_draft_of_the_question(
    dana: User, as_dana: Client
) -> None:
    address = f"{reverse('casestudy-start')}?brief={BRIEF.slug}"
    form = as_dana.get(address).context["form"]
    begin(as_dana, **form.initial)
    made = CaseStudy.objects.get()
    assert (made.user, made.title, made.lane) == (dana, BRIEF.title, "finops")
    assert made.brief == BRIEF.slug
    assert made.texts == {"question": BRIEF.question}
    assert made.started_on == dana.today()


def test_the_brief_its_evidence_and_its_small_version_stand_on_the_page(as_dana: Client) -> None:
    said = begin(as_dana, brief=BRIEF.slug)
    assert "The brief it began from" in said
    assert BRIEF.evidence[0] in said
    assert BRIEF.small in said


def test_one_may_begin_from_nothing(as_dana: Client) -> None:
    page = as_dana.get(f"{reverse('casestudy-start')}?brief=").content.decode()
    assert "Begin from nothing" in page
    begin(as_dana, question="")
    made = CaseStudy.objects.get()
    assert made.brief == ""
    assert not Passage.objects.exists()


def test_from_nothing_ones_own_lane_is_chosen_already(dana: User, as_dana: Client) -> None:
    choice(dana, primary="security", secondary="devops")
    page = as_dana.get(f"{reverse('casestudy-start')}?brief=").content.decode()
    assert '<option value="security" selected>' in page


def test_a_brief_nobody_knows_is_nothing(as_dana: Client) -> None:
    begin(as_dana, brief="learn-everything")
    assert CaseStudy.objects.get().brief == ""
    assert as_dana.get(f"{reverse('casestudy-start')}?brief=no%00ne").status_code == 200


def test_three_unfinished_are_said_and_block_nothing(dana: User, as_dana: Client) -> None:
    warned = "One that is finished proves more than another that is begun."
    for number in range(2):
        case(dana, title=str(number))
    assert warned not in as_dana.get(reverse("casestudy-start")).content.decode()
    case(dana, title="The third")
    assert warned in as_dana.get(reverse("casestudy-start")).content.decode()
    begin(as_dana)
    assert CaseStudy.objects.count() == 4


def test_a_button_pressed_twice_begins_one(as_dana: Client) -> None:
    begin(as_dana)
    begin(as_dana)
    assert CaseStudy.objects.count() == 1


def test_wrong_input_comes_back_with_what_was_typed(as_dana: Client) -> None:
    said = begin(as_dana, title="", lane="cooking", question="Who spends what, and why?")
    assert "Who spends what, and why?" in said
    assert not CaseStudy.objects.exists()
    assert "errorlist" in begin(as_dana, title="x" * 161)
    assert "errorlist" in begin(as_dana, question="x" * 2001)
    assert "errorlist" in begin(as_dana, title="a\0b")
    assert not CaseStudy.objects.exists()


def test_there_is_an_end_to_them(dana: User, as_dana: Client) -> None:
    one = case(dana)
    CaseStudy.objects.bulk_create(
        CaseStudy(
            user=dana,
            title=str(number),
            lane="finops",
            started_on=one.started_on,
            touched_at=one.touched_at,
        )
        for number in range(MOST - 1)
    )
    assert "You keep 300 already" in begin(as_dana)
    assert CaseStudy.objects.count() == MOST


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.post(reverse("casestudy-start"), {"title": "x"}).status_code == 302
    assert not CaseStudy.objects.exists()

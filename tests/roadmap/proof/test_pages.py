"""What a person and a visitor do with the proof sheet and the gaps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.models import Credential
from portfolio.models import Win
from roadmap.lanes import owners
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner
from roadmap.plan import building
from roadmap.plan.models import Milestone, Plan
from roadmap.proof import models as proof_models
from roadmap.proof import standing
from roadmap.proof.forms import LONGEST
from roadmap.proof.milestone_from import milestone_from
from roadmap.proof.models import GapMilestone, Rating, Resume
from roadmap.proof.proofs import proofs
from roadmap.proof.sheet import Evidence, Kind
from roadmap.signals.models import Pairing
from tests.people import choice

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"
ROLE = """Platform Engineer

Requirements
- 5 years of Kubernetes in production
- You have run Terraform at scale
- You write PromQL in your sleep
"""


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-10T12:00:00Z", tick=False):
        yield


def posting(owner: Owner, text: str = ROLE) -> Posting:
    made = Posting.made_from(text, **owner.fields)
    made.save()
    return made


@pytest.fixture
def hers(dana: User) -> Posting:
    return posting(Owner(user=dana))


@pytest.fixture
def plan(dana: User) -> Plan:
    return building.begin(choice(dana))


def done(plan: Plan, title: str, **fields: Any) -> Milestone:
    fields = {"evidence_url": "https://example.org/x", "done_on": date(2026, 11, 1), **fields}
    return Milestone.objects.create(
        plan=plan, role="own", block="lab", month=1, title=title, **fields
    )


def cell(user: User, skill: str) -> Evidence:
    rows = standing.sheet_of(Owner(user=user)).rows
    return next(row.evidence for row in rows if row.demand.slug == skill)


# --- The sheet ----------------------------------------------------------------------------------


def test_a_synonym_in_the_resume_is_found_and_quoted(as_dana: Client, hers: Posting) -> None:
    text = "Ops at a shop.\nMoved 12 services to k8s without a lost order."
    answer = as_dana.post(reverse("proof-resume"), {"text": text}, follow=True)
    page = answer.content.decode()
    assert "Moved 12 services to k8s without a lost order." in page
    assert cell(hers.user, "kubernetes") is Evidence.WORDS  # type: ignore[arg-type]
    assert cell(hers.user, "terraform") is Evidence.NOTHING  # type: ignore[arg-type]


def test_a_kept_line_is_words(dana: User, hers: Posting) -> None:
    win = Win.objects.create(
        user=dana, happened_on=date(2026, 11, 2), line="OpenTofu plan is clean"
    )
    assert cell(dana, "terraform") is Evidence.WORDS
    win.delete()
    assert cell(dana, "terraform") is Evidence.NOTHING


def test_what_is_told_of_a_line_counts_as_its_words_and_it_links_to_its_page(
    dana: User, as_dana: Client, hers: Posting
) -> None:
    win = Win.objects.create(user=dana, happened_on=date(2026, 11, 2), line="The plan is clean")
    assert cell(dana, "terraform") is Evidence.NOTHING
    Win.objects.update(decision="OpenTofu over a console")
    assert cell(dana, "terraform") is Evidence.WORDS
    page = as_dana.get(reverse("proof")).content.decode()
    assert f'<a href="{reverse("win", args=[win.pk])}">a line you kept</a>' in page


def test_a_milestone_done_with_a_link_is_proof_and_links_to_itself(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    made = done(plan, "A k8s cluster that survives a lost node")
    assert cell(dana, "kubernetes") is Evidence.PROOF
    page = as_dana.get(reverse("proof")).content.decode()
    assert f'href="{reverse("plan-month", args=[1])}#m{made.pk}"' in page
    assert "One of three proven." in page


@pytest.mark.parametrize("taken_back", ["untick", "delete", "drop", "link"])
def test_who_takes_a_record_back_takes_it_off_the_sheet(
    dana: User, hers: Posting, plan: Plan, taken_back: str
) -> None:
    made = done(plan, "A k8s cluster that survives a lost node")
    assert cell(dana, "kubernetes") is Evidence.PROOF
    if taken_back == "untick":
        made.untick()
    elif taken_back == "delete":
        made.delete()
    elif taken_back == "drop":
        made.drop(datetime(2026, 11, 10, tzinfo=UTC))
    else:
        Milestone.objects.filter(pk=made.pk).update(evidence_url="")
    assert cell(dana, "kubernetes") is Evidence.NOTHING


def test_a_milestone_made_of_a_gap_proves_that_skill_whatever_its_title(
    dana: User, hers: Posting, plan: Plan
) -> None:
    made = done(plan, "Five alerts, each fired once")
    assert cell(dana, "prometheus") is Evidence.NOTHING
    GapMilestone.objects.create(milestone=made, skill="prometheus")
    assert cell(dana, "prometheus") is Evidence.PROOF


def test_what_another_plan_proved_still_counts_and_is_still_linked(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    done(plan, "A k8s cluster that survives a lost node")
    Plan.objects.filter(pk=plan.pk).update(ended_on=date(2026, 11, 5), ending="new-line")
    building.begin(
        choice(dana, start_month=date(2026, 11, 1), ended_at=datetime(2026, 11, 5, tzinfo=UTC))
    )
    page = as_dana.get(reverse("proof")).content.decode()
    assert reverse("plan-earlier", args=[plan.pk]) in page
    assert as_dana.get(reverse("plan-earlier", args=[plan.pk])).status_code == 200


def test_every_proof_on_the_sheet_links_to_a_page_that_opens(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    done(plan, "Terraform module and PromQL alerts for k8s")
    rows = standing.sheet_of(Owner(user=dana)).rows
    assert all(row.is_proven and row.best and row.best.kind is Kind.MILESTONE for row in rows)
    for row in rows:
        assert row.best
        assert as_dana.get(row.best.url).status_code == 200


def test_without_postings_the_sheet_says_what_to_do(client: Client) -> None:
    assert "Paste a few postings" in client.get(reverse("proof")).content.decode()


def test_looking_writes_nothing(client: Client) -> None:
    for name in ("proof", "gaps"):
        assert client.get(reverse(name)).status_code == 200
    assert owners.KEY not in client.session


def test_the_sheet_and_the_gaps_cost_the_same_queries_with_more_of_everything(
    as_dana: Client, dana: User, hers: Posting, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        posting(Owner(user=dana), f"{ROLE}\nNumber {n}")
        GapMilestone.objects.create(milestone=done(plan, f"k8s {n}"), skill="helm")
        Win.objects.create(user=dana, happened_on=date(2026, 11, 2), line=f"k8s win {n}")
        held = Credential.objects.create(user=dana, name=f"Kubernetes badge {n}")
        Pairing.objects.create(credential=held, title="k8s", url="https://example.org/k")
    Resume.objects.keep(Owner(user=dana), "k8s and Terraform")
    for name, most in (("proof", 14), ("gaps", 17)):
        with django_assert_max_num_queries(most):
            as_dana.get(reverse(name))
    with django_assert_max_num_queries(7):
        standing.figure(dana)


# --- The résumé ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("   ", "the field is empty"),
        ("k8s " * 20_000, "80 kB"),
        ("ä" * (LONGEST // 2 + 1), "61 kB"),
        ("k8s\x00", "Null characters"),
    ],
)
def test_a_resume_that_cannot_be_kept_is_said_and_not_lost(
    as_dana: Client, dana: User, text: str, said: str
) -> None:
    Resume.objects.keep(Owner(user=dana), "the one before")
    page = as_dana.post(reverse("proof-resume"), {"text": text}).content.decode()
    assert said in page
    assert text.strip("\x00 ")[:60] in page
    assert Resume.objects.get().text == "the one before"


def test_a_newer_resume_takes_the_place_of_the_one_before(as_dana: Client) -> None:
    for text in ("Ran Jenkins", "Ran Terraform"):
        as_dana.post(reverse("proof-resume"), {"text": text})
    assert Resume.objects.get().text == "Ran Terraform"


def test_a_deleted_resume_takes_its_sentences_along(
    as_dana: Client, dana: User, hers: Posting
) -> None:
    as_dana.post(reverse("proof-resume"), {"text": "Ran k8s for years"})
    assert cell(dana, "kubernetes") is Evidence.WORDS
    page = as_dana.post(reverse("proof-resume-delete"), follow=True).content.decode()
    assert "Ran k8s for years" not in page
    assert not Resume.objects.exists()
    assert cell(dana, "kubernetes") is Evidence.NOTHING


def test_a_resume_read_with_older_facts_is_read_anew(dana: User, hers: Posting) -> None:
    kept = Resume.objects.keep(Owner(user=dana), "Ran k8s")
    Resume.objects.filter(pk=kept.pk).update(found={"cobol": ["?"]}, edition="older")
    assert cell(dana, "kubernetes") is Evidence.WORDS


def test_visitors_cannot_fill_the_disk(
    client: Client, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_models, "VISITORS", 1)
    client.post(reverse("proof-resume"), {"text": "Ran k8s"})
    client.post(reverse("proof-resume"), {"text": "Ran k8s, newer"})  # their own they may change
    page = Client().post(reverse("proof-resume"), {"text": "One more"}).content.decode()
    assert "Sign up to keep yours" in page
    assert "One more" in page
    as_dana.post(reverse("proof-resume"), {"text": "A person’s"})
    assert sorted(Resume.objects.values_list("text", flat=True)) == ["A person’s", "Ran k8s, newer"]


# --- A visitor ----------------------------------------------------------------------------------


def test_a_visitor_keeps_resume_and_ratings_when_they_sign_in(client: Client, dana: User) -> None:
    client.post(reverse("proof-resume"), {"text": "Ran k8s"})
    visitor = Owner(visitor=client.session[owners.KEY])
    posting(visitor)
    client.post(reverse("gaps-rate"), {"terraform": "2"})
    client.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    mine = Owner(user=dana)
    assert Resume.objects.of(mine).get().text == "Ran k8s"
    assert Rating.objects.of(mine).levels() == {"terraform": 2}
    assert cell(dana, "kubernetes") is Evidence.WORDS


def test_of_two_resumes_and_ratings_the_newer_stays(dana: User) -> None:
    mine, visitor = Owner(user=dana), Owner(visitor="a1")
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        Resume.objects.keep(mine, "older")
        Rating.objects.rate(visitor, {"helm": 1, "python": 1}, date(2026, 11, 1))
    Resume.objects.keep(visitor, "newer")
    Rating.objects.rate(mine, {"helm": 3}, date(2026, 11, 10))
    for model in (Resume, Rating):
        model.adopt("a1", dana)
    assert Resume.objects.get().text == "newer"
    assert Rating.objects.of(mine).levels() == {"helm": 3, "python": 1}
    assert not Rating.objects.exclude(visitor="")


def test_strangers_see_nothing_of_it(
    as_eve: Client, client: Client, hers: Posting, dana: User
) -> None:
    Resume.objects.keep(Owner(user=dana), "Ran k8s secretly")
    for one in (as_eve, client):
        assert one.get(reverse("proof-posting", args=[hers.pk])).status_code == 404
        assert "secretly" not in one.get(reverse("proof")).content.decode()
        one.post(reverse("proof-resume-delete"))
    assert Resume.objects.count() == 1


def test_a_number_that_no_table_has_is_no_such_page(as_dana: Client) -> None:
    for number in ("0", "9" * 30):
        assert as_dana.get(f"/lanes/proof/{number}/").status_code == 404


# --- One posting --------------------------------------------------------------------------------


def test_one_posting_shows_proof_per_requirement_and_what_is_left_open(
    as_dana: Client, hers: Posting, plan: Plan
) -> None:
    done(plan, "A k8s cluster that survives a lost node", evidence_url="https://www.git.test/a/b")
    page = as_dana.get(reverse("proof-posting", args=[hers.pk])).content.decode()
    assert "One of three must-haves proven." in page
    assert 'href="https://www.git.test/a/b"' in page
    assert "git.test" in page
    assert "They ask for Terraform." in page
    assert "They ask for Kubernetes." not in page
    assert proofs()["terraform"].title in page


# --- Gaps and ratings ---------------------------------------------------------------------------


def test_the_gaps_show_their_sum_and_their_quotes(as_dana: Client, hers: Posting) -> None:
    page = as_dana.get(reverse("gaps")).content.decode()
    assert "Asked for in your posting, as a must; you have nothing on it yet." in page
    assert "demand 3 × distance 7 = 21" in page
    assert "You have run <mark>Terraform</mark> at scale" in page


def test_a_rating_is_kept_changed_and_no_evidence(
    as_dana: Client, dana: User, hers: Posting
) -> None:
    as_dana.post(reverse("gaps-rate"), {"terraform": "1", "kubernetes": ""})
    as_dana.post(reverse("gaps-rate"), {"terraform": "3"})
    assert Rating.objects.of(Owner(user=dana)).levels() == {"terraform": 3}
    page = as_dana.get(reverse("gaps")).content.decode()
    assert "demand 3 × distance 4 = 12" in page
    assert "you say: Could say why this and not another" in page
    assert cell(dana, "terraform") is Evidence.NOTHING


def test_a_rating_of_something_else_or_out_of_range_is_not_kept(
    as_dana: Client, hers: Posting
) -> None:
    as_dana.post(reverse("gaps-rate"), {"cobol": "3"})
    page = as_dana.post(reverse("gaps-rate"), {"terraform": "9"}).content.decode()
    assert "Choose one of the four." in page
    assert not Rating.objects.exists()


# --- A gap becomes a milestone ------------------------------------------------------------------


def test_one_click_makes_a_milestone_of_a_gap_and_two_make_one(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    where = reverse("gaps-plan", args=["terraform"])
    for _ in range(2):
        page = as_dana.post(where, follow=True).content.decode()
    made = GapMilestone.objects.get().milestone
    assert made.title == proofs()["terraform"].title
    assert made.done_when == list(proofs()["terraform"].done_when)
    assert (made.role, made.moved, made.month >= 4) == ("own", True, True)
    assert made.why.startswith("Asked for in your posting, as a must")
    assert "is on your plan already" in page
    assert "Planned for" in page
    assert f"#m{made.pk}" in page


def test_the_month_has_room_for_it_or_the_message_says_that_none_has(
    as_dana: Client, hers: Posting, plan: Plan
) -> None:
    Milestone.objects.filter(plan=plan, month=6).delete()
    page = as_dana.post(reverse("gaps-plan", args=["terraform"]), follow=True).content.decode()
    assert GapMilestone.objects.get().milestone.month <= 6
    assert "block has room." in page
    for month in range(4, 13):
        Milestone.objects.create(
            plan=plan, role="own", block="lab", month=month, title="x", hours=Decimal(9)
        )
    page = as_dana.post(reverse("gaps-plan", args=["kubernetes"]), follow=True).content.decode()
    assert "No month has room for all of it" in page


def test_planning_again_leaves_it_where_it_is(dana: User, hers: Posting, plan: Plan) -> None:
    made = standing_milestone(dana)
    building.again(plan, date(2026, 11, 10))
    made.refresh_from_db()
    assert made.month >= 4


def standing_milestone(user: User) -> Milestone:
    made = milestone_from(user, "kubernetes", date(2026, 11, 10))
    assert made
    return made.milestone


def test_a_dropped_one_may_be_planned_again(dana: User, hers: Posting, plan: Plan) -> None:
    standing_milestone(dana).drop(datetime(2026, 11, 10, tzinfo=UTC))
    standing_milestone(dana)
    assert GapMilestone.objects.count() == 2


def test_done_with_a_link_the_gap_is_closed(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    made = standing_milestone(dana)
    made.tick(date(2026, 11, 10))
    assert "add the link and it is proof" in as_dana.get(reverse("gaps")).content.decode()
    Milestone.objects.filter(pk=made.pk).update(evidence_url="https://example.org/")
    assert "kubernetes" not in [gap.slug for gap in standing.gaps_of(Owner(user=dana)).gaps]
    assert cell(dana, "kubernetes") is Evidence.PROOF


def test_without_a_plan_one_is_led_to_choosing(as_dana: Client, hers: Posting) -> None:
    answer = as_dana.post(reverse("gaps-plan", args=["terraform"]))
    assert answer.url == reverse("lane-choose")  # type: ignore[attr-defined]
    assert "Choose a lane to plan them" in as_dana.get(reverse("gaps")).content.decode()


def test_a_visitor_is_led_to_signing_up_and_back(client: Client) -> None:
    client.post(reverse("proof-resume"), {"text": "Ran k8s"})
    posting(Owner(visitor=client.session[owners.KEY]))
    page = client.get(reverse("gaps")).content.decode()
    assert f"{reverse('account_signup')}?next={reverse('gaps')}" in page
    assert client.post(reverse("gaps-plan", args=["terraform"])).status_code == 302
    assert not Milestone.objects.exists()


def test_after_the_last_day_nothing_is_planned(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    with time_machine.travel("2027-11-10T12:00:00Z", tick=False):
        as_dana.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
        page = as_dana.post(reverse("gaps-plan", args=["terraform"]), follow=True)
    assert "Your twelve months are over" in page.content.decode()
    assert not GapMilestone.objects.exists()


def test_a_skill_that_nobody_knows_is_no_such_page(as_dana: Client, plan: Plan) -> None:
    assert as_dana.post(reverse("gaps-plan", args=["cobol"])).status_code == 404
    assert as_dana.get(reverse("gaps-plan", args=["terraform"])).status_code == 405


# --- The figure ---------------------------------------------------------------------------------


def test_todays_figure_is_the_sheets(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    done(plan, "A k8s cluster that survives a lost node")
    Resume.objects.keep(Owner(user=dana), "Terraform in the résumé proves nothing")
    assert standing.figure(dana) == standing.sheet_of(Owner(user=dana)).figure
    assert "1 of 3 proven" in as_dana.get(reverse("today")).content.decode()


def test_without_postings_today_shows_no_figure(as_dana: Client, plan: Plan) -> None:
    assert "proven" not in as_dana.get(reverse("today")).content.decode()


def test_a_months_close_has_the_figure_of_that_time(
    as_dana: Client, dana: User, hers: Posting, plan: Plan
) -> None:
    Posting.objects.update(added_at=datetime(2026, 10, 5, tzinfo=UTC))
    done(plan, "A k8s cluster that survives a lost node", done_on=date(2026, 11, 1))
    assert "0 of 3 proven" in as_dana.get(reverse("plan-close", args=[1])).content.decode()
    assert "1 of 3 proven" in as_dana.get(reverse("plan-close", args=[2])).content.decode()
    assert standing.figure(dana, by=date(2026, 10, 4)) is None


def test_a_tool_says_what_it_is_a_tool_for_where_no_sentence_says_it_itself(dana: User) -> None:
    owner = Owner(user=dana)
    posting(owner, "Platform Engineer\n\nRequirements\n- Infrastructure as code\n- Observability")
    Resume.objects.keep(owner, "I wrote our Terraform modules.\nObservability for 40 services.")
    rows = {row.demand.slug: row for row in standing.sheet_of(owner).hard}
    assert rows["infrastructure-as-code"].evidence is Evidence.WORDS
    assert "Terraform modules" in rows["infrastructure-as-code"].best.sentence  # type: ignore[union-attr]
    assert "40 services" in rows["observability"].best.sentence  # type: ignore[union-attr]


def test_what_a_posting_asks_for_implies_nothing(dana: User) -> None:
    owner = Owner(user=dana)
    posting(owner, "Platform Engineer\n\nRequirements\n- You have run Terraform at scale")
    assert {row.demand.slug for row in standing.sheet_of(owner).hard} == {"terraform"}

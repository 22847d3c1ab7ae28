"""One posting: its page, its name, its state, removing it, and strangers."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.lanes.audit import posting as pages
from roadmap.lanes.audit import saying
from roadmap.lanes.audit.breakdown import shown
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.reading import Reason, Verdict
from tests.roadmap.lanes.audit.written import DEVOPS, FINOPS

pytestmark = pytest.mark.django_db

PAGES = ["posting", "title", "remove"]
ACTIONS = [("title", {"title": "Mine"}), ("state", {"state": "sent"}), ("remove", {})]


@pytest.fixture
def posting(dana: User) -> Posting:
    made = Posting.made_from(FINOPS, user=dana)
    made.save()
    return made


def where(name: str, posting: Posting) -> str:
    return reverse(f"audit-{name}", args=[posting.pk])


def test_the_page_shows_all_five_lanes_and_the_text_as_it_is_kept(
    as_dana: Client, posting: Posting
) -> None:
    page = as_dana.get(where("posting", posting)).content.decode()
    for lane in ("DevOps", "FinOps", "AI infrastructure", "Security", "Data engineering"):
        assert f">{lane}</strong>" in page
    assert "Own cost allocation and showback for forty AWS accounts." in page
    assert "<mark>rightsizing</mark>" in page


@pytest.mark.parametrize("text", [FINOPS, DEVOPS])
def test_the_reasons_shown_add_up_to_the_points_shown(text: str) -> None:
    for lane in shown(read(text)).lanes:
        said = sum(float(why.points.replace("−", "-")) for why in (*lane.first, *lane.rest))
        assert saying.points(said) == lane.score
        rest = sum(float(why.points.replace("−", "-")) for why in lane.rest)
        assert float(lane.rest_points.replace("−", "-")) == pytest.approx(rest)


def test_the_verdict_says_why() -> None:
    found = read(FINOPS)
    assert saying.why(found).startswith("FinOps stands at ")
    mixed = saying.sentences(replace(found, verdict=Verdict.MIXED))
    assert (mixed.lane, mixed.verdict) == ("", "mixed")
    assert "not one of the two alone" in mixed.why
    none = saying.sentences(replace(found, verdict=Verdict.NONE))
    assert (none.lane, none.verdict) == ("", "no clear lane")
    assert "too little to call it so" in none.why
    elsewhere = (Reason(found.lanes[0].score, "React"),)
    other = saying.why(replace(found, verdict=Verdict.NONE, elsewhere=elsewhere))
    assert "speak for work of no lane" in other
    assert "The title says so" in saying.why(replace(found, verdict=found.lanes[1].lane))
    empty = tuple(replace(one, score=0.0, reasons=()) for one in found.lanes)
    assert "Nothing in it" in saying.why(replace(found, verdict=Verdict.NONE, lanes=empty))


def test_a_language_that_is_not_covered_is_named() -> None:
    found = replace(read(FINOPS), language="ja", partial=True)
    assert saying.partial(found).startswith("This posting is in Japanese, which the audit does not")
    assert "cannot be told" in saying.partial(replace(found, language=""))
    assert saying.partial(replace(found, partial=False)) == ""


def test_somebody_gives_it_another_name(as_dana: Client, posting: Posting) -> None:
    answer = as_dana.post(where("title", posting), {"title": "The freight one"})
    assert answer.url == where("posting", posting)
    assert "The freight one" in as_dana.get(answer.url).content.decode()


@pytest.mark.parametrize("title", ["", "  ", "x" * 201])
def test_a_name_that_does_not_do_is_answered_and_stays(
    as_dana: Client, posting: Posting, title: str
) -> None:
    answer = as_dana.post(where("title", posting), {"title": title})
    assert answer.context["form"].errors["title"]
    posting.refresh_from_db()
    assert posting.title == "FinOps Engineer at Example Freight"


@pytest.mark.parametrize("state", ["sent", "talking", "no", "reading"])
def test_somebody_says_how_far_they_are(as_dana: Client, posting: Posting, state: str) -> None:
    answer = as_dana.post(where("state", posting), {"state": state})
    assert answer.url == f"{reverse('audit')}#posting-{posting.pk}"
    posting.refresh_from_db()
    assert posting.state == state


def test_a_state_there_is_none_of_changes_nothing(as_dana: Client, posting: Posting) -> None:
    answer = as_dana.post(where("state", posting), {"state": "hired"}, follow=True)
    assert "none of the four states" in answer.content.decode()
    posting.refresh_from_db()
    assert posting.state == "reading"


def test_removing_asks_first_and_says_what_goes(as_dana: Client, posting: Posting) -> None:
    page = as_dana.get(where("remove", posting)).content.decode()
    assert "Remove “FinOps Engineer at Example Freight”?" in page
    assert Posting.objects.exists()
    as_dana.post(where("remove", posting))
    assert not Posting.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_a_strangers_posting_is_no_such_page(
    as_eve: Client, client: Client, posting: Posting, name: str
) -> None:
    for stranger in (as_eve, client):
        assert stranger.get(where(name, posting)).status_code == 404


@pytest.mark.parametrize(("name", "sent"), ACTIONS)
def test_a_stranger_changes_nothing(
    as_eve: Client, client: Client, posting: Posting, name: str, sent: dict[str, str]
) -> None:
    for stranger in (as_eve, client):
        assert stranger.post(where(name, posting), sent).status_code == 404
    posting.refresh_from_db()
    assert (posting.title, posting.state) == ("FinOps Engineer at Example Freight", "reading")


def test_a_visitors_posting_is_no_page_for_another_visitor(client: Client) -> None:
    client.post(reverse("audit-add"), {"postings": FINOPS})
    posting = Posting.objects.get()
    assert client.get(where("posting", posting)).status_code == 200
    assert Client().get(where("posting", posting)).status_code == 404
    assert Client().post(where("state", posting), {"state": "no"}).status_code == 404


@pytest.mark.parametrize(("name", "data"), ACTIONS[:2])
def test_what_is_removed_in_another_tab_meanwhile_stays_removed(
    as_dana: Client,
    posting: Posting,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    data: dict[str, str],
) -> None:
    def found_and_then_gone(*args: object) -> Posting:
        Posting.objects.all().delete()
        return posting

    monkeypatch.setattr(pages, "own_posting", found_and_then_gone)
    answer = as_dana.post(where(name, posting), data)
    assert answer.status_code == 302
    assert not Posting.objects.exists()


def test_a_name_and_a_state_sent_at_once_are_both_kept(
    as_dana: Client, posting: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_seen_by_both = [Posting.objects.get(), Posting.objects.get()]
    monkeypatch.setattr(pages, "own_posting", lambda *args: as_seen_by_both.pop())
    as_dana.post(where("title", posting), {"title": "Mine"})
    as_dana.post(where("state", posting), {"state": "sent"})
    kept = Posting.objects.get()
    assert (kept.title, kept.state) == ("Mine", "sent")

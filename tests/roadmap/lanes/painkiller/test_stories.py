"""Taking the test: as a visitor who comes back, as a person, and what is refused."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common import weeks
from common.lanes import Lane, Pain
from roadmap.lanes import owners
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.incidents.models import Incident
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller import snapshot
from roadmap.lanes.painkiller.models import Answers
from roadmap.lanes.painkiller.questions import questions
from tests.people import person

pytestmark = pytest.mark.django_db
START, RESULT, OVER = map(reverse, ("painkiller", "painkiller-result", "painkiller-over"))
PASSWORD = "a long enough secret"


def address(slug: str) -> str:
    return reverse("painkiller-question", args=[slug])


def answer(client: Client, slug: str, **data: Any) -> Any:
    return client.post(address(slug), data)


def text(page: Any) -> str:
    plain = re.sub(r"<(svg|script).*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(plain).split())


def hurt_by_cost(client: Client) -> None:
    answer(client, "problems", tick=["cloud-spend.painful", "cloud-spend.recurring"])
    answer(client, "incidents", **{"cloud-spend": "3"})
    answer(client, "strengths", option=["finops", "security"])


def posting(owner: Owner, words: str) -> Posting:
    made = Posting.made_from(words, **owner.fields)
    made.save()
    return made


# --- Going through it -----------------------------------------------------------------------------


def test_a_visitor_answers_leaves_comes_back_and_signs_in(client: Client) -> None:
    first = client.get(START)
    assert "Which pain would you be paid to end" in text(first)
    hurt_by_cost(client)
    again = text(client.get(START))
    assert "Three answers" in again
    assert "Go on where you stopped" in again
    dana = person()
    client.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    assert set(Answers.objects.of(Owner(user=dana)).get().picked) == {
        "problems", "incidents", "strengths",
    }  # fmt: skip
    assert not Answers.objects.exclude(visitor="").exists()
    assert "FinOps, with" in text(client.get(RESULT))


def test_a_stranger_sees_nothing_of_it(client: Client, as_eve: Client) -> None:
    hurt_by_cost(client)
    for other in (as_eve, Client()):
        assert other.get(RESULT)["Location"] == START
        assert "So far" not in text(other.get(START))
        assert " checked" not in other.get(address("strengths")).content.decode()


def test_one_question_leads_to_the_next_until_none_can_change_it(as_dana: Client) -> None:
    page = answer(as_dana, "problems", tick=["cloud-spend.painful"])
    gone = ["problems"]
    while page["Location"] != RESULT:
        slug = page["Location"].split("/")[-2]
        assert slug not in gone
        said = text(as_dana.get(page["Location"]))
        assert f"Question {len(gone) + 1} · " in said
        gone.append(slug)
        page = as_dana.post(page["Location"] + "skip/")
    assert set(gone) == set(questions())


def test_how_many_more_is_said_and_a_clear_case_says_what_is_settled(as_dana: Client) -> None:
    three = ["painful", "expensive", "recurring"]
    assert "at most eight more" in text(as_dana.get(address("problems")))
    answer(as_dana, "problems", tick=[f"cloud-spend.{one}" for one in three])
    answer(as_dana, "incidents", **{"cloud-spend": "3", "ai-operating-costs": "3"})
    answer(as_dana, "strengths", option=["finops", "ai-infrastructure"])
    answer(as_dana, "three-years", option=["cloud-economics-lead", "ml-platform-owner"])
    page = answer(as_dana, "conversations", option=["finops", "ai-infrastructure"])
    assert page["Location"] == RESULT
    assert "Settled: no answer can change the first two places" in text(as_dana.get(RESULT))


def test_an_answer_can_be_changed_from_the_ranking(as_dana: Client) -> None:
    hurt_by_cost(as_dana)
    assert 'value="security" checked' in as_dana.get(address("strengths")).content.decode()
    back = as_dana.post(address("strengths"), {"option": ["devops"], "next": RESULT})
    assert back["Location"] == RESULT
    assert Answers.objects.get().picked["strengths"] == ("devops",)


def test_skipping_takes_an_answer_back(as_dana: Client) -> None:
    hurt_by_cost(as_dana)
    as_dana.post(reverse("painkiller-skip", args=["strengths"]))
    row = Answers.objects.get()
    assert "strengths" not in row.picked
    assert row.skipped == {"strengths"}


def test_back_leads_to_the_question_before(as_dana: Client) -> None:
    answer(as_dana, "problems")
    page = as_dana.get(address("incidents")).content.decode()
    assert f'href="{address("problems")}">Back' in page
    assert f'href="{START}">Back' in as_dana.get(address("problems")).content.decode()


def test_starting_over_says_what_goes_and_needs_a_press(as_dana: Client, dana: User) -> None:
    hurt_by_cost(as_dana)
    posting(Owner(user=dana), "FinOps engineer\nReduce cloud spend.")
    assert "Three answers go" in text(as_dana.get(OVER))
    assert Answers.objects.exists()
    as_dana.post(OVER)
    assert not Answers.objects.get().given
    assert Posting.objects.exists()


def test_starting_over_leaves_a_strangers_answers_alone(as_dana: Client, as_eve: Client) -> None:
    hurt_by_cost(as_dana)
    as_eve.post(OVER)
    Client().post(OVER)
    assert Answers.objects.count() == 1


def test_a_question_gone_through_is_not_called_the_last(as_dana: Client) -> None:
    hurt_by_cost(as_dana)
    assert "Question 1 Where you work" in text(as_dana.get(address("problems")))


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "data", "sentence"),
    [
        ("strengths", {}, "Pick one, or skip the question"),
        ("strengths", {"option": ["chef"]}, "That is none of the answers"),
        ("strengths", {"option": ["finops", "devops", "security"]}, "Two at most"),
        ("region", {"option": ["europe", "elsewhere"]}, "One answer, please"),
        ("incidents", {"cloud-spend": "99"}, "That is no count"),
        ("problems", {"tick": ["cloud-spend.funny"]}, "That is none of the ticks"),
    ],
)
def test_a_wrong_answer_is_refused_with_a_sentence_and_keeps_nothing(
    client: Client, slug: str, data: dict[str, Any], sentence: str
) -> None:
    page = client.post(address(slug), data)
    assert page.status_code == 200
    assert sentence in text(page)
    assert not Answers.objects.exists()
    assert owners.KEY not in client.session


def test_what_was_picked_stays_picked_when_it_is_refused(client: Client) -> None:
    page = client.post(address("strengths"), {"option": ["finops", "devops", "security"]})
    assert page.content.decode().count(" checked") == 3
    tally = client.post(address("incidents"), {"cloud-spend": "3", "data-bottlenecks": "x"})
    assert 'name="cloud-spend" value="3" checked' in tally.content.decode()


def test_a_question_that_is_not_asked_is_no_page(client: Client) -> None:
    assert client.get(address("salary")).status_code == 404
    assert client.post(address("salary") + "skip/").status_code == 404
    assert client.get(address("region") + "skip/").status_code == 405


def test_it_leads_to_no_foreign_page(as_dana: Client) -> None:
    page = as_dana.post(address("region"), {"option": "europe", "next": "//elsewhere.example"})
    assert page["Location"].startswith("/lanes/test/")


def test_looking_writes_nothing(client: Client) -> None:
    hurt_by_cost(client)
    for path in (START, RESULT, OVER, address("region"), address("problems")):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
            client.head(path)
        assert not [q for q in queries if not q["sql"].lstrip().upper().startswith("SELECT")]


def test_looking_gives_a_new_visitor_no_cookie(client: Client) -> None:
    for path in (START, OVER, address("region")):
        assert "session" not in client.get(path).cookies
    assert client.get(RESULT)["Location"] == START


# --- The result -----------------------------------------------------------------------------------


def shown(page: str) -> dict[Lane, tuple[int, list[int]]]:
    """Of each lane on the page its score, and the points of its reasons."""
    found = {}
    for section in re.findall(r'<section class="scale ranked".*?</section>', page, re.DOTALL):
        [lane] = re.findall(r'data-lane="([^"]+)"', section)
        [score] = re.findall(r'<strong class="sum">(\d+)', section)
        points = [int(one) for one in re.findall(r"<b>\+(\d+)</b>", section)]
        found[Lane(lane)] = (int(score), points)
    return found


def test_the_figures_on_the_page_add_up_for_all_five(as_dana: Client, dana: User) -> None:
    posting(Owner(user=dana), "Cloud analyst\nReduce cloud spend. We do chargeback.")
    hurt_by_cost(as_dana)
    answer(as_dana, "industry", option="banking")
    found = shown(as_dana.get(RESULT).content.decode())
    assert set(found) == set(Lane)
    for score, reasons in found.values():
        assert score == sum(reasons)
    assert found[Lane.FINOPS][0] == max(score for score, _ in found.values()) > 20


def test_a_sentence_of_a_posting_is_quoted_with_its_posting(as_dana: Client, dana: User) -> None:
    kept = posting(Owner(user=dana), "Analyst\nYou reduce cloud spend across forty accounts.")
    Posting.objects.filter(pk=kept.pk).update(title="Cloud analyst <b>")
    page = as_dana.get(RESULT)
    assert "in the posting you gave: You reduce cloud spend across forty accounts." in text(page)
    assert "Cloud analyst &lt;b&gt;" in page.content.decode()


def test_level_lanes_are_said_to_be_level_with_the_question_that_would_part_them(
    as_dana: Client,
) -> None:
    answer(as_dana, "strengths", option=["finops", "security"])
    page = as_dana.get(RESULT)
    assert "FinOps and security are level." in text(page)
    assert "One question would settle it" in text(page)
    assert f'href="{address("problems")}?next={RESULT}"' in page.content.decode()


def test_close_is_said_to_be_close(as_dana: Client) -> None:
    answer(as_dana, "strengths", option=["finops", "security"])
    answer(as_dana, "region", option="europe")
    assert "are two points apart" in text(as_dana.get(RESULT)).replace("2 points", "two points")


def test_answers_that_speak_for_nothing_are_no_ranking(as_dana: Client) -> None:
    answer(as_dana, "region", option="elsewhere")
    page = text(as_dana.get(RESULT))
    assert "No lane is ahead of another yet" in page
    assert "Choose this pair" not in page


def test_a_visitor_is_asked_to_sign_up_and_a_person_to_choose(
    client: Client, as_dana: Client
) -> None:
    hurt_by_cost(client)
    page = client.get(RESULT).content.decode()
    assert f'href="{reverse("account_signup")}?next={RESULT}"' in page
    hurt_by_cost(as_dana)
    page = as_dana.get(RESULT).content.decode()
    assert f'href="{reverse("lane-choose")}?primary=finops&amp;beside=' in page
    assert "Two, and no third" in page


def test_a_companion_that_is_not_second_shows_its_reasons_and_why_it_was_taken(
    as_dana: Client,
) -> None:
    answer(as_dana, "strengths", option=["finops", "security"])
    answer(as_dana, "conversations", option=["finops", "ai-infrastructure"])
    page = as_dana.get(RESULT)
    assert "FinOps, with AI infrastructure beside it." in text(page)
    assert "Security has more points of its own. AI infrastructure is suggested" in text(page)
    assert "Why 8" not in text(page)


def test_what_is_out_of_scope_and_where_it_leads_is_said(as_dana: Client) -> None:
    hurt_by_cost(as_dana)
    page = as_dana.get(RESULT)
    for role in Lane.FINOPS.facts.three_years:
        assert role.role in text(page)
    assert "Bookkeeping, tax and paying invoices" in text(page)


def test_the_result_asks_as_often_however_many_postings_there_are(
    as_dana: Client, dana: User
) -> None:
    hurt_by_cost(as_dana)
    counts = []
    for size in (1, 6):
        for number in range(size):
            posting(Owner(user=dana), f"Role {size}.{number}\nReduce cloud spend, way {number}.")
        with CaptureQueriesContext(connection) as queries:
            as_dana.get(RESULT)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Kept ----------------------------------------------------------------------------------------


def test_of_two_answers_the_newer_one_is_kept_at_sign_in(dana: User) -> None:
    hers, visitor = Owner(user=dana), Owner(visitor="a1")
    now = timezone.now()
    later = now.replace(year=now.year + 1)
    Answers.keep(hers, "region", ("europe",), now)
    Answers.keep(hers, "outlook", ("durable",), later)
    Answers.keep(visitor, "region", ("elsewhere",), later)
    Answers.keep(visitor, "outlook", ("fast-growing",), now)
    Answers.keep(visitor, "industry", ("saas",), now)
    Answers.adopt("a1", dana)
    assert Answers.objects.get().picked == {
        "region": ("elsewhere",), "outlook": ("durable",), "industry": ("saas",),
    }  # fmt: skip


def test_a_snapshot_can_be_read_later(as_dana: Client, dana: User) -> None:
    hurt_by_cost(as_dana)
    posting(Owner(user=dana), "Cloud analyst\nReduce cloud spend.")
    monday = weeks.week_of(dana.today())
    for _tap in range(2):
        Incident.objects.tap(Owner(user=dana), Pain.CLOUD_SPEND, monday)
    known = snapshot.of(Owner(user=dana), timezone.now())
    assert {one["slug"]: one["answer"] for one in known.answers_json} == {
        "problems": "cloud spend: painful, recurring",
        "strengths": "Making a number add up; Asking who else it lets in",
    }
    assert known.evidence_json["incidents"]["cloud-spend"] == 2
    assert known.evidence_json["pains"][0]["quotes"][0]["quote"] == "Reduce cloud spend."
    assert known.ranking.first.lane == Lane.FINOPS


def test_the_order_in_which_postings_came_changes_nothing(dana: User, eve: User) -> None:
    boilerplate = "We at the company care for cost efficiency and for everybody who works with us."
    texts = [
        f"One\n{boilerplate}\nReduce cloud spend.",
        f"Two\n{boilerplate}",
        f"Three\n{boilerplate}\nWe own chargeback and showback.",
    ]
    for words in texts:
        posting(Owner(user=dana), words)
    for words in reversed(texts):
        posting(Owner(user=eve), words)
    mine, theirs = (snapshot.of(Owner(user=one), timezone.now()) for one in (dana, eve))
    assert [(s.lane, s.points) for s in mine.ranking.scores] == [
        (s.lane, s.points) for s in theirs.ranking.scores
    ]

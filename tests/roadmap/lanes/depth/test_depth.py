"""The depth check: what is asked, how answers age, and what nobody else may see."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import facts
from common.lanes import Lane
from roadmap.lanes.depth import ageing, questions
from roadmap.lanes.depth.ageing import Depth, Went
from roadmap.lanes.depth.answering import answer
from roadmap.lanes.depth.hints import hints
from roadmap.lanes.depth.models import Explanation, standing
from roadmap.lanes.postings import taxonomy
from tests.people import choice

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
BILL = "finops-switched-off-and-paid"


@pytest.fixture
def november() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def explained(user: User, slug: str, went: Went = Went.SURE, weeks_ago: int = 0) -> Explanation:
    at = NOW - timedelta(weeks=weeks_ago)
    return answer(user, questions.questions()[slug], f"Because, {weeks_ago}.", went, at)


def page(client: Client, slug: str = "") -> str:
    path = reverse("depth-explain", args=[slug]) if slug else reverse("depth")
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# --- What is asked ------------------------------------------------------------------------------


@pytest.mark.parametrize("lane", list(Lane))
def test_a_lane_asks_what_its_page_asks_in_the_same_order(lane: Lane) -> None:
    asked = [question.text for question in questions.of_lane(lane) if not question.area]
    assert sorted(asked) == sorted(lane.facts.explain)


def test_eight_areas_are_asked_of_who_builds_on_models_first() -> None:
    areas = {q.area for q in questions.of_lane(Lane.AI_INFRASTRUCTURE) if q.area}
    assert len(areas) == 8
    assert not [q for lane in set(Lane) - {Lane.AI_INFRASTRUCTURE} for q in questions.of_lane(lane)
                if q.area]  # fmt: skip


def test_every_question_tells_of_known_skills_and_names_what_holds() -> None:
    for question in questions.questions().values():
        assert set(question.skills) <= taxonomy.skills().keys()
        assert len(question.names) == 3, question.slug
        assert len(question.slug) <= 60


def test_a_question_that_is_not_the_pages_is_an_error_that_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    changed = tmp_path / "depth.toml"
    changed.write_text(questions.FACTS.read_text().replace("the bill did not move?", "why?"))
    monkeypatch.setattr(questions, "FACTS", changed)
    with pytest.raises(facts.FactError, match="finops"):
        questions.questions.__wrapped__()


# --- How answers age ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("went", "days", "depth"),
    [
        (Went.SURE, 0, Depth.FRESH_SURE),
        (Went.SURE, 90, Depth.FRESH_SURE),
        (Went.SURE, 91, Depth.OLD),
        (Went.NOTES, 0, Depth.NEEDED_NOTES),
        (Went.NOTES, 91, Depth.OLD),
        (Went.COULD_NOT, 400, Depth.COULD_NOT),
    ],
)
def test_an_answer_speaks_for_thirteen_weeks(went: Went, days: int, depth: Depth) -> None:
    assert ageing.depth_of(went, TODAY - timedelta(days=days), TODAY) == depth


def test_of_several_questions_about_a_skill_the_weakest_answer_counts() -> None:
    asked = [q for q in questions.questions().values() if "commitment-management" in q.skills]
    assert len(asked) == 2
    slugs = [question.slug for question in asked]

    def depth(*known: Depth) -> Depth:
        given = dict(zip(slugs, known, strict=False))
        return ageing.of_skills(asked, given)["commitment-management"]

    assert depth() is Depth.UNANSWERED
    assert depth(Depth.FRESH_SURE) is Depth.FRESH_SURE
    assert depth(Depth.FRESH_SURE, Depth.OLD) is Depth.OLD
    assert depth(Depth.OLD, Depth.NEEDED_NOTES) is Depth.NEEDED_NOTES
    assert depth(Depth.COULD_NOT, Depth.FRESH_SURE) is Depth.COULD_NOT


def test_the_latest_answer_stands_for_its_skills(dana: User, eve: User) -> None:
    explained(dana, BILL, Went.COULD_NOT, weeks_ago=3)
    assert standing(dana, TODAY)["billing-data"] is Depth.COULD_NOT
    explained(dana, BILL, Went.SURE)
    assert standing(dana, TODAY)["billing-data"] is Depth.FRESH_SURE
    assert standing(dana, date(2027, 3, 1))["billing-data"] is Depth.OLD
    assert standing(dana, TODAY)["kafka"] is Depth.UNANSWERED
    assert standing(eve, TODAY)["billing-data"] is Depth.UNANSWERED


# --- Hints --------------------------------------------------------------------------------------


def test_hints_say_what_is_missing_and_never_how_good_it_is() -> None:
    assert hints("") == []
    short = [hint.there for hint in hints("Disks and addresses go on.")]
    assert short == [False, False, False]
    long = "It was paid for three years, 40 % of it idle, but stopping early costs more. " * 4
    assert [hint.there for hint in hints(long)] == [True, True, True]
    assert not hints("word " * 300)[0].there


# --- The pages ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    for path in (reverse("depth"), reverse("depth-explain", args=[BILL])):
        assert client.get(path).url == f"/accounts/login/?next={path}"


def test_who_has_not_chosen_is_told_what_comes_first(as_dana: Client) -> None:
    html = page(as_dana)
    assert "once you have chosen them" in html
    assert reverse("lane-choose") in html


def test_the_two_lanes_are_asked_the_first_lane_first(as_dana: Client, dana: User) -> None:
    choice(dana)
    html = page(as_dana)
    assert "None of 10 explained without looking" in html
    assert html.index(BILL) < html.index("security-leaked-key")
    assert "ai-first" not in html
    choice_of_models = dana.choices.get()
    choice_of_models.secondary = Lane.AI_INFRASTRUCTURE
    choice_of_models.save()
    assert "Data sensitivity" in page(as_dana)


def test_an_explanation_is_kept_with_its_date_and_compared(
    as_dana: Client, dana: User, november: Any
) -> None:
    choice(dana)
    assert "What an answer that holds names" not in page(as_dana, BILL)
    sent = {"text": "The disk stays, $40 a month,\nbut nobody saw it.", "went": "sure"}
    assert as_dana.post(reverse("depth-explain", args=[BILL]), sent).status_code == 302
    html = page(as_dana, BILL)
    assert "On 22 November 2026 you said" in html
    assert "It names a figure." in html
    assert "What an answer that holds names" in html
    assert "One of 10 explained without looking" in page(as_dana)


def test_a_later_answer_overwrites_nothing(as_dana: Client, dana: User, november: Any) -> None:
    explained(dana, BILL, Went.NOTES, weeks_ago=20)
    as_dana.post(reverse("depth-explain", args=[BILL]), {"text": "Better now.", "went": "sure"})
    html = page(as_dana, BILL)
    assert "One earlier answer" in html
    assert "Because, 20." in html
    assert Explanation.objects.of(dana).count() == 2


def test_the_same_words_sent_twice_are_one_answer(as_dana: Client, dana: User) -> None:
    for _ in range(2):
        as_dana.post(reverse("depth-explain", args=[BILL]), {"text": "Disks.", "went": "notes"})
    assert Explanation.objects.of(dana).count() == 1


def test_an_old_answer_is_asked_again(as_dana: Client, dana: User, november: Any) -> None:
    choice(dana)
    explained(dana, BILL, weeks_ago=14)
    html = page(as_dana)
    assert "asked again" in html
    assert "14 weeks ago" in html
    assert "could you still?" in page(as_dana, BILL)


def test_who_could_not_need_not_write(as_dana: Client, dana: User) -> None:
    as_dana.post(reverse("depth-explain", args=[BILL]), {"text": "", "went": "could-not"})
    assert Explanation.objects.get(user=dana).went == Went.COULD_NOT


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "", "went": "sure"}, "Write it down as you would say it"),
        ({"text": "Disks.", "went": ""}, "you are the only judge"),
        ({"text": "Disks.", "went": "brilliantly"}, "Choose one of the three"),
        ({"text": "x" * 4001, "went": "sure"}, "4001 characters"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_loses_nothing(
    as_dana: Client, dana: User, sent: dict[str, str], sentence: str
) -> None:
    html = as_dana.post(reverse("depth-explain", args=[BILL]), sent).content.decode()
    assert sentence in html
    assert sent["text"] in html
    assert not Explanation.objects.exists()


def test_nobody_fills_the_disk_in_a_day(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap.lanes.depth.forms.MOST_A_DAY", 2)
    for text in ("One.", "Two.", "Three."):
        answered = as_dana.post(
            reverse("depth-explain", args=[BILL]), {"text": text, "went": "sure"}
        )
    assert "Go on tomorrow" in answered.content.decode()
    assert "Three." in answered.content.decode()
    assert Explanation.objects.count() == 2


def test_a_question_nobody_asks_is_no_page(as_dana: Client) -> None:
    assert as_dana.get(reverse("depth-explain", args=["what-is-cloud"])).status_code == 404


def test_strangers_see_nothing_of_it(as_eve: Client, dana: User) -> None:
    explained(dana, BILL)
    html = page(as_eve, BILL)
    assert "Because" not in html


def test_a_question_that_was_retired_shows_what_was_written(
    as_dana: Client, as_eve: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    explained(dana, BILL)
    before = questions.questions()
    retired = {**before, BILL: dataclasses.replace(before[BILL], retired=True)}
    for module in ("views", "check", "questions", "models"):
        monkeypatch.setattr(f"roadmap.lanes.depth.{module}.questions", lambda: retired)
    assert "not asked any more" in page(as_dana, BILL)
    assert as_eve.get(reverse("depth-explain", args=[BILL])).status_code == 404
    as_dana.post(reverse("depth-explain", args=[BILL]), {"text": "More.", "went": "sure"})
    assert Explanation.objects.count() == 1


def test_what_was_explained_for_a_lane_one_left_stays(as_dana: Client, dana: User) -> None:
    explained(dana, "data-exactly-once")
    choice(dana)
    html = page(as_dana)
    assert "For lanes you left" in html
    assert "data-exactly-once" in html


def test_the_list_costs_the_same_however_much_was_explained(
    as_dana: Client, dana: User, django_assert_max_num_queries: Any
) -> None:
    choice(dana)
    for slug in questions.questions():
        explained(dana, slug)
    with django_assert_max_num_queries(7):
        page(as_dana)

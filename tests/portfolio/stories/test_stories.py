"""Stories: begun from what is written, read, listed by kind, deleted."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.stories.models import MOST, Story
from tests.portfolio.rows import case, result, write
from tests.portfolio.stories.rows import story, win
from tests.portfolio.studio.rows import tradeoff

pytestmark = pytest.mark.django_db


def begin(client: Client, **fields: str) -> Story:
    answer = client.post(reverse("story-begin"), fields)
    made = Story.objects.latest("pk")
    assert answer.url == reverse("story-write", args=[made.pk])
    return made


def test_from_a_case_study_its_words_stand_ready(dana: User, as_dana: Client) -> None:
    study = case(dana)
    write(study, problem="**Nobody** owned [the bill](https://example.org).", decision="- Tags")
    result(study, before=Decimal(240), after=Decimal(25))
    tradeoff(study)
    made = begin(as_dana, source=f"case-{study.pk}")
    assert (made.kind, made.title, made.case_study) == ("cost", study.title, study)
    assert made.problem == "Nobody owned the bill."
    assert made.decision == "Tags"
    assert made.tradeoff.startswith("We chose a managed queue over our own, because nobody")
    assert made.result == "Time to restore from 4 h to 25 min (−90 %)."


def test_a_baseline_stands_ready_in_the_problem_and_is_no_result(
    dana: User, as_dana: Client
) -> None:
    study = case(dana)
    result(study, after=None, limit_what="p95", limit_value=900, limit_unit="ms")
    made = begin(as_dana, source=f"case-{study.pk}")
    assert made.problem == "Time to restore: 4 h."
    assert made.result == ""


def test_from_a_win_its_line_and_its_figures_stand_ready(dana: User, as_dana: Client) -> None:
    kept = win(dana)
    page = as_dana.get(f"{reverse('story-begin')}?win={kept.pk}").content.decode()
    assert f'value="win-{kept.pk}"' in page
    made = begin(as_dana, source=f"win-{kept.pk}", kind="cost")
    assert (made.title, made.for_whom, made.win) == (kept.line, "Ines, product", kept)
    assert made.problem == kept.problem
    assert made.result.startswith(f"{kept.line}\nCloud spend from $4,200 to $3,000 per month")


def test_the_win_that_a_page_was_opened_for_is_chosen_already(dana: User, as_dana: Client) -> None:
    kept = win(dana)
    for number in range(3):
        win(dana, line=f"Another line {number}")
    page = as_dana.get(f"{reverse('story-begin')}?win={kept.pk}").content.decode()
    [chosen] = re.findall(r'<input type="radio"[^>]*checked[^>]*>', page)
    assert f'value="win-{kept.pk}"' in chosen


def test_a_win_of_one_line_can_be_begun_from_its_own_page(dana: User, as_dana: Client) -> None:
    parts = dict.fromkeys(("problem", "constraints", "decision", "tradeoff", "result"), "")
    kept = win(dana, **parts)
    made = begin(as_dana, source=f"win-{kept.pk}", kind="cost")
    assert made.win == kept


def test_from_nothing_five_parts_are_empty(as_dana: Client) -> None:
    made = begin(as_dana, source="nothing", kind="ai", title="The 2 a.m. card")
    assert (made.kind, made.problem, made.result) == ("ai", "", "")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose what it begins from"),
        ({"source": "case-999"}, "That is not there any more"),
        ({"source": "nothing", "kind": "ai"}, "Begun from nothing, it needs a name."),
        ({"source": "nothing", "title": "Kept as typed"}, "Say which kind it is"),
    ],
)
def test_what_is_wrong_is_said_and_stays(as_dana: Client, sent: dict[str, str], said: str) -> None:
    page = as_dana.post(reverse("story-begin"), sent).content.decode()
    assert said in page
    assert sent.get("title", "") in page
    assert not Story.objects.exists()


def test_there_is_an_end_to_them(dana: User, as_dana: Client) -> None:
    for number in range(MOST):
        story(dana, title=str(number))
    sent = {"source": "nothing", "kind": "ai", "title": "One more"}
    assert "that is the most" in as_dana.post(reverse("story-begin"), sent).content.decode()
    assert Story.objects.count() == MOST


def test_an_empty_list_says_what_each_kind_is_for(as_dana: Client) -> None:
    page = as_dana.get(reverse("stories")).content.decode()
    assert "No story is ready to be told yet." in page
    assert page.count("Nothing of this kind yet.") == 4


def test_a_story_is_ready_once_it_was_told(dana: User, as_dana: Client) -> None:
    one = story(dana)
    assert "No story is ready to be told yet." in as_dana.get(reverse("stories")).content.decode()
    one.rehearsals.create(at=timezone.now(), seconds=88)
    page = as_dana.get(reverse("stories")).content.decode()
    assert "One of four kinds is ready" in page
    assert "1:28 told aloud" in page
    assert "Begin the missing one: cost win" in page


def test_what_is_missing_is_listed_and_a_third_one_is_said_to_be_more(
    dana: User, as_dana: Client
) -> None:
    for title in ("<b>First</b>", "Second", "Third"):
        story(dana, title=title, tradeoff="")
    page = as_dana.get(reverse("stories")).content.decode()
    assert "What was given up: without it" in page
    assert "Three of this kind: two are enough to tell." in page
    assert "&lt;b&gt;First&lt;/b&gt;" in page
    assert "<b>First" not in page


def test_one_is_read_with_what_is_asked_next(dana: User, as_dana: Client) -> None:
    page = as_dana.get(reverse("story", args=[story(dana).pk])).content.decode()
    assert "Support waited 240 minutes" in page
    assert "Features stood still for this. How did you get that agreed?" in page


def test_a_deleted_one_leaves_what_it_was_built_from(dana: User, as_dana: Client) -> None:
    study = case(dana)
    one = story(dana, case_study=study)
    address = reverse("story-delete", args=[one.pk])
    assert "It cannot be undone" in as_dana.get(address).content.decode()
    as_dana.post(address)
    assert not Story.objects.exists()
    study.refresh_from_db()


def test_anothers_is_not_there(dana: User, as_eve: Client) -> None:
    one = story(dana)
    for name in ("story", "story-write", "story-rehearse", "story-delete"):
        address = reverse(name, args=[one.pk])
        assert as_eve.get(address).status_code == 404
        if name != "story":
            assert as_eve.post(address, {"title": "Mine"}).status_code == 404
    for sent in ({"source": f"case-{case(dana).pk}"}, {"source": f"win-{win(dana).pk}"}):
        page = as_eve.post(reverse("story-begin"), {**sent, "kind": "ai"}).content.decode()
        assert "That is not there any more" in page
    assert Story.objects.get() == one


def test_the_list_costs_as_many_queries_for_many(dana: User, as_dana: Client) -> None:
    story(dana)
    with CaptureQueriesContext(connection) as few:
        as_dana.get(reverse("stories"))
    for number in range(12):
        story(dana, title=str(number)).rehearsals.create(at=timezone.now(), seconds=number)
    with CaptureQueriesContext(connection) as many:
        as_dana.get(reverse("stories"))
    assert len(many) == len(few)


def test_the_only_thing_to_begin_from_is_chosen_already(dana: User, as_dana: Client) -> None:
    address = reverse("story-begin")
    assert as_dana.get(address).context["form"]["source"].value() == "nothing"
    kept = win(dana)
    assert as_dana.get(address).context["form"]["source"].value() == f"win-{kept.pk}"
    win(dana, line="Another")
    assert as_dana.get(address).context["form"]["source"].value() == ""

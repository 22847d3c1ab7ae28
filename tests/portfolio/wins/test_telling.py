"""One win: its page, its short story, its figure, and which of them are worth a story."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio import overview
from portfolio.stakeholders.models import Stakeholder
from portfolio.wins import asking, worth
from portfolio.wins.models import Win
from portfolio.wins.worth import Candidate

pytestmark = pytest.mark.django_db

PARTS = {
    "problem": "It took a day.",
    "constraints": "No second region.",
    "decision": "A drill over a tool.",
    "tradeoff": "An hour a month.",
    "result": "Anybody on call can do it.",
}
TODAY = date(2026, 11, 28)


def win(user: User, line: str = "Restore is a drill now", **fields: Any) -> Win:
    return Win.objects.create(**{"user": user, "happened_on": user.today(), "line": line, **fields})


def page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return clean(answer.content.decode())


def send(client: Client, name: str, mine: Win, **fields: Any) -> str:
    answer = client.post(reverse(name, args=[mine.pk]), fields, follow=True)
    return clean(answer.content.decode())


def clean(said: str) -> str:
    return said.replace("&#x27;", "'").replace("\u00a0", " ")


# --- Telling ------------------------------------------------------------------------------------


def test_told_it_shows_its_five_parts_and_its_figure(dana: User, as_dana: Client) -> None:
    mine = win(dana)
    said = send(
        as_dana, "win-tell", mine, **PARTS, for_whom="Ines, product", metric="Time to restore",
        unit="min", before="240", after="25",
    )  # fmt: skip
    for text in PARTS.values():
        assert text in said
    assert "from 4 h to 25 min (−90 %)" in said
    assert "improvement" in said
    assert "It mattered to Ines, product." in said
    assert "Who gained, and what?" not in said
    mine.refresh_from_db()
    assert (mine.direction, mine.is_told) == ("lower", True)


@pytest.mark.parametrize(
    ("slug", "before", "after", "said"),
    [
        ("cloud-spend", "4,200", "3000", "from $4,200 to $3,000 per month (−29 %)"),
        ("gpu-utilization", "38", "71", "from 38 % to 71 % (+33 points)"),
    ],
)
def test_a_metric_of_the_list_brings_name_unit_and_direction(
    dana: User, as_dana: Client, slug: str, before: str, after: str, said: str
) -> None:
    mine = win(dana)
    page_then = send(as_dana, "win-tell", mine, metric_slug=slug, before=before, after=after)
    assert said in page_then
    assert "improvement" in page_then


def test_the_wrong_way_is_no_improvement(dana: User, as_dana: Client) -> None:
    said = send(
        as_dana, "win-tell", win(dana), metric_slug="cloud-spend", before="3000", after="4200"
    )
    assert "no improvement" in said


def test_a_figure_before_alone_is_said(dana: User, as_dana: Client) -> None:
    said = send(as_dana, "win-tell", win(dana), metric="Alerts", unit="per week", before="40")
    assert "40 per week" in said


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"before": "4", "after": "2"}, "What was counted? Choose a metric, or name it here."),
        ({"before": "4 h", "metric": "Restore"}, "Only the number goes here"),
        ({"metric_slug": "poems"}, "That is no metric of the list. Choose another."),
        ({"problem": "x" * 2001}, "2000"),
        ({"for_whom": "x" * 121}, "120"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    dana: User, as_dana: Client, fields: dict[str, str], sentence: str
) -> None:
    mine = win(dana)
    said = send(as_dana, "win-tell", mine, **{"tradeoff": "An hour a month.", **fields})
    assert sentence in said
    for text in ("An hour a month.", *fields.values()):
        assert text in said or text == "poems"
    assert "<h1>Restore is a drill now</h1>" in said
    mine.refresh_from_db()
    assert not mine.is_told


def test_figures_of_the_line_stand_ready_and_are_not_kept_unasked(
    dana: User, as_dana: Client
) -> None:
    mine = win(dana, "Cut the time to restore from 4 h to 25 min")
    said = page(as_dana, "win-tell", mine.pk)
    assert "Before and after stand ready as your line has them." in said
    for value in ("240", "25", "min", "Time to restore"):
        assert f'value="{value}"' in said
    assert Win.objects.get().before is None
    send(as_dana, "win-tell", mine, problem="slow", metric="", before="", after="", unit="")
    assert Win.objects.get().before is None, "who empties the fields keeps none"


def test_what_was_counted_already_is_not_suggested_over(dana: User, as_dana: Client) -> None:
    mine = win(dana, "From 4 h to 25 min", metric="Restore", before=5, after=1)
    said = page(as_dana, "win-tell", mine.pk)
    assert "Before and after stand ready" not in said
    assert 'value="5"' in said


def test_whom_it_may_have_mattered_to_is_offered(dana: User, eve: User, as_dana: Client) -> None:
    Stakeholder.objects.create(user=dana, name="Ines, product", function="product")
    Stakeholder.objects.create(user=eve, name="Somebody of Eve's", function="product")
    win(dana, for_whom="The night shift")
    said = page(as_dana, "win-tell", win(dana).pk)
    assert '<option value="Ines, product">' in said
    assert '<option value="The night shift">' in said
    assert "of Eve" not in said


def test_everything_can_be_changed(dana: User, as_dana: Client) -> None:
    mine = win(dana, "From 4 h to 25 min")
    assert "stand ready" not in page(as_dana, "win-change", mine.pk)
    said = send(
        as_dana, "win-change", mine, line="In my words", happened_on="2025-02-03",
        for_whom="Ines", link="example.org/pr/3", **PARTS,
    )  # fmt: skip
    assert "In my words" in said
    assert "3 February 2025" in said
    assert 'href="https://example.org/pr/3"' in said


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"line": ""}, "One line is enough: what happened?"),
        ({"happened_on": ""}, "On which day did it happen?"),
        ({"happened_on": "2999-01-01"}, "This day is still to come."),
        ({"link": "javascript:alert(1)"}, "This is no web address."),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    dana: User, as_dana: Client, fields: dict[str, str], sentence: str
) -> None:
    mine = win(dana)
    sent = {"line": "Other", "happened_on": "2025-01-01", "problem": "Mine", **fields}
    said = send(as_dana, "win-change", mine, **sent)
    assert sentence in said
    assert "Mine" in said
    mine.refresh_from_db()
    assert (mine.line, mine.problem) == ("Restore is a drill now", "")


def test_nothing_but_the_work_gets_one_quiet_question(dana: User, as_dana: Client) -> None:
    question = "Who gained, and what?"
    assert question in page(as_dana, "win", win(dana).pk)
    assert question not in page(as_dana, "win", win(dana, for_whom="Ines").pk)
    assert question not in page(as_dana, "win", win(dana, metric="Restore", before=3).pk)
    assert question not in page(as_dana, "win", win(dana, is_draft=True).pk)


# --- Worth the whole story ----------------------------------------------------------------------


def candidate(pk: int = 1, ago: int = 3, **fields: Any) -> Candidate:
    return Candidate(
        **{"pk": pk, "on": TODAY - timedelta(days=ago), "line": f"line {pk}", "has_figure": True,
           "for_whom": "", **fields}
    )  # fmt: skip


def test_a_figure_and_somebody_who_gained_come_first_at_most_three() -> None:
    found = worth.worth(
        [
            candidate(1, has_before=True),
            candidate(2, has_figure=False, for_whom="Ines"),
            candidate(3, for_whom="Finance"),
            candidate(4, ago=100, has_before=False),
            candidate(5, has_figure=False),
        ],
        TODAY,
    )
    assert [one.pk for one in found] == [3, 1, 2]
    assert found[0].why == "It has a figure, and it mattered to Finance."
    assert found[1].why == "It has a before and an after. What it took, and what it gave up?"
    assert found[2].why == "It mattered to Ines. How much changed is not said yet."


@pytest.mark.parametrize(
    "fields",
    [
        {"has_figure": False},
        {"is_told": True},
        {"asked_on": TODAY - timedelta(days=300)},
        {"ago": 181},
        {"ago": -1},
    ],
)
def test_others_are_not_worth_it(fields: dict[str, Any]) -> None:
    assert worth.worth([candidate(**fields)], TODAY) == []


def test_three_are_asked_for_in_a_season() -> None:
    asked = [candidate(n, asked_on=TODAY - timedelta(days=89)) for n in range(3)]
    assert worth.to_ask([*asked, candidate(9)], TODAY) is None
    first = worth.to_ask([*asked[:2], candidate(9)], TODAY)
    assert first
    assert first.pk == 9
    assert worth.to_ask([*asked, candidate(9, ago=1)], TODAY + timedelta(days=1))


def test_the_page_suggests_them_and_lets_one_be(dana: User, as_dana: Client) -> None:
    mine = win(dana, "Restore took 25 min", for_whom="Ines")
    win(dana, "EC2 and k8s moved in 2026")
    said = page(as_dana, "wins")
    assert "One is worth its whole story" in said
    assert "It has a figure, and it mattered to Ines." in said
    said = send(as_dana, "win-let-be", mine, next=reverse("wins"))
    assert "That one stays a line." in said
    assert "worth its whole story" not in said
    mine.refresh_from_db()
    assert mine.asked_on == dana.today()
    assert asking.to_ask({dana.pk: dana.today()}) == {}


def test_drafts_and_others_are_not_asked_for(dana: User, eve: User) -> None:
    win(dana, "Took 25 min", is_draft=True)
    win(eve, "Took 30 min")
    found = asking.to_ask({dana.pk: dana.today(), eve.pk: eve.today()})
    assert [one.line for one in found.values()] == ["Took 30 min"]


def test_many_people_cost_one_query(dana: User, eve: User, django_assert_num_queries: Any) -> None:
    for user in (dana, eve):
        for n in range(6):
            win(user, f"Took {n + 2} min")
    with django_assert_num_queries(1):
        assert len(asking.to_ask({dana.pk: dana.today(), eve.pk: eve.today()})) == 2


# --- What the floors above read -----------------------------------------------------------------


def test_a_line_above_says_figure_people_page_and_parts(dana: User) -> None:
    mine = win(
        dana, for_whom="Ines", metric="Restore", unit="min", direction="lower",
        before=Decimal(240), after=Decimal(25), link="https://example.org/a", **PARTS,
    )  # fmt: skip
    win(dana, "captured", is_draft=True)
    [line] = overview.wins(dana, date.min, date.max)
    assert clean(line.figure) == "Restore from 4 h to 25 min (−90 %)"
    assert (line.for_whom, line.path, line.link) == ("Ines", f"/wins/{mine.pk}/", mine.link)
    assert (line.is_told, line.source) == (True, "typed")
    assert [text for _, text in line.parts] == list(PARTS.values())
    assert overview.drafts(dana) == 1


def test_a_told_win_leads_to_its_story_and_a_line_to_its_telling(
    dana: User, as_dana: Client
) -> None:
    line, told = win(dana), win(dana, **PARTS)
    said = page(as_dana, "win", line.pk)
    assert f'primary" href="{reverse("win-tell", args=[line.pk])}"' in said
    assert reverse("notes-beside", args=["win", line.pk]) in said
    said = page(as_dana, "win", told.pk)
    assert f'primary" href="{reverse("story-begin")}?win={told.pk}"' in said
    assert said.count("button primary") == 1

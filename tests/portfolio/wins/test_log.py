"""The log of wins: keeping a line, finding it again, looking at drafts, letting one go."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.wins import listing, models
from portfolio.wins.models import Screenshot, Source, Win

pytestmark = pytest.mark.django_db


def win(user: User, line: str = "The alert names its owner", **fields: Any) -> Win:
    return Win.objects.create(**{"user": user, "happened_on": user.today(), "line": line, **fields})


def page(client: Client, name: str = "wins", *args: Any, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


def add(client: Client, **fields: Any) -> str:
    answer = client.post(reverse("win-add"), fields, follow=True)
    return answer.content.decode().replace("&#x27;", "'")


# --- Keeping ------------------------------------------------------------------------------------


def test_an_empty_log_says_what_belongs_there(as_dana: Client) -> None:
    said = page(as_dana)
    assert "What went well goes here, one line at a time." in said
    assert reverse("wins-import") in said
    assert reverse("settings-capture") in said
    assert "Search and filter" not in said


def test_one_line_is_a_win_dated_today(dana: User, as_dana: Client) -> None:
    said = add(as_dana, line="  Restore drill\r\n took 25 minutes ")
    kept = Win.objects.get()
    assert (kept.line, kept.happened_on) == ("Restore drill took 25 minutes", dana.today())
    assert (kept.source, kept.is_draft) == (Source.TYPED, False)
    assert "Kept." in said
    assert "month's close" not in said  # there is no plan
    assert "1 win, in one line so far." in said


def test_a_line_can_be_dated_back(dana: User, as_dana: Client) -> None:
    said = add(as_dana, line="Moved the queue", happened_on="2024-03-05")
    assert Win.objects.get().happened_on == date(2024, 3, 5)
    assert "Kept for 5 March 2024." in said
    assert "March 2024" in said


@pytest.mark.parametrize(
    ("line", "day", "sentence"),
    [
        ("", "", "One line is enough: what happened?"),
        ("x" * 501, "", "Keep it to 500 characters"),
        ("Mine", "tomorrow", "Write the day like 2026-11-28, or choose it."),
        ("Mine", "0024-03-05", "That is before 1970. Look at the year once more."),
        ("nul\0l", "", "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_the_line_is_still_there(
    as_dana: Client, line: str, day: str, sentence: str
) -> None:
    said = add(as_dana, line=line, happened_on=day)
    assert sentence in said
    assert f'value="{line}"' in said or not line or "\0" in line
    assert f'value="{day}"' in said or not day
    assert not Win.objects.exists()


def test_nothing_has_happened_tomorrow(dana: User, as_dana: Client) -> None:
    day = dana.today() + timedelta(days=1)
    said = add(as_dana, line="Mine", happened_on=day.isoformat())
    assert "This day is still to come. A win has happened already." in said
    assert 'value="Mine"' in said
    assert not Win.objects.exists()


def test_as_many_as_fit_are_kept(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "MOST", 1)
    win(dana)
    said = add(as_dana, line="One more")
    assert "which is as many as fit" in said
    assert 'value="One more"' in said
    assert Win.objects.count() == 1


# --- The list -----------------------------------------------------------------------------------


def test_the_head_counts_what_is_true(dana: User, as_dana: Client) -> None:
    for n in range(14):
        win(dana, f"line {n}", problem="it was slow" if n < 3 else "")
    win(dana, "captured", is_draft=True)
    assert "<h1>14 wins, 3 of them told.</h1>" in page(as_dana)
    Win.objects.update(problem="it was slow")
    assert "<h1>14 wins, all of them told.</h1>" in page(as_dana)
    Win.objects.update(problem="")
    assert "<h1>14 wins, one line each.</h1>" in page(as_dana)


def test_the_latest_come_first_by_month(dana: User, as_dana: Client) -> None:
    for day in ("2025-01-31", "2025-03-01", "2025-03-30"):
        win(dana, f"on {day}", happened_on=date.fromisoformat(day))
    said = page(as_dana)
    places = [said.index(f"on {day}") for day in ("2025-03-30", "2025-03-01", "2025-01-31")]
    assert places == sorted(places)
    assert said.count("March 2025") == 1


def test_markup_in_a_line_stays_words(dana: User, as_dana: Client) -> None:
    win(dana, "<b>bold</b>", for_whom="<i>Ines</i>", problem="<u>slow</u>")
    for said in (page(as_dana), page(as_dana, "win", Win.objects.get().pk)):
        assert "<b>bold" not in said
        assert "<i>Ines" not in said
        assert "<u>slow" not in said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "QUEUE"}, {"a"}),
        ({"q": "finance bill"}, {"b"}),
        ({"q": "nothing of it"}, set()),
        ({"q": "größe"}, {"c"}),
        ({"q": "GRÖSSE"}, set()),
        ({"period": "month"}, {"a", "b"}),
        ({"period": "year"}, {"a", "b", "c"}),
        ({"figure": "with"}, {"b"}),
        ({"figure": "without"}, {"a", "c", "d"}),
        ({"show": "told"}, {"a"}),
        ({"show": "line"}, {"b", "c", "d"}),
        ({"show": "drafts"}, {"e"}),
        ({"who": "Finance"}, {"b"}),
        ({"who": "Finance", "show": "told"}, set()),
        ({"period": "century", "show": "poems", "who": "Nobody"}, {"a", "b", "c", "d"}),
    ],
)
def test_words_and_filters_find(
    dana: User, as_dana: Client, asked: dict[str, str], found: set[str]
) -> None:
    today = dana.today()
    win(dana, "line-a", decision="A second queue, not a larger one")
    win(dana, "line-b bill", for_whom="Finance", metric="Spend", before=4200, after=3000)
    win(dana, "line-c Größe", happened_on=today - timedelta(days=100))
    win(dana, "line-d", happened_on=today - timedelta(days=1000))
    win(dana, "line-e queue", is_draft=True)
    answer = as_dana.get(reverse("wins"), asked)
    shown = {one.line[5] for _, them in answer.context["months"] for one, _ in them}
    assert shown == found
    taken = as_dana.get(reverse("wins-export"), asked).content.decode()
    assert {name for name in "abcde" if f"line-{name}" in taken} == found


def test_a_search_that_cannot_be_is_said(dana: User, as_dana: Client) -> None:
    win(dana)
    assert "Look for a few words, not for a whole text." in page(as_dana, q="x" * 201)
    assert "Null characters are not allowed." in page(as_dana, q="a\0b")
    assert "Nothing fits." in page(as_dana, q="zebra")


def test_a_long_log_has_pages_and_keeps_what_was_looked_for(dana: User, as_dana: Client) -> None:
    Win.objects.bulk_create(
        Win(user=dana, happened_on=dana.today(), line=f"queue {n}") for n in range(90)
    )
    said = page(as_dana, q="queue")
    assert "Page 1 of 3" in said
    assert "?q=queue&amp;page=2" in said
    assert len(as_dana.get(reverse("wins"), {"page": "3"}).context["months"][0][1]) == 10
    assert "Page 3 of 3" in page(as_dana, page="99")
    assert "Page 1 of 3" in page(as_dana, page="x")


def test_a_long_log_costs_the_queries_of_a_short_one(dana: User, as_dana: Client) -> None:
    def queries(count: int) -> int:
        for n in range(count):
            one = win(dana, f"from {n + 2} h to {n + 1} h", is_draft=n % 3 == 0, problem="slow")
            Screenshot.objects.create(win=one, data=b"RIFF", width=4, height=3, size=4)
            win(dana, f"from {n + 2} h to {n + 1} h", for_whom=f"Team {n}")
        with CaptureQueriesContext(connection) as asked:
            page(as_dana)
        assert not any('screenshot"."data"' in query["sql"] for query in asked)
        return len(asked)

    assert queries(1) == queries(12)


# --- Drafts -------------------------------------------------------------------------------------


def test_drafts_stand_apart_until_they_are_kept(dana: User, as_dana: Client) -> None:
    drafts = [win(dana, f"captured {n}", is_draft=True, source="capture") for n in range(2)]
    said = page(as_dana)
    assert "Two drafts wait for a look." in said
    assert "What went well goes here" in said, "none is kept yet"
    said = as_dana.post(reverse("win-keep", args=[drafts[0].pk]), follow=True).content.decode()
    assert "One draft waits for a look." in said
    assert "1 win, in one line so far." in said
    as_dana.post(
        reverse("win-change", args=[drafts[1].pk]),
        {"line": "In my words", "happened_on": "2025-01-01"},
    )
    assert not Win.objects.drafts().exists()
    assert Win.objects.get(pk=drafts[1].pk).line == "In my words"


def test_more_drafts_than_are_shown_lead_to_all_of_them(dana: User, as_dana: Client) -> None:
    for n in range(listing.DRAFTS + 2):
        win(dana, f"captured {n}", is_draft=True)
    assert "?show=drafts" in page(as_dana)
    assert "captured 0" in page(as_dana, show="drafts")


# --- Letting go ---------------------------------------------------------------------------------


def test_a_plain_line_goes_at_once_and_a_told_one_after_a_question(
    dana: User, as_dana: Client
) -> None:
    plain, told = win(dana), win(dana, "Told", tradeoff="slower writes")
    assert f'action="{reverse("win-delete", args=[plain.pk])}"' in page(as_dana, "win", plain.pk)
    said = page(as_dana, "win", told.pk)
    assert f'action="{reverse("win-delete", args=[told.pk])}"' not in said
    assert "With it goes its story." in page(as_dana, "win-delete", told.pk)
    assert Win.objects.count() == 2
    for one in (plain, told):
        said = as_dana.post(reverse("win-delete", args=[one.pk]), follow=True).content.decode()
        assert "The win is gone." in said
    assert not Win.objects.exists()


NAMES = ["win", "win-change", "win-tell", "win-keep", "win-let-be", "win-delete"]
NAMES += ["win-screenshot", "win-screenshot-remove"]


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_finds_no_win_of_others(dana: User, as_eve: Client, name: str) -> None:
    mine = win(dana, is_draft=True)
    address = reverse(name, args=[mine.pk])
    assert as_eve.post(address, {"line": "Theirs now"}).status_code in (404, 405)
    assert as_eve.get(address).status_code in (404, 405)
    kept = Win.objects.get()
    assert (kept.line, kept.is_draft, kept.asked_on) == (mine.line, True, None)


def test_a_stranger_sees_none_in_list_and_file(dana: User, as_eve: Client) -> None:
    win(dana, "Only mine", for_whom="Ines")
    assert "Only mine" not in page(as_eve)
    assert "Ines" not in page(as_eve, who="Ines")
    assert "Only mine" not in as_eve.get(reverse("wins-export")).content.decode()


@pytest.mark.parametrize("name", [*NAMES, "wins", "win-add", "wins-export"])
def test_a_visitor_signs_in_first(client: Client, name: str) -> None:
    address = reverse(name, args=[] if name in ("wins", "win-add", "wins-export") else [1])
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in (302, 405)


# --- Taking along -------------------------------------------------------------------------------


def test_the_file_says_what_the_list_says(dana: User, as_dana: Client) -> None:
    win(
        dana,
        "Restore is a drill now",
        happened_on=date(2025, 3, 5),
        metric="Time to restore",
        unit="min",
        direction="lower",
        before=240,
        after=25,
        for_whom="Ines",
        problem="It took a day.\nNobody knew the order.",
        link="https://example.org/pr/3",
    )
    answer = as_dana.get(reverse("wins-export"))
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="wins.md"'
    assert answer.content.decode().replace("\u00a0", " ").splitlines() == [
        "# Wins",
        "",
        "## March 2025",
        "",
        "- 2025-03-05: Restore is a drill now",
        "  - Figure: Time to restore from 4 h to 25 min (−90 %)",
        "  - For: Ines",
        "  - Problem: It took a day.",
        "    Nobody knew the order.",
        "  - Link: https://example.org/pr/3",
    ]

"""Reading a text in: choosing, looking, ticking, keeping; and what goes wrong on the way."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from portfolio.models import Win
from portfolio.wins import models
from portfolio.wins.importing import keeping

pytestmark = pytest.mark.django_db

PAGE, KEEP = "/wins/import/", "/wins/import/keep/"
LOG = """1f2e3d4 2026-11-24 Switch idle GPUs off at night
abc1234 2026-11-02 Cut a fifth
9a8b7c6 2026-11-01 Merge branch 'night'
"""


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield


def look(client: Client, text: str = "", **fields: Any) -> str:
    data = {"kind": "auto", "on": "2026-11-28", "text": text, **fields}
    answer = client.post(PAGE, data)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def boxes(said: str) -> dict[str, bool]:
    """Each box by its number, and whether it is ticked."""
    found = re.findall(r'name="take" value="(\d+)"( checked)?', said)
    return {number: bool(ticked) for number, ticked in found}


def carried(said: str) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', said)
    assert found
    return found[1]


def keep(client: Client, said: str, *take: str) -> Any:
    return client.post(KEEP, {"carried": carried(said), "take": take})


def test_looking_ticks_what_is_proposed_and_adds_nothing(as_dana: Client) -> None:
    said = look(as_dana, LOG)
    assert boxes(said) == {"1": True, "2": True, "3": False}
    assert "24 Nov 2026" in said
    assert "A merge: what was merged stands on its own." in said
    assert not Win.objects.exists()


def test_what_is_ticked_is_kept_with_where_it_came_from(as_dana: Client, dana: User) -> None:
    answer = keep(as_dana, look(as_dana, LOG), "1", "3")
    assert (answer.status_code, answer["Location"]) == (302, "/wins/")
    rows = Win.objects.for_user(dana).values_list("happened_on", "line", "source", "source_key")
    assert list(rows) == [
        (date(2026, 11, 24), "Switch idle GPUs off at night", "git", "1f2e3d4"),
        (date(2026, 11, 1), "Merge branch 'night'", "git", "9a8b7c6"),
    ]
    assert not Win.objects.drafts().exists()


def test_what_is_there_is_shown_as_there_and_never_added_twice(as_dana: Client) -> None:
    said = look(as_dana, LOG)
    keep(as_dana, said, "1", "2")
    keep(as_dana, said, "1", "2", "3")  # the button, once more
    assert Win.objects.count() == 3
    again = look(as_dana, LOG)
    assert not boxes(again)
    assert "All of these are in your log already." in again


def test_a_commit_is_known_by_its_short_name_and_its_long_one(as_dana: Client) -> None:
    keep(as_dana, look(as_dana, LOG), "1")
    long = "1f2e3d4c5b6a79881726354453627181f0e1d2c3"
    other = "1f2e3d5c5b6a79881726354453627181f0e1d2c3"
    said = look(as_dana, f"{long} 2026-11-20 Another word\n{other} 2026-11-19 Another commit\n")
    assert boxes(said) == {"2": True}


def test_a_line_that_was_typed_is_known_too(as_dana: Client, dana: User) -> None:
    Win.objects.create(user=dana, happened_on=date(2026, 11, 2), line="Cut a  fifth")
    assert boxes(look(as_dana, "- 2026-11-02: cut a fifth\n- 2026-11-03: cut a fifth\n")) == {
        "2": True
    }


def test_what_stands_twice_is_taken_once(as_dana: Client) -> None:
    said = look(as_dana, "- 2026-11-02: One\n- 2026-11-02: one\n")
    assert boxes(said) == {"1": True}


def test_the_day_of_lines_without_one_is_chosen(as_dana: Client) -> None:
    said = look(as_dana, "- A line\n", on="2026-10-01")
    assert "no day in it: 1 Oct 2026" in said
    keep(as_dana, said, "1")
    assert Win.objects.get().happened_on == date(2026, 10, 1)


def test_all_parts_of_a_table_are_kept(as_dana: Client) -> None:
    text = "win,date,metric,before,after,for,link,problem\nLess,2026-11-02,Cost,4,2,ops,https://e.org/,slow"
    keep(as_dana, look(as_dana, text), "2")
    win = Win.objects.get()
    assert (win.metric, win.before, win.after, win.for_whom) == ("Cost", 4, 2, "ops")
    assert (win.link, win.problem, win.source) == ("https://e.org/", "slow", "table")


def test_the_kind_can_be_corrected_and_the_text_is_still_there(as_dana: Client) -> None:
    said = look(as_dana, "abcdef1 Cut a fifth\n")
    assert "Read from a git log" in said
    assert re.search(r'<option value="git" selected', said)
    assert "abcdef1 Cut a fifth\n</textarea>" in said
    assert "abcdef1 Cut a fifth<br>" in look(as_dana, "abcdef1 Cut a fifth\n", kind="markdown")


def test_a_file_is_read_whatever_it_is_called(as_dana: Client) -> None:
    for data in (LOG.encode(), LOG.encode("utf-16")):
        said = look(as_dana, file=SimpleUploadedFile("x.exe", data))
        assert len(boxes(said)) == 3


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"text": " \n"}, "Paste a text, or choose a file."),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "The file is empty."),
        ({"file": SimpleUploadedFile("a.csv", b"\xff\x00\x81")}, "no text we can read"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 5_000_000)}, "More than a megabyte"),
        ({"text": "x" * 1_000_001}, "More than a megabyte"),
        ({"text": "- x\n" * 30_002}, "30,000 lines"),
        ({"text": '[{"title": '}, "cut off or malformed"),
        ({"text": "foo,bar,baz\n1,2,3"}, "No column says what happened"),
        ({"text": LOG, "on": "2026-12-24"}, "still to come"),
        ({"text": LOG, "on": "soon"}, "This is no day"),
        ({"text": LOG, "kind": "typed"}, "typed"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_beside_the_field(
    as_dana: Client, fields: dict[str, Any], word: str
) -> None:
    for file in filter(None, [fields.get("file")]):
        file.seek(0)
    said = look(as_dana, **fields)
    assert word in said
    assert "errorlist" in said
    assert not boxes(said)
    if len(text := fields.get("text", "")) < 100:
        assert text.strip() in said


def test_five_megabytes_are_refused_with_a_sentence(as_dana: Client) -> None:
    answer = as_dana.post(PAGE, {"kind": "auto", "on": "2026-11-28", "text": "- x\n" * 1_300_000})
    assert answer.status_code == 413
    assert not Win.objects.exists()


def test_what_was_not_understood_is_told_line_by_line(as_dana: Client) -> None:
    said = look(as_dana, "win,date\nLess,2026-11-02\nMore,someday\n")
    assert "Line 3: More" in said
    assert "“someday” is no day that can be told" in said


def test_nothing_ticked_comes_back_with_a_sentence(as_dana: Client) -> None:
    said = unescape(keep(as_dana, look(as_dana, LOG)).content.decode())
    assert "Tick at least one of the lines." in said
    assert boxes(said) == {"1": False, "2": False, "3": False}
    assert not Win.objects.exists()


def test_a_log_that_is_full_keeps_none_and_remembers_the_ticks(
    as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST", 1)
    said = unescape(keep(as_dana, look(as_dana, LOG), "1", "2").content.decode())
    assert f"A log holds {models.MOST:,} wins" in said
    assert boxes(said) == {"1": True, "2": True, "3": False}
    assert not Win.objects.exists()


def test_a_page_that_was_changed_or_is_somebody_elses_adds_nothing(
    as_dana: Client, as_eve: Client
) -> None:
    page = look(as_dana, LOG)
    for client, seal in ((as_eve, carried(page)), (as_dana, carried(page)[:-2]), (as_dana, "")):
        answer = client.post(KEEP, {"carried": seal, "take": ["1"]}, follow=True)
        assert "Read the text once more" in answer.content.decode()
    with time_machine.travel("2026-11-30T12:00:00Z", tick=False):
        answer = as_dana.post(KEEP, {"carried": carried(page), "take": ["1"]})
        assert answer["Location"] == PAGE
    assert not Win.objects.exists()


def test_signed_out_nothing_is_read(client: Client) -> None:
    for path in (PAGE, KEEP):
        assert "/accounts/login/" in client.post(path)["Location"]
    assert client.get(KEEP).status_code == 302


def test_hostile_words_stay_words(as_dana: Client) -> None:
    page = as_dana.post(
        PAGE, {"kind": "auto", "on": "2026-11-28", "text": "- <script>x</script>"}
    ).content.decode()
    assert "<script>x" not in page


def test_queries_do_not_grow_with_the_lines(as_dana: Client) -> None:
    counts = []
    for many in (3, 300):
        said = look(as_dana, "\n".join(f"- {many} lines, {n}" for n in range(many)))
        with CaptureQueriesContext(connection) as asked:
            assert keep(as_dana, said, *boxes(said)).status_code == 302
        # SQLite takes so many values at once: rows go in by the fifty.
        counts.append(sum("INSERT" not in one["sql"] for one in asked.captured_queries))
    assert Win.objects.count() == 303
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "text",
    [
        "- **a " * 160_000,
        "[" * 900_000,
        "- [a](https://" * 60_000,
        ("- 2026-11-02 **" + "a " * 12 + "\n") * 28_000,
        ("win;date\n" + "x;y\n" * 29_000),
        "commit 1234567\n" + "    x | \n" * 29_000,
        "1234567 " + "1 " * 400_000,
        "<!--" * 200_000,
    ],
)
def test_a_megabyte_of_anything_is_read_or_refused(as_dana: Client, text: str) -> None:
    """A reader that tries every way of reading it would not come back within the run's limit."""
    assert "</html>" in look(as_dana, text[:1_000_000])
    assert not Win.objects.exists()

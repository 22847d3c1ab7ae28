"""What tests come to, in values."""

from dataclasses import replace
from typing import Any

import pytest

from portfolio.casestudies.parts import words
from portfolio.readers import outcome
from portfolio.readers.counting import clock, compare
from portfolio.readers.outcome import Reading, Standing

GOOD = Reading(version=1, seconds=94, confused="Nothing.", said_right=True)


def stands(*readings: Reading, asked: int = 1, same: bool = True, text: bool = True) -> Standing:
    return outcome.standing(readings, asked=asked, newest_passed_is_text=same, has_text=text)


@pytest.mark.parametrize(
    ("reading", "passes"),
    [
        (GOOD, True),
        (replace(GOOD, seconds=120), True),
        (replace(GOOD, seconds=121), False),
        (replace(GOOD, said_right=None), False),
        (replace(GOOD, said_right=False), False),
        (replace(GOOD, confused="What is a pod?"), False),
        (replace(GOOD, confused="What is a pod?", cleared_by=2), False),
    ],
)
def test_a_test_passes_in_time_unconfused_and_said_back_right(
    reading: Reading, passes: bool
) -> None:
    assert reading.passes is passes


@pytest.mark.parametrize(
    "said", ["", "nothing", "Nothing.", " NO ", "-", "–", "n/a", "None!", "no…"]
)
def test_who_writes_nothing_was_not_confused(said: str) -> None:
    assert replace(GOOD, confused=said).confusion == ""


@pytest.mark.parametrize("said", ["nothing but the chart", "no idea", "pods", "?"])
def test_whatever_else_is_written_is_something(said: str) -> None:
    assert replace(GOOD, confused=said).confusion == said


@pytest.mark.parametrize(("by", "is_open"), [(None, True), (1, True), (2, True), (3, False)])
def test_only_a_newer_version_answers_what_confused(by: int | None, is_open: bool) -> None:
    reading = Reading(version=2, seconds=80, confused="Pods", said_right=True, cleared_by=by)
    assert reading.is_open is is_open


def test_it_passes_with_the_newest_version_somebody_passed_on() -> None:
    standing = stands(GOOD, replace(GOOD, version=3), replace(GOOD, version=2))
    assert (standing.passed, standing.passed_version, standing.is_current) == (True, 3, True)
    assert standing.said == "Passed with version 3."


def test_a_text_that_changed_since_says_so() -> None:
    standing = stands(GOOD, same=False)
    assert (standing.passed, standing.is_current) == (True, False)
    assert standing.said == "Passed with version 1; the text has changed since."


def test_one_open_confusion_holds_up_everything() -> None:
    confused = Reading(version=1, seconds=80, confused="Pods", said_right=True)
    standing = stands(confused, replace(GOOD, version=2))
    assert (standing.passed, standing.passed_version, standing.open_confusions) == (False, None, 1)
    assert not standing.is_current
    assert standing.said == "1 thing that confused a reader is not answered yet."
    assert stands(replace(confused, cleared_by=2), replace(GOOD, version=2)).passed


@pytest.mark.parametrize(
    ("readings", "more", "said"),
    [
        ([], {"asked": 0, "text": False}, "There is no plain version yet."),
        ([], {"asked": 0}, "Nobody outside the trade has read it yet."),
        ([], {}, "Nobody you asked has answered yet."),
        ([replace(GOOD, said_right=None)], {}, "Say whether it is right."),
        ([replace(GOOD, said_right=False)], {}, "No reader has said it back right yet."),
        ([replace(GOOD, seconds=151)], {}, "The fastest took 2:31."),
        ([replace(GOOD, confused="Pods", cleared_by=2)], {}, "Nobody has read the rewrite"),
    ],
)
def test_what_is_missing_is_said(readings: list[Reading], more: dict[str, Any], said: str) -> None:
    standing = stands(*readings, **more)
    assert said in standing.said
    assert not standing.passed


def test_minutes_and_seconds() -> None:
    assert [clock(n) for n in (0, 9, 94, 120, 3600, 7325)] == [
        "0:00", "0:09", "1:34", "2:00", "1:00:00", "2:02:05",
    ]  # fmt: skip


def test_words_are_what_stands_between_spaces() -> None:
    assert words(" One,  two\n\nthree – ") == 4
    assert words("") == 0


def test_what_changed_is_marked_word_by_word() -> None:
    left, right = compare("We cut the bill\nby a third.", "We cut the cost\nby a third today.")
    assert [part.text for part in left if part.changed] == ["bill\n", "third."]
    assert [part.text for part in right if part.changed] == ["cost\n", "third today."]
    assert "".join(part.text for part in right) == "We cut the cost\nby a third today."


def test_the_same_text_has_no_changes_and_hostile_ones_end() -> None:
    assert not any(part.changed for side in compare("a b", "a b") for part in side)
    compare("a " * 300, "a b " * 150)

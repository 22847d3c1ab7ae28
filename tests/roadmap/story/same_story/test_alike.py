"""The same sentence in two texts with another number."""

import pytest

from roadmap.story.same_story.check import check, examine
from roadmap.story.same_story.statements import Facts, Text

DRILL = "Restore drill of the orders database took {}, it was 4 hours."


def told(one: str, other: str) -> list[tuple[str, str]]:
    texts = [Text("page", one), Text("about", f"I keep things running.\n\n{other}")]
    return [(found.words, found.against) for found in check(Facts(), texts)]


def test_the_same_sentence_with_another_number_is_told() -> None:
    (found,) = told(DRILL.format("25 minutes"), DRILL.format("10 minutes"))
    assert "10" in " ".join(found)
    assert "25" in " ".join(found)


CLUSTERS = "I look after {} clusters for the whole of the bank"
TICKETS = "Support tickets about the wiki fell by {}"
BACKUPS = "Backups of the shop now finish within {}"
STORAGE = "The storage of the shop costs us {} a month"
BOTH = "Support tickets about wiki A fell by 30 %.\nSupport tickets about wiki B fell by 40 %."


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        (CLUSTERS, "14", "12"),
        (BACKUPS, "40 minutes", "2 hours"),
        (TICKETS, "30 %", "40 %"),
        (STORAGE, "$0.40", "€0.40"),
        (STORAGE, "$4,205", "$4,502"),
    ],
)
def test_whatever_it_is_about(sentence: str, one: str, other: str) -> None:
    assert len(told(sentence.format(one), sentence.format(other))) == 1


def test_a_word_may_be_another_one() -> None:
    assert told(
        "The exporter that 3 teams use every day.", "An exporter that 5 teams use every day."
    )


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        (DRILL, "25 minutes", "25 min"),
        (BACKUPS, "120 minutes", "2 hours"),
        (STORAGE, "$4,205", "about $4,200"),
        (STORAGE, "$4,205", "$4,200"),
        (STORAGE, "$4.2k", "$4,205"),
        ("I ran {} clusters", "14", "12"),
        (
            "In {} minutes",
            "May 2025 a drill at the bank took 40",
            "June 2026 a drill at the bank took 25",
        ),
    ],
)
def test_what_agrees_is_left_alone(sentence: str, one: str, other: str) -> None:
    assert told(sentence.format(one), sentence.format(other)) == []


def test_other_words_are_another_thing() -> None:
    assert told(TICKETS.format("30 %"), "Pages at night from the ledger fell by 40 %") == []


def test_of_two_things_each_is_held_against_its_own() -> None:
    assert told(BOTH, BOTH.splitlines()[1]) == []


def test_it_is_said_once_however_many_texts_repeat_it() -> None:
    right, wrong = (
        "We serve 14 teams from one small platform",
        "We serve 12 teams from one small platform",
    )
    texts = [Text("page", right), Text("headline", right), Text("about", wrong)]
    (found,) = check(Facts(), texts)
    assert (found.text, found.against) == ("about", "14")


def test_a_text_made_of_another_is_not_held_against_it() -> None:
    words = "We serve 14 teams from one small platform"
    made = [Text("page", words), Text("headline", words, made_of=("page",))]
    assert not examine(Facts(), made).compared
    assert len(examine(Facts(), [*made, Text("about", words)]).compared) == 3

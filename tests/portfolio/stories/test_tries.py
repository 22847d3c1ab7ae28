"""What to try next after a take: the same take is told the same."""

import pytest

from portfolio.stories import tries
from portfolio.stories.kinds import Part, Parts
from portfolio.stories.tries import Take, after
from tests.portfolio.stories.rows import WHOLE

LONG: Parts = {**WHOLE, Part.DECISION: "We chose 3 groups over one. " * 30}


def test_a_take_that_holds_is_told_to_somebody() -> None:
    said = after(WHOLE, Take(40), to_whom="Ines, product")
    assert said == [
        "It holds. Tell it once more without the page, and let somebody ask the first question "
        "below.",
        "Next, tell it to Ines, product.",
    ]


@pytest.mark.parametrize(
    ("parts", "take", "first"),
    [
        (LONG, Take(150), "2:30 is 30 s more than two minutes. Decision is the longest part"),
        (LONG, Take(100), "1:40 holds, and 90 s is better. Decision is the longest part"),
        (LONG, Take(40), "224 words in 0:40 are 336 a minute."),
        (WHOLE, Take(40, (Part.TRADEOFF,)), "Tradeoff got lost. Learn its first sentence"),
        (WHOLE, Take(40, (Part.PROBLEM, Part.RESULT)), "Problem and Result got lost."),
        ({**WHOLE, Part.TRADEOFF: ""}, Take(40, (Part.TRADEOFF,)), "Tradeoff got lost, and is"),
        ({Part.PROBLEM: "It was slow."}, Take(30), "There is no number in it"),
    ],
)
def test_what_went_wrong_comes_first(parts: Parts, take: Take, first: str) -> None:
    assert after(parts, take)[0].startswith(first)


def test_a_part_within_its_share_or_of_one_sentence_is_not_cut() -> None:
    even: Parts = dict.fromkeys(Part, "We chose 3 groups over one. " * 5)
    assert after(even, Take(100))[0].endswith("take a few words out of each.")
    one = {**even, Part.PROBLEM: "We chose 3 groups over one " * 12}
    assert after(one, Take(130))[0].endswith("take a few words out of each.")
    over = {**even, Part.PROBLEM: "We chose 3 groups over one. " * 12}
    assert "Problem is the longest part" in after(over, Take(130))[0]


def test_a_take_twice_as_long_as_its_words_told_more_than_is_written() -> None:
    short: Parts = {Part.PROBLEM: "From 240 to 25 minutes it went. " * 9}
    said = after(short, Take(95))
    assert said[0] == (
        "The words are 0:26, you took 1:35: you told more than is written. Write down what you "
        "added, or leave it out."
    )
    assert not any("longest part" in one for one in said)
    assert "told more" not in " ".join(after(short, Take(50)))


def test_a_number_belongs_into_the_first_fifteen_seconds() -> None:
    late = {**WHOLE, Part.PROBLEM: "Support waited for us again and again. " * 6}
    said = " ".join(after(late, Take(80)))
    assert "The first 15 seconds, some 37 words, have no number" in said
    assert "Begin with one: “From 240 to 25 minutes" in said


def test_words_of_the_trade_are_named_with_what_to_say_instead() -> None:
    (said,) = after({**WHOLE, Part.DECISION: "We chose a canary."}, Take(40))
    assert said.startswith("Say it once without “canary” (say: ")


def test_longer_than_last_time_is_said_when_it_is_long() -> None:
    assert "It took 20 s longer than last time." in after(WHOLE, Take(110), Take(90))[-1]
    assert len(after(WHOLE, Take(40), Take(40))) == 1


def test_braces_in_a_story_are_words() -> None:
    odd = {**WHOLE, Part.TRADEOFF: "{over} is gone."}
    assert "“{over} is gone.”" in after(odd, Take(40, (Part.TRADEOFF,)))[0]


def test_every_sentence_is_said_somewhere() -> None:
    assert len(tries._sentences()) == 15

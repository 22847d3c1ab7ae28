"""What a listener would miss, heard in the words alone."""

import pytest

from portfolio.stories import kinds, listening, spoken
from portfolio.stories.kinds import Part
from portfolio.stories.listening import has_number, missed
from portfolio.stories.models import Kind
from tests.portfolio.stories.rows import WHOLE


def slugs(for_whom: str = "", **changed: str) -> list[str]:
    parts = {**WHOLE, **{Part(name): text for name, text in changed.items()}}
    return [one.slug for one in missed(parts, for_whom)]


def test_nothing_is_missed_in_a_whole_story() -> None:
    assert slugs() == []


def test_of_a_story_without_a_word_nothing_is_said() -> None:
    assert missed(dict.fromkeys(Part, "")) == []


@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        ({"result": "It is much faster now, says support."}, "number"),
        ({"problem": "Support waited.", "result": "Support waits 25 minutes."}, "baseline"),
        ({"problem": "240 minutes each.", "result": "25 minutes."}, "gained"),
        ({"tradeoff": ""}, "given-up"),
        ({"tradeoff": "There was a choice."}, "given-up"),
        ({"constraints": " \n"}, "unwritten-constraints"),
    ],
)
def test_each_thing_that_is_missing_is_heard_and_nothing_else(
    changed: dict[str, str], slug: str
) -> None:
    assert slugs(**changed) == [slug]


@pytest.mark.parametrize(
    "price", ["It takes two engineer-days a quarter.", "It is $40 a month.", "9 % on top of it."]
)
def test_an_amount_in_words_or_digits_is_a_price(price: str) -> None:
    assert slugs(tradeoff=price) == []


@pytest.mark.parametrize("none", ["There were two options.", "A day came for it."])
def test_a_figure_alone_is_no_price(none: str) -> None:
    assert slugs(tradeoff=none) == ["given-up"]


def test_a_number_makes_no_other_finding() -> None:
    assert slugs(result="Support waits 25 minutes.") == []


def test_whom_it_mattered_to_has_to_be_in_the_story() -> None:
    assert slugs("Ines, product") == ["gained"]
    assert slugs("Ines, product", problem="Ines waited 240 minutes.") == []
    assert slugs("Support") == []


@pytest.mark.parametrize(
    "text", ["25 minutes", "$1,168", "−90 %", "halved", "from four hours", "a third of it", "0.97"]
)
def test_a_figure_is_heard(text: str) -> None:
    assert has_number(text)


@pytest.mark.parametrize(
    "text", ["p95 held", "an S3 bucket", "on K8s", "in 2026", "since October 2025", "one of us", ""]
)
def test_a_name_and_a_year_are_no_figures(text: str) -> None:
    assert not has_number(text)


def test_a_figure_with_a_point_stays_in_its_sentence() -> None:
    assert listening.sentences("It cost 4.5 h. Then less.") == ["It cost 4.5 h.", "Then less."]


def test_a_hundred_and_fifty_words_take_a_minute() -> None:
    said = spoken.length({Part.PROBLEM: "word " * 150})
    assert (said.seconds, said.said) == (60, "1:00")
    assert spoken.length({Part.RESULT: "word " * 226}).is_long
    assert spoken.length({Part.RESULT: "word " * 226}).over == 1
    assert spoken.length({Part.RESULT: "word " * 303}).is_too_long
    assert not spoken.length({}).is_short


def test_every_kind_and_every_part_has_its_facts() -> None:
    assert list(kinds.kinds()) == list(Kind)
    assert list(kinds.prompts()) == list(Part)
    assert sum(one.seconds for one in kinds.prompts().values()) == spoken.TARGET
    assert {len(one.questions) for one in kinds.kinds().values()} == {5}


def test_a_long_text_is_heard_in_no_time() -> None:
    hostile = dict.fromkeys(Part, "from " * 600 + "a." * 1000)
    assert missed(hostile)

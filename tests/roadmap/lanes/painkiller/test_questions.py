"""The facts of the test hold together with those of the lanes."""

import pytest

from common.lanes import Industry, Lane
from roadmap.lanes.painkiller.questions import Kind, Question, painkiller, questions

PICKS = [question for question in questions().values() if question.kind is Kind.PICK]


@pytest.mark.parametrize("question", PICKS, ids=lambda question: question.slug)
def test_every_option_has_its_words(question: Question) -> None:
    assert len(set(question.choices)) == len(question.option)
    for option in question.option:
        assert question.text_of(option) or question.slug == "region"
        assert option.said[0].islower() or option.said.startswith("AI")
        assert not option.said.endswith(".")
        assert all(worth.points > 0 for worth in option.points)


@pytest.mark.parametrize("slug", ["industry", "region", "stakeholders", "outlook"])
def test_what_is_our_judgement_says_why(slug: str) -> None:
    for option in questions()[slug].option:
        assert all(worth.why for worth in option.points)


def test_every_role_of_every_lane_can_be_picked() -> None:
    offered = {option.title: option.points[0].lane for option in questions()["three-years"].option}
    assert offered == {role.role: lane for lane in Lane for role in lane.facts.three_years}


def test_demand_and_time_with_others_are_what_the_lanes_pages_say() -> None:
    for option in questions()["outlook"].option:
        assert {worth.lane for worth in option.points} == {
            lane for lane in Lane if lane.facts.outlook == option.slug
        }
    for option in questions()["stakeholders"].option:
        if option.slug != "little":  # which no lane is
            assert {worth.lane for worth in option.points} == {
                lane for lane in Lane if lane.facts.stakeholders == option.slug
            }


def test_every_industry_can_be_picked() -> None:
    assert {option.slug for option in questions()["industry"].option} == {*Industry.values, "any"}


def test_industry_and_region_are_small() -> None:
    for slug, at_most in (("industry", 3), ("region", 2)):
        for option in questions()[slug].option:
            assert max((worth.points for worth in option.points), default=0) <= at_most


def test_the_strongest_pair_is_two_lanes_that_name_each_other() -> None:
    one, other = painkiller().beside.strongest
    assert other in {pair.lane for pair in one.facts.pairs}
    assert one in {pair.lane for pair in other.facts.pairs}


def test_an_answer_is_said_in_words() -> None:
    said = questions()["incidents"].in_words(("cloud-spend.3", "security-exposures.0"))
    assert said == "cloud spend: three times or more"
    assert questions()["problems"].in_words(()) == "none of them"
    ticked = questions()["problems"].in_words(("cloud-spend.painful", "cloud-spend.recurring"))
    assert ticked == "cloud spend: painful, recurring"
    assert questions()["region"].in_words(("europe",)) == "Europe"

"""Only what can still change the first two places is asked."""

from hypothesis import given
from hypothesis import strategies as st

from common.lanes import Lane, Pain
from roadmap.lanes.painkiller.advice import advise
from roadmap.lanes.painkiller.asking import gain, next_question, still_open, unanswered
from roadmap.lanes.painkiller.evidence import Evidence, Seen
from roadmap.lanes.painkiller.questions import Answers
from roadmap.lanes.painkiller.rank import rank
from tests.roadmap.lanes.painkiller.strategies import answers, evidence, picks

NOTHING = Evidence()


def first_two(given_: Answers, known: Evidence) -> list[Lane]:
    return [score.lane for score in rank(given_, known).scores[:2]]


@given(st.data(), evidence())
def test_no_answer_to_what_is_not_asked_changes_the_first_two(
    data: st.DataObject, known: Evidence
) -> None:
    """Goes through the test as somebody would, then completes what was left out, twice."""
    given_: dict[str, tuple[str, ...]] = {}
    while question := next_question(given_, known):
        given_[question.slug] = data.draw(picks(question))
    settled = unanswered(given_, known)
    for _again in range(2):
        rest = {one.slug: data.draw(picks(one)) for one in settled if data.draw(st.booleans())}
        assert first_two({**given_, **rest}, known) == first_two(given_, known)


@given(st.data(), evidence())
def test_what_is_left_never_grows(data: st.DataObject, known: Evidence) -> None:
    """So "at most six more" is true."""
    given_: dict[str, tuple[str, ...]] = {}
    left = still_open(given_, known)
    while left:
        question = data.draw(st.sampled_from(left))
        given_[question.slug] = data.draw(picks(question))
        now = still_open(given_, known)
        assert {one.slug for one in now} < {one.slug for one in left}
        left = now


@given(answers(), evidence(), st.data())
def test_no_answer_moves_two_lanes_further_than_said(
    given_: Answers, known: Evidence, data: st.DataObject
) -> None:
    for question in unanswered(given_, known):
        before = rank(given_, known)
        after = rank({**given_, question.slug: data.draw(picks(question))}, known)
        for lane in Lane:
            for over in Lane:
                moved = (after.of(lane).points - after.of(over).points) - (
                    before.of(lane).points - before.of(over).points
                )
                assert moved <= gain(question, lane, over)


def test_what_hurts_is_asked_before_what_one_likes() -> None:
    order = [one.slug for one in still_open({}, NOTHING)]
    assert order[:3] == ["problems", "incidents", "strengths"]
    assert order[-2:] == ["industry", "region"]


def test_who_keeps_a_tally_is_not_asked_to_guess() -> None:
    counted = Evidence(incidents={Pain.CLOUD_SPEND: 1})
    assert "incidents" not in {one.slug for one in still_open({}, counted)}


def test_what_was_skipped_is_not_asked_again_but_would_still_move_it() -> None:
    first = next_question({}, NOTHING)
    assert first is not None
    assert first not in still_open({}, NOTHING, [first.slug])
    assert first in unanswered({}, NOTHING)


def test_a_clear_case_ends_after_four_answers() -> None:
    answers_ = {
        "problems": ("cloud-spend.painful", "cloud-spend.expensive", "cloud-spend.recurring"),
        "incidents": ("cloud-spend.3", "ai-operating-costs.1"),
        "strengths": ("finops", "ai-infrastructure"),
        "three-years": ("ai-cost-owner", "ai-capacity-and-economics-lead"),
    }
    known = Evidence(8, (Seen(Pain.CLOUD_SPEND, 6), Seen(Pain.AI_OPERATING_COSTS, 5)))
    given_: dict[str, tuple[str, ...]] = {}
    while question := next_question(given_, known):
        given_[question.slug] = answers_[question.slug]
    assert len(given_) <= 4
    assert first_two(given_, known) == [Lane.FINOPS, Lane.AI_INFRASTRUCTURE]


def test_a_companion_may_come_before_a_lane_with_more_points() -> None:
    """And it is known which lane that was, so that the page can say so."""
    given_ = {
        "strengths": ("finops", "security"),
        "conversations": ("finops", "ai-infrastructure"),
    }
    advice = advise(rank(given_, NOTHING), [])
    assert [(one.lane, one.points, one.together) for one in advice.companions[:2]] == [
        (Lane.AI_INFRASTRUCTURE, 8, 8),
        (Lane.SECURITY, 10, 0),
    ]
    assert advice.next_by_points is not None
    assert advice.next_by_points.lane == Lane.SECURITY
    assert advice.from_wishes == advice.first.points == 18
    assert advice.from_what_hurts == 0


def test_level_lanes_get_the_question_that_would_part_them() -> None:
    given_ = {"strengths": ("finops", "security")}
    ranking = rank(given_, NOTHING)
    assert [one.lane for one in ranking.level_with_first] == [Lane.FINOPS, Lane.SECURITY]
    settles = advise(ranking, unanswered(given_, NOTHING)).settles
    assert settles is not None
    assert {settles.lane, settles.over} == {Lane.FINOPS, Lane.SECURITY}
    assert settles.question.slug == "problems"
    assert advise(ranking, []).settles is None


def test_nobody_is_carried_into_the_second_place_by_company_alone() -> None:
    given_ = {"strengths": ("finops", "security")}
    advice = advise(rank(given_, NOTHING), [])
    assert advice.beside.lane == Lane.SECURITY
    assert all(one.together <= one.points for one in advice.companions)


def test_where_nothing_else_speaks_for_any_lane_the_strongest_pair_is_named() -> None:
    advice = advise(rank({"strengths": ("finops",)}, NOTHING), [])
    assert (advice.beside.lane, advice.beside.sum) == (Lane.AI_INFRASTRUCTURE, 0)
    assert advice.strongest_why

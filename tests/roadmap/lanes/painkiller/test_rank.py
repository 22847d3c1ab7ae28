"""Every point has its reason, and meeting a pain more often never hurts who relieves it."""

import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import assume, given
from hypothesis import strategies as st

from common.lanes import Lane, Pain
from roadmap.lanes.painkiller.evidence import EXCERPT, Asked, Cited, Evidence, Seen
from roadmap.lanes.painkiller.questions import TICKS, Answers, Picked, questions
from roadmap.lanes.painkiller.rank import Ranking, rank, relieves
from roadmap.lanes.postings.read import read
from tests.roadmap.lanes.painkiller.strategies import answers, evidence

pains = st.sampled_from(list(Pain))
NOTHING = Evidence()


def points(ranking: Ranking) -> dict[Lane, int]:
    return {score.lane: score.points for score in ranking.scores}


def assert_raised(pain: Pain, before: Ranking, after: Ranking) -> None:
    """Who relieves the pain lost nothing, nor any of their lead over who does not."""
    was, now = points(before), points(after)
    for lane in relieves()[pain]:
        assert now[lane] >= was[lane]
        for other in set(Lane) - set(relieves()[pain]):
            assert now[lane] - now[other] >= was[lane] - was[other]


@given(answers(), evidence())
def test_the_reasons_of_every_lane_add_up_to_it_and_name_their_source(
    given_: Answers, known: Evidence
) -> None:
    ranking = rank(given_, known)
    assert {score.lane for score in ranking.scores} == set(Lane)
    for score in ranking.scores:
        assert score.points == sum(reason.points for reason in score.reasons)
        assert 0 <= score.points <= 100
        for reason in score.reasons:
            assert reason.points > 0
            assert reason.text
            if reason.source == "postings":
                assert reason.cited
            else:
                assert reason.source == "tally" or reason.source in given_


@given(answers(), evidence())
def test_best_first(given_: Answers, known: Evidence) -> None:
    listed = [score.points for score in rank(given_, known).scores]
    assert listed == sorted(listed, reverse=True)


@given(answers(), evidence(), pains)
def test_one_more_posting_that_speaks_of_a_pain(
    given_: Answers, known: Evidence, pain: Pain
) -> None:
    seen = {one.pain: one for one in known.seen}
    more = replace(
        seen.get(pain, Seen(pain, 0)), postings=1 + getattr(seen.get(pain), "postings", 0)
    )
    after = replace(known, postings=known.postings + 1, seen=tuple((seen | {pain: more}).values()))
    assert_raised(pain, rank(given_, known), rank(given_, after))


@given(answers(), evidence(), pains)
def test_a_posting_at_hand_that_speaks_of_one_more_pain(
    given_: Answers, known: Evidence, pain: Pain
) -> None:
    seen = {one.pain: one for one in known.seen}
    times = seen[pain].postings if pain in seen else 0
    assume(times < known.postings)
    more = Seen(pain, times + 1)
    after = replace(known, seen=tuple((seen | {pain: more}).values()))
    assert_raised(pain, rank(given_, known), rank(given_, after))


@given(answers(), evidence(), pains)
def test_one_more_incident_in_the_tally(given_: Answers, known: Evidence, pain: Pain) -> None:
    assume(known.has_tally)
    counted = dict(known.incidents)
    counted[pain] = counted.get(pain, 0) + 1
    assert_raised(pain, rank(given_, known), rank(given_, replace(known, incidents=counted)))


@given(answers("incidents"), pains, st.lists(st.sampled_from("013"), min_size=5, max_size=5))
def test_more_incidents_in_the_answer(given_: Answers, pain: Pain, said: list[str]) -> None:
    def rankings(times: str) -> Ranking:
        others = {one.value: t for one, t in zip(Pain, said, strict=True)} | {pain.value: times}
        picked: Picked = tuple(f"{one}.{t}" for one, t in others.items())
        return rank({**given_, "incidents": picked}, NOTHING)

    never, once, often = map(rankings, "013")
    assert_raised(pain, never, once)
    assert_raised(pain, once, often)


@given(answers(), evidence(), pains, st.sampled_from(list(TICKS)))
def test_one_more_tick(given_: Answers, known: Evidence, pain: Pain, tick: str) -> None:
    ticked = given_.get("problems", ())
    more = {**given_, "problems": tuple({*ticked, f"{pain.value}.{tick}"})}
    assert_raised(pain, rank(given_, known), rank(more, known))


@given(answers(), evidence())
def test_a_ranking_comes_back_from_json_as_it_was(given_: Answers, known: Evidence) -> None:
    ranking = rank(given_, known)
    assert Ranking.from_json(json.loads(json.dumps(ranking.to_json()))) == ranking


def test_nothing_said_is_no_ranking() -> None:
    ranking = rank({}, NOTHING)
    assert ranking.is_empty
    assert ranking.is_flat
    assert len(ranking.level_with_first) == 5


@pytest.mark.parametrize("pain", Pain)
def test_a_pain_brings_its_own_lane_most(pain: Pain) -> None:
    own = next(lane for lane in Lane if lane.facts.pain == pain)
    ranking = rank({}, Evidence(3, (Seen(pain, 2),)))
    assert ranking.first.lane == own
    assert ranking.gap > 0


def test_a_tally_that_is_kept_takes_the_place_of_a_guess() -> None:
    guess = {"incidents": ("cloud-spend.3",)}
    counted = Evidence(incidents={Pain.SECURITY_EXPOSURES: 2})
    assert rank(guess, counted) == rank({}, counted)
    assert rank(guess, counted).first.lane == Lane.SECURITY


def test_what_is_said_can_be_checked() -> None:
    sentence = "Own cost allocation across forty accounts."
    known = Evidence(8, (Seen(Pain.CLOUD_SPEND, 6, (Cited(7, "FinOps", sentence, "cost"),)),))
    first = rank({"industry": ("banking",)}, known).of(Lane.FINOPS)
    assert [(one.text, one.source) for one in first.reasons] == [
        ("cloud spend, in six of eight postings", "postings"),
        ("you want to work in banking: every charge has to find its cost centre", "industry"),
    ]
    assert first.reasons[0].cited[0].sentence == sentence


def test_postings_speak_by_their_work_though_no_pain_is_spelled_out() -> None:
    text = "Platform Engineer\n\nRequirements\n- Kubernetes and Helm\n- Terraform\n- Prometheus"
    known = Evidence.of([(number, read(text)) for number in range(4)], {})
    assert not known.seen
    first = rank({}, known).first
    assert first.lane == Lane.DEVOPS
    [reason] = first.reasons
    assert reason.text == "DevOps is the work in all four postings"
    assert [one.posting for one in reason.cited] == [0, 1, 2, 3]
    assert all(one.sentence in text for one in reason.cited)


def test_the_example_on_the_landing_page_has_the_points_that_the_test_gives(
    client: Client,
) -> None:
    known = Evidence(
        8,
        (Seen(Pain.CLOUD_SPEND, 6), Seen(Pain.AI_OPERATING_COSTS, 5)),
        {Pain.CLOUD_SPEND: 3},
        (Asked(Lane.FINOPS, 5), Asked(Lane.AI_INFRASTRUCTURE, 2)),
    )
    page = client.get("/").content.decode()
    for lane in (Lane.FINOPS, Lane.AI_INFRASTRUCTURE):
        shown = page.split(f'class="scale" data-lane="{lane}"')[1].split("</section>")[0]
        said = [int(points) for points in re.findall(r"<span>\+(\d+) ", shown)]
        assert f"<span>{sum(said)}</span>" in shown
        assert f'<rect width="{sum(said)}"' in shown
        for reason in rank({}, known).of(lane).reasons:
            assert f"+{reason.points} {reason.text}" in shown


def test_a_posting_of_no_lane_speaks_for_none() -> None:
    known = Evidence.of([(1, read("Front-End Developer\n\nYou write React and CSS."))], {})
    assert rank({}, known).is_empty


def test_no_question_can_be_the_address_of_another_page() -> None:
    assert not {"result", "over", "next"} & set(questions())


def test_each_posting_of_those_counted_is_cited_once() -> None:
    texts = ["One\nReduce cloud spend. We do chargeback.", "Two\nSavings plans.", "Three\nJava."]
    known = Evidence.of([(pk, read(text)) for pk, text in enumerate(texts, start=1)], {})
    (seen,) = known.seen
    assert (seen.postings, known.postings) == (2, 3)
    assert {one.posting for one in seen.cited} == {1, 2}
    assert len(seen.cited) == 2


@given(st.text("ab ", min_size=200, max_size=900), st.integers(0, 199))
def test_of_a_long_sentence_the_part_with_the_words_is_shown(sentence: str, start: int) -> None:
    sentence = f"{sentence[:start]} cloud spend {sentence[start:]}".strip()
    shown = Cited(1, "", sentence, "cloud spend").excerpt
    assert "cloud spend" in shown
    assert len(shown) <= EXCERPT + len("… … ")

"""What moved between two records, whatever they hold."""

from hypothesis import given
from hypothesis import strategies as st

from common.lanes import Lane
from roadmap.lanes.decisions.moved import moved
from roadmap.lanes.decisions.record import Answer, Record
from roadmap.lanes.painkiller.evidence import Asked, Evidence
from roadmap.lanes.painkiller.rank import Ranking, Reason, Score, rank
from tests.roadmap.lanes.painkiller.strategies import answers, evidence

records = st.builds(lambda given, seen: Record(ranking=rank(given, seen)), answers(), evidence())


@given(records, records)
def test_the_reasons_that_moved_add_up_to_what_the_lane_moved(
    before: Record, after: Record
) -> None:
    for lane in moved(before, after).lanes:
        assert sum(reason.difference for reason in lane.reasons) == lane.difference


@given(records)
def test_nothing_moved_between_a_record_and_itself(record: Record) -> None:
    same = moved(record, record)
    assert not [lane for lane in same.lanes if lane.difference or lane.reasons]
    assert same.answers == []


def of(*reasons: Reason, answers: tuple[Answer, ...] = ()) -> Record:
    rest = [Score(lane, ()) for lane in Lane if lane is not Lane.FINOPS]
    return Record(answers, Ranking((Score(Lane.FINOPS, reasons), *rest)))


def test_a_reason_whose_counts_changed_is_the_same_reason() -> None:
    before = of(Reason(6, "cloud spend, in two of eight postings", "postings", about="cloud-spend"))
    after = of(Reason(10, "cloud spend, in six of nine postings", "postings", about="cloud-spend"))
    (reason,) = moved(before, after).lanes[0].reasons
    assert (reason.before, reason.after, reason.difference) == (6, 10, 4)
    assert reason.text == "cloud spend, in six of nine postings"


def test_more_postings_of_the_same_work_are_the_same_reason() -> None:
    def asked(some: int, all_of_them: int) -> Record:
        return Record(ranking=rank({}, Evidence(all_of_them, asked=(Asked(Lane.FINOPS, some),))))

    (reason,) = moved(asked(1, 3), asked(4, 8)).lanes[0].reasons
    assert (reason.before, reason.after) == (2, 4)
    assert reason.text == "FinOps is the work in four of eight postings"


def test_reasons_appear_and_vanish() -> None:
    before = of(Reason(6, "cloud spend, in two of eight postings", "postings", about="cloud-spend"))
    after = of(Reason(4, "you would sit with finance", "stakeholders"))
    gone, new = moved(before, after).lanes[0].reasons
    assert (gone.vanished, gone.difference) == (True, -6)
    assert (new.appeared, new.difference) == (True, 4)


def test_an_answer_that_was_not_given_then_is_shown_as_new() -> None:
    was = Answer("Which region?", "Europe")
    now = (Answer("Which region?", "Asia"), Answer("Durable?", "yes"))
    found = moved(of(answers=(was,)), of(answers=now)).answers
    assert [(one.before, one.after) for one in found] == [("Europe", "Asia"), ("", "yes")]


def test_without_a_ranking_on_one_side_nothing_is_compared() -> None:
    ranked = Record(ranking=rank({}, Evidence()))
    assert moved(Record(), ranked).lanes == moved(ranked, Record()).lanes == []

"""What a reader would miss: a table of examples, and that more words never stand in the way."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.lanes import Lane
from portfolio.casestudies import parts
from portfolio.readiness.facts import CaseFacts, Limit, Measured, TwoMinutes
from portfolio.readiness.gates import Gate, Page, blocking, gates, next_gate, stage
from portfolio.readiness.stages import Stage

TODAY = date(2026, 11, 28)
RESTORE = Measured(
    pk=7,
    name="Time to restore",
    has_after=True,
    improved=True,
    said="−90 %",
    has_how=True,
    limit=Limit.KEPT,
    limit_what="error share",
    measured_on=TODAY,
)
WHOLE = CaseFacts(
    written=frozenset(parts.slots(Lane.FINOPS)),
    evidence={one.slug: one.title for one in parts.evidence(Lane.FINOPS)},
    results=(RESTORE,),
    artifact_kinds={"diagram", "runbook", "postmortem"},
    tradeoffs=1,
    names_alternative=True,
    gives_reason=True,
    test=TwoMinutes.PASSED,
)


def without(*slots: str) -> frozenset[str]:
    return frozenset(WHOLE.written) - set(slots)


def missed(**changed: Any) -> tuple[Gate, ...]:
    return gates(replace(WHOLE, **changed), TODAY)


def test_a_whole_one_misses_nothing() -> None:
    assert missed() == ()
    assert next_gate(()) is None
    assert stage(WHOLE, ()) is Stage.DRAFTED
    assert stage(replace(WHOLE, finished_on=TODAY), ()) is Stage.FINISHED


@pytest.mark.parametrize(
    ("changed", "said", "page"),
    [
        ({"written": without("question")}, "Nobody knows why it was worth doing.", Page.WRITE),
        ({"written": without("constraints")}, "not free to change", Page.WRITE),
        ({"written": without("implementation")}, "in which order it runs", Page.WRITE),
        (
            {"results": (replace(RESTORE, has_how=False),)},
            "A reader cannot tell how the −90 % in “Time to restore” was measured.",
            Page.RESULT_CHANGE,
        ),
        (
            {"results": (replace(RESTORE, limit=Limit.UNKNOWN),)},
            "Nobody can tell whether error share held while “Time to restore” changed.",
            Page.RESULT_CHANGE,
        ),
        (
            {"results": (replace(RESTORE, limit=Limit.NONE, limit_what=""),)},
            "it has no limit",
            Page.RESULT_CHANGE,
        ),
        (
            {
                "results": (replace(RESTORE, improved=False, limit=Limit.BROKEN),),
                "tradeoffs": 0,
            },
            "Error share broke its limit, and nothing says whether that was worth it.",
            Page.TRADEOFF_ADD,
        ),
        (
            {"results": (replace(RESTORE, improved=False),), "gives_reason": False},
            "“Time to restore” did not improve, and the lessons do not say why.",
            Page.WRITE,
        ),
        ({"tradeoffs": 0}, "An interviewer asks what it gave up", Page.TRADEOFF_ADD),
        (
            {"tradeoffs": 0, "names_alternative": False},
            "names nothing it was chosen over",
            Page.WRITE,
        ),
        (
            {"written": without("decision.security", "decision.cost", "decision.rollback")},
            "nothing about security, cost or rollback",
            Page.DECISIONS,
        ),
        (
            {"written": without("evidence.finops-unit")},
            "does not find: Cost of one unit.",
            Page.DECISIONS,
        ),
        (
            {"artifact_kinds": {"link"}},
            "a design diagram, a runbook, a postmortem or",
            Page.ARTIFACT_ADD,
        ),
        (
            {"artifact_kinds": {"diagram", "optimization"}},
            "not there: a runbook.",
            Page.ARTIFACT_ADD,
        ),
        ({"without_alt": [3, 4]}, "2 pictures say nothing", Page.ARTIFACT_CHANGE),
        ({"jargon": ["p95", "SLO"]}, "“p95”, “SLO” in the question", Page.WRITE),
        ({"written": without("plain")}, "outside the trade has nothing to read", Page.READERS),
        ({"test": TwoMinutes.NONE}, "within two minutes yet", Page.READERS),
        ({"test": TwoMinutes.OPEN}, "no rewrite answers it", Page.READERS),
        ({"test": TwoMinutes.OUTDATED}, "changed since", Page.READERS),
        (
            {"results": (replace(RESTORE, measured_on=TODAY - timedelta(days=93)),)},
            "older than three months",
            Page.RESULT_AGAIN,
        ),
    ],
)
def test_what_a_reader_would_miss(changed: dict[str, Any], said: str, page: Page) -> None:
    found = [gate for gate in missed(**changed) if said in gate.said]
    assert [gate.page for gate in found] == [page]
    assert not blocking(missed(**changed))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"written": without("problem")}, "what went wrong"),
        ({"written": without("decision")}, "no decision of yours"),
        ({"written": without("lessons")}, "differently"),
        ({"results": (), "written": without("result")}, "no number from before"),
        (
            {
                "results": (Measured(pk=7, name="Time to restore"),),
                "written": without("result"),
            },
            "There is a before for “Time to restore” and no after.",
        ),
    ],
)
def test_what_it_cannot_be_finished_without(changed: dict[str, Any], said: str) -> None:
    (gate,) = blocking(missed(**changed))
    assert said in gate.said
    assert next_gate(missed(**changed)) == gate
    assert stage(replace(WHOLE, **changed), missed(**changed)) is not Stage.DRAFTED


def test_a_result_told_honestly_without_a_figure_can_be_finished() -> None:
    found = missed(results=())
    assert not blocking(found)
    assert "no number from before" in found[0].said


def test_a_limit_that_broke_is_said_once() -> None:
    broken = replace(RESTORE, improved=False, limit=Limit.BROKEN)
    found = missed(results=(broken,), tradeoffs=0, gives_reason=False)
    assert sum("Time to restore" in gate.said or "rror share" in gate.said for gate in found) == 1


def test_version_zero_is_the_question_a_baseline_and_the_constraints() -> None:
    begun = CaseFacts(written={"question", "constraints"})
    assert stage(begun, gates(begun, TODAY)) is Stage.BEGUN
    first = next_gate(gates(begun, TODAY))
    assert first is not None
    assert "no number from before" in first.said
    there = replace(begun, results=(Measured(pk=7, name="Cost per answer"),))
    assert stage(there, gates(there, TODAY)) is Stage.VERSION_ZERO


def test_whoever_begins_is_asked_the_question_first() -> None:
    nothing = CaseFacts()
    first = next_gate(gates(nothing, TODAY))
    assert first is not None
    assert first.slug == "question"


SLOTS = sorted(parts.prompts())
measured = st.builds(
    Measured,
    pk=st.integers(1, 9),
    name=st.just("Cost"),
    has_after=st.booleans(),
    improved=st.booleans(),
    has_how=st.booleans(),
    limit=st.sampled_from(Limit),
    limit_what=st.just("p95"),
)
cases = st.builds(
    CaseFacts,
    written=st.frozensets(st.sampled_from(SLOTS)),
    results=st.lists(measured, max_size=3),
    tradeoffs=st.integers(0, 2),
    names_alternative=st.booleans(),
    gives_reason=st.booleans(),
    test=st.sampled_from(TwoMinutes),
)


@given(facts=cases, words=st.frozensets(st.sampled_from(SLOTS)), result=st.none() | measured)
def test_more_words_or_results_never_stand_in_the_way(
    facts: CaseFacts, words: frozenset[str], result: Measured | None
) -> None:
    more = replace(
        facts,
        written=frozenset(facts.written) | words,
        results=[*facts.results, *([result] if result else [])],
    )
    before = {gate.slug for gate in blocking(gates(facts, TODAY))}
    after = {gate.slug for gate in blocking(gates(more, TODAY))}
    assert after <= before


@given(facts=cases)
def test_every_gate_is_a_sentence_with_something_to_do(facts: CaseFacts) -> None:
    for gate in gates(facts, TODAY):
        assert gate.said[0].isupper() or gate.said[0] in "“0123456789"
        assert gate.said.endswith(".")
        assert gate.do
        assert (gate.row is None) == (
            gate.page not in (Page.RESULT_CHANGE, Page.RESULT_AGAIN, Page.ARTIFACT_CHANGE)
        )

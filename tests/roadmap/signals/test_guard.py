"""The guard as values: two numbers apart, and when it speaks."""

from hypothesis import given
from hypothesis import strategies as st

from roadmap.signals.guard import Guard, Signal

held = st.lists(
    st.builds(Signal, st.integers(1, 99), st.just("CKA"), st.booleans(), st.booleans()), max_size=8
)


def signal(name: str, *, paired: bool = False, talked: bool = False, pk: int = 1) -> Signal:
    return Signal(pk, name, paired, talked)


def test_who_holds_nothing_or_has_just_passed_one_is_left_alone() -> None:
    for one in (Guard(), Guard((signal("CKA"),))):
        assert not one.speaks
        assert one.reason == ""


def test_it_speaks_at_the_second_signal_without_proof() -> None:
    guard = Guard((signal("CKA"), signal("CKS")))
    assert guard.speaks
    assert (guard.signals, guard.proven) == (2, 0)
    assert guard.reason == (
        "CKA has neither a case study nor a talk-through yet, and none of your 2 credentials is "
        "proven."
    )


def test_proof_takes_both_a_case_study_and_a_talk_through() -> None:
    halves = (signal("CKA", paired=True), signal("CKS", talked=True))
    assert Guard(halves).proven == 0
    assert Guard((signal("CKA", paired=True, talked=True),)).proven == 1


def test_what_is_half_done_is_proven_next_else_what_was_earned_last() -> None:
    last, half = signal("CKS"), signal("CKA", paired=True)
    assert Guard((last, half)).credential is half
    assert "CKA has no talk-through yet" in Guard((last, half)).reason
    assert Guard((last, signal("KCNA"))).credential is last
    assert Guard((signal("CKA", paired=True, talked=True),)).credential is None


@given(held)
def test_proving_one_never_makes_it_speak_and_never_changes_the_signals(have: list[Signal]) -> None:
    before = Guard(tuple(have))
    for number, one in enumerate(have):
        proven = Signal(one.pk, one.name, paired=True, talked=True)
        after = Guard((*have[:number], proven, *have[number + 1 :]))
        assert after.signals == before.signals
        assert after.proven >= before.proven
        assert before.speaks or not after.speaks


@given(held)
def test_it_speaks_with_a_reason_that_names_what_to_prove(have: list[Signal]) -> None:
    guard = Guard(tuple(have))
    assert bool(guard.reason) is guard.speaks
    if guard.speaks:
        assert guard.credential
        assert guard.reason.startswith(guard.credential.name)

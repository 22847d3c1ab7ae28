"""What a gap becomes, held to the standard of milestones as far as a machine can."""

import itertools
import re

import pytest

from roadmap.lanes.postings.taxonomy import Category, taxonomy
from roadmap.plan.blocks import DEFAULT_MINUTES
from roadmap.plan.planner import room_of
from roadmap.proof.proofs import Proof, proofs

VAGUE = re.compile(
    r"\b(learn|explore|improve|continue|reflect|work on|get familiar|familiari[sz]e|understand"
    r"|study|review)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE
)
READER = re.compile(
    r"\b(friend|colleague|reader|reviewer|stranger|person|people|somebody|owner|developer|finance"
    r"|analyst|architect|auditor)s?\b"
)
each = pytest.mark.parametrize("proof", proofs().values(), ids=lambda one: one.slug)


def test_every_skill_that_can_be_shown_has_a_proof_and_nothing_else_has() -> None:
    shown = {one.slug for one in taxonomy().skill if one.category is not Category.SOFT}
    assert sorted(shown - set(proofs())) == [], "these lack a proof"
    assert sorted(set(proofs()) - shown) == [], "these are no such skill"


@each
def test_a_title_names_a_thing_and_no_vague_verb(proof: Proof) -> None:
    assert len(proof.title) <= 90
    assert not VAGUE.match(proof.title), proof.title
    assert not proof.title.endswith(".")


@each
def test_both_lines_could_be_checked_by_somebody_else(proof: Proof) -> None:
    assert len(proof.done_when) == 2
    for line in proof.done_when:
        assert FIGURE.search(line) or READER.search(line), line
        assert len(line) <= 260


@each
def test_a_proof_fits_into_an_empty_month_of_its_block(proof: Proof) -> None:
    assert proof.hours * 4 % 1 == 0
    room = room_of({kind: minutes * 52 / 12 / 60 for kind, minutes in DEFAULT_MINUTES.items()})
    assert 1 <= proof.hours <= room[proof.block]


def test_no_two_proofs_say_the_same() -> None:
    def fives(proof: Proof) -> set[tuple[str, ...]]:
        words = re.findall(r"[\w']+", " ".join([proof.title, *proof.done_when]).lower())
        return set(zip(*(words[n:] for n in range(5)), strict=False))

    said = {slug: fives(proof) for slug, proof in proofs().items()}
    alike = [
        (one, other)
        for one, other in itertools.combinations(said, 2)
        if len(said[one] & said[other]) > min(len(said[one]), len(said[other])) / 10
    ]
    assert alike == []
    assert len({proof.title for proof in proofs().values()}) == len(proofs())

"""For each skill a thing that would prove it, as ``facts/proofs.toml`` has them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from common import facts
from roadmap.plan.blocks import BlockKind

FACTS = Path(__file__).parent / "facts" / "proofs.toml"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a gap's milestone is made of. ``slug`` is the skill's; ``hours`` come in quarters."""

    slug: str
    title: str
    done_when: tuple[str, ...]
    hours: Decimal
    block: BlockKind


@cache
def proofs() -> dict[str, Proof]:
    """By skill.

    Raises:
        facts.FactError: naming file and entry.
    """
    found = facts.read_list(FACTS, "proof", Proof, alongside={"basis"})
    return {proof.slug: proof for proof in found}

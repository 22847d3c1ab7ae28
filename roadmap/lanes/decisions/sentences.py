"""Examples of the two sentences, as ``facts/sentences.toml`` has them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts
from common.lanes import Lane

FACTS = Path(__file__).parent.parent / "facts" / "sentences.toml"


@dataclass(frozen=True, slots=True)
class Example:
    lane: Lane
    known_for: str
    leverage: str


@cache
def examples() -> dict[Lane, Example]:
    """One of each lane.

    Raises:
        facts.FactError: when a lane has none.
    """
    found = facts.read_list(FACTS, "example", Example, alongside={"basis"})
    by_lane = {example.lane: example for example in found}
    if missing := set(Lane) - by_lane.keys():
        raise facts.FactError(f"{FACTS.name}: no example of {sorted(missing)}")
    return by_lane

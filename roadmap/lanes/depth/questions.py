"""What the depth check asks, as ``facts/depth.toml`` has it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts
from common.lanes import Lane
from roadmap.lanes.postings import taxonomy

FACTS = Path(__file__).parent.parent / "facts" / "depth.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """``names`` is what an answer that holds has in it, ``skills`` what it tells of. With an
    ``area`` it is one of the AI-first check, else one of the lane's page."""

    slug: str
    lane: Lane
    text: str
    names: tuple[str, ...]
    skills: tuple[str, ...]
    area: str = ""
    retired: bool = False


@cache
def questions() -> dict[str, Question]:
    """All there ever were, by slug.

    Raises:
        facts.FactError: when a skill is unknown, or a lane's questions differ from its page's.
    """
    found = facts.read_list(FACTS, "question", Question, alongside={"basis"})
    for question in found:
        if unknown := set(question.skills) - taxonomy.skills().keys():
            raise facts.FactError(f"{FACTS.name}: {question.slug}: no skills: {sorted(unknown)}")
    for lane in Lane:
        asked = {q.text for q in found if q.lane == lane and not q.area and not q.retired}
        if different := asked ^ set(lane.facts.explain):
            raise facts.FactError(f"{FACTS.name}: not as the page of {lane}: {sorted(different)}")
    return {question.slug: question for question in found}


def of_lane(lane: Lane) -> list[Question]:
    """Those of the lane's page, then those of the AI-first check where the lane has them."""
    asked = [q for q in questions().values() if q.lane == lane and not q.retired]
    return sorted(asked, key=lambda question: bool(question.area))

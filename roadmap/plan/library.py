"""The milestone library: facts, read strictly, and the slots in their sentences.

A slot such as ``{metric}`` is filled from the person's choice; each has a fallback that reads well,
so no sentence ever shows a hole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from common import facts
from common.lanes import Lane
from roadmap.plan.blocks import BlockKind
from roadmap.plan.uses import Use

FACTS = Path(__file__).parent / "facts"

SLOTS: Mapping[str, str] = {
    "metric": "metric",
    "limit": "nothing your users notice gets worse",
    "baseline": "your baseline",
    "target": "your target",
    "exam": "the exam you chose",
    "next_exam": "the exam after it",
    "secondary": "your second lane",
    "lane": "your lane",
    "reader": "someone in product",
}
"""Every slot a sentence may have, and what stands there while nothing better is known."""

Kept = Literal[
    "baseline", "reading", "limit", "note", "diagram", "runbook", "postmortem", "summary",
    "result", "case-study", "talk", "conversation", "credential", "gap-list", "narrative", "page",
    "repository", "decision", "rehearsal",
]  # fmt: skip

ShownBy = Literal[
    "", "case-study", "version-zero", "result", "two-minutes", "diagram", "runbook", "postmortem"
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One milestone as the library has it, slots unfilled. Hours are hours of its block."""

    slug: str
    lanes: tuple[Lane, ...]
    role: Literal["primary", "secondary", "any"]
    month: int
    block: BlockKind
    hours: Decimal
    title: str
    why: str
    done_when: tuple[str, ...]
    kept: Kept
    feeds: tuple[Use, ...]
    needs: tuple[str, ...]
    small: str
    lab_money: int = 0
    """US dollars at most."""
    without_money: str = ""
    """How it is done for nothing; there wherever ``lab_money`` is."""
    without_access: str = ""
    tellable: bool = False
    families: tuple[str, ...] = ()
    """The families of metrics it is written for; none: any."""
    instead_of: str = ""
    """The milestone it takes the place of when the metric is of those families."""
    shown_by: ShownBy = ""
    """What in a case study shows that it is there; empty: nothing in the portfolio can."""


_FILES = ("shared", "own-area", *Lane.values)


@cache
def library() -> dict[str, Entry]:
    """Every milestone by slug.

    Raises:
        facts.FactError: naming file and entry, for anything that is not as it should be.
    """
    found: dict[str, Entry] = {}
    for name in _FILES:
        path = FACTS / f"{name}.toml"
        for entry in facts.read_list(path, "milestone", Entry, alongside={"basis"}):
            if entry.slug in found:
                raise facts.FactError(f"{path.name}: {entry.slug} stands in another file too")
            found[entry.slug] = entry
    for entry in found.values():
        for other in (*entry.needs, *filter(None, [entry.instead_of])):
            if other not in found:
                raise facts.FactError(f"{entry.slug} names {other}, which is nowhere")
    return found


def entries_for(lane: Lane, second: Lane | None, family: str = "") -> list[Entry]:
    """What a year is made of: the lane's own, the second lane's small project, and the shared.

    With no second lane (an area of one's own naming) the small project is the general one. An entry
    written for the metric's ``family`` takes the place of the general one, in what others need too.
    """

    def belongs(entry: Entry) -> bool:
        if entry.families and family not in entry.families:
            return False
        match entry.role:
            case "primary":
                return lane in entry.lanes
            case "secondary":
                return second in entry.lanes if second else not entry.lanes
        return True

    found = [entry for entry in library().values() if belongs(entry)]
    instead = {entry.instead_of: entry.slug for entry in found if entry.instead_of}
    return [
        replace(entry, needs=tuple(instead.get(need, need) for need in entry.needs))
        for entry in found
        if entry.slug not in instead
    ]


_SLOT = re.compile(r"\{(\w+)\}")


def fill(sentence: str, slots: Mapping[str, str]) -> str:
    """``sentence`` with each slot filled, or its fallback where ``slots`` has nothing.

    Raises:
        KeyError: for a slot that does not exist (found by the test over the whole library).
    """
    return _SLOT.sub(lambda match: slots.get(match[1]) or SLOTS[match[1]], sentence)


def as_title(text: str) -> str:
    """With a capital first letter, since a slot may stand first."""
    return text[:1].upper() + text[1:]

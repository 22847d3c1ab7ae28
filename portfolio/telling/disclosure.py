"""What may be seen of a case study, field by field. Plain values: rows are sharing's."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self


class Shown(enum.StrEnum):
    """How much of a field is seen. PERCENT and RANGE are for numbers."""

    EXACT = "exact"
    PERCENT = "percent"
    RANGE = "range"
    HIDDEN = "hidden"


FORMER = "former."
"""Begins the key of evidence from another lane: chosen once for that lane, it is not chosen for
this one."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Fields by key; one that is not named is hidden.

    Keys: ``author`` · ``employer`` · ``question`` · ``section.problem`` · ``decision.security`` ·
    ``evidence.<slug>`` · ``former.evidence.<slug>`` · ``tradeoff.<pk>`` · ``result.<pk>`` (its
    numbers) · ``result.<pk>.how`` · ``result.<pk>.limit`` · ``artifact.<pk>``. The title is always
    seen.
    """

    chosen: Mapping[str, Shown] = field(default_factory=dict)
    everything: bool = False
    """For its author's own eyes."""

    @classmethod
    def whole(cls) -> Self:
        """Nothing is hidden."""
        return cls(everything=True)

    def of(self, key: str) -> Shown:
        return Shown.EXACT if self.everything else self.chosen.get(key, Shown.HIDDEN)

    def shows(self, key: str) -> bool:
        """Whether anything of it is seen."""
        return self.of(key) is not Shown.HIDDEN

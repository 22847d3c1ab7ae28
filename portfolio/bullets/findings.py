"""What a line of a résumé can lack, and what was found in one."""

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""From a character up to, and without, another."""


class Finding(StrEnum):
    """One thing that is missing, or in the way."""

    DUTY = "duty"
    TOOL_ONLY = "tool-only"
    NO_NUMBER = "no-number"
    NO_BASELINE = "no-baseline"
    NO_BENEFICIARY = "no-beneficiary"
    VAGUE_QUANTITY = "vague-quantity"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, the words it is about (none where words are missing), what it is called, and one
    sentence that says what is missing."""

    finding: Finding
    spans: tuple[Span, ...]
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Critique:
    """All of one line."""

    text: str
    remarks: tuple[Remark, ...]

    @property
    def findings(self) -> frozenset[Finding]:
        return frozenset(one.finding for one in self.remarks)

    @property
    def is_strong(self) -> bool:
        """Whether nothing is missing."""
        return not self.remarks

    def lacks(self, finding: Finding) -> bool:
        return finding in self.findings

"""What is known of a case study when its gates are asked. Values alone: rows are ``standing``'s."""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


class Limit(enum.Enum):
    """What became of the *while* of a result."""

    NONE = "none"
    UNKNOWN = "unknown"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Measured:
    """One result. ``said`` is its change in a few words ("−90 %"); ``measured_on`` the day its last
    figure is of."""

    pk: int
    name: str
    has_after: bool = False
    improved: bool = False
    said: str = ""
    has_how: bool = False
    limit: Limit = Limit.NONE
    limit_what: str = ""
    measured_on: date | None = None


class TwoMinutes(enum.Enum):
    """How the two-minute test of the plain version stands."""

    NONE = "none"
    OPEN = "open"
    """Something confused a reader, and no rewrite answers it yet."""
    OUTDATED = "outdated"
    """It passed, and the text is another one since."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What gates look at. ``written`` names the slots that have words."""

    written: Collection[str] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    """The lane's evidence fields: slot and title."""
    results: Sequence[Measured] = ()
    artifact_kinds: Collection[str] = ()
    without_alt: Sequence[int] = ()
    """Artifacts whose picture nobody described."""
    tradeoffs: int = 0
    names_alternative: bool = False
    gives_reason: bool = False
    jargon: Sequence[str] = ()
    """Words of the trade in the question."""
    test: TwoMinutes = TwoMinutes.NONE
    finished_on: date | None = None

"""What a reader found in a file: the cells of each line as text, and what it left out."""

from dataclasses import dataclass, field

COLUMNS = ("name", "issuer", "issued_on", "expires_on", "number", "url", "renewal_note")
"""What a line may say."""
LONGEST_CELL = 4000
"""Characters that are looked at; what may be kept is shorter."""


class Unreadable(ValueError):
    """The file cannot be read. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One credential as the file has it. ``at`` says where: its number among the lines."""

    at: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """All of a file, and what of it was not understood as a whole."""

    kind: str
    raws: list[Raw]
    remarks: list[str] = field(default_factory=list)

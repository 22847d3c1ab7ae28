"""The small picture of a result: two bars from one line, in units of its own."""

from dataclasses import dataclass
from decimal import Decimal

from common.metrics import NO_BREAK

LEFT, LONGEST, ROW = 60, 130, 28
"""Where bars begin, how long one gets, how far apart they are; the picture is 320 wide."""


@dataclass(frozen=True, slots=True)
class Bar:
    is_after: bool
    y: int
    width: Decimal
    label: str

    @property
    def text_y(self) -> int:
        return self.y + 12

    @property
    def label_x(self) -> Decimal:
        return LEFT + self.width + 8


def bars(
    before_share: Decimal | None, after_share: Decimal | None, before: str, after: str
) -> tuple[Bar, ...]:
    """Before above, after below; none where there are no shares. A bar of something is seen."""
    if before_share is None or after_share is None:
        return ()
    return (
        Bar(False, 4, _width(before_share), _short(before)),
        Bar(True, 4 + ROW, _width(after_share), _short(after)),
    )


def _width(share: Decimal) -> Decimal:
    width = (share * LONGEST).quantize(Decimal("0.1"))
    return max(width, Decimal(1)) if share else Decimal(0)


def _short(said: str) -> str:
    """A figure without a unit of several words, which stands in the sentence above."""
    figure, _sep, unit = said.partition(NO_BREAK)
    return figure if " " in unit else said

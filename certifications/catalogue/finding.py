"""Which certifications somebody asks for. Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from certifications.catalogue.credential import Level, Status
from certifications.catalogue.shown import Shown
from common.lanes import Lane


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; what is empty asks for nothing."""

    text: str = ""
    lane: Lane | None = None
    provider: str = ""
    level: Level | None = None
    price: Decimal | None = None
    hands_on: bool = False
    status: Status | None = None

    @property
    def is_empty(self) -> bool:
        return self == Wish()

    @property
    def is_fine(self) -> bool:
        """Whether more is asked for than words."""
        return self != Wish(text=self.text)

    def fits(self, row: Shown) -> bool:
        """Whether ``row`` is what is asked for, its price left aside."""
        one = row.credential
        names = one.names.casefold()
        return (
            all(word in names for word in self.text.casefold().split())
            and (self.lane is None or one.place(self.lane) is not None)
            and self.provider in ("", one.provider)
            and self.level in (None, one.level)
            and self.status in (None, row.status)
            and (not self.hands_on or row.version.hands_on is True)
        )

    def affords(self, row: Shown) -> bool:
        """Whether its list price is within the limit; no price held is not."""
        if self.price is None:
            return True
        return row.version.price_usd is not None and row.version.price_usd <= self.price


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that fit, and how many fit but for a price that is not held."""

    rows: tuple[Shown, ...]
    unpriced: int


def find(rows: Iterable[Shown], wish: Wish) -> Found:
    """The rows that ``wish`` asks for, in their order."""
    fitting = [row for row in rows if wish.fits(row)]
    affordable = tuple(row for row in fitting if wish.affords(row))
    unpriced = [row for row in fitting if row.version.price_usd is None]
    return Found(affordable, len(unpriced) if wish.price is not None else 0)

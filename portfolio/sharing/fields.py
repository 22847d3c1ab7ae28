"""Every field of a case study that a stranger may see or not, and how much of each.

Values in, values out. Nothing is seen that was not chosen; ``usual`` is what the form proposes when
it is asked to, and is no choice before its author keeps it.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portfolio.casestudies.models import Origin
from portfolio.telling.disclosure import Disclosure, Shown


class Kind(enum.StrEnum):
    """What it is, which says how much of it there is to choose."""

    TEXT = "text"
    NUMBER = "number"
    LIMIT = "limit"
    NAME = "name"


class Group(models.TextChoices):
    """What stands together in the form."""

    NAMES = "names", _("Names")
    WORDS = "words", _("What you wrote")
    NUMBERS = "numbers", _("Numbers")
    TRADEOFFS = "tradeoffs", _("Tradeoffs")
    ARTIFACTS = "artifacts", _("Artifacts")


NAMES = {
    Kind.TEXT: {Shown.EXACT: _("shown"), Shown.HIDDEN: _("hidden")},
    Kind.NAME: {Shown.EXACT: _("named"), Shown.HIDDEN: _("hidden")},
    Kind.NUMBER: {
        Shown.EXACT: _("exact"),
        Shown.PERCENT: _("percentage only"),
        Shown.RANGE: _("range"),
        Shown.HIDDEN: _("hidden"),
    },
    Kind.LIMIT: {
        Shown.EXACT: _("exact"),
        Shown.PERCENT: _("kept or not"),
        Shown.RANGE: _("range"),
        Shown.HIDDEN: _("hidden"),
    },
}
"""How each level is said."""

ALLOWED = ".allowed"
"""Ends the key that keeps the tick of an employer's number: their employer lets it be seen."""


@dataclass(frozen=True, slots=True)
class Field:
    """``key`` as ``telling.disclosure`` names it; ``origin`` is set for numbers alone, and for what
    stands with them."""

    key: str
    kind: Kind
    group: models.TextChoices
    label: str
    words: str = ""
    """The beginning of what it says, or all of it."""
    origin: str = ""
    is_baseline: bool = False
    """A number without an after: there is no percentage of it."""
    has_zero: bool = False
    """Whether one of its figures is 0: a range of 0 is met nowhere else, so it would say that."""
    in_points: bool = False
    """Whether its change is said in points, being one of percentages."""
    has_picture: bool = False
    is_former: bool = False
    """Whether it was written for another lane."""
    at_work: bool = False
    """Whether the whole work was done in an employer's system."""

    @property
    def levels(self) -> tuple[Shown, ...]:
        """What may be chosen, from all of it to nothing."""
        if self.kind not in (Kind.NUMBER, Kind.LIMIT):
            return (Shown.EXACT, Shown.HIDDEN)
        without = {Shown.PERCENT: self.is_baseline, Shown.RANGE: self.has_zero}
        return tuple(level for level in Shown if not without.get(level))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The levels with their names, as a form wants them."""
        return [(level.value, self._name(level)) for level in self.levels]

    def _name(self, level: Shown) -> str:
        if level is Shown.PERCENT and self.in_points:
            return _now("points only")
        return str(NAMES[self.kind][level])

    @property
    def wants_leave(self) -> bool:
        """Whether all of it is seen only once its author says that their employer allows that."""
        return self.kind in (Kind.NUMBER, Kind.LIMIT) and self.origin == Origin.EMPLOYER

    @property
    def usual(self) -> Shown:
        """What is proposed: one's own words and figures; of an employer the percentage."""
        if self.key == "employer" or self.is_former or (self.has_picture and self.at_work):
            return Shown.HIDDEN
        if self.wants_leave:
            return Shown.HIDDEN if self.is_baseline else Shown.PERCENT
        return Shown.EXACT


def effective(fields: Iterable[Field], chosen: Mapping[str, str]) -> dict[str, Shown]:
    """What is seen of each field, by what was kept. What is missing, no level of the field, or an
    employer's without their leave, is hidden: origins and results change after a choice."""
    return {field.key: _level(field, chosen) for field in fields}


def _level(field: Field, chosen: Mapping[str, str]) -> Shown:
    kept = chosen.get(field.key, Shown.HIDDEN)
    level = next((one for one in field.levels if one == kept), Shown.HIDDEN)
    if level is Shown.EXACT and field.wants_leave and not chosen.get(field.key + ALLOWED):
        return Shown.HIDDEN
    return level


def disclosure(fields: Iterable[Field], chosen: Mapping[str, str]) -> Disclosure:
    """The same, as a document is made of it."""
    return Disclosure(effective(fields, chosen))


@dataclass(frozen=True, slots=True)
class Difference:
    """What another publication would change on the page, by keys."""

    more: tuple[str, ...] = ()
    """Seen now, or seen more of, that was not."""
    less: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.more or self.less)


_MUCH = [Shown.HIDDEN, Shown.RANGE, Shown.PERCENT, Shown.EXACT]


def difference(before: Mapping[str, str], after: Mapping[str, Shown]) -> Difference:
    """From what was published to what is chosen now."""
    keys = sorted({*before, *after})
    steps = {key: _step(before.get(key), after.get(key)) for key in keys}
    return Difference(
        tuple(key for key in keys if steps[key] > 0), tuple(key for key in keys if steps[key] < 0)
    )


def _step(before: str | None, after: str | None) -> int:
    return _much(after) - _much(before)


def _much(level: str | None) -> int:
    return next((at for at, one in enumerate(_MUCH) if one == level), 0)

"""Whether a number, as it is said, is the number meant: rounding is not a contradiction."""

from decimal import Decimal

from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.subjects import ROUGH, Subject

ROUNDED = Decimal("0.03")
"""What plain rounding may take away or add; what "about" may, is ``subjects.ROUGH``."""
POINT = Decimal("1.01")
"""A percentage worked out from two figures may be cut or rounded."""
POINTS_ROUGH = Decimal(4)
_ONE = Decimal(1)


def agrees(one: Quantity, figure: Decimal, factor: Decimal = _ONE) -> bool:
    """Whether the number is the figure, said as finely as it is said."""
    if _is(one.value, figure, one, factor):
        return True
    return any(_is(value, figure, one, factor) for value in one.others)


def _is(value: Decimal, figure: Decimal, one: Quantity, factor: Decimal) -> bool:
    away = abs(value - figure)
    if not away:
        return True
    size = abs(figure)
    if not size or away > size * ROUGH:
        return False
    if one.is_rough:
        return True
    exponent = figure.normalize().as_tuple().exponent
    own = factor * Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return away <= size * ROUNDED and away <= max(one.step, min(own, factor)) / 2


def is_known(one: Quantity, about: Subject) -> bool:
    """Whether it is one of the figures that may stand in a text."""
    for figure, least, most in about.within:
        for value in (one.value, *one.others):
            if least <= value <= most and _is(value, figure, one, _ONE):
                return True
    return False


def is_turned(one: Quantity, about: Subject) -> bool:
    """Whether its digits are those of a known figure in another order: 5.4 for 4.5."""
    digits = sorted(str(one.raw.normalize()))
    figures = (about.fact.before, about.fact.after, *about.fact.also)
    return len(digits) > 1 and any(
        digits == sorted(str(figure.normalize())) for figure in figures if figure is not None
    )


def is_change(one: Quantity, about: Subject) -> bool:
    """Whether this percentage, these points or this multiple is what the figures amount to."""
    change, after = about.change, about.after
    if change is None or after is None:
        return True
    if one.dimension == "times":
        return _is_multiple(one, about.before, after)
    meant = [abs(change)]
    if about.dimension in {"percent", "points"}:
        meant.append(abs(after - about.before))
    if one.dimension == "percent" and not one.sign:
        meant += [abs(100 + change)]  # "to 51 % of what it was"
    return any(_is_percentage(one, figure) for figure in meant)


def has_wrong_sign(one: Quantity, about: Subject) -> bool:
    """A plus where it fell, a minus where it rose."""
    change = about.change
    return bool(one.sign and change and (change > 0) != (one.sign > 0))


def is_percentage_of(one: Quantity, before: Decimal, after: Decimal) -> bool:
    """Whether it is what two figures of the same text amount to."""
    if not before:
        return True
    change = abs((after - before) / before * 100)
    meant = [change, abs(100 - change), abs(after - before) / 1]
    return any(_is_percentage(one, figure) for figure in meant)


def _is_percentage(one: Quantity, figure: Decimal) -> bool:
    away = abs(abs(one.value) - figure)
    wide = POINTS_ROUGH if one.is_rough else POINT
    return away <= max(wide, figure * ROUNDED if figure > 100 else Decimal(0))


def _is_multiple(one: Quantity, before: Decimal, after: Decimal) -> bool:
    if not before or not after:
        return True
    multiple = max(after / before, before / after)
    return abs(one.value - multiple) <= max(multiple / 8, Decimal("0.5"))

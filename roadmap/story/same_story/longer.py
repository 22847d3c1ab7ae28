"""Amounts said in two units: 1 h 35 min, three dollars forty."""

from dataclasses import replace
from decimal import Decimal

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.numerals import numeral
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading


def longer(text: Reading, found: Quantity) -> Quantity:
    """ "1 h 35 min", "an hour and thirty-five": time said in two units."""
    units = vocabulary.units()
    if found.unit in {"USD", "EUR", "GBP"} and not found.period:
        return _with_cents(text, found)
    if found.dimension != "time" or found.period or found.unit not in {"day", "h", "min"}:
        return found
    at = found.last + 1 + (text.low(found.last + 1) == "and")
    if at >= len(text.tokens) or at in text.taken or (number := numeral(text, at)) is None:
        return found
    after = text.low(number.last + 1)
    unit = units.get(after)
    smaller = {"day": 3_600_000, "h": 60_000, "min": 1_000}[found.unit]
    if unit is not None and unit.dimension == "time" and unit.factor == smaller:
        last = number.last + 1
    elif at == found.last + 2 and number.is_spelled and not after[:1].isalpha():
        last = number.last  # an hour and thirty-five
    elif found.unit == "h" and text.touches(at) and number.value < 60:
        last = number.last  # 1h35
    else:
        return found
    value = found.value + number.value * smaller
    return replace(found, last=last, value=value, raw=value / smaller, step=Decimal(smaller))


def _with_cents(text: Reading, found: Quantity) -> Quantity:
    """ "three dollars forty", "five dollars and ten cents"."""
    at = found.last + 1 + (text.low(found.last + 1) == "and")
    is_word = text.tokens[found.last].is_word
    if not is_word or at >= len(text.tokens) or (number := numeral(text, at)) is None:
        return found
    cents = text.low(number.last + 1) in {"cent", "cents"}
    if number.value >= 100 or not (cents or (number.is_spelled and at == found.last + 1)):
        return found
    raw = found.raw + number.value / 100
    value = found.value + number.value
    return replace(found, last=number.last + cents, raw=raw, value=value, step=Decimal(1))

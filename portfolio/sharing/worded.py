"""Numbers and times that are not one run of digits: "twenty-five", "half an hour", "1 h 30 min".

Values in, values out.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_GREAT = {"thousand": 1000, "million": 10**6}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)})\b)?|(?:{'|'.join(_ONES)})\b)"
_HUNDRED = rf"(?:{_SMALL}(?:[ -]hundred\b(?: and\b)?(?: {_SMALL})?)?|a hundred\b)"
_NUMBER = re.compile(
    rf"(?<![^\W_])(?P<number>{_HUNDRED}(?:[ -](?:thousand|million)\b(?:(?: and)? {_HUNDRED})?)?)"
    r"(?![^\W_])(?:[ -](?P<word>[a-z%]{1,12}))?",
    re.IGNORECASE,
)
_PARTS = {"half an hour": 30, "half-hour": 30, "half hour": 30, "a quarter of an hour": 15}
_PART = re.compile(rf"\b(?:{'|'.join(_PARTS)})\b|\ban hour(?P<more> and a half)?\b", re.IGNORECASE)
_BOTH = re.compile(
    r"(?<![\w.,])(?P<hours>\d{1,4}) ?(?:h|hrs?|hours?)(?:,? and|,)? ?(?P<minutes>\d{1,2})"
    r"(?: ?(?:m|mins?|minutes?))?(?!\w)",
    re.IGNORECASE,
)

Found = tuple[re.Match[str], Decimal, str]
"""Where it stands, what it is, and the unit after it."""


def worded(text: str) -> Iterator[Found]:
    """All of them in a text. Times of two units in minutes."""
    for one in _NUMBER.finditer(text):
        yield one, Decimal(_value(one["number"])), (one["word"] or "").lower()
    for one in _PART.finditer(text):
        usual = 90 if one["more"] else 60
        yield one, Decimal(_PARTS.get(one[0].lower(), usual)), "min"
    for one in _BOTH.finditer(text):
        yield one, Decimal(60 * int(one["hours"]) + int(one["minutes"])), "min"


def _value(said: str) -> int:
    whole = part = 0
    for word in re.split(r"[ -]", said.lower()):
        if word == "hundred":
            part = (part or 1) * 100
        elif word in _GREAT:
            whole, part = whole + (part or 1) * _GREAT[word], 0
        else:
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
    return whole + part

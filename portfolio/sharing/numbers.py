"""Finds a number in a text, however it is written: 4200, 4,200, 4.200, 4 200, $4.2k; 240 min, 4 h,
four hours.

Values in, values out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from portfolio.sharing.worded import worded

_FACTORS = {
    "k": Decimal(1000), "thousand": Decimal(1000), "tsd": Decimal(1000),
    "m": Decimal(10**6), "mio": Decimal(10**6), "mn": Decimal(10**6), "million": Decimal(10**6),
    "bn": Decimal(10**9), "b": Decimal(10**9), "billion": Decimal(10**9),
}  # fmt: skip
_SECONDS = {
    "ms": Decimal("0.001"), "millisecond": Decimal("0.001"), "milliseconds": Decimal("0.001"),
    "s": Decimal(1), "sec": Decimal(1), "secs": Decimal(1), "second": Decimal(1),
    "seconds": Decimal(1), "min": Decimal(60), "mins": Decimal(60), "minute": Decimal(60),
    "minutes": Decimal(60), "h": Decimal(3600), "hr": Decimal(3600), "hrs": Decimal(3600),
    "hour": Decimal(3600), "hours": Decimal(3600), "d": Decimal(86400), "day": Decimal(86400),
    "days": Decimal(86400), "week": Decimal(604800), "weeks": Decimal(604800),
}  # fmt: skip
POINTS = ("point", "points", "pp", "ppt", "percent", "percentage", "%")
"""What may follow a change that is said in points."""
_GAPS = " \u00a0\u2009\u202f'’"
_NUMBER = re.compile(
    r"(?<![\w.,])(?:[$€£¥]|US\$|EUR|USD|GBP|CHF)?[ \u00a0]?"
    rf"(?P<digits>\d{{1,15}}(?:[.,{_GAPS}]\d{{1,15}}){{0,6}})"
    r"[ \u00a0-]?(?P<word>[A-Za-z%]{0,12})"
)
_GROUPED = re.compile(rf"\d{{1,3}}([.,{_GAPS}])\d{{3}}(?:\1\d{{3}})*")
SMALL = Decimal(10)
"""A whole number below it stands in every text; only with its unit is it taken for the secret."""
_NEAR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it stands in a text, at ``start`` and ``end``."""

    said: str
    word: str
    values: frozenset[Decimal]
    start: int
    end: int
    is_worded: bool = False
    """Whether it is said in words, or in two units."""


@dataclass(frozen=True)
class Secret:
    """A figure that is not to be seen exactly. ``of``: what it is a figure of."""

    of: str
    value: Decimal
    unit: str = ""
    is_percent: bool = False
    is_points: bool = False

    @cached_property
    def _unit(self) -> str:
        found = re.search(r"[a-z]+", self.unit.lower())
        return found[0] if found else ""

    @cached_property
    def _seconds(self) -> Decimal | None:
        return None if self._factor is None else abs(self.value) * self._factor

    @cached_property
    def _factor(self) -> Decimal | None:
        """Seconds in its unit. Without one the name may say it: "Minutes to restore"."""
        if self.unit.strip():
            return _SECONDS.get(self._unit)
        named = (one for one in re.findall(r"[a-z]{3,}", self.of.lower()) if one in _SECONDS)
        return _SECONDS.get(next(named, ""))

    def stands_in(self, number: Number) -> bool:
        """Whether ``number`` says it."""
        if self.is_percent:
            return number.word.startswith(("%", "percent")) and abs(self.value) in number.values
        if self.is_points:
            return number.word in POINTS and abs(self.value) in number.values
        if self._as_time(number):
            return True
        if abs(self.value) not in number.values:
            return False
        is_small = abs(self.value) < SMALL and self.value == self.value.to_integral_value()
        return not is_small or self._has_unit(number)

    def _has_unit(self, number: Number) -> bool:
        word = number.word
        if not self._unit:
            return not word and not number.is_worded
        return bool(word) and (word.startswith(self._unit[:4]) or self._unit.startswith(word))

    def _as_time(self, number: Number) -> bool:
        factor = _SECONDS.get(number.word)
        if factor is None or not self._factor or not self._seconds:
            return False
        # A time is said to a tenth of its unit: 0.4167 h are 25 min; and 0.42 h are 25 min, too.
        near = max(_NEAR, self._half_a_digit * self._factor / factor)
        return any(abs(value - self._seconds / factor) <= near for value in number.values)

    @property
    def _half_a_digit(self) -> Decimal:
        """By how much it was rounded when it was written; a whole number was not."""
        exponent = self.value.normalize().as_tuple().exponent
        return (
            Decimal(5).scaleb(exponent - 1)
            if isinstance(exponent, int) and exponent < 0
            else Decimal(0)
        )


def numbers(text: str) -> Iterator[Number]:
    """Every number of a text, with each way in which its signs can be read."""
    for found in _NUMBER.finditer(text):
        word = found["word"].lower()
        values = set(_readings(found["digits"]))
        # "4.2k", "1.2 M", and also "5 m": what may be a factor may be a unit.
        if (factor := _FACTORS.get(word)) is not None:
            values |= {value * factor for value in values}
        yield Number(found[0].strip(), word, frozenset(values), found.start(), found.end())
    for found, value, word in worded(text):
        yield Number(found[0].strip(), word, frozenset({value}), *found.span(), is_worded=True)


def is_time(word: str) -> bool:
    """Whether it is a unit of time."""
    return word in _SECONDS


def _readings(digits: str) -> Iterator[Decimal]:
    """``4.200`` is four thousand two hundred to some, and four and a fifth to others."""
    plain = re.sub(f"[{_GAPS}]", "", digits)
    if _GROUPED.fullmatch(digits):
        yield Decimal(re.sub(r"\D", "", digits))
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        yield Decimal(plain)
        for part in re.split(f"[{_GAPS}]", digits):
            yield Decimal(part)
        return
    whole, rest = re.sub(r"\D", "", plain[:last]), plain[last + 1 :]
    yield Decimal(f"{whole}.{rest}")


def found(text: str, secrets: Iterable[Secret]) -> Iterator[tuple[Secret, Number]]:
    """The secrets that ``text`` says, with where."""
    wanted = list(secrets)
    for number in numbers(text) if wanted else ():
        for secret in wanted:
            if secret.stands_in(number):
                yield secret, number
                break

"""Finds a number in a text, however it is written: 4200, 4,200, 4.200, 4 200, $4.2k; 240 min, 4 h.

Values in, values out. Numbers in words ("four thousand") are not found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

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
    "days": Decimal(86400),
}  # fmt: skip
_POINTS = ("point", "points", "pp", "ppt", "percent", "percentage", "%")
"""What may follow a change that is said in points."""
_GAPS = " \u00a0\u2009\u202f'’"
_NUMBER = re.compile(
    rf"(?<![\w.,])[$€£]?[ \u00a0]?(?P<digits>\d{{1,15}}(?:[.,{_GAPS}]\d{{1,15}}){{0,6}})"
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
        factor = _SECONDS.get(self.unit.strip().lower())
        return None if factor is None else abs(self.value) * factor

    def stands_in(self, number: Number) -> bool:
        """Whether ``number`` says it."""
        if self.is_percent:
            return number.word.startswith(("%", "percent")) and abs(self.value) in number.values
        if self.is_points:
            return number.word in _POINTS and abs(self.value) in number.values
        if self._as_time(number):
            return True
        if abs(self.value) not in number.values:
            return False
        is_small = abs(self.value) < SMALL and self.value == self.value.to_integral_value()
        return not is_small or self._has_unit(number.word)

    def _has_unit(self, word: str) -> bool:
        if not self._unit:
            return not word
        return bool(word) and (word.startswith(self._unit[:4]) or self._unit.startswith(word))

    def _as_time(self, number: Number) -> bool:
        factor = _SECONDS.get(number.word)
        if factor is None or self._seconds is None or not self._seconds:
            return False
        # A time is said to a tenth of its unit: 0.4167 h are 25 min.
        return any(abs(value - self._seconds / factor) <= _NEAR for value in number.values)


def numbers(text: str) -> Iterator[Number]:
    """Every number of a text, with each way in which its signs can be read."""
    for found in _NUMBER.finditer(text):
        word = found["word"].lower()
        values = set(_readings(found["digits"]))
        # "4.2k", "1.2 M", and also "5 m": what may be a factor may be a unit.
        if (factor := _FACTORS.get(word)) is not None:
            values |= {value * factor for value in values}
        yield Number(found[0].strip(), word, frozenset(values), found.start(), found.end())


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

"""Numbers as people write them: 4,205 · 0,97 · 1.2 million · ninety-four · two and a half."""

from dataclasses import dataclass
from decimal import Decimal

from roadmap.story.same_story.reading import Reading

MOST_DIGITS = 15
"""A longer one is an identifier."""
MOST_WORDS = 14
"""So many words at most make one spelled number."""

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_ONES += " fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_ONES.split())} | {"nought": 0}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SHORT_SCALES = {"k": 10**3, "bn": 10**9, "mio": 10**6, "mn": 10**6}
_HALF, _QUARTER, _MOST_OF = Decimal("0.5"), Decimal("0.25"), Decimal("0.75")
_PARTS = {"½": _HALF, "¼": _QUARTER, "¾": _MOST_OF}
_SPOKEN_PARTS = {
    ("and", "a", "half"): _HALF,
    ("and", "one", "half"): _HALF,
    ("and", "a", "quarter"): _QUARTER,
    ("and", "three", "quarters"): _MOST_OF,
    ("and", "three", "quarter"): _MOST_OF,
}
_OF_A_SCALE = {
    ("half", "a"): _HALF,
    ("half", "of", "a"): _HALF,
    ("a", "quarter", "of", "a"): _QUARTER,
    ("three", "quarters", "of", "a"): _MOST_OF,
}
_BEGIN_A_SCALE = {words[0] for words in _OF_A_SCALE}
BEGINNINGS = frozenset({*ONES, *TENS, *_BEGIN_A_SCALE, "a", "hundred", "thousand"})
"""Words that a number in words begins with."""
_NOUGHT = {"oh": 0, "o": 0, "nought": 0, "naught": 0}
"""How a zero is said behind a point."""
MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number from token ``first`` to ``last``. ``step`` is how finely it is said: 1,170 to tens,
    0.49 to hundredths. ``others`` are further readings: 1.168 is 1,168 to some."""

    first: int
    last: int
    value: Decimal
    step: Decimal
    others: tuple[Decimal, ...] = ()
    is_spelled: bool = False


def numeral(text: Reading, at: int) -> Numeral | None:
    """The number that begins at this token, if one does."""
    token = text.tokens[at]
    if token.is_number:
        found = _digits(text, at)
    elif token.is_word:
        found = part_of_a_scale(text, at) or _spelled(text, at)
    else:
        found = None
    if found is None:
        return None
    found = _scaled(text, _pointed(text, found))
    halved = _and_half(text, found)
    return halved if halved is found else _scaled(text, halved)


def _digits(text: Reading, at: int) -> Numeral | None:
    raw, last = text.tokens[at].text, at
    if len(raw) > MOST_DIGITS:
        return None
    if raw.isdigit() and len(raw) <= 3 and raw != "0":
        raw, last = _spaced(text, at)
    value, decimals, others = _parsed(raw)
    return Numeral(at, last, value, _step(value, decimals), others)


def _spaced(text: Reading, at: int) -> tuple[str, int]:
    """1 168: groups of three digits, one space between them."""
    raw, last = text.tokens[at].text, at
    for following in range(at + 1, min(at + 4, len(text.tokens))):
        token, before = text.tokens[following], text.tokens[following - 1]
        groups = token.text.isdigit() and len(token.text) == 3
        if not groups or token.start != before.end + 1 or token.line != before.line:
            break
        raw, last = raw + token.text, following
    return raw, last


def _parsed(raw: str) -> tuple[Decimal, int, tuple[Decimal, ...]]:
    """Value, decimals, further readings. A comma before three digits groups them, as a rule."""
    parts = raw.replace(",", ".").split(".")
    groups = all(len(one) == 3 for one in parts[1:]) and parts[0] != "0"
    if len(parts) > 2:
        mixed = len({mark for mark in raw if not mark.isdigit()}) > 1
        whole, decimals = ("".join(parts[:-1]), parts[-1]) if mixed else ("".join(parts), "")
        return Decimal(f"{whole}.{decimals or 0}"), len(decimals), ()
    if len(parts) == 2 and "," in raw and groups:
        return Decimal("".join(parts)), 0, ()
    if len(parts) == 2:
        others = (Decimal("".join(parts)),) if groups and len(parts[1]) == 3 else ()
        return Decimal(".".join(parts)), len(parts[1]), others
    return Decimal(raw), 0, ()


def _step(value: Decimal, decimals: int) -> Decimal:
    """The place of its last digit that is not a trailing zero before the point."""
    if decimals:
        return Decimal(1).scaleb(-decimals)
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if value else Decimal(1)


def _scaled(text: Reading, found: Numeral) -> Numeral:
    """With k, million and the like behind it."""
    following = found.last + 1
    low = text.low(following)
    factor = SCALES.get(low)
    if text.touches(following):
        factor = factor or _SHORT_SCALES.get(low)
        factor = factor or (10**6 if following < len(text.tokens) and low == "m" else None)
        if low == "m" and text.tokens[following].text != "M":
            factor = None  # 25m are minutes
    if factor is None:
        return found
    value, step = found.value * factor, found.step * factor
    return Numeral(found.first, following, value, step, (), found.is_spelled)


def _and_half(text: Reading, found: Numeral) -> Numeral:
    """ "three and a half"."""
    if text.low(found.last + 1) in _PARTS and text.touches(found.last + 1):
        part = _PARTS[text.low(found.last + 1)]
        return Numeral(found.first, found.last + 1, found.value + part, Decimal("0.1"))
    words = tuple(text.lows(found.last + 1, found.last + 3))
    if words not in _SPOKEN_PARTS:
        return found
    scale = SCALES.get(text.low(found.last), 1)  # a million and a half
    value, step = found.value + scale * _SPOKEN_PARTS[words], scale * Decimal("0.1")
    return Numeral(found.first, found.last + 3, value, step, (), found.is_spelled)


def _pointed(text: Reading, found: Numeral) -> Numeral:
    """ "eight point four", "ninety-nine point nine five", "zero point ninety-five": spoken."""
    at = found.last + 1
    if text.low(at) != "point" or found.step < 1 or _is_a_time(text, found):
        return found
    said, last = _decimals(text, at + 1)
    if not said:
        return found
    value = found.value + Decimal(f"0.{said}")
    return Numeral(found.first, last, value, Decimal(1).scaleb(-len(said)), (), True)


def _decimals(text: Reading, at: int) -> tuple[str, int]:
    """The digits behind a spoken point, and the last token of them."""
    if at < len(text.tokens) and text.tokens[at].text.isdigit():
        return text.low(at)[:MOST_DECIMALS], at
    said, last = "", at - 1
    while len(said) < MOST_DECIMALS and (digit := _digit(text.low(last + 1))):
        said, last = said + digit, last + 1
    if said:
        return said, last
    two = _spelled(text, at)
    return (str(two.value), two.last) if two and 10 <= two.value < 100 else ("", at)


def _digit(low: str) -> str:
    value = _NOUGHT.get(low, ONES.get(low, 10))
    return str(value) if value < 10 else ""


def _is_a_time(text: Reading, found: Numeral) -> bool:
    """ "At one point three teams waited"."""
    return text.low(found.last) == "one" and text.low(found.first - 1) in {"at", "on", "this"}


def part_of_a_scale(text: Reading, at: int) -> Numeral | None:
    """ "half a million", "a quarter of a million"."""
    if text.low(at) not in _BEGIN_A_SCALE:
        return None
    for words, part in _OF_A_SCALE.items():
        last = at + len(words)
        scale = SCALES.get(text.low(last))
        if scale and tuple(text.lows(at, last - 1)) == words:
            step = Decimal("0.1") * scale
            return Numeral(at, last, part * scale, step, (), is_spelled=True)
    return None


def _spelled(text: Reading, at: int) -> Numeral | None:
    """One pass over number words: the sum below a scale, times it."""
    low = text.low(at)
    article = low == "a" and text.low(at + 1) in {"hundred", "thousand", "million", "dozen"}
    if not article and low not in ONES and low not in TENS and low not in {"hundred", "thousand"}:
        return None
    total, current = 0, int(article)
    last = at
    for place in range(at + article, min(at + MOST_WORDS, len(text.tokens))):
        low = text.low(place)
        following = _added(low, current)
        if low in SCALES:
            total, current, last = total + max(current, 1) * SCALES[low], 0, place
        elif following is not None:
            current, last = following, place
        elif not _joins(text, place, current or total):
            break
    value = Decimal(total + current)
    return Numeral(at, last, value, _step(value, 0), (), is_spelled=True)


def _added(low: str, current: int) -> int | None:
    """What a number so far becomes by one more word; None where they do not go together."""
    if low in ONES:
        fits = current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and ONES[low] < 10)
        return current + ONES[low] if fits else None
    if low in TENS:
        return current + TENS[low] if current % 100 == 0 else None
    if low in {"hundred", "dozen"} and current < 100:
        return max(current, 1) * (100 if low == "hundred" else 12)
    return None


def _joins(text: Reading, at: int, so_far: int) -> bool:
    """A hyphen inside ninety-four, or "and" after a hundred or a thousand."""
    following = text.low(at + 1)
    is_number = following in ONES or following in TENS
    if text.low(at) in {"-", "‑"}:
        return text.touches(at) and is_number
    return text.low(at) == "and" and is_number and so_far >= 100 and so_far % 100 == 0

"""Which fact a number is about: the words around it, its unit, and the figures it stands beside."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.quantity import PERIODS, Quantity
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Measured

NEAR, FAR = 8, 16
"""Tokens within which a word is certainly, or perhaps, about a number."""
EARLIER = 30
"""Tokens of the sentence before that may still name what "it" is."""
_CLOSE, _NOT_FAR, _SAME, _EARLIER, _PAST_ANOTHER = 1.0, 0.8, 0.5, 0.35, 0.4
_VAGUE, _FIGURE = 0.25, 0.5
ROUGH = Decimal("0.08")
"""What "about", "almost" or "more than" may take away or add."""
_WITHIN = ROUGH + Decimal("0.01")
"""What is beyond is not worked out."""
PLAUSIBLE = 8
"""A number so many times beyond what was measured is about something else."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A result, its figures in the smallest unit of their dimension, and what words it goes by.
    Made once for all texts."""

    fact: Measured
    dimension: str
    factor: Decimal
    period: str
    weights: dict[str, float]
    total: float
    """Of the weights."""
    counted: frozenset[str]
    """What the things it counts may be called."""
    figures_in_name: frozenset[Decimal]
    before: Decimal
    after: Decimal | None
    known: tuple[Decimal, ...]
    """Every figure that may stand in a text."""
    within: tuple[tuple[Decimal, Decimal, Decimal], ...]
    """Each of them, and between which two numbers one has to be that can be it."""

    @property
    def change(self) -> Decimal | None:
        """In percent of the figure before; None where there is nothing to divide."""
        if self.after is None or not self.before:
            return None
        return (self.after - self.before) / abs(self.before) * 100

    def fits(self, one: Quantity, said: set[str]) -> bool:
        """Whether a number in this unit can be a figure of it; ``said`` is what it counts."""
        if one.is_bare:
            return True
        if one.dimension != self.dimension:
            return False
        if one.period and self.period and one.period != self.period:
            return False
        # "19 times a week" are any
        return one.dimension != "count" or "times" in one.nouns or bool(said & self.counted)

    def is_plausible(self, one: Quantity) -> bool:
        sizes = [abs(figure) for figure in self.known if figure]
        size = abs(one.value)
        return bool(sizes) and min(sizes) / PLAUSIBLE <= size <= max(sizes) * PLAUSIBLE


def fitting(figures: Iterable[Quantity], facts: Iterable[Subject]) -> list[Subject]:
    """Those whose figures all of these numbers can be."""
    said = [(one, vocabulary.meanings(one.nouns)) for one in figures]
    return [fact for fact in facts if all(fact.fits(*one) for one in said)]


def subjects(results: Iterable[Measured]) -> list[Subject]:
    """Each result by its words. A word that several results share tells them apart less."""
    rows = [(one, *_unit_of(one.unit)) for one in results]
    named = [_named(one, rest) for one, _, _, _, rest in rows]
    shared = Counter(word for words in named for word in words)
    return [
        _subject(one, dimension, factor, period, rest, _weights(words, shared))
        for (one, dimension, factor, period, rest), words in zip(rows, named, strict=True)
    ]


def _subject(
    fact: Measured,
    dimension: str,
    factor: Decimal,
    period: str,
    rest: list[str],
    weights: dict[str, float],
) -> Subject:
    before, after = fact.before * factor, None if fact.after is None else fact.after * factor
    known = (before, *(() if after is None else (after,)), *(one * factor for one in fact.also))
    return Subject(
        fact,
        dimension,
        factor,
        period,
        weights,
        sum(weights.values()),
        frozenset(vocabulary.meanings(rest) | set(weights)),
        frozenset(Decimal(word[1:]) for word in weights if word.startswith("#")),
        before,
        after,
        known,
        tuple((one, one - abs(one) * _WITHIN, one + abs(one) * _WITHIN) for one in known),
    )


def _weights(words: Iterable[str], shared: Mapping[str, int]) -> dict[str, float]:
    return {word: _weight(word) / shared[word] for word in words}


def _weight(word: str) -> float:
    if word.startswith("#"):
        return _FIGURE
    return _VAGUE if word in vocabulary.vague() else 1.0


def _named(one: Measured, unit_words: list[str]) -> set[str]:
    pieces = f"{one.metric} {' '.join(unit_words)}".lower().replace("-", " ").split()
    pieces = [piece.strip("().:;'’\"") for piece in pieces]
    words = vocabulary.meanings([piece.strip(",") for piece in pieces])
    figures = {piece.replace(",", "") for piece in pieces if piece[:1].isdigit()}
    return words | {f"#{figure}" for figure in figures if figure.isascii() and figure.isdigit()}


def _unit_of(unit: str) -> tuple[str, Decimal, str, list[str]]:
    """Dimension, factor, period and the words that are neither: "hours per week", "per week",
    "USD per 1,000 requests", "deployments per week"."""
    words = unit.lower().replace("/", " per ").split()
    known, one = vocabulary.units(), Decimal(1)
    words = words[1:] if words[:1] == ["count"] else words
    for length in (2, 1):
        name = " ".join(words[:length])
        if name in known:
            rest = words[length:]
            return (known[name].dimension, known[name].factor, _period(rest), _others(rest))
    if words[:1] == ["x"] or words[:1] == ["times"]:
        return "times", one, "", []
    return "count", one, _period(words), _others(words)


def _period(words: list[str]) -> str:
    found = [PERIODS[word] for word in words if word in PERIODS]
    return found[0] if found and "per" in words else ""


def _others(words: list[str]) -> list[str]:
    return [word for word in words if word not in PERIODS and word != "per"]


def words_near(
    text: Reading, first: int, last: int, numbers: Sequence[int], known: Collection[str]
) -> dict[str, float]:
    """The ``known`` words that stand around these tokens, and how near, from 0 to 1. ``numbers``
    are the places of all numbers, in order: words beyond one of them are rather about that one."""
    best: dict[str, float] = {}
    sentence = text.tokens[first].sentence
    for at in range(max(0, first - EARLIER), min(len(text.tokens), last + FAR + 8)):
        word = text.meanings[at]
        if word in known and at not in text.taken:
            near = _nearness(at, first, last, text.tokens[at].sentence - sentence, numbers)
            best[word] = max(best.get(word, 0.0), near)
    return best


def topic(near: Mapping[str, float], one: Subject) -> float:
    """How much of what the subject is called is among these words, from 0 to 1."""
    if not one.total:
        return 0.0
    weights, sum_of = one.weights, 0.0
    for word, how in near.items():
        if word in weights:
            sum_of += weights[word] * how
    return sum_of / one.total


def _nearness(at: int, first: int, last: int, sentences: int, numbers: Sequence[int]) -> float:
    """Of a word at ``at`` to what stands from ``first`` to ``last``."""
    if sentences not in {0, -1}:
        return 0.0
    distance = first - at if at < first else max(0, at - last)
    near = _CLOSE if distance <= NEAR else _NOT_FAR if distance <= FAR else _SAME
    low, high = (at, first) if at < first else (last, at)
    beyond = max(0, bisect_left(numbers, high) - bisect_right(numbers, low))
    near *= _PAST_ANOTHER ** min(beyond, 3)
    return near * _EARLIER if sentences else near

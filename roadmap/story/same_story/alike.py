"""Two texts that say the same sentence with another number: whatever it is about, one is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roadmap.story.same_story import agreeing, wording
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Findings, Kind, Place
from roadmap.story.same_story.told import Told

FEWEST_WORDS = 5
"""Words besides its numbers that a sentence has which is held against others."""
MOST_WORDS = 100
"""Words of a sentence that are looked at."""
MOST_SENTENCES = 60
"""Sentences with a number that are compared of a text."""
ALIKE = 0.8
"""So much of the words of two sentences is the same where they are one sentence."""
_MONEY = {"USD", "EUR", "GBP", "CHF"}

Seen = set[tuple[str, int]]
"""Numbers that were held against something, by their text and first token."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The numbers of one, in order, and its other words. ``dated`` are dates and names in it."""

    text: Reading
    numbers: tuple[Quantity, ...]
    words: frozenset[tuple[str, int]]
    """Each with how often it stood there before."""
    dated: frozenset[str]

    def is_like(self, other: "Sentence") -> bool:
        """Whether both are one sentence but for their numbers."""
        needed = ALIKE * max(len(self.words), len(other.words))
        if len(self.numbers) != len(other.numbers) or len(self.words & other.words) < needed:
            return False
        # what was in May, and what was in June
        return not self.dated or not other.dated or self.dated == other.dated


def sentences(told: Told) -> list[Sentence]:
    """Those of a text that have a number and words enough."""
    text = told.text
    by_place: dict[int, list[Quantity]] = {}
    for one in told.numbers:
        by_place.setdefault(text.tokens[one.first].sentence, []).append(one)
    tokens: dict[int, list[int]] = {place: [] for place in by_place}
    for at, token in enumerate(text.tokens):
        if token.sentence in tokens:
            tokens[token.sentence].append(at)
    made = (_sentence(told, tokens[place], numbers) for place, numbers in by_place.items())
    return [one for one in made if len(one.words) >= FEWEST_WORDS][:MOST_SENTENCES]


def _sentence(told: Told, tokens: Sequence[int], numbers: Sequence[Quantity]) -> Sentence:
    text = told.text
    inside = {at for one in numbers for at in range(one.first, one.last + 1)}
    lows = [text.low(at) for at in tokens if at not in inside and text.tokens[at].is_word]
    words = frozenset((low, lows[:at].count(low)) for at, low in enumerate(lows[:MOST_WORDS]))
    dated = frozenset(text.low(at) for at in tokens if at in told.dated)
    return Sentence(text, tuple(numbers), words, dated)


def compare(
    ones: Sequence[Sentence], others: Sequence[Sentence], found: Findings, seen: Seen
) -> None:
    """Every sentence of one text beside that of another which is the same. Where each text has
    several such, those that agree belong together."""
    pairs = [(one, other) for one in ones for other in others if one.is_like(other)]
    settled: set[int] = set()
    for one, other in pairs:
        if all(map(_agree, one.numbers, other.numbers)):
            settled |= {id(one), id(other)}
            _see(one, other, found, seen)
    for one, other in pairs:
        if not {id(one), id(other)} & settled:
            settled |= {id(one), id(other)}
            _see(one, other, found, seen)
            _hold(one, other, found)


def _see(one: Sentence, other: Sentence, found: Findings, seen: Seen) -> None:
    for sentence in (one, other):
        name = sentence.text.name
        for number in sentence.numbers:
            if (name, number.first) not in seen:
                seen.add((name, number.first))
                found.saw(Kind.NUMBER, name, "")


def _hold(one: Sentence, other: Sentence, found: Findings) -> None:
    """Number by number. The later text is the one to look at; what is said already is enough."""
    for mine, theirs in zip(one.numbers, other.numbers, strict=True):
        if _agree(mine, theirs):
            continue
        against = one.text.place(mine.first, mine.last)
        place = other.text.place(theirs.first, theirs.last)
        if not _is_said(against, place, found.disagreements):
            said = wording.same_sentence()
            found.disagreements.append(
                Disagreement(Kind.NUMBER, place, against.words, said, against)
            )


def _is_said(one: Place, other: Place, told: Iterable[Disagreement]) -> bool:
    """Whether either was found to disagree with something already."""
    return any(_meet(said.place, place) for said in told for place in (one, other))


def _meet(one: Place, other: Place) -> bool:
    return one.text == other.text and one.start < other.end and other.start < one.end


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether both are one number, each as finely as it is said; and where units cannot be
    compared, it is not known that they are not."""
    if one.is_bare or other.is_bare:
        return _is_near(one, other, one.raw, other.raw)
    if one.dimension != other.dimension:
        return not {one.dimension, other.dimension} <= _MONEY
    if one.period and other.period and one.period != other.period:
        return True
    if agreeing.agrees(one, other.value) or agreeing.agrees(other, one.value):
        return True
    return _is_near(one, other, one.value, other.value)


def _is_near(one: Quantity, other: Quantity, mine: Decimal, theirs: Decimal) -> bool:
    """Whether one is the other, rounded: 4,200 for 4,205."""
    away = abs(mine - theirs)
    most = max(abs(mine), abs(theirs)) * agreeing.ROUNDED
    return away <= most and away <= max(one.step, other.step) / 2

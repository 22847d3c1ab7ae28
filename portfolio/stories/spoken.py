"""How long a story takes when it is told, and where its length is. Values in, values out."""

from dataclasses import dataclass
from math import ceil

from portfolio.casestudies.parts import words
from portfolio.readers.counting import MOST_WORDS, clock
from portfolio.stories.kinds import Part, Parts

WORDS_A_MINUTE = MOST_WORDS // 2
"""150. Basis: our own judgement, as for the two-minute test: as many words as a stranger reads in
two minutes are told in two, with a breath between the parts."""
TARGET = 90
"""Seconds a story takes."""
MOST = 120
"""Seconds after which a listener waits for the end."""
LEAST = 40
"""Seconds below which it is a list of headings."""


@dataclass(frozen=True, slots=True)
class Length:
    """Of so many words."""

    words: int

    @property
    def seconds(self) -> int:
        return ceil(self.words * 60 / WORDS_A_MINUTE)

    @property
    def said(self) -> str:
        """``1:34``."""
        return clock(self.seconds)

    @property
    def is_too_long(self) -> bool:
        return self.seconds > MOST

    @property
    def is_long(self) -> bool:
        """Longer than wanted, and it may stay so."""
        return TARGET < self.seconds <= MOST

    @property
    def is_short(self) -> bool:
        return 0 < self.seconds < LEAST

    @property
    def over(self) -> int:
        """Words to take out until it takes 90 seconds; 0 where it does."""
        return max(0, self.words - TARGET * WORDS_A_MINUTE // 60)


def of_text(text: str) -> Length:
    """Of anything that is said aloud."""
    return Length(words(text))


def length(parts: Parts) -> Length:
    """Of all parts together."""
    return Length(sum(words(text) for text in parts.values()))


def by_part(parts: Parts) -> dict[Part, int]:
    """Seconds of each part, those without a word too."""
    return {part: Length(words(parts.get(part, ""))).seconds for part in Part}


def longest(parts: Parts) -> tuple[Part, int]:
    """The part with the most words, and how many; the first of several."""
    return max(((part, words(parts.get(part, ""))) for part in Part), key=lambda one: one[1])


def beginning(parts: Parts, seconds: int) -> str:
    """What is told in the first ``seconds``."""
    told = [word for part in Part for word in parts.get(part, "").split()]
    return " ".join(told[: seconds * WORDS_A_MINUTE // 60])

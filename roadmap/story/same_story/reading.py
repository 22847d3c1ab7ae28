"""A text as words, numbers and signs, each with its place, line and sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.statements import LONGEST, Place, Text

# Three alternatives that share no first character, so that every character is looked at once.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*(?:['’][^\W_]+)*|[^\s]")
_ENDS = {".", "!", "?", "…"}
_SHORT = {
    *("sr", "jr", "st", "vs", "ca", "approx", "eng", "mgr", "dept", "no", "dr", "inc", "ltd"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
}
"""Words after which a point ends no sentence."""
BULLETS = {"•", "·", "-", "–", "—", "*", "▪", "◦", "‣", "●"}


class Token(NamedTuple):
    """One word, number or sign. ``low`` is lower-cased, with straight apostrophes."""

    text: str
    low: str
    start: int
    end: int
    line: int
    block: int
    """Which paragraph, counted by empty lines."""
    sentence: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class Reading:
    """A text and its tokens. ``taken`` are tokens that something has been read from already."""

    name: str
    words: str
    tokens: Sequence[Token]
    lower: list[str]
    """Each token lower-cased, in a row."""
    stems: Sequence[str]
    """Of each token, so that every name held against a text finds them ready."""
    meanings: Sequence[str]
    """What each token is about: a concept or a stem, "#1000" for a number, empty for a sign."""
    taken: set[int] = field(default_factory=set)

    def place(self, first: int, last: int) -> Place:
        """The exact words from token ``first`` to ``last``, both included."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Place(self.name, self.words[start:end], start, end)

    def low(self, at: int) -> str:
        """The token at this place, lower-cased; empty beyond both ends."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def touches(self, at: int) -> bool:
        """Whether no space stands between this token and the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end

    def take(self, first: int, last: int) -> None:
        self.taken.update(range(first, last + 1))

    def lows(self, first: int, last: int) -> list[str]:
        """From ``first`` to ``last``, both included and cut to the text."""
        return self.lower[max(first, 0) : max(last + 1, 0)]


@dataclass(frozen=True, slots=True)
class _Word:
    """What a token is, wherever it stands: worked out once, however often it does."""

    low: str
    stem: str
    meaning: str

    @classmethod
    def of(cls, said: str) -> "_Word":
        low = said.lower().replace("’", "'")
        if said[0].isdigit():
            meaning = f"#{low.replace(',', '')}"
        else:
            meaning = vocabulary.meaning(low) if said[0].isalpha() else ""
        return cls(low, vocabulary.stem(low), meaning)


def read(text: Text) -> Reading:
    """The first ``LONGEST`` characters of it, in one pass."""
    words = text.words[:LONGEST]
    lines = [0, *(found.end() for found in re.finditer("\n", words))]
    blocks = _blocks(words, lines)
    tokens: list[Token] = []
    kinds: dict[str, _Word] = {}
    sentence = line = 0
    for found in _TOKEN.finditer(words):
        said, (start, end) = found.group(), found.span()
        while line + 1 < len(lines) and lines[line + 1] <= start:
            line += 1
        if tokens and _breaks(tokens, found, line, blocks[line]):
            sentence += 1
        if said not in kinds:
            kinds[said] = _Word.of(said)
        tokens.append(Token(said, kinds[said].low, start, end, line, blocks[line], sentence))
    of = [kinds[one.text] for one in tokens]
    lower, stems, meanings = ([one.low for one in of], [one.stem for one in of],
                              [one.meaning for one in of])  # fmt: skip
    for at, low in enumerate(lower):
        if low == "thousand" and not tokens[at - 1].is_number:
            meanings[at] = "#1000"
    return Reading(text.name, words, tokens, lower, stems, meanings)


def _blocks(words: str, lines: list[int]) -> list[int]:
    block, found = 0, []
    for start, end in zip(lines, [*lines[1:], len(words) + 1], strict=True):
        block += not words[start : end - 1].strip()
        found.append(block)
    return found


def _breaks(tokens: list[Token], found: re.Match[str], line: int, block: int) -> bool:
    """Whether a sentence begins here: after a point, or in a line that goes on with nothing."""
    last = tokens[-1]
    if last.block != block:
        return True
    if last.line != line:
        return not found.group()[0].islower()
    if last.text not in _ENDS or last.end == found.start():
        return False
    before = tokens[-2].low if len(tokens) > 1 else ""
    return before not in _SHORT

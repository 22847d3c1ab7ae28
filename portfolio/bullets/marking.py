"""A line in pieces, each with whether a finding is about it: so that a page can mark the words."""

from dataclasses import dataclass

from portfolio.bullets.critique import critique
from portfolio.bullets.findings import Critique
from portfolio.bullets.sentences import sentences


@dataclass(frozen=True, slots=True)
class Piece:
    """``number``: of the remark it belongs to, from 1; 0 for none."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with its remarks, ready for a page."""

    critique: Critique
    pieces: tuple[Piece, ...]

    @property
    def remarks(self) -> list[tuple[int, str, str, str]]:
        """Number, name, what is missing, and the question that brings it."""
        return [
            (number, one.name, one.sentence, sentences()[one.finding].ask)
            for number, one in enumerate(self.critique.remarks, start=1)
        ]


def judged(text: str) -> Judged:
    """Of findings about the same words the first marks them."""
    found = critique(text)
    owner = [0] * len(text)
    for number, remark in reversed(list(enumerate(found.remarks, start=1))):
        for start, end in remark.spans:
            owner[start:end] = [number] * (min(end, len(text)) - start)
    return Judged(found, tuple(_pieces(text, owner)))


def _pieces(text: str, owner: list[int]) -> list[Piece]:
    pieces, start = [], 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owner[at] != owner[start]:
            pieces.append(Piece(text[start:at], owner[start]))
            start = at
    return pieces

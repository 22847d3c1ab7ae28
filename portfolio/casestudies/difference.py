"""What is different between two texts: by word where little changed, by line elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

MANY = 400
"""Above so many words a part that changed is shown whole, before and after: comparing takes the
square of them."""

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order. Without the new ones they are ``before``, without those
    that are gone they are ``after``."""
    pieces = _by_line(before.splitlines(keepends=True), after.splitlines(keepends=True))
    whole = ((kind, "".join(one.text for one in run)) for kind, run in _runs(pieces))
    return [Piece(kind, text) for kind, text in whole if text]


def _runs(pieces: Iterator[Piece]) -> Iterator[tuple[Kind, Iterator[Piece]]]:
    return groupby(pieces, key=lambda one: one.kind)


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after)
    for tag, i, j, k, m in matcher.get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            yield Piece("same", old)
        else:
            yield from _by_word(_words(old), _words(new))


def _by_word(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if len(before) > MANY or len(after) > MANY:
        yield Piece("gone", "".join(before))
        yield Piece("new", "".join(after))
        return
    # A word that stands there often ("the") is no reason to look away from it: they are few.
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        old, new = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            yield Piece("same", old)
        else:
            yield Piece("gone", old)
            yield Piece("new", new)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)

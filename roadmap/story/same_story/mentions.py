"""Where a text names something that is known, and an organisation first of all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Position

_COMMON = {"the", "global", "data", "cloud", "first", "new", "open", "digital", "tech", "next"}


@dataclass(frozen=True, slots=True)
class Mention:
    """From token ``first`` to ``last``; ``which`` are the facts it may mean, by their place."""

    first: int
    last: int
    which: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Names of organisations by their first word, made once for all texts."""

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[int, ...]]]]

    @classmethod
    def of(cls, positions: Sequence[Position]) -> "Organisations":
        names: dict[tuple[str, ...], list[int]] = {}
        for place, one in enumerate(positions):
            words = tuple(words_of(one.organisation))
            if words:
                names.setdefault(words, []).append(place)
        found: dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}
        for name, which in names.items():
            found.setdefault(name[0], []).append((name, tuple(which)))
        return cls(found)


def organisations(text: Reading, known: Organisations) -> list[Mention]:
    """Each by its whole name, or by its first word where that tells it from the others."""
    found: list[Mention] = []
    for at, token in enumerate(text.tokens):
        names = known.by_first.get(token.low, ())
        if names and at not in text.taken:
            found += _organisation(text, at, names)
    return found


def _organisation(
    text: Reading, at: int, names: Sequence[tuple[tuple[str, ...], tuple[int, ...]]]
) -> list[Mention]:
    """The first of these names that is meant here, if one is."""
    token = text.tokens[at]
    alone = len(names) == 1 and token.is_capital and len(token.low) > 2
    for name, which in names:
        last = _whole(text, at, name)
        if last is None and alone and name[0] not in _COMMON:
            last = at
        if last is not None:
            return [Mention(at, last, which)]
    return []


def words_of(name: str) -> list[str]:
    cleaned = name.lower().replace("’", "'")
    return [word for word in split(cleaned) if word]


def split(name: str) -> list[str]:
    return "".join(sign if sign.isalnum() or sign == "'" else " " for sign in name).split()


def _whole(text: Reading, at: int, name: tuple[str, ...]) -> int | None:
    place = at
    for word in name[1:]:
        place += 1
        if place < len(text.tokens) and not text.tokens[place].text[0].isalnum():
            place += 1
        if text.low(place) != word:
            return None
    return place


def nearest(first: int, last: int, among: Iterable[Mention]) -> Mention | None:
    """The one with the fewest tokens between; before it rather than behind it."""
    found = list(among)
    if not found:
        return None
    return min(found, key=lambda one: distance(first, last, one))


def distance(first: int, last: int, one: Mention) -> float:
    if one.last < first:
        return first - one.last
    return one.first - last + 0.5 if one.first > last else 0

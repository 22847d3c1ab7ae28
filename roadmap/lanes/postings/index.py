"""Many phrases found in one walk over a text: a tree of words, not a pattern for each phrase."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from roadmap.lanes.postings.words import Words, words


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean something.

    ``kind`` keeps apart what does not compete: of one kind the longest phrase at a place wins and
    no two overlap, while a skill and a pain may stand in the same words. ``exact``: only in the
    letters given. ``wary``: an English word as well ("Go"), so not where a sentence runs on.
    """

    kind: str
    means: str
    text: str
    exact: bool = False
    wary: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase and the words, first and last, where it stands."""

    phrase: Phrase
    first: int
    last: int


@dataclass(slots=True)
class Node:
    """What may follow, and what has been said by here."""

    after: dict[str, "Node"] = field(default_factory=dict)
    said: list[Phrase] = field(default_factory=list)


class Index:
    """Phrases by their words. A text costs its length times the longest phrase, whatever it is."""

    def __init__(self, phrases: Iterable[Phrase], joins: Iterable[str] = ()) -> None:
        """``joins``: words before which what is wary may stand in the middle of a sentence."""
        self.joins = frozenset(joins)
        self.root = Node()
        for phrase in phrases:
            for spelling in _spellings(phrase):
                node = self.root
                for word in spelling:
                    node = node.after.setdefault(word, Node())
                if phrase not in node.said:
                    node.said.append(phrase)

    def matches(self, text: Words) -> list[Match]:
        """What a text says, in its order."""
        found: list[Match] = []
        taken: dict[str, int] = {}
        begins = self.root.after
        for at, word in enumerate(text.plain):
            node = begins.get(word)
            if node is None:
                continue
            for kind, match in self._longest(text, at, node).items():
                if taken.get(kind, -1) < at:
                    taken[kind] = match.last
                    found.append(match)
        return found

    def _longest(self, text: Words, first: int, node: Node | None) -> dict[str, Match]:
        longest: dict[str, Match] = {}
        last, plain = first, text.plain
        while node is not None:
            for phrase in node.said:
                if self._holds(phrase, text, first, last):
                    longest[phrase.kind] = Match(phrase, first, last)
            last += 1
            node = node.after.get(plain[last]) if last < len(plain) else None
        return longest

    def _holds(self, phrase: Phrase, text: Words, first: int, last: int) -> bool:
        if phrase.exact and not _as_it_stands(phrase.text, text.between(first, last)):
            return False
        return not phrase.wary or self._is_a_name(text, first, last)

    def _is_a_name(self, text: Words, first: int, last: int) -> bool:
        """Whether the sentence treats it as a name: in a list, or before a word that joins."""
        gap = text.after(last)
        if last + 1 == len(text) or gap.strip(" "):
            return not gap.startswith(("-", "'", "’"))
        follows = text.raw(last + 1)
        named = follows[0].isupper() or follows[0].isdigit()
        return named or (follows in self.joins and first > 0) or follows in ("and", "or")


def _spellings(phrase: Phrase) -> Iterator[tuple[str, ...]]:
    """As given, and in one word: "data lake" is written "datalake" too."""
    cut = words(phrase.text)
    yield tuple(cut.plain)
    joined = "".join(one[0] for one in cut.found)
    if 2 <= len(cut) <= 3 and not phrase.exact and len(joined) > 5 and len(cut.raw(0)) > 1:
        yield tuple(words(joined).plain)


def _as_it_stands(phrase: str, said: str) -> bool:
    """The same letters; an acronym may have its plural."""
    return said == phrase or (phrase.isupper() and said == phrase + "s")

"""Two texts beside each other, where no fact says which of them is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from roadmap.story.same_story import agreeing, alike, vocabulary, wording
from roadmap.story.same_story.pairs import Group
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Facts, Findings, Kind
from roadmap.story.same_story.titles import Title, is_same
from roadmap.story.same_story.told import Told

AROUND = 9
"""Tokens around a number whose words say what it is about."""
SHARED = 2
"""So many of them at least have to be the same."""
MOST = 60
"""Numbers of a text that are compared with those of the others."""
_PEOPLE = {"team", "people", "person", "engineer", "colleague", "year", "time", "step", "thing"}


@dataclass(frozen=True, slots=True)
class Read:
    """One text as far as it was read."""

    text: Reading
    told: Told
    present: Sequence[Title]
    made_of: tuple[str, ...] = ()

    def is_made_with(self, other: "Read") -> bool:
        """Whether one is made of the other, or both of the same: they agree of themselves."""
        if other.text.name in self.made_of or self.text.name in other.made_of:
            return True
        return bool(self.made_of) and self.made_of == other.made_of


@dataclass(frozen=True, slots=True)
class _Open:
    """A number, or two, that no fact is known about, and the words around it."""

    text: Reading
    group: Group
    words: frozenset[str]


def compare(texts: Sequence[Read], facts: Facts, found: Findings) -> None:
    """Titles of today and numbers of every two texts."""
    if not any(one.is_current and one.title for one in facts.positions):
        _titles(texts, found)
    pairs = [two for two in combinations(texts, 2) if not two[0].is_made_with(two[1])]
    opened = {one.text.name: list(_open(one))[:MOST] for one in texts}
    seen = {(one.text.name, at) for one in texts for at in _figures_known(one)}
    for one, other in pairs:
        _numbers(opened[one.text.name], opened[other.text.name], found, seen)
    sentences = {one.text.name: alike.sentences(one.told) for one in texts}
    for one, other in pairs:
        alike.compare(sentences[one.text.name], sentences[other.text.name], found, seen)


def _figures_known(one: Read) -> Iterable[int]:
    """Numbers that were held against a fact."""
    for group in one.told.groups:
        if group.first in one.told.about:
            yield from (figure.first for figure in group.figures)


def _titles(texts: Sequence[Read], found: Findings) -> None:
    firsts = [(one.text, one.present[0]) for one in texts if one.present]
    for (text, title), (other, second) in combinations(firsts, 2):
        found.saw(Kind.TITLE, other.name, "")
        same = is_same(title.words, second.words, exactly=True)
        if same or is_same(second.words, title.words, exactly=True):
            continue
        place, against = text.place(title.first, title.last), other.place(second.first, second.last)
        said = wording.titles_differ()
        found.disagreements.append(Disagreement(Kind.TITLE, place, against.words, said, against))


def _open(one: Read) -> Iterable[_Open]:
    """Numbers nothing is known about: pairs, and what is counted in a time."""
    for group in one.told.groups:
        if group.first in one.told.about or not _is_telling(group):
            continue
        yield _Open(one.text, group, _around(one.text, group))


def _is_telling(group: Group) -> bool:
    if group.is_pair:
        return not any(figure.is_bare for figure in group.figures)
    figure = group.figures[0]
    return figure.dimension == "count" and bool(figure.nouns) and not _is_of_people(figure)


def _is_of_people(figure: Quantity) -> bool:
    stems = {vocabulary.stem(noun) for noun in figure.nouns}
    return bool(stems & _PEOPLE) or "times" in figure.nouns


def _around(text: Reading, group: Group) -> frozenset[str]:
    """The words of its sentence near it, as they mean."""
    sentence = text.tokens[group.first].sentence
    low = max(0, group.first - AROUND)
    near = [
        token.low
        for token in text.tokens[low : group.last + AROUND + 1]
        if token.sentence == sentence and token.is_word
    ]
    return frozenset(vocabulary.meanings(near) - vocabulary.vague())


def _numbers(
    ones: Sequence[_Open], others: Sequence[_Open], found: Findings, seen: alike.Seen
) -> None:
    for one in ones:
        alike = [other for other in others if _is_alike(one, other)]
        if not alike:
            continue
        found.saw(Kind.NUMBER, one.text.name, "")
        seen.update((one.text.name, figure.first) for figure in one.group.figures)
        if any(_agree(one.group, other.group) for other in alike):
            continue
        if len(alike) == 1 and _is_one_wrong(one.group, alike[0].group):
            _say(one, alike[0], found)


def _is_alike(one: _Open, other: _Open) -> bool:
    """Whether they seem to be about the same thing."""
    if one.group.is_pair != other.group.is_pair:
        return False
    mine, theirs = one.group.figures[0], other.group.figures[0]
    if mine.dimension != theirs.dimension or mine.period != theirs.period:
        return False
    shared = one.words & other.words
    if one.group.is_pair:
        return len(shared) >= SHARED
    head, theirs_head = vocabulary.stem(mine.nouns[-1]), vocabulary.stem(theirs.nouns[-1])
    needed = SHARED if mine.period else SHARED + 1
    return head == theirs_head and len(shared) >= needed


def _agree(one: Group, other: Group) -> bool:
    pairs = zip(_ordered(one), _ordered(other), strict=True)
    return all(_same(mine, theirs) for mine, theirs in pairs)


def _ordered(group: Group) -> list[Quantity]:
    both = (group.before, group.after, group.alone)
    return [figure for figure in both if figure is not None]


def _same(one: Quantity, other: Quantity) -> bool:
    return agreeing.agrees(one, other.value) or agreeing.agrees(other, one.value)


def _is_one_wrong(one: Group, other: Group) -> bool:
    """Of two pairs one figure has to be the same: else they are about two things."""
    if not one.is_pair:
        mine, theirs = abs(one.figures[0].value), abs(other.figures[0].value)
        return bool(mine and theirs) and max(mine, theirs) <= min(mine, theirs) * 10
    return sum(_same(*two) for two in zip(_ordered(one), _ordered(other), strict=True)) == 1


def _say(one: _Open, other: _Open, found: Findings) -> None:
    place = one.text.place(one.group.first, one.group.last)
    against = other.text.place(other.group.first, other.group.last)
    found.disagreements.append(
        Disagreement(Kind.NUMBER, place, against.words, wording.between_texts(), against)
    )

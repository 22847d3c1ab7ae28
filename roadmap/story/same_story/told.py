"""A text with its numbers, what each turned out to be about, and how one is told to be wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roadmap.story.same_story import wording
from roadmap.story.same_story.pairs import Group
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Findings, Kind
from roadmap.story.same_story.subjects import Subject, words_near

CERTAIN = 0.6
"""So much of a metric's name stands around a number that is about it, matching or not."""
CLEARLY = 0.12
"""By so much the right metric is ahead of the next."""


@dataclass(slots=True)
class Told:
    """A text's numbers, and which fact each turned out to be about."""

    text: Reading
    groups: list[Group]
    places: list[int]
    known: frozenset[str]
    """Every word that a result goes by."""
    about: dict[int, Subject] = field(default_factory=dict)
    """By the first token of a group."""
    former: Sequence[tuple[int, bool]] = ()
    """Where organisations are named, and whether somebody worked there formerly."""
    numbers: Sequence[Quantity] = ()
    """All of them, in order."""
    dated: frozenset[int] = frozenset()
    """Tokens of dates and names."""
    around: dict[tuple[int, int], Mapping[str, float]] = field(default_factory=dict)

    def is_elsewhere(self, at: int) -> bool:
        """Whether a former place is the last named before this, in its paragraph: what was reached
        there is another figure than the one measured since."""
        block = self.text.tokens[at].block
        before = [
            is_former
            for place, is_former in self.former
            if place < at and self.text.tokens[place].block == block
        ]
        return bool(before) and before[-1]

    def near(self, group: Group) -> Mapping[str, float]:
        """The words around a number that a result goes by. They are looked for once, and each
        result is held against them."""
        first, last = group.first, group.last
        if (first, last) not in self.around:
            found = words_near(self.text, first, last, self.places, self.known)
            self.around[first, last] = found
        return self.around[first, last]


def say(text: Reading, first: int, last: int, one: Subject, sentence: str, found: Findings) -> None:
    found.saw(Kind.NUMBER, text.name, one.fact.metric)
    place, against = text.place(first, last), wording.figures(one.fact)
    found.disagreements.append(
        Disagreement(Kind.NUMBER, place, against, sentence, subject=one.fact.metric)
    )

"""What a story is to a listener, beside its words: how long, what they would miss, which words they
would not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from common import jargon
from portfolio.readers.counting import clock
from portfolio.stories import kinds, listening, spoken
from portfolio.stories.kinds import Part, Parts
from portfolio.stories.listening import Miss
from portfolio.stories.models import MOST_OF_A_KIND, Rehearsal, Story
from portfolio.stories.spoken import Length


@dataclass(frozen=True, slots=True)
class Told:
    """One part with its prompt and its words."""

    prompt: kinds.Prompt
    text: str
    seconds: int

    @property
    def sentence(self) -> str:
        """The one it begins with."""
        return next(iter(listening.sentences(self.text)), "")


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything said beside the words."""

    parts: Parts
    length: Length
    missed: Sequence[Miss]
    terms: Sequence[jargon.Term]
    rate: int = spoken.WORDS_A_MINUTE
    target: int = spoken.TARGET
    most: int = spoken.MOST

    @property
    def told(self) -> Sequence[Told]:
        seconds = spoken.by_part(self.parts)
        prompts = kinds.prompts()
        return [Told(prompts[one], self.parts.get(one, ""), seconds[one]) for one in Part]


def parts_of(story: Story) -> Parts:
    return {part: str(getattr(story, part.value)) for part in Part}


def heard(parts: Parts, for_whom: str) -> Heard:
    """Of the words as they stand."""
    text = "\n".join(parts.get(part, "") for part in Part)
    missed = listening.missed(parts, for_whom)
    return Heard(parts, spoken.length(parts), missed, jargon.found(text))


@dataclass(frozen=True, slots=True)
class Line:
    """A story in the list. Wants ``with_takes``."""

    story: Story
    length: Length
    missed: Sequence[Miss]

    @property
    def told_at(self) -> datetime | None:
        at: datetime | None = getattr(self.story, "told_at", None)
        return at

    @property
    def told_in(self) -> str:
        """``1:34``, the last time; "" where it never was told."""
        took = getattr(self.story, "told_in", None)
        return clock(took) if took is not None else ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missed, it is not too long, and it was told aloud once."""
        ready = self.length.words and not self.missed and not self.length.is_too_long
        return bool(ready and self.told_at)


@dataclass(frozen=True, slots=True)
class Group:
    """One kind and its stories, the latest touched first."""

    facts: kinds.KindFacts
    lines: Sequence[Line]

    @property
    def is_ready(self) -> bool:
        return any(line.is_ready for line in self.lines)

    @property
    def too_many(self) -> int:
        """How many more than the two that are enough."""
        return max(0, len(self.lines) - MOST_OF_A_KIND)


def groups(stories: Sequence[Story]) -> Sequence[Group]:
    """All four kinds, with or without a story."""
    lines = [_line(one) for one in stories]
    return [
        Group(facts, [line for line in lines if line.story.kind == kind])
        for kind, facts in kinds.kinds().items()
    ]


def _line(story: Story) -> Line:
    parts = parts_of(story)
    missed = listening.missed(parts, story.for_whom)
    return Line(story, spoken.length(parts), missed)


@dataclass(frozen=True, slots=True)
class Shown:
    """A take in the list: how long, and how much that changed."""

    row: Rehearsal
    change: int | None

    @property
    def took(self) -> str:
        return clock(self.row.seconds)

    @property
    def lost(self) -> Sequence[str]:
        return [str(part.label) for part in Part if part.value in self.row.missed]

    @property
    def said(self) -> str:
        """``−12 s`` · ``+4 s`` · ``±0 s``; "" for the first."""
        if self.change is None:
            return ""
        sign = "−" if self.change < 0 else "+" if self.change else "±"
        return f"{sign}{abs(self.change)} s"

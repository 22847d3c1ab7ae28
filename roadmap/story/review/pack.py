"""A review pack as one document of values: page, Markdown and PDF are made of it alone, so what it
does not have is in none of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.story.review.audiences import Part
from roadmap.story.review.period import Period


@dataclass(frozen=True, slots=True)
class Link:
    """Where a statement is proven. ``url`` can be opened by anybody who is sent it; ``page`` and
    ``args`` name a page of its author's own."""

    label: str
    url: str = ""
    page: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot, by its key. Shown on the page alone."""

    key: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Line:
    """One statement."""

    text: str
    when: str = ""
    figure: str = ""
    """ "Time to restore from 4 h to 25 min (−90 %)"."""
    more: tuple[str, ...] = ()
    """What else is to be known of it, a sentence each."""
    parts: tuple[tuple[str, str], ...] = ()
    """What is told of it, each part with its name."""
    quotes: tuple[tuple[str, str], ...] = ()
    """Who says it, and the words."""
    links: tuple[Link, ...] = ()
    picture: Picture | None = None

    @property
    def can_be_opened(self) -> bool:
        """Whether others can open a proof of it."""
        return any(link.url for link in self.links)

    @property
    def words(self) -> Iterator[str]:
        """Everything it says."""
        yield from (self.text, self.figure, *self.more)
        for name, words in (*self.parts, *self.quotes):
            yield from (name, words)
        yield from (link.url for link in self.links)


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that belong together; the only group of a section may have no title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    part: Part
    groups: tuple[Group, ...]
    left: int = 0
    """So many statements are not shown, because one reads no more."""

    @property
    def title(self) -> str:
        return str(self.part.label)

    @property
    def lines(self) -> Iterator[Line]:
        for group in self.groups:
            yield from group.lines


@dataclass(frozen=True, slots=True)
class Pack:
    """What somebody is handed. ``author`` may be empty."""

    period: Period
    author: str
    sections: tuple[Section, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.sections

    def has(self, part: Part) -> bool:
        return any(section.part is part for section in self.sections)

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]

    @property
    def words(self) -> Iterator[str]:
        """Everything a person wrote in it."""
        yield self.author
        for section in self.sections:
            yield from (group.title for group in section.groups)
        for line in self.lines:
            yield from line.words

"""What the test asks and what an answer is worth, as ``facts/painkiller.toml`` has it.

An answer is the option slugs that were picked. Where five pains are asked for at once, an option is
a pain and what was said of it: ``cloud-spend.3`` (met three times), ``cloud-spend.painful``.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext_lazy as _

from common import facts
from common.lanes import Lane, Pain
from roadmap.lanes.postings.taxonomy import taxonomy

FACTS = Path(__file__).parent.parent / "facts" / "painkiller.toml"

Picked = tuple[str, ...]
Answers = Mapping[str, Picked]
"""Answers by the slug of their question. What was skipped is not among them."""

TIMES = {"0": _("not once"), "1": _("once or twice"), "3": _("three times or more")}
"""The tally's options: the least that each means, and how it is said."""

TICKS = {"painful": _("painful"), "expensive": _("expensive"), "recurring": _("recurring")}


class Kind(enum.StrEnum):
    """How a question is answered: by picking options, by a count or by ticks for each pain."""

    PICK = "pick"
    TALLY = "tally"
    TICKS = "ticks"


@dataclass(frozen=True, slots=True)
class Worth:
    """Points that an option gives a lane."""

    lane: Lane
    points: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """``said`` completes "+8 …" on the result page."""

    slug: str
    title: str
    said: str
    points: tuple[Worth, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """``points`` is what a lane gets for its own pain at most, ``full_at`` how much brings it."""

    slug: str
    kind: Kind
    title: str
    short: str
    help: str
    most: int = 1
    points: int = 0
    full_at: int = 0
    words_of: Literal["", "thrives", "conversations", "three_years"] = ""
    option: tuple[Option, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Every option slug there is."""
        if self.kind is Kind.TALLY:
            return tuple(f"{pain.value}.{times}" for pain in Pain for times in TIMES)
        if self.kind is Kind.TICKS:
            return tuple(f"{pain.value}.{tick}" for pain in Pain for tick in TICKS)
        return tuple(option.slug for option in self.option)

    def text_of(self, option: Option) -> str:
        """The sentences below an option; what a lane's page says as well is read from there. Of who
        thrives in a lane the first sentence says enough to choose by."""
        if self.words_of == "three_years":
            return _roles()[option.title]
        if self.words_of == "thrives":
            return _first_sentence(Lane(option.slug).facts.thrives)
        return getattr(Lane(option.slug).facts, self.words_of) if self.words_of else option.text

    def levels(self, picked: Picked) -> dict[Pain, int]:
        """How much was said of each pain: times met, or ticks."""
        levels = dict.fromkeys(Pain, 0)
        for slug in picked:
            pain, said = slug.split(".")
            levels[Pain(pain)] += int(said) if self.kind is Kind.TALLY else 1
        return levels

    def in_words(self, picked: Picked) -> str:
        """The answer as a person would say it."""
        if self.kind is Kind.PICK:
            return "; ".join(option.title for option in self.option if option.slug in picked)
        names = TIMES if self.kind is Kind.TALLY else TICKS
        said: dict[Pain, list[str]] = {}
        for slug in picked:
            pain, word = slug.split(".")
            if word != "0":
                said.setdefault(Pain(pain), []).append(str(names[word]))
        parts = [f"{pain.label}: {', '.join(words)}" for pain, words in said.items()]
        return "; ".join(parts) or str(_("none of them"))


@dataclass(frozen=True, slots=True)
class Source:
    points: int
    full_at: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What it counts that a lane goes well beside another, and the pair that does most."""

    points: int
    strongest: tuple[Lane, ...]
    strongest_points: int
    strongest_why: str


@dataclass(frozen=True, slots=True)
class Painkiller:
    basis: str
    close: int
    postings: Source
    roles: Source
    beside: Beside
    question: tuple[Question, ...]


@cache
def painkiller() -> Painkiller:
    """Raises facts.FactError naming file and entry."""
    return facts.read(FACTS, Painkiller)


@cache
def questions() -> dict[str, Question]:
    """Every question by its slug, in the order in which ties are asked."""
    return {question.slug: question for question in painkiller().question}


@cache
def hints() -> dict[Pain, str]:
    """Each pain as a question: what people complain of."""
    return {pain.slug: pain.question for pain in taxonomy().pain}


def known(question: str, picked: Picked) -> bool:
    """Whether this is an answer to a question that we ask."""
    asked = questions().get(question)
    return asked is not None and set(picked) <= set(asked.choices)


def _first_sentence(text: str) -> str:
    first, stop, _rest = text.partition(". ")
    return first + stop.strip()


@cache
def _roles() -> dict[str, str]:
    return {role.role: role.text for lane in Lane for role in lane.facts.three_years}

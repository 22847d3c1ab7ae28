"""Which words that are already written fit which slot of a case study. Values in, values out.

Nothing is written here: a draft is its person's own words, with where and when they wrote them.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmap.casenotes import naming

AT_ONCE = 20
"""So many drafts stand on a page."""


class Source(models.TextChoices):
    """Where words come from. The label says it beside them."""

    AIM = "aim", _("your metric")
    BASELINE = "baseline", _("your baseline")
    LIMIT = "limit", _("your limit")
    READING = "reading", _("a reading")
    MILESTONE = "milestone", _("milestone")
    LAB = "lab", _("lab")
    LAB_STOPPED = "lab-stopped", _("lab, where you stopped")
    STORY = "story", _("story")
    STORY_STOPPED = "story-stopped", _("story, where you stopped")
    CLOSE = "close", _("month’s close")
    HINDRANCE = "hindrance", _("month’s close, what got in the way")
    WIN = "win", _("a line you kept")
    WIN_PROBLEM = "win-problem", _("a win, its problem")
    WIN_CONSTRAINTS = "win-constraints", _("a win, its constraints")
    WIN_DECISION = "win-decision", _("a win, its decision")
    WIN_TRADEOFF = "win-tradeoff", _("a win, what it gave up")
    WIN_RESULT = "win-result", _("a win, its result")
    VOICE = "voice", _("a conversation, in their words")
    WORDING = "wording", _("a result, worded for somebody")
    DESIGN = "design", _("talk-through of a design")
    INCIDENT = "incident", _("talk-through of an incident")
    COST = "cost", _("talk-through of a cost improvement")


class Fit(enum.IntEnum):
    """How well words fit a slot; the smaller, the earlier they stand."""

    ASKED = 0
    """It is what the slot asks for."""
    NEAR = 1
    LOOSE = 2


_FITS: dict[str, dict[Source, Fit]] = {
    "question": {Source.AIM: Fit.ASKED, Source.STORY: Fit.NEAR, Source.VOICE: Fit.LOOSE},
    "problem": {
        Source.BASELINE: Fit.ASKED,
        Source.INCIDENT: Fit.NEAR,
        Source.WIN_PROBLEM: Fit.NEAR,
        Source.VOICE: Fit.NEAR,
        Source.LAB_STOPPED: Fit.NEAR,
        Source.LAB: Fit.LOOSE,
        Source.STORY: Fit.LOOSE,
        Source.WIN: Fit.LOOSE,
    },
    "constraints": {
        Source.LIMIT: Fit.ASKED,
        Source.WIN_CONSTRAINTS: Fit.NEAR,
        Source.HINDRANCE: Fit.NEAR,
        Source.STORY: Fit.LOOSE,
    },
    "decision": {
        Source.DESIGN: Fit.ASKED,
        Source.WIN_DECISION: Fit.NEAR,
        Source.LAB: Fit.NEAR,
        Source.LAB_STOPPED: Fit.NEAR,
        Source.STORY: Fit.LOOSE,
    },
    "implementation": {
        Source.LAB: Fit.ASKED,
        Source.LAB_STOPPED: Fit.LOOSE,
        Source.CLOSE: Fit.LOOSE,
    },
    "tradeoffs": {
        Source.COST: Fit.ASKED,
        Source.WIN_TRADEOFF: Fit.NEAR,
        Source.DESIGN: Fit.NEAR,
        Source.STORY: Fit.NEAR,
        Source.LAB_STOPPED: Fit.NEAR,
        Source.STORY_STOPPED: Fit.LOOSE,
    },
    "result": {
        Source.READING: Fit.ASKED,
        Source.BASELINE: Fit.ASKED,
        Source.COST: Fit.NEAR,
        Source.WIN_RESULT: Fit.NEAR,
        Source.WIN: Fit.NEAR,
        Source.CLOSE: Fit.NEAR,
        Source.LIMIT: Fit.NEAR,
        Source.LAB: Fit.LOOSE,
        Source.STORY: Fit.LOOSE,
    },
    "lessons": {
        Source.HINDRANCE: Fit.ASKED,
        Source.INCIDENT: Fit.ASKED,
        Source.LAB_STOPPED: Fit.NEAR,
        Source.WIN: Fit.LOOSE,
        Source.STORY: Fit.LOOSE,
        Source.STORY_STOPPED: Fit.LOOSE,
    },
    "plain": {
        Source.STORY: Fit.ASKED,
        Source.WORDING: Fit.NEAR,
        Source.CLOSE: Fit.NEAR,
        Source.WIN: Fit.LOOSE,
        Source.STORY_STOPPED: Fit.LOOSE,
    },
    "decision.architecture": {Source.DESIGN: Fit.ASKED},
    "decision.cost": {Source.COST: Fit.ASKED},
    "decision.observability": {Source.INCIDENT: Fit.NEAR},
    "decision.rollback": {Source.INCIDENT: Fit.NEAR},
}

TOLD = {
    "problem": Source.WIN_PROBLEM,
    "constraints": Source.WIN_CONSTRAINTS,
    "decision": Source.WIN_DECISION,
    "tradeoff": Source.WIN_TRADEOFF,
    "result": Source.WIN_RESULT,
}
"""The parts of a win that was told, by their names there."""

_OF_WORK = (Source.LAB, Source.LAB_STOPPED, Source.MILESTONE, Source.STORY, Source.DESIGN)
"""What may say something of a production decision or of the lane's evidence, if it names it."""

_FED = {
    "artifact.diagram": ("decision", "decision.architecture"),
    "artifact.runbook": ("implementation", "decision.rollback"),
    "artifact.postmortem": ("lessons",),
}
"""The slots that an artifact's words are good for: see plan.uses.Use."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words, and where and when they were written."""

    source: Source
    words: str
    on: date | None = None
    lane: str = ""
    """The lane it was done for; "" where it belongs to none."""
    feeds: Sequence[str] = ()
    """Uses of the milestone it was written for: see plan.uses.Use."""
    about: str = ""
    """What it belongs to, by name: a milestone, a credential."""
    link: str = ""
    metric: str = ""
    """Of a figure: the metric's slug, so that it can be entered as a result."""

    @property
    def text(self) -> str:
        """What is taken over: the words, and below them the link with its name, in Markdown."""
        if not self.link:
            return self.words
        name = self.about.translate({ord(one): None for one in "[]\\"}) or self.link
        return f"{self.words}\n\n[{name}](<{self.link}>)"


@dataclass(frozen=True, slots=True)
class Slot:
    """What is being written: the slot, what stands in it, and whose case study it is in."""

    slug: str
    asks: str = ""
    text: str = ""
    lane: str = ""
    since: date | None = None
    """The first of the month in which the case study was begun."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft beside a slot."""

    draft: Draft
    fit: Fit
    taken: bool
    """Whether its words stand in the passage."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the offers, and where the next ones begin."""

    offers: Sequence[Offer] = field(default_factory=tuple)
    of: int = 0
    following: int | None = None


def fit(draft: Draft, slot: Slot) -> Fit | None:
    """How well it fits; None where it does not."""
    fed = {target for use in draft.feeds for target in _FED.get(use, (use.partition(".")[2],))}
    if slot.slug in fed:
        return Fit.ASKED
    found = _FITS.get(slot.slug, {}).get(draft.source)
    names_it = draft.source in _OF_WORK and naming.names(draft.words, slot.slug, slot.asks)
    if found is None and names_it:
        return Fit.NEAR
    return found


def sources(slot: str) -> set[Source]:
    """From where something may come for a slot: the rest is not looked up."""
    return {*_FITS.get(slot, {}), *_OF_WORK}


def offered(drafts: Iterable[Draft], slot: Slot) -> list[Offer]:
    """What fits, the most fitting first; of those alike what was done in the case study's own lane,
    then since it was begun, then the newest. The same words stand there once."""
    written = _flat(slot.text)
    found: dict[str, Offer] = {}
    fitting = [(how, one) for one in drafts if (how := fit(one, slot)) is not None]
    for how, one in sorted(fitting, key=lambda pair: _order(pair[0], pair[1], slot)):
        words = _flat(one.words)
        if words:
            found.setdefault(words, Offer(one, how, taken=words in written))
    return list(found.values())


def page(offers: Sequence[Offer], begins: int) -> Page:
    """``AT_ONCE`` of them from the one with number ``begins`` (from 0)."""
    ends = begins + AT_ONCE
    return Page(offers[begins:ends], len(offers), ends if ends < len(offers) else None)


def _order(how: Fit, draft: Draft, slot: Slot) -> tuple[int, bool, bool, int]:
    elsewhere = bool(draft.lane) and draft.lane != slot.lane
    before = draft.on is None or (slot.since is not None and draft.on < slot.since)
    return how, elsewhere, before, -(draft.on.toordinal() if draft.on else 0)


def _flat(text: str) -> str:
    return " ".join(text.split())

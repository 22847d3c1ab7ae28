"""The check's answer as a page shows it: both places with their words marked, what may differ, and
what was compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from roadmap.story.same_story.check import examine
from roadmap.story.same_story.models import Waived
from roadmap.story.same_story.sources import Sources, sources
from roadmap.story.same_story.statements import Compared, Disagreement, Kind, Place

AROUND = 110
"""Characters shown before and behind the words."""
MOST_SHOWN = 60
FEWEST = 3
"""Things of one text that are compared before it is said that it agrees."""
WORDS, LAST = 5, 60
"""Words that say where a text was read to, and the characters they are taken from."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two places: its name, where it is changed, and its words between what surrounds
    them."""

    label: str
    path: str
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A disagreement as it is read."""

    key: str
    kind: str
    sentence: str
    here: Side
    there: Side


@dataclass(frozen=True, slots=True)
class Row:
    """One text, and what of it was compared in words."""

    label: str
    path: str
    said: str
    cut: str
    """How much of it was read; empty where that is all."""
    count: int = 0
    """Things of it that were compared, and that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All of the page."""

    open: tuple[Shown, ...]
    waived: tuple[Shown, ...]
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    without: tuple[str, ...]
    """Facts that are not there to compare with, each in a sentence."""
    cut: tuple[str, ...] = ()
    """Where texts were read to that are too long, each in a sentence."""

    @property
    def compared(self) -> tuple[Row, ...]:
        return tuple(one for one in self.rows if one.said)

    @property
    def is_thin(self) -> bool:
        """Whether too little was compared of every text to say that they agree."""
        return all(one.count < FEWEST for one in self.rows)

    @property
    def unread(self) -> tuple[Row, ...]:
        """Texts in which nothing was found that could be compared."""
        return tuple(one for one in self.rows if not one.said)

    @property
    def is_empty(self) -> bool:
        return not self.rows


def standing(user: User) -> Standing:
    """The check, run now. Nothing of it is stored but what may differ."""
    found = sources(user)
    examined = examine(found.facts, found.as_texts())
    may = set(Waived.objects.for_user(user).values_list("key", flat=True))
    shown = [(_shown(one, found), one.key in may) for one in examined.disagreements[:MOST_SHOWN]]
    return Standing(
        tuple(one for one, waived in shown if not waived),
        tuple(one for one, waived in shown if waived),
        tuple(_rows(found, examined.compared)),
        found.missing,
        tuple(_without(found)),
        tuple(_cut(found)),
    )


def keys(user: User) -> set[str]:
    """Of everything that disagrees now."""
    found = sources(user)
    return {one.key for one in examine(found.facts, found.as_texts()).disagreements}


def _shown(one: Disagreement, found: Sources) -> Shown:
    kinds = {
        Kind.NUMBER: _("Number"),
        Kind.TITLE: _("Title"),
        Kind.DATE: _("Date"),
        Kind.LANE: _("Lane"),
    }
    if one.other is not None:
        there = _side(one.other, found)
    else:
        label = one.subject or (_("what you chose") if one.kind is Kind.LANE else _("your résumé"))
        there = Side(label, found.path(one.kind, one.subject), one.against)
    return Shown(one.key, kinds[one.kind], one.sentence, _side(one.place, found), there)


def _side(place: Place, found: Sources) -> Side:
    source = found.source(place.text)
    if source is None:
        return Side(place.text, "", place.words)
    before, after = around(source.words, place.start, place.end)
    return Side(source.label, source.path_at(place.start), place.words, before, after)


def around(words: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind, cut between words and at the ends of the paragraph."""
    before = words[max(0, start - AROUND) : start].rpartition("\n\n")[2]
    if start > AROUND and len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    after = words[end : end + AROUND].partition("\n\n")[0]
    if end + AROUND < len(words) and len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    return before, after


def _rows(found: Sources, compared: Sequence[Compared]) -> Iterable[Row]:
    for source in found.texts:
        counts = Counter(one.kind for one in compared if one.text == source.name)
        read = {"read": f"{len(source.read):,}"}
        cut = _("its first %(read)s characters") % read if source.is_cut else ""
        count = 0 if source.made_of else counts.total()
        yield Row(source.label, source.path, _said(counts), cut, count)


def _cut(found: Sources) -> Iterable[str]:
    """Which text was read to where only."""
    for one in found.texts:
        if one.is_cut:
            yield _(
                "Of %(label)s the first %(read)s of %(all)s characters were read, up to “%(end)s”."
            ) % {
                "label": one.label,
                "read": f"{len(one.read):,}",
                "all": f"{len(one.words):,}",
                "end": _end(one.read),
            }


def _end(words: str) -> str:
    """The last words of it, as somebody finds them again."""
    return "…" + " ".join(words[-LAST:].split()[-WORDS:])


def _said(counts: Counter[Kind]) -> str:
    """ "4 numbers, 2 dates, 1 title"."""
    words = [
        (counts[Kind.NUMBER], ngettext("%d number", "%d numbers", counts[Kind.NUMBER])),
        (counts[Kind.TITLE], ngettext("%d title", "%d titles", counts[Kind.TITLE])),
        (counts[Kind.DATE], ngettext("%d date", "%d dates", counts[Kind.DATE])),
        (counts[Kind.LANE], ngettext("%d lane", "%d lanes", counts[Kind.LANE])),
    ]
    return ", ".join(said % count for count, said in words if count)


def _without(found: Sources) -> Iterable[str]:
    facts = found.facts
    if not facts.lane:
        yield _("No lane is chosen, so no lane is compared.")
    if not facts.positions:
        yield _("No position is kept, so titles and dates of work are compared between texts only.")
    if not facts.results:
        yield _("No result or win has two figures, so numbers are compared between texts only.")
    if any(not one.on for one in facts.credentials):
        yield _("A credential without the day it was issued has no date to compare.")

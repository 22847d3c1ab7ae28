"""What a reading is, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.lanes import Lane
from common.templatetags.forte import upfirst, words
from roadmap.lanes.postings.reading import PostingReading, Verdict


@dataclass(frozen=True, slots=True)
class Sentences:
    """One posting in words: ``lane`` is the slug for its colour, empty where it is none."""

    lane: str
    verdict: str
    why: str
    partial: str


def sentences(reading: PostingReading) -> Sentences:
    found = reading.verdict
    return Sentences(lane(found), verdict(found), why(reading), partial(reading))


def headline(verdicts: Sequence[tuple[Lane | Verdict, int]], total: int) -> str:
    """What all postings are, in the words of a heading. Empty without any."""
    if not total:
        return ""
    first, count = verdicts[0]
    if isinstance(first, Lane) and 2 * count > total:
        said = ngettext(
            "Your posting is %(lane)s.", "%(n)s of your %(total)s postings are %(lane)s.", total
        )
        return said % {"n": upfirst(words(count)), "total": words(total), "lane": first.label}
    return ngettext(
        "Your posting is in no lane alone.", "Your %(total)s postings go several ways.", total
    ) % {"total": words(total)}


def lane(found: Lane | Verdict) -> str:
    return found.value if isinstance(found, Lane) else ""


def verdict(found: Lane | Verdict) -> str:
    """``FinOps``, ``mixed`` or ``no clear lane``."""
    if isinstance(found, Lane):
        return str(found.label)
    return _("mixed") if found is Verdict.MIXED else _("no clear lane")


def points(value: float) -> str:
    """``12`` or ``12.5``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def why(reading: PostingReading) -> str:
    """Why the verdict is what it is: where the first lanes stand, and what is no lane's."""
    first, second = reading.lanes[0], reading.lanes[1]
    other = sum(reason.points for reason in reading.elsewhere)
    said = {
        "first": first.lane.label,
        "points": points(first.score),
        "second": second.lane.label,
        "next_points": points(second.score),
        "other": points(other),
    }
    if reading.verdict is Verdict.MIXED:
        return (
            _(
                "%(first)s stands at %(points)s and %(second)s at %(next_points)s: it is not one "
                "of the two alone."
            )
            % said
        )
    if reading.verdict is Verdict.NONE:
        return _why_none(first.score, other) % said
    if reading.verdict is not first.lane:
        return _("The title says so, though %(first)s has more points: %(points)s.") % said
    return _("%(first)s stands at %(points)s, %(second)s comes next with %(next_points)s.") % said


def _why_none(best: float, other: float) -> str:
    if best <= 0:
        return _("Nothing in it speaks for one of the five lanes.")
    if 2 * other >= best:
        return _(
            "%(first)s comes first with %(points)s points, but %(other)s speak for work of no lane."
        )
    return _("%(first)s comes first with %(points)s points, and that is too little to call it so.")


def language(code: str) -> str:
    """``Japanese``; nothing for one that cannot be told."""
    info = LANG_INFO.get(code)
    return _(info["name"]) if info and "name" in info else code


def partial(reading: PostingReading) -> str:
    """What may be missing, and why. Empty where nothing is."""
    if not reading.partial:
        return ""
    name = language(reading.language)
    if not name:
        return _(
            "The language of this posting cannot be told: tools are found, sentences about duties "
            "may not be."
        )
    return _(
        "This posting is in %(language)s, which the audit does not cover: tools are found, "
        "sentences about duties are not."
    ) % {"language": name}

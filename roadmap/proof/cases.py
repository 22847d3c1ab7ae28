"""Case studies as records: proof once they are finished or a result of theirs was measured, words
until then. Reopened or deleted, they prove nothing any more: nothing is copied."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.db.models.functions import Substr

from accounts.models import User
from delivery.content import absolute
from portfolio import overview as portfolio
from portfolio.models import CaseStudy, Passage, Result
from roadmap.lanes.postings.read import find
from roadmap.lanes.postings.taxonomy import with_implied
from roadmap.proof.sheet import Kind, Record

MOST = 24
"""So many are read for skills, finished ones first: a portfolio wants two to four."""
READ, OF_PASSAGE = 4000, 1000
"""Characters that are read of a case study, and of one passage of it."""
QUESTION, PLAIN = "question", "plain"


def records(user: User, by: date | None = None) -> list[Record]:
    """One for each case study, finished ones first. ``by``: as it stood on that day, for which
    only the day it was finished is known: a result without it counts in the present alone."""
    shelf = portfolio.case_studies({user.pk: user.today()})[user.pk]
    rows = [*shelf.finished, *shelf.unfinished]
    if by is not None:
        rows = [one for one in rows if one.finished_on is not None and one.finished_on <= by]
    rows = rows[:MOST]
    if not rows:
        return []
    pks = [one.pk for one in rows]
    texts, measured = _texts(pks), _measured(pks)
    found = [_record(one, texts[one.pk], one.pk in measured) for one in rows]
    return [one for one in found if one.skills]


def _record(case: portfolio.Case, texts: dict[str, str], measured: bool) -> Record:
    asked = texts.get(QUESTION, "")
    words = "\n".join([case.title, asked, *_in_order(case, texts)])[:READ]
    return Record(
        _kind(case, measured=measured),
        case.title,
        case.result or asked,
        case.path,
        skills_in(words),
        link=absolute(case.link) if case.link else "",
    )


def _kind(case: portfolio.Case, *, measured: bool) -> Kind:
    if case.is_finished:
        return Kind.CASE_STUDY
    return Kind.RESULT if measured else Kind.DRAFT


@lru_cache(maxsize=512)
def skills_in(words: str) -> frozenset[str]:
    """The skills that words name, with what they imply. Kept for the same words, since Today asks
    each time it is looked at."""
    return frozenset(with_implied({*find(words)}))


def _in_order(case: portfolio.Case, texts: dict[str, str]) -> Iterable[str]:
    """The sections in reading order. The plain version is for people outside the trade."""
    slots = CaseStudy(lane=case.lane, started_on=case.started_on).slots
    return (texts[slot] for slot in slots if slot in texts and slot not in (QUESTION, PLAIN))


def _texts(pks: Sequence[int]) -> dict[int, dict[str, str]]:
    """The beginning of each passage, by case study and slot."""
    rows = Passage.objects.filter(case_study__in=pks).annotate(head=Substr("text", 1, OF_PASSAGE))
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, slot, head in rows.values_list("case_study", "slot", "head"):
        found[pk][slot] = head
    return found


def _measured(pks: Sequence[int]) -> set[int]:
    """Those with a figure after."""
    rows = Result.objects.filter(case_study__in=pks).exclude(after=None)
    return set(rows.values_list("case_study", flat=True))

"""Saving the words of a case study. Nothing typed is lost: whoever saves names the version they
began from, and what comes too late is kept beside what stands there."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from portfolio.casestudies import keeping
from portfolio.casestudies.models import LONGEST, CaseStudy, Passage, Revision


class TooLong(Exception):
    """The text has more characters than a passage holds."""


@dataclass(frozen=True, slots=True)
class Tab:
    """An open page that saves: its key, and the how manieth text it sends. A page without
    JavaScript has neither."""

    key: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """``text`` stands there now."""

    version: int
    saved_at: datetime | None
    """None while nothing was ever written there."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else saved in between: ``stored`` stands there, ``mine`` is kept in the history."""

    stored: str
    version: int
    """Whoever saves on top of ``stored`` begins from this one."""
    saved_at: datetime
    mine: str


def as_kept(text: str) -> str:
    """``text`` as the tables hold it: lines end in one way, and there are no null bytes."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@transaction.atomic
def save(
    case: CaseStudy, slot: str, text: str, began_from: int, tab: Tab, now: datetime
) -> Saved | Conflict:
    """Put ``text`` into ``slot``, unless a newer version stands there than the one it began from.

    What stands there already is saved again without a new version, so that a page whose answer got
    lost may ask again.

    Raises:
        TooLong: more than ``LONGEST`` characters. Nothing is saved.
    """
    text = as_kept(text)
    if len(text) > LONGEST:
        raise TooLong
    passage = _held(case, slot)
    if text == (passage.text if passage else ""):
        return Saved(passage.version, passage.saved_at, text) if passage else Saved(0, None)
    if passage is None:
        passage = _begun(case, slot, now)
    if not _may_go_on(passage, began_from, tab):
        _keep_late(passage, text, began_from, now)
        return Conflict(passage.text, passage.version, passage.saved_at, text)
    _overwrite(passage, text, tab, now)
    case.touch(now)
    return Saved(passage.version, now, text)


@transaction.atomic
def set_aside(case: CaseStudy, slot: str, text: str, now: datetime) -> Saved:
    """What stands in ``slot`` stays; ``text``, which somebody gives up for it, is in the history.

    Raises:
        TooLong: more than ``LONGEST`` characters. Nothing is kept.
    """
    text = as_kept(text)
    if len(text) > LONGEST:
        raise TooLong
    passage = _held(case, slot)
    if passage is None:
        return Saved(0, None)
    if text != passage.text:
        _keep_late(passage, text, passage.version, now)
    return Saved(passage.version, passage.saved_at, passage.text)


@transaction.atomic
def restore(revision: Revision, now: datetime) -> None:
    """The words of ``revision`` stand in their passage again; what stood there is kept. A page that
    is open on it finds, at its next save, that somebody else went on."""
    case = revision.passage.case_study
    passage = _held(case, revision.passage.slot)
    if passage is None or passage.text == revision.text:
        return
    if passage.text.strip():
        _keep(passage, Revision.Why.RESTORED, now)
    _write(passage, revision.text, Tab(), now)
    case.touch(now)


def _held(case: CaseStudy, slot: str) -> Passage | None:
    """The passage, nobody else's until the transaction ends."""
    return Passage.objects.select_for_update().filter(case_study=case, slot=slot).first()


def _begun(case: CaseStudy, slot: str, now: datetime) -> Passage:
    """An empty passage; the one of somebody who began it at the same instant, if there is."""
    row = Passage(case_study=case, slot=slot, saved_at=now, kept_at=now)
    Passage.objects.bulk_create([row], ignore_conflicts=True)
    return Passage.objects.select_for_update().get(case_study=case, slot=slot)


def _may_go_on(passage: Passage, began_from: int, tab: Tab) -> bool:
    if began_from == passage.version:
        return True
    # The answer to what this tab saved last never arrived. It may go on from there, unless this is
    # an older text of its own that was under way for longer.
    is_own = bool(tab.key) and tab.key == passage.tab
    return is_own and tab.turn > passage.turn and began_from < passage.version


def _overwrite(passage: Passage, text: str, tab: Tab, now: datetime) -> None:
    kept_at = passage.kept_at or passage.saved_at
    before = keeping.Before(passage.text, passage.tab, kept_at, passage.kept_length)
    why = keeping.worth_keeping(before, text, tab.key, now)
    if why is not None:
        _keep(passage, why, now)
    _write(passage, text, tab, now)


def _write(passage: Passage, text: str, tab: Tab, now: datetime) -> None:
    passage.kept_length = min(passage.kept_length, len(text))
    passage.text, passage.saved_at = text, now
    passage.version += 1
    passage.tab, passage.turn = tab.key, tab.turn
    passage.save()


def _keep(passage: Passage, why: Revision.Why, now: datetime) -> None:
    """What stands there goes into the history."""
    passage.revisions.create(
        text=passage.text, version=passage.version, why=why, saved_at=passage.saved_at
    )
    passage.kept_at, passage.kept_length = now, len(passage.text)
    _make_room(passage, now)


def _keep_late(passage: Passage, text: str, began_from: int, now: datetime) -> None:
    late = Revision.Why.TOO_LATE
    if not text.strip() or passage.revisions.filter(why=late, text=text).exists():
        return
    began_from = min(began_from, passage.version)
    passage.revisions.create(text=text, version=began_from, why=late, saved_at=now)
    _make_room(passage, now)


def _make_room(passage: Passage, now: datetime) -> None:
    kept = list(passage.revisions.values_list("pk", "why", "saved_at"))
    if gone := keeping.too_many(kept, now):
        passage.revisions.filter(pk__in=gone).delete()

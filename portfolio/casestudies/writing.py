"""A passage as the page shows it on which it is written, what a form sends of it, and what came of
that."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.http import QueryDict
from django.utils.translation import gettext as _

from common import jargon
from common.http import whole_number
from portfolio.casestudies import parts, passages
from portfolio.casestudies.models import LONGEST, CaseStudy
from portfolio.casestudies.passages import Conflict, Saved, Tab

NUMBER = 9
"""A version or a turn has at most so many digits."""


@dataclass(frozen=True, slots=True)
class Editing:
    """One slot, ready to be written in: templates/portfolio/casestudies/_passage.html shows it."""

    case: CaseStudy
    prompt: parts.Prompt
    text: str
    version: int
    saved_at: datetime | None = None
    wrong: str = ""
    """What is the matter with the text, in a sentence; it is not saved then."""
    conflict: Conflict | None = None

    @property
    def slot(self) -> str:
        return self.prompt.slug

    @property
    def mark(self) -> str:
        """Tells it from the others of a page, in ids."""
        return parts.mark(self.slot)

    @property
    def untouched(self) -> str:
        """Stands in the form, so that a text nobody typed in is not taken for a change. None where
        the text was sent before and not taken."""
        return "" if self.wrong or self.conflict else _digest(self.text)

    @property
    def words(self) -> int:
        return parts.words(self.text)

    @property
    def is_for_outsiders(self) -> bool:
        """Words of the trade are marked in it."""
        return self.slot in OUTSIDERS

    @property
    def terms(self) -> str:
        """The words of the trade in it, each with what to say instead."""
        return terms(self.slot, self.text)


OUTSIDERS = (parts.QUESTION, parts.PLAIN)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends of one slot."""

    text: str
    began_from: int
    tab: Tab
    takes_other: bool
    """Of two texts the stored one is wanted, and not this."""
    is_untouched: bool
    """It is the text as the page brought it: nobody typed in it."""


def editing(case: CaseStudy, slot: str) -> Editing:
    """One slot of ``case`` as it stands. Wants ``passages`` loaded."""
    return editings(case, [slot])[0]


def editings(case: CaseStudy, slots: Iterable[str]) -> list[Editing]:
    """So many of them, in that order. Wants ``passages`` loaded."""
    written = {one.slot: one for one in case.passages.all()}
    prompts = parts.prompts()
    return [
        Editing(case, prompts[slot], one.text, one.version, one.saved_at)
        if (one := written.get(slot))
        else Editing(case, prompts[slot], "", 0)
        for slot in slots
    ]


def terms(slot: str, text: str) -> str:
    """The words of the trade in ``text``, each with what to say instead; empty where they are meant
    for people of the trade."""
    if slot not in OUTSIDERS:
        return ""
    return ", ".join(f"{term.word} ({term.plain})" for term in jargon.found(text))


def sent(post: QueryDict, slot: str) -> Sent | None:
    """What ``post`` brings for ``slot``; None when it says nothing of it."""
    text = post.get(f"text.{slot}")
    if text is None:
        return None
    turn = whole_number(post.get("turn", ""), NUMBER) or 0
    tab = Tab(post.get("tab", "").replace("\0", "")[:40], turn)
    began_from = whole_number(post.get(f"version.{slot}", ""), NUMBER) or 0
    is_untouched = post.get(f"untouched.{slot}") == _digest(passages.as_kept(text))
    return Sent(text, began_from, tab, post.get("other") == slot, is_untouched)


def _digest(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()[:16]


def took(before: Editing, came: Sent, now: datetime) -> Editing:
    """The passage after what a page sent of it was saved, set aside, or refused with a sentence.
    Its text is what the page is to show: never less than was sent."""
    case, slot = before.case, before.slot
    if came.is_untouched:
        return before
    try:
        if came.takes_other:
            done: Saved | Conflict = passages.set_aside(case, slot, came.text, now)
        else:
            done = passages.save(case, slot, came.text, came.began_from, came.tab, now)
    except passages.TooLong:
        wrong = _("Not saved: %(count)s characters are more than fit, which is %(most)s.")
        counts = {"count": f"{len(came.text):,}", "most": f"{LONGEST:,}"}
        return replace(before, text=came.text, version=came.began_from, wrong=wrong % counts)
    if isinstance(done, Conflict):
        return replace(before, text=done.mine, version=done.version, conflict=done)
    return replace(before, text=done.text, version=done.version, saved_at=done.saved_at)

"""Putting a note beside something, and taking it away again."""

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from portfolio.models import CaseStudy, Stakeholder, Story, Win
from roadmap.cadence.models import CheckIn
from roadmap.story.narrative.models import Claim
from roadmap.story.notes.models import NoteLink

MOST = 60
"""So many notes stand beside one thing."""


class TooMany(Exception):
    """There are as many notes beside it as one reads."""


def _rows(user: User, kind: str) -> QuerySet[Model]:
    """Everything of that sort that is somebody's."""
    match kind:
        case "win":
            return Win.objects.for_user(user)
        case "story":
            return Story.objects.for_user(user)
        case "case_study":
            return CaseStudy.objects.for_user(user)
        case "stakeholder":
            return Stakeholder.objects.for_user(user)
        case "claim":
            return Claim.objects.for_user(user).select_related("case_result")
    raise Http404


def thing(user: User, kind: str, pk: int) -> Model:
    """What notes can stand beside; 404 for what is not theirs, or of no such sort."""
    return get_object_or_404(_rows(user, kind), pk=pk)


def link(user: User, kind: str, one: Model, note: int) -> None:
    """Twice is once.

    Raises:
        Http404: the note is somebody else's, or none.
        TooMany: see ``MOST``.
    """
    row = get_object_or_404(CheckIn.objects.for_user(user).reading_notes(), pk=note)
    beside = NoteLink.objects.filter(**{kind: one})
    if beside.filter(check_in=row).exists():
        return
    if beside.count() >= MOST:
        raise TooMany
    NoteLink.objects.create(check_in=row, **{kind: one})

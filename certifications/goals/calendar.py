"""The study blocks that are still to come. They are kept above this app, so settings name who
knows them."""

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from certifications.goals.study_plan import Sitting

FURTHEST = timedelta(days=731)
"""As far as anybody's blocks are looked at, with a date for the exam or without."""


def sittings(user: User, today: date, until: date | None = None) -> list[Sitting]:
    """The coming study blocks up to and including ``until``, the first one first."""
    if not settings.STUDY_SITTINGS:
        return []
    ahead: Callable[[User, date, date], list[Sitting]] = import_string(settings.STUDY_SITTINGS)
    last = today + FURTHEST
    return ahead(user, today, last if until is None else min(until, last))

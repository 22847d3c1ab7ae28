"""What answers say of a skill, and how long they do. Values in, values out."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmap.lanes.depth.questions import Question

AGAIN_AFTER = timedelta(weeks=13)
"""So long an answer speaks for its person; then the question is asked again."""


class Went(models.TextChoices):
    """How explaining went, as its person judges it."""

    SURE = "sure", _("I could say it without looking")
    NOTES = "notes", _("I needed notes")
    COULD_NOT = "could-not", _("I could not")


class Depth(models.TextChoices):
    """How deep somebody stands in a skill or a question, the weakest first."""

    COULD_NOT = "could-not", _("could not explain it")
    NEEDED_NOTES = "needed-notes", _("with notes")
    OLD = "old", _("asked again")
    FRESH_SURE = "fresh-sure", _("without looking")
    UNANSWERED = "unanswered", _("not answered")


_WENT = {Went.SURE: Depth.FRESH_SURE, Went.NOTES: Depth.NEEDED_NOTES}
_WEAKEST_FIRST = list(Depth)


def depth_of(went: Went, on: date, today: date) -> Depth:
    """What the latest answer to a question says today. What nobody could explain does not become
    better by waiting; what somebody could is asked again after a quarter."""
    if went == Went.COULD_NOT:
        return Depth.COULD_NOT
    return Depth.OLD if today - on >= AGAIN_AFTER else _WENT[went]


def of_skills(asked: Iterable[Question], known: Mapping[str, Depth]) -> dict[str, Depth]:
    """How deep somebody stands in each skill that a question tells of. ``known`` holds the
    questions they answered, by slug; of several that tell of a skill, the weakest counts."""
    depths: dict[str, Depth] = {}
    for question in asked:
        depth = known.get(question.slug, Depth.UNANSWERED)
        for skill in question.skills:
            depths[skill] = min(
                depths.get(skill, Depth.UNANSWERED), depth, key=_WEAKEST_FIRST.index
            )
    return depths

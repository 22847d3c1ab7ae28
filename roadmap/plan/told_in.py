"""The case study that a milestone's outcome is told in: of its lane, the one touched last that is
not finished; where there is none, the page on which one begins."""

from dataclasses import dataclass

from django.urls import reverse

from portfolio.models import CaseStudy
from roadmap.plan.models import Milestone

KEPT = ("result", "case-study")
"""What is kept of milestones that belong into a case study, besides those that say so."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where to write it; without a title there is nothing begun yet."""

    path: str
    title: str = ""


def of(milestone: Milestone) -> Told | None:
    """None for a milestone that no case study needs. One query otherwise."""
    feeds = [str(use) for use in milestone.feeds]
    tells = milestone.kept in KEPT or any(one.startswith("casestudy.") for one in feeds)
    if not tells:
        return None
    mine = CaseStudy.objects.for_user(milestone.plan.user).unfinished()
    if milestone.lane:
        mine = mine.filter(lane=milestone.lane)
    case = mine.first()
    if case is None:
        return Told(reverse("casestudy-start"))
    return Told(reverse("casestudy-write", args=[case.pk]) + _section(feeds), case.title)


def _section(feeds: list[str]) -> str:
    """The first section it feeds, as the page on which one writes names it."""
    sections = (one.removeprefix("casestudy.") for one in feeds if one.startswith("casestudy."))
    first = next(sections, "")
    return f"#passage-{first}" if first else ""

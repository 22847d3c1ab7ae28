"""Where a milestone's outcome is told: the case study of its lane that was touched last and is not
finished, or the page on which one begins; and the pages of wins, lines, stories, stakeholders and
the narrative that it feeds."""

from dataclasses import dataclass

from django.urls import reverse

from portfolio.models import CaseStudy
from roadmap.plan.models import Milestone
from roadmap.plan.uses import Use

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


def pages(milestone: Milestone) -> list[Use]:
    """The other pages it is told on, as far as they are there, each page once."""
    known = set(Use.values)
    uses = [Use(one) for one in map(str, milestone.feeds) if one in known]
    telling = {use.page: use for use in reversed(uses) if use.tells and use.is_there}
    return [use for use in uses if telling.get(use.page) is use]

"""Where the outcome of a milestone or an exercise is used later: one closed set of pages.

A value whose page is not there yet is kept with the fact and not shown.
"""

from functools import cache

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class Use(models.TextChoices):
    """The label completes "It goes into …"."""

    BASELINE = "metric.baseline", _("the baseline of your metric")
    READING = "metric.reading", _("the readings of your metric")
    LIMIT = "metric.limit", _("the limit beside your metric")
    PROBLEM = "casestudy.problem", _("the problem section of your case study")
    CONSTRAINTS = "casestudy.constraints", _("the constraints section of your case study")
    DECISION = "casestudy.decision", _("the decision section of your case study")
    IMPLEMENTATION = "casestudy.implementation", _("the implementation section of your case study")
    TRADEOFFS = "casestudy.tradeoffs", _("the tradeoffs of your case study")
    RESULT = "casestudy.result", _("the result of your case study")
    LESSONS = "casestudy.lessons", _("the lessons of your case study")
    DIAGRAM = "artifact.diagram", _("the design diagram of your case study")
    RUNBOOK = "artifact.runbook", _("the runbook of your case study")
    POSTMORTEM = "artifact.postmortem", _("the postmortem of your case study")
    STUDY = "certification.study", _("your study plan for the exam")
    EXAM = "certification.exam", _("your certification goal")
    TALK_THROUGH = (
        "certification.talk-through",
        _("what you can talk through beside the credential"),
    )
    GAPS = "lanes.gaps", _("your list of gaps")
    PROOF_SHEET = "proof-sheet", _("your proof sheet")
    BULLETS = "bullets", _("the lines of your résumé")
    STAKEHOLDERS = "stakeholders", _("your map of stakeholders")
    COST_STORY = "story.cost", _("your cost story")
    RELIABILITY_STORY = "story.reliability", _("your reliability story")
    SECURITY_STORY = "story.security", _("your security story")
    AI_STORY = "story.ai", _("your story of an AI workload")
    PROBLEM_SPACE = "narrative.problem-space", _("the problem line of your narrative")
    OUTCOMES = "narrative.outcomes", _("the outcomes of your narrative")
    ROLES = "narrative.roles", _("the role line of your narrative")
    WINS = "wins", _("the lines you keep of what happened")

    @property
    def page(self) -> str:
        """The URL name of the page it is used on, there already or still to come."""
        return _PAGES.get(self.value) or _PAGES[self.value.split(".")[0]]

    @property
    def path(self) -> str:
        """The address of that page; empty while it does not exist."""
        return reverse(self.page) if self.is_there else ""

    @property
    def tells(self) -> bool:
        """Whether it is a page on which proof is told, and not kept."""
        return self.page in _TELLING

    @property
    def is_of_case_study(self) -> bool:
        return self.page == "casestudies"

    @property
    def is_there(self) -> bool:
        """Whether that page exists in this version."""
        return _exists(self.page)


_PAGES = {
    "metric": "metric",
    "casestudy": "casestudies",
    "artifact": "casestudies",
    "certification": "goals",
    "certification.talk-through": "credentials",
    "lanes.gaps": "gaps",
    "proof-sheet": "proof",
    "bullets": "bullets",
    "stakeholders": "stakeholders",
    "story": "stories",
    "narrative": "narrative",
    "wins": "wins",
}

_TELLING = ("wins", "bullets", "stories", "stakeholders", "narrative")


@cache
def _exists(page: str) -> bool:
    try:
        reverse(page)
    except NoReverseMatch:
        return False
    return True

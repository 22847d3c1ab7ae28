"""What the portfolio has of what a milestone asks for: read where it is shown, never copied into
the plan. It stands beside the tick, which stays its person's. Proof of another kind does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.template.defaultfilters import date as say_day
from django.utils.translation import gettext as _

from portfolio import overview as portfolio
from portfolio.overview import Case, Shelf, Stage
from roadmap.plan import library

if TYPE_CHECKING:
    from roadmap.plan.models import Milestone, Plan


class Proof(StrEnum):
    """What sort of thing shows a milestone; see ``shown_by`` of the library."""

    CASE_STUDY = "case-study"
    VERSION_ZERO = "version-zero"
    RESULT = "result"
    TWO_MINUTES = "two-minutes"
    DIAGRAM = "diagram"
    RUNBOOK = "runbook"
    POSTMORTEM = "postmortem"


@dataclass(frozen=True, slots=True)
class Found:
    """What shows it: a sentence that names the case study, and the address of that."""

    proof: Proof
    said: str
    path: str
    link: str = ""
    """Path of its page for strangers; empty while there is none."""

    @property
    def is_all(self) -> bool:
        """Whether it is what the milestone keeps, and no first version of it."""
        return self.proof is not Proof.VERSION_ZERO


def show(plan: "Plan", milestones: Iterable["Milestone"], shelf: Shelf | None = None) -> None:
    """Lay it beside each milestone that can be shown by a case study. Reads the shelf once, unless
    it is given, and only where one of them can."""
    asked = [(one, proof) for one in milestones if (proof := wanted(one)) is not None]
    if not asked:
        return
    if shelf is None:
        user = plan.user
        shelf = portfolio.case_studies({user.pk: user.today()})[user.pk]
    for milestone, proof in asked:
        milestone.in_portfolio = find(plan, milestone, proof, shelf)


def wanted(milestone: "Milestone") -> Proof | None:
    """What would show it; None where no case study can, as for one's own milestones."""
    entry = library.library().get(milestone.slug)
    return Proof(entry.shown_by) if entry and entry.shown_by else None


def find(plan: "Plan", milestone: "Milestone", proof: Proof, shelf: Shelf) -> Found | None:
    """The first case study of the milestone's lane that shows it. One that was finished before the
    plan began, or begun after it ended, shows nothing of this plan. A milestone of every lane asks
    for the primary one; one of an area without a lane is shown by none."""
    lane = plan.choice.primary if milestone.role == "any" else milestone.lane
    mine = (one for one in shelf.cases if one.lane == lane and _is_of(plan, one))
    metric = plan.choice.metric_slug
    case = next((one for one in mine if _shows(one, proof, metric)), None)
    return Found(proof, _said(case, proof, metric), case.path, case.link) if case else None


def _is_of(plan: "Plan", case: Case) -> bool:
    before = case.finished_on is not None and case.finished_on < plan.start_month
    return not before and (plan.ended_on is None or case.started_on <= plan.ended_on)


def _shows(case: Case, proof: Proof, metric: str) -> bool:
    match proof:
        case Proof.CASE_STUDY:
            return case.is_finished
        case Proof.VERSION_ZERO:
            return case.stage is not Stage.BEGUN
        case Proof.RESULT:
            return metric in case.measured
        case Proof.TWO_MINUTES:
            return case.plain_passed
    return proof.value in case.artifacts


def _said(case: Case, proof: Proof, metric: str) -> str:
    named = {"title": case.title}
    match proof:
        case Proof.CASE_STUDY:
            named["day"] = say_day(case.finished_on, "j F Y")
            return _("“%(title)s”, finished on %(day)s.") % named
        case Proof.VERSION_ZERO:
            return _("question, baseline and constraints of “%(title)s”.") % named
        case Proof.RESULT:
            named["result"] = case.measured[metric]
            return _("%(result)s, in “%(title)s”.") % named
        case Proof.TWO_MINUTES:
            return _("the plain version of “%(title)s”, understood in two minutes.") % named
        case Proof.DIAGRAM:
            return _("the design diagram of “%(title)s”.") % named
        case Proof.RUNBOOK:
            return _("the runbook of “%(title)s”.") % named
    return _("the postmortem of “%(title)s”.") % named

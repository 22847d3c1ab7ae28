"""The milestone that holds the plan's exam, with what the ledger of certifications knows beside it.
Evidence is shown as such; the tick stays its person's."""

from collections.abc import Iterable
from datetime import date

from roadmap.plan import building, in_ledger
from roadmap.plan.models import Milestone, Plan


def show(plan: Plan, milestones: Iterable[Milestone], today: date) -> None:
    """Lay it beside the milestone, if that is among them: two queries then, none otherwise."""
    of_exam = [one for one in milestones if one.kept == "credential"]
    if of_exam:
        exam = building.exams_of(plan).first.exam
        known = in_ledger.of(plan.user, [(exam.slug, exam.name)], today)[exam.slug]
        for milestone in of_exam:
            milestone.in_ledger = known


def is_certified(plan: Plan, today: date) -> bool:
    """Whether one of the exams the plan may be built around was passed, by the ledger."""
    exams = building.exams_of(plan).options
    known = in_ledger.of(plan.user, [(one.exam.slug, one.exam.name) for one in exams], today)
    return any(one.evidence for one in known.values())

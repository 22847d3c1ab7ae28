"""What the library's slots stand for in a person's year."""

from roadmap.lanes.models import Choice
from roadmap.plan.exams import Exams


def slots_of(choice: Choice, exams: Exams) -> dict[str, str]:
    """The words for each slot. Empty means the fallback (``library.SLOTS``)."""
    exam, next_exam = exams.names
    return {
        "metric": choice.metric.in_sentence,
        "limit": choice.limit_said,
        "baseline": choice.baseline_said,
        "target": choice.target_said,
        "exam": exam,
        "next_exam": next_exam,
        "secondary": choice.second_label,
        "lane": choice.lane.facts.in_sentence,
    }

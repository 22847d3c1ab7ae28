"""Gathers the topics' models, where Django looks for them."""

from roadmap.cadence.models import Block, CalendarFeed, CheckIn, Nudge, Rhythm, ZoneRules
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.models import Choice
from roadmap.plan.models import Milestone, MonthClose, Pause, Plan, Reading
from roadmap.proof.models import GapMilestone, Rating, Resume

__all__ = [
    "Block",
    "CalendarFeed",
    "CheckIn",
    "Choice",
    "GapMilestone",
    "Milestone",
    "MonthClose",
    "Nudge",
    "Pause",
    "Plan",
    "Posting",
    "Rating",
    "Reading",
    "Resume",
    "Rhythm",
    "ZoneRules",
]

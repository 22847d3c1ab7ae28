"""Gathers the topics' models, where Django looks for them."""

from roadmap.cadence.models import Block, CalendarFeed, CheckIn, Nudge, Rhythm, ZoneRules
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.incidents.models import Incident
from roadmap.lanes.models import Choice
from roadmap.plan.models import Milestone, MonthClose, Pause, Plan, Reading

__all__ = [
    "Block",
    "CalendarFeed",
    "CheckIn",
    "Choice",
    "Incident",
    "Milestone",
    "MonthClose",
    "Nudge",
    "Pause",
    "Plan",
    "Posting",
    "Reading",
    "Rhythm",
    "ZoneRules",
]

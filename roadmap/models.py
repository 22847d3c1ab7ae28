"""Gathers the topics' models, where Django looks for them."""

from roadmap.cadence.models import Block, CalendarFeed, CheckIn, Nudge, Rhythm, ZoneRules
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.depth.models import Explanation
from roadmap.lanes.incidents.models import Incident
from roadmap.lanes.models import Choice
from roadmap.lanes.painkiller.models import Answers
from roadmap.mentor.models import Advice, Mentor
from roadmap.plan.models import Milestone, MonthClose, Pause, Plan, Reading
from roadmap.proof.models import GapMilestone, Rating, Resume
from roadmap.signals.models import Pairing

__all__ = [
    "Advice",
    "Answers",
    "Block",
    "CalendarFeed",
    "CheckIn",
    "Choice",
    "Decision",
    "Explanation",
    "GapMilestone",
    "Incident",
    "Mentor",
    "Milestone",
    "MonthClose",
    "Nudge",
    "Pairing",
    "Pause",
    "Plan",
    "Posting",
    "Rating",
    "Reading",
    "Resume",
    "Rhythm",
    "ZoneRules",
]

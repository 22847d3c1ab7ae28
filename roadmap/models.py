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
from roadmap.story.capture.models import CaptureAddress, Receipt
from roadmap.story.narrative.models import Claim, Narrative, NarrativePage, NarrativeSharing
from roadmap.story.notes.models import NoteLink
from roadmap.story.same_story.models import CurrentText, Waived

__all__ = [
    "Advice",
    "Answers",
    "Block",
    "CalendarFeed",
    "CaptureAddress",
    "CheckIn",
    "Choice",
    "Claim",
    "CurrentText",
    "Decision",
    "Explanation",
    "GapMilestone",
    "Incident",
    "Mentor",
    "Milestone",
    "MonthClose",
    "Narrative",
    "NarrativePage",
    "NarrativeSharing",
    "NoteLink",
    "Nudge",
    "Pairing",
    "Pause",
    "Plan",
    "Posting",
    "Rating",
    "Reading",
    "Receipt",
    "Resume",
    "Rhythm",
    "Waived",
    "ZoneRules",
]

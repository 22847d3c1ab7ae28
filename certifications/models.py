"""Gathers the topics' models, where Django looks for them."""

from certifications.catalogue.models import Certification, Digest, ExamVersion
from certifications.goals.models import Goal, Sitting, StudyMinutes, Training
from certifications.held.models import Credential, Renewal, TalkThrough
from certifications.money.models import Budget, LabCost

__all__ = [
    "Budget",
    "Certification",
    "Credential",
    "Digest",
    "ExamVersion",
    "Goal",
    "LabCost",
    "Renewal",
    "Sitting",
    "StudyMinutes",
    "TalkThrough",
    "Training",
]

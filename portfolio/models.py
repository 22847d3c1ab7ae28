"""Gathers the topics' models, where Django looks for them."""

from portfolio.artifacts.models import Artifact, Picture
from portfolio.bullets.models import Bullet, Position, Skill
from portfolio.casestudies.models import CaseStudy, Passage, Revision, Tradeoff
from portfolio.readers.models import PlainVersion, Reader, ReadingTest
from portfolio.results.models import Result
from portfolio.sharing.models import Publication, Published, Sharing
from portfolio.stakeholders.models import Conversation, Stakeholder, Wording
from portfolio.stories.models import Rehearsal, Story
from portfolio.wins.models import Screenshot, Win

__all__ = [
    "Artifact",
    "Bullet",
    "CaseStudy",
    "Conversation",
    "Passage",
    "Picture",
    "PlainVersion",
    "Position",
    "Publication",
    "Published",
    "Reader",
    "ReadingTest",
    "Rehearsal",
    "Result",
    "Revision",
    "Screenshot",
    "Sharing",
    "Skill",
    "Stakeholder",
    "Story",
    "Tradeoff",
    "Win",
    "Wording",
]

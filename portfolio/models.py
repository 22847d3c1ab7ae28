"""Gathers the topics' models, where Django looks for them."""

from portfolio.artifacts.models import Artifact, Picture
from portfolio.casestudies.models import CaseStudy, Passage, Revision, Tradeoff
from portfolio.readers.models import PlainVersion, Reader, ReadingTest
from portfolio.results.models import Result
from portfolio.sharing.models import Publication, Sharing
from portfolio.wins.models import Win

__all__ = [
    "Artifact",
    "CaseStudy",
    "Passage",
    "Picture",
    "PlainVersion",
    "Publication",
    "Reader",
    "ReadingTest",
    "Result",
    "Revision",
    "Sharing",
    "Tradeoff",
    "Win",
]

"""What a reader found in a file or a pasted text: values, and what it could not make any of."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.overview import Resume
from roadmap.story.narrative.document import Link as Link

MOST_READ = 300
"""So many entries of one list are read: five times what may be kept, so that one can choose."""


class Unreadable(ValueError):
    """It cannot be read. The message says why in one sentence, and what to do."""


class IsText(Unreadable):
    """It is a text and no table: as likely as not a résumé, which is read elsewhere."""


class Field(models.TextChoices):
    """Where a text goes. The last two are what stands on LinkedIn now; the rest is the one page."""

    NAME = "name", _("Name")
    HEADLINE = "headline", _("Headline")
    ABOUT = "about", _("About")
    PROBLEM_SPACE = "problem_space", _("The problem space I work in")
    LEVERAGE = "leverage", _("Where I create the most leverage")
    KEEPS = "keeps", _("Breadth I keep")
    LOOKING_FOR = "looking_for", _("What I look for next")
    SPOKEN = "spoken", _("Spoken introduction")
    LOCATION = "location", _("Place")
    CONTACT = "contact", _("Address for answers")
    CURRENT_HEADLINE = "current-headline", _("Your headline on LinkedIn, as it stands now")
    CURRENT_ABOUT = "current-about", _("Your About on LinkedIn, as it stands now")


@dataclass(frozen=True, slots=True)
class Words:
    """A text, and where it goes."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """The cells of a certificate, as certifications' import reads them."""

    name: str
    issuer: str = ""
    issued_on: str = ""
    expires_on: str = ""
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """All of it. ``remarks`` are sentences: what was not understood, or has no place here."""

    kind: str
    resume: Resume = field(default_factory=Resume)
    words: tuple[Words, ...] = ()
    links: tuple[Link, ...] = ()
    outcomes: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    lane: str = ""
    """The lane it names, in words. A lane is chosen, with its metric: it is said and not kept."""
    remarks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        parts = (self.resume.entries, self.resume.skills, self.words, self.links)
        return not any((*parts, self.outcomes, self.certificates))

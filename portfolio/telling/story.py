"""The five-part story, told in the words that are there: problem, constraints, decision, tradeoff,
result."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portfolio.casestudies.parts import Section
from portfolio.telling.document import Document, Figure, Text, Tradeoff


@dataclass(frozen=True, slots=True)
class StoryPart:
    """One of the five. ``slot`` is where its words are written."""

    slot: str
    title: str
    asks: str
    text: Text | None
    tradeoffs: tuple[Tradeoff, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.text is None and not self.tradeoffs and not self.figures


def five(document: Document) -> tuple[StoryPart, ...]:
    """All five, those without a word too."""
    asks = {
        Section.PROBLEM: (_("Problem"), _("What was wrong, and for whom?")),
        Section.CONSTRAINTS: (_("Constraints"), _("What could not change?")),
        Section.DECISION: (_("Decision"), _("What did you choose?")),
        Section.TRADEOFFS: (_("Tradeoff"), _("What did it give up?")),
        Section.RESULT: (_("Result"), _("What is different now?")),
    }
    return tuple(
        StoryPart(
            section.value,
            title,
            asked,
            next((one for one in document.sections if one.slot == section), None),
            document.tradeoffs if section is Section.TRADEOFFS else (),
            document.figures if section is Section.RESULT else (),
        )
        for section, (title, asked) in asks.items()
    )

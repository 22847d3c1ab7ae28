"""What a text that stands beside a case study answers, kind by kind. Basis: our own judgement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portfolio.artifacts.models import Kind


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The questions of one kind."""

    kind: Kind
    title: str | Promise
    asks: Sequence[str | Promise]


SCAFFOLDS = (
    Scaffold(
        Kind.RUNBOOK,
        _("What a runbook answers"),
        (
            _("Which signal says that something is wrong, and where does one see it?"),
            _("What do you check first, and what does each answer mean?"),
            _("What takes the system back to how it was? One step a line, as typed."),
            _("Who is called if that does not help, and after how many minutes?"),
        ),
    ),
    Scaffold(
        Kind.POSTMORTEM,
        _("What a postmortem answers"),
        (
            _("What did users see, and how many of them?"),
            _("Clock times: when did it begin, who noticed when, when was it over?"),
            _("What caused it? Name the thing, not the person."),
            _("What is changed since, so that the same cause does less?"),
            _("What is left to do, whose is it, and until when?"),
        ),
    ),
    Scaffold(
        Kind.OPTIMIZATION,
        _("What an optimization summary answers"),
        (
            _("What did it take before: money, time or load, in which period?"),
            _("What did you move, and what did you leave alone?"),
            _("What does it take now, measured the same way?"),
            _("What did it give up, and did the limit hold?"),
            _("What would you move next, and what would that be worth?"),
        ),
    ),
)

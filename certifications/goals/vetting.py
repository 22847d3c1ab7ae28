"""Vetting a training provider like any vendor: five questions, and what the answers say together.
Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    """What to find out before paying, each answered with yes or no."""

    CURRENT = "current", _("Its outline names the exam you are after, and a date of this year.")
    LABS = "labs", _("You build and break things yourself, and it says what the labs cost you.")
    HONEST = "honest", _("Its practice questions are its own, not copied from the exam.")
    TEACHER = "teacher", _("You can look up who teaches it and what they have run.")
    WAY_OUT = (
        "way-out",
        _("You see a part of it before paying, and a refund is promised in writing."),
    )

    @property
    def ask(self) -> Promise:
        """How to find out, or why it matters."""
        return _ASK[self]


_ASK = {
    Question.CURRENT: _("Compare its outline with the domains of your exam, word by word."),
    Question.LABS: _("A video of somebody’s console is not a lab."),
    Question.HONEST: _("“Real exam questions” can cost you the certificate: vendors take it back."),
    Question.TEACHER: _("A name, a talk, a repository, a former team."),
    Question.WAY_OUT: _("Ask for one lesson and for the refund rule. A vendor shows both."),
}


class Verdict(models.TextChoices):
    """What the answers come to."""

    ASK = "ask", _("Ask first")
    GOOD = "good", _("Worth its price")
    WEIGH = "weigh", _("Weigh it")
    LEAVE = "leave", _("Leave it")


@dataclass(frozen=True, slots=True)
class Vetting:
    """How a provider stands: which questions are open, which were answered with no."""

    verdict: Verdict
    open: tuple[Question, ...]
    refused: tuple[Question, ...]
    why: Promise


def vet(answers: Mapping[str, bool]) -> Vetting:
    """One no is to be weighed and two are too many. Copied questions alone are enough to leave it,
    whatever else is still open."""
    refused = tuple(question for question in Question if answers.get(question.value) is False)
    unasked = tuple(question for question in Question if answers.get(question.value) is None)
    verdict, why = _verdict(refused, unasked)
    return Vetting(verdict, unasked, refused, why)


def _verdict(
    refused: tuple[Question, ...], unasked: tuple[Question, ...]
) -> tuple[Verdict, Promise]:
    if Question.HONEST in refused:
        return Verdict.LEAVE, _("Copied exam questions put the certificate itself at risk.")
    if len(refused) > 1:
        return Verdict.LEAVE, _("More than one answer is no. The money is better spent on labs.")
    if unasked:
        return Verdict.ASK, _("What you do not know yet is worth one message to them.")
    if refused:
        return Verdict.WEIGH, _("One answer is no. Pay only if you can make up for it yourself.")
    return Verdict.GOOD, _("Five of five. What it costs belongs to the goal’s money.")

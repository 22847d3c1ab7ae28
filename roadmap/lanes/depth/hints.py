"""What can be seen in an explanation without understanding it: its length, figures, tradeoffs.

Hints, never a grade: the words of a good answer and of a bad one look alike.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

SHORT, LONG = 40, 260
"""Words: a quarter of a minute, and about two minutes aloud."""

_FIGURE = re.compile(r"\d")
_GIVES_UP = re.compile(
    r"\b(?:but|instead|unless|until|rather than|at the price|in return|gives? up|costs?|trade|"
    r"trade-?offs?|whereas|although|slower|dearer|cheaper|loses?|the other way|on the other hand|"
    r"depends|worse)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hint:
    """``there``: what was looked for is there."""

    there: bool
    text: str


def hints(text: str) -> list[Hint]:
    """Three remarks on an explanation; none on an empty one."""
    count = len(text.split())
    return [_length(count), _figure(text), _tradeoff(text)] if count else []


def _length(count: int) -> Hint:
    if count < SHORT:
        return Hint(False, _("Short: say how you know, or what you would look at first."))
    if count > LONG:
        return Hint(False, _("More than two minutes aloud: which sentence carries it?"))
    return Hint(True, _("A length somebody listens to."))


def _figure(text: str) -> Hint:
    if _FIGURE.search(text):
        return Hint(True, _("It names a figure."))
    return Hint(False, _("No figure in it: which number would change your answer?"))


def _tradeoff(text: str) -> Hint:
    if _GIVES_UP.search(text):
        return Hint(True, _("It says what is given up, or when the answer changes."))
    return Hint(False, _("No tradeoff in it: what does your answer cost, and whom?"))

"""What the two-minute test comes to. Values in, values out.

A test passes when its reader took two minutes or less, named nothing that confused them, and said
back what is so, as its author judges. A reading that was begun anew may pass: the one that was
left stands beside it, for the author to weigh. A case study passes with the newest version that a
test passed on, as long as nothing that confused anybody is open.

What confused somebody is answered by rewriting: a version newer than the one they read clears it,
an older one or the same does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.readers.counting import clock

LIMIT = 120
"""Seconds of reading."""
NOTHING_SAID = "Nothing"
"""What is kept for somebody who ticked that nothing confused them."""
NOTHING = frozenset(
    {
        "", "no", "none", "nope", "nothing", "nothing at all", "nothing really", "not really",
        "not at all", "nothing did", "nothing confused me", "n/a", "na", "clear", "all clear",
        "it was clear", "it was all clear", "everything was clear", "nichts", "nein", "rien",
        "nada", "niente",
    }
)  # fmt: skip
"""What a reader may write who was not confused, without marks and in small letters. It is a closed
list: whatever else they write is taken for something that confused them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One test that was answered. ``version`` and ``cleared_by`` are numbers of versions."""

    version: int
    seconds: int
    confused: str
    said_right: bool | None = None
    cleared_by: int | None = None

    @property
    def confusion(self) -> str:
        """What confused them, "" for nothing."""
        said = " ".join(self.confused.split())
        return "" if said.casefold().strip(" .,;:!-–—'\"“”’()") in NOTHING else said

    @property
    def is_open(self) -> bool:
        """Something confused them, and no newer version answers it."""
        answered = self.cleared_by is not None and self.cleared_by > self.version
        return bool(self.confusion) and not answered

    @property
    def passes(self) -> bool:
        return self.seconds <= LIMIT and not self.confusion and self.said_right is True


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a case study is with its readers.

    ``is_current`` is whether the plain version is still the one that passed; ``said`` is all of it
    in one sentence.
    """

    passed: bool
    passed_version: int | None
    is_current: bool
    open_confusions: int
    said: str


def standing(
    readings: Sequence[Reading], *, asked: int, newest_passed_is_text: bool, has_text: bool
) -> Standing:
    """What ``readings`` of ``asked`` readers come to.

    ``newest_passed_is_text`` is whether the text of ``newest_passed(readings)`` is what the plain
    version says today, ``has_text`` whether it says anything.
    """
    confusions = sum(reading.is_open for reading in readings)
    version = None if confusions else newest_passed(readings)
    is_current = version is not None and newest_passed_is_text
    return Standing(
        passed=version is not None,
        passed_version=version,
        is_current=is_current,
        open_confusions=confusions,
        said=_said(readings, asked, version, confusions, is_current=is_current, has_text=has_text),
    )


def newest_passed(readings: Sequence[Reading]) -> int | None:
    """The newest version that somebody passed the test on."""
    return max((reading.version for reading in readings if reading.passes), default=None)


def _said(
    readings: Sequence[Reading],
    asked: int,
    version: int | None,
    confusions: int,
    *,
    is_current: bool,
    has_text: bool,
) -> str:
    if version is not None:
        if is_current:
            return _("Passed with version %d.") % version
        return _("Passed with version %d; the text has changed since.") % version
    if confusions:
        return (
            ngettext(
                "%d thing that confused a reader is not answered yet.",
                "%d things that confused a reader are not answered yet.",
                confusions,
            )
            % confusions
        )
    if readings:
        return _not_passed(readings)
    if asked:
        return _("Nobody you asked has answered yet.")
    if has_text:
        return _("Nobody outside the trade has read it yet.")
    return _("There is no plain version yet.")


def _not_passed(readings: Sequence[Reading]) -> str:
    """Answered, nothing open, and still no test that passes."""
    if any(reading.said_right is None for reading in readings):
        return _("A reader said back what changed. Say whether it is right.")
    if not any(reading.said_right for reading in readings):
        return _("No reader has said it back right yet.")
    if all(reading.confusion for reading in readings if reading.said_right):
        return _("What confused a reader is rewritten. Nobody has read the rewrite and passed yet.")
    fastest = min(
        reading.seconds for reading in readings if reading.said_right and not reading.confusion
    )
    return _("Nobody has understood it within two minutes yet. The fastest took %s.") % clock(
        fastest
    )

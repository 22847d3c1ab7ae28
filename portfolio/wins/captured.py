"""A draft of a win, made of what its person sent from a shell, a script or a telephone.

What fits is kept whole; what does not is refused, and never cut. Drafts wait until somebody looks
at them, and no more wait than can be looked at.
"""

import io
from datetime import date

from accounts.models import User
from portfolio.artifacts import headers, pictures
from portfolio.artifacts.pictures import MOST_BYTES as MOST_PICTURE_BYTES  # lent, as it is
from portfolio.artifacts.pictures import Encoded, NotAPicture
from portfolio.wins.models import (
    LONGEST,
    LONGEST_PART,
    MOST,
    MOST_BYTES,
    Screenshot,
    Source,
    Win,
)

__all__ = ["MOST_PICTURE_BYTES", "Encoded", "NoRoom", "NotAPicture", "TooLong", "draft", "picture"]

MOST_WAITING = 200
"""Drafts that wait for their person at once."""


class _Nameless(io.BytesIO):
    """A file as it came in. A script names it anything: its bytes say what it is."""

    name = ""


class TooLong(ValueError):
    """The text does not fit a win."""


class NoRoom(Exception):
    """As many wait as may, or there are as many wins, or screenshots, as are kept."""


def words(text: str) -> tuple[str, str]:
    """The line, and what follows it. A first line that is too long goes on in what follows.

    Raises:
        TooLong: nothing is cut.
    """
    line, _end, rest = text.strip().partition("\n")
    line, rest = " ".join(line.split()), rest.strip()
    if len(line) > LONGEST:
        at = line.rfind(" ", 0, LONGEST) + 1 or LONGEST
        line, rest = line[:at].rstrip(), f"{line[at:]}\n{rest}".strip()
    if len(rest) > LONGEST_PART:
        raise TooLong
    return line, rest


def is_picture(data: bytes) -> bool:
    """Whether it begins like a picture that we keep."""
    return headers.kind_of(data) is not None


def picture(data: bytes) -> Encoded:
    """The picture as it is kept. Call it outside of a transaction: it takes its time.

    Raises:
        NotAPicture: with a sentence.
    """
    return pictures.read(_Nameless(data))


def draft(user: User, text: str, on: date, shown: Encoded | None = None) -> Win:
    """Keep it as a draft. Call it while its person is held.

    Raises:
        TooLong: the text does not fit.
        NoRoom: nothing more does.
    """
    line, rest = words(text)
    mine = Win.objects.for_user(user)
    if mine.drafts().count() >= MOST_WAITING or mine.count() >= MOST:
        raise NoRoom
    if shown and Screenshot.objects.for_user(user).bytes() + len(shown.data) > MOST_BYTES:
        raise NoRoom
    win = Win.objects.create(
        user=user, happened_on=on, line=line, result=rest, is_draft=True, source=Source.CAPTURE
    )
    if shown:
        Screenshot.objects.create(
            win=win,
            data=shown.data,
            width=shown.width,
            height=shown.height,
            size=len(shown.data),
        )
    return win

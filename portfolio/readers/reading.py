"""What a reader does: begins, reads, answers. Each step once, on the server's clock."""

from datetime import datetime, timedelta
from enum import StrEnum

from common.links import LinkError, LinkExpired
from portfolio.readers.models import Reader, ReadingTest

MOST_TESTS = 20
"""So often one reader may begin."""


GRACE = timedelta(days=1)
"""Whoever began before their link ended may finish for so long, so that nothing they type is lost
between reading and answering."""


class EnoughTests(Exception):
    """They began as often as one may."""


class Step(StrEnum):
    """Where a reader is, which is all that their link shows."""

    ASK = "ask"
    TEXT = "text"
    QUESTIONS = "questions"
    DONE = "done"


def reader_of(token: str, now: datetime, *, hold: bool) -> Reader:
    """Whom ``token`` was given to, for a day longer where they began in time. ``hold`` locks their
    row, within a transaction.

    Raises:
        LinkError: see ``SharedLink.find``.
    """
    reader = _find(token, now)
    if hold:
        try:
            Reader.objects.hold(reader)
        except Reader.DoesNotExist as error:  # the case study was deleted while this waited
            raise LinkError from error
        reader = _find(token, now)  # it may have been taken back while this waited
    return reader


def _find(token: str, now: datetime) -> Reader:
    try:
        return Reader.find(token, now)
    except LinkExpired:
        reader = Reader.find(token, now - GRACE)
        if not reader.tests.filter(started_at__lt=reader.expires_at).exists():
            raise
        return reader


def under_way(reader: Reader) -> ReadingTest | None:
    """The reading they are in."""
    return reader.tests.under_way().select_related("version").first()


def step(reader: Reader, test: ReadingTest | None) -> Step:
    """Where they are; ``test`` is the one under way."""
    return step_after(reader, test, None if test else reader.tests.answered().first())


def step_after(reader: Reader, test: ReadingTest | None, last: ReadingTest | None) -> Step:
    """The same of rows that are there: ``last`` is the one they answered last."""
    if test is not None:
        return Step.TEXT if test.read_at is None else Step.QUESTIONS
    return Step.DONE if last and last.version_id == reader.version_id else Step.ASK


def begin(reader: Reader, now: datetime, interrupted: str = "") -> None:
    """The clock starts. Whoever reads already goes on, unless ``interrupted`` names that reading:
    then it is kept as it was left, and another begins with the version the link shows now.

    Raises:
        EnoughTests: twenty times are enough.
        LinkExpired: within the day of grace nothing new is begun.
    """
    test = under_way(reader)
    if test is not None and (test.read_at is not None or str(test.pk) != interrupted):
        return
    if test is None and (interrupted or step(reader, None) is Step.DONE):
        return
    if test is None and reader.expires_at <= now:
        raise LinkExpired
    if reader.tests.count() >= MOST_TESTS:
        raise EnoughTests
    if test is not None:
        test.interrupt(now)
    reader.tests.create(version=reader.version, started_at=now)


def has_read(reader: Reader, now: datetime) -> None:
    """The clock stops. Said twice, the first moment holds."""
    test = under_way(reader)
    if test is not None and test.read_at is None:
        test.read_at = now
        test.save(update_fields=["read_at"])


def answer(test: ReadingTest, now: datetime) -> None:
    """What they said is kept, and is news to the author."""
    test.answered_at = now
    test.save()
    test.reader.case_study.touch(now)

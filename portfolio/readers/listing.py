"""What the author sees of the people they asked, and of the versions they wrote."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from portfolio.readers.counting import Part, clock, compare
from portfolio.readers.forms import ClearForm
from portfolio.readers.models import PlainVersion, Reader, ReadingTest
from portfolio.readers.outcome import LIMIT, Reading
from portfolio.readers.reading import Step, step_after
from portfolio.readers.standing import reading

ONE_DAY = timedelta(days=1)
MOST_COMPARED = 10
"""So many rewrites are laid beside what they replaced."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A test that was answered, or left."""

    test: ReadingTest
    reading: Reading
    form: ClearForm | None = None
    """What was wrong with the author's answer to it."""

    @property
    def took(self) -> str:
        return clock(self.reading.seconds)

    @property
    def note(self) -> str:
        """What stands in the field of the author's answer: what was typed, else what is kept."""
        typed = self.form["cleared_note"].value() if self.form else self.test.cleared_note
        return str(typed or "")

    @property
    def problems(self) -> Sequence[str]:
        """What is wrong with ``form``, in sentences."""
        return (
            [str(said) for errors in self.form.errors.values() for said in errors]
            if self.form
            else []
        )

    @property
    def in_time(self) -> bool:
        return self.reading.seconds <= LIMIT


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was asked, at a moment."""

    reader: Reader
    now: datetime
    text: str = ""
    """The plain version of now; "" where it cannot be shown to anybody."""
    forms: Mapping[int, ClearForm] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """Where they are."""
        last = next((test for test in self.reader.tests.all() if test.answered_at), None)
        return step_after(self.reader, self._under_way, last)

    @property
    def _under_way(self) -> ReadingTest | None:
        tests = self.reader.tests.all()
        return next((one for one in tests if not (one.answered_at or one.interrupted_at)), None)

    @property
    def begun_at(self) -> datetime | None:
        """When the reading under way began."""
        return self._under_way.started_at if self._under_way else None

    @property
    def answered(self) -> Sequence[Tested]:
        """The latest first."""
        return [
            Tested(test, reading(test), self.forms.get(test.pk))
            for test in self.reader.tests.all()
            if test.answered_at
        ]

    @property
    def left(self) -> Sequence[ReadingTest]:
        """Readings they broke off and began anew."""
        return [test for test in self.reader.tests.all() if test.interrupted_at]

    @property
    def address(self) -> str:
        """What they open."""
        return f"{settings.SITE_URL}{reverse('reader', args=[self.reader.token])}"

    @property
    def words(self) -> str:
        """Words that ask them, for the author to send."""
        context = {"one": self, "author": self.reader.case_study.user.name}
        said = render_to_string("portfolio/readers/words.txt", context)
        return f"{said.strip()}\n"

    @property
    def is_open(self) -> bool:
        return self.reader.is_open(self.now)

    @property
    def age(self) -> int:
        """Whole days since the link was made."""
        return max(0, (self.now - self.reader.created_at).days)

    @property
    def days_left(self) -> int:
        """Days until it ends, a day begun counted whole."""
        return max(0, -((self.now - self.reader.expires_at) // ONE_DAY))

    @property
    def may_be_sent_again(self) -> bool:
        """Not answered, not taken back, and not sent again before."""
        gone = self.reader.revoked_at is not None or self.reader.resent_at is not None
        return not gone and self.step is not Step.DONE

    @property
    def may_see_newer(self) -> bool:
        """The plain version says something else than what their link shows."""
        gone = self.reader.revoked_at is not None
        return not gone and self.text not in ("", self.reader.version.text)


def everybody(
    readers: Iterable[Reader], now: datetime, *, text: str, forms: Mapping[int, ClearForm]
) -> list[Asked]:
    """Those who were asked, the last one first."""
    return [Asked(reader, now, text, forms) for reader in readers]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Two versions, one after the other, side by side."""

    before: PlainVersion
    after: PlainVersion
    left: Sequence[Part]
    right: Sequence[Part]


def rewrites(versions: Sequence[PlainVersion]) -> Sequence[Rewrite]:
    """Each version beside the one it replaced, the latest first. ``versions`` by number."""
    pairs = list(itertools.pairwise(versions))[-MOST_COMPARED:]
    return [
        Rewrite(before, after, *compare(before.text, after.text))
        for before, after in reversed(pairs)
    ]

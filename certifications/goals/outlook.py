"""What the study blocks ahead come to for an exam. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from certifications.goals import study_plan
from certifications.goals.progress import Progress
from certifications.goals.study_plan import Coming, Fit, Sitting

SHOWN = 6
"""So many of the coming blocks are shown at once; the rest can be opened."""

MOST_MORE = 120
"""Minutes. Blocks that would have to be longer by more than this are no way out."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The blocks that are left before the exam, and whether they suffice. Without a date ``coming``
    are the blocks it takes, and ``fit`` is unknown."""

    progress: Progress
    exam_on: date | None
    coming: tuple[Coming, ...]
    fit: Fit
    least_on: date | None
    """When the least is studied, by the blocks there are; None when they never get there."""
    wanted_on: date | None
    is_set: bool
    """Whether any study block comes in the two years that are looked at."""

    @property
    def blocks(self) -> int:
        return len(self.coming)

    @property
    def ahead(self) -> int:
        """Minutes of the blocks to come."""
        return sum(one.minutes for one in self.coming)

    @property
    def hours_ahead(self) -> Decimal:
        return study_plan.hours(self.ahead)

    @property
    def hours_together(self) -> Decimal:
        return study_plan.hours(self.progress.studied + self.ahead)

    @property
    def short(self) -> int:
        """Minutes missing to the least it asks for."""
        return max(0, self.progress.estimate.least - self.progress.studied - self.ahead)

    @property
    def hours_short(self) -> Decimal:
        return study_plan.hours(self.short)

    @property
    def more_each(self) -> int | None:
        """By how many minutes each block would have to be longer, in fives; None where no evening
        is that long."""
        more = -(-self.short // (5 * self.blocks)) * 5 if self.blocks else MOST_MORE + 1
        return more if more <= MOST_MORE else None

    @property
    def next(self) -> Coming | None:
        return self.coming[0] if self.coming else None

    @property
    def shown(self) -> tuple[Coming, ...]:
        return self.coming[:SHOWN]

    @property
    def more(self) -> tuple[Coming, ...]:
        return self.coming[SHOWN:]


def outlook(progress: Progress, sittings: Sequence[Sitting], exam_on: date | None) -> Outlook:
    """``sittings`` are the blocks that can be used for this exam. One on the day of the exam does
    not count."""
    least = max(0, progress.estimate.least - progress.studied)
    wanted_on = study_plan.reached_on(sittings, progress.left) if progress.left else None
    if exam_on is not None:
        used = [sitting for sitting in sittings if sitting[0] < exam_on]
    else:
        used = [s for s in sittings if wanted_on is None or s[0] <= wanted_on]
        used = used if progress.left else []
    together = progress.studied + sum(minutes for _, minutes in used)
    return Outlook(
        progress=progress,
        exam_on=exam_on,
        coming=tuple(study_plan.ahead(progress.parts, used)),
        fit=progress.estimate.fit(together) if exam_on is not None else Fit.UNKNOWN,
        least_on=study_plan.reached_on(sittings, least) if least else None,
        wanted_on=wanted_on,
        is_set=bool(sittings),
    )

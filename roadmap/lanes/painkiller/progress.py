"""How far somebody is in the test, said honestly."""

from dataclasses import dataclass
from typing import Self

from roadmap.lanes.painkiller.asking import still_open, unanswered
from roadmap.lanes.painkiller.questions import Question, questions
from roadmap.lanes.painkiller.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Progress:
    """``number`` is the place of the question at hand, ``is_open`` whether its answer can still
    change the first two places, ``left`` how many may be asked after it at most, ``before`` the
    question gone through before it."""

    number: int
    is_open: bool
    left: int
    upcoming: Question | None
    before: Question | None
    settled: tuple[Question, ...]
    skipped: tuple[Question, ...]

    @classmethod
    def of(cls, known: Snapshot, slug: str = "") -> Self:
        """Where somebody stands, on the page of the question ``slug`` or on none."""
        row, picked = known.answers, known.answers.picked
        gone = [one for one in row.in_order if one in questions()]
        skipped = row.skipped
        left = still_open(picked, known.evidence, skipped)
        open_ones = unanswered(picked, known.evidence)
        number = gone.index(slug) if slug in gone else len(gone)
        return cls(
            number=number + 1,
            is_open=any(one.slug == slug for one in left),
            left=sum(one.slug != slug for one in left),
            upcoming=left[0] if left else None,
            before=questions()[gone[number - 1]] if number else None,
            settled=tuple(q for q in open_ones if q not in left and q.slug not in skipped),
            skipped=tuple(q for q in open_ones if q.slug in skipped),
        )

    @property
    def stations(self) -> list[str]:
        """The line of the test: what was gone through, where one stands, what may come."""
        return ["is-done"] * (self.number - 1) + ["is-now"] + ["is-ahead"] * self.left

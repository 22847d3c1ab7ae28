"""What is next in a case study, for the block that can do it: the lab builds and measures, story
has the plain version read. Values in, values out."""

from dataclasses import dataclass

from django.urls import reverse

from portfolio.overview import Case, Shelf
from roadmap.plan.blocks import BlockKind

BESIDE = range(4, 10)
"""The months in which it stands beside a milestone: projects are built and told then. A block that
no milestone is open for has it in any month."""


@dataclass(frozen=True, slots=True)
class Work:
    """The next thing of one case study. ``do`` begins in lower case and has no full stop; ``lacks``
    is a sentence that begins in lower case: what a reader would miss."""

    title: str
    do: str
    lacks: str
    path: str


def of(shelf: Shelf | None, kind: BlockKind, month: int | None, *, has_task: bool) -> Work | None:
    """What a block can do for a case study that is not finished, the one touched last first.
    ``month`` is the plan's on the day of the block; None without a plan."""
    if shelf is None or kind is BlockKind.STUDY or (has_task and month not in BESIDE):
        return None
    told = kind is BlockKind.STORY
    fitting = (one for one in shelf.unfinished if _is_telling(one) is told)
    return next((_work(one) for one in fitting), None)


def _work(case: Case) -> Work:
    do, said = case.next.do, case.next.said
    return Work(case.title, do[:1].lower() + do[1:], said[:1].lower() + said[1:], case.next.path)


def _is_telling(case: Case) -> bool:
    """Whether what is next is the plain version, or somebody who reads it."""
    return case.next.path.startswith(reverse("casestudy-readers", args=[case.pk]))

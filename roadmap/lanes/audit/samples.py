"""Six postings of our own wording, for somebody with an empty clipboard."""

from functools import cache
from pathlib import Path

from common.lanes import Lane
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner

FOLDER = Path(__file__).parent.parent / "facts" / "samples"
NAMES = (*Lane.values, "no-clear-lane")
"""One of each lane, and one that belongs to none."""


@cache
def texts() -> dict[str, str]:
    """The samples by the name of their file, in the order they are shown.

    Raises OSError where one is missing.
    """
    return {name: (FOLDER / f"{name}.txt").read_text("utf-8").strip() for name in NAMES}


def add(owner: Owner) -> None:
    """The six beside what is there; those that are there already stay as they are."""
    made = [Posting.made_from(text, is_sample=True, **owner.fields) for text in texts().values()]
    Posting.objects.bulk_create(made, ignore_conflicts=True)


def take_out(owner: Owner) -> int:
    """Returns how many were there."""
    return Posting.objects.of(owner).samples().delete()[0]

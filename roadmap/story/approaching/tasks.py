"""The small tasks with stakeholders: story exercises, and which of them are done. Values in, values
out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from roadmap.plan import exercises, library
from roadmap.plan.exercises import Exercise, Theme
from roadmap.plan.models import Phase

THEMES = (Theme.STAKEHOLDERS, Theme.EMPATHY, Theme.ADJACENT)
FIRST = ("story-planning-heard", "story-one-kpi-of-theirs")
"""What one begins with: being in the room, and knowing their number."""
SHOWN = 5
"""So many of those still to do stand on the page."""


@dataclass(frozen=True, slots=True)
class Small:
    """One task. ``done_on`` is None while it is not done."""

    title: str
    theme: str
    minutes: int
    do: str
    done_when: str
    small: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tasks:
    """The next one, some that follow, and those that are done, the latest first."""

    following: Small | None
    later: tuple[Small, ...]
    left: int
    """How many are still to do after those shown."""
    done: tuple[Small, ...]


def tasks(
    phase: Phase,
    finished: Mapping[str, date | None],
    filled: Callable[[Exercise], Exercise],
    has_note: bool,
) -> Tasks:
    """What there is in ``phase``. ``finished``: when each was done, by slug; ``filled`` puts a
    person's words into it. One that works on a lab note waits until there is one."""
    every = [one for one in exercises.stories() if one.theme in THEMES]
    every.sort(key=lambda one: FIRST.index(one.slug) if one.slug in FIRST else len(FIRST))
    open_ones = [
        one for one in every
        if one.slug not in finished and one.phase <= phase and (has_note or not one.on_note)
    ]  # fmt: skip
    shown = [_small(filled(one), None) for one in open_ones[: SHOWN + 1]]
    done = [_small(filled(one), finished[one.slug]) for one in every if one.slug in finished]
    done.sort(key=lambda one: one.done_on or date.min, reverse=True)
    return Tasks(
        shown[0] if shown else None,
        tuple(shown[1:]),
        max(0, len(open_ones) - SHOWN - 1),
        tuple(done),
    )


def slugs() -> Collection[str]:
    """Those that can be done at all."""
    return [one.slug for one in exercises.stories() if one.theme in THEMES]


def _small(one: Exercise, done_on: date | None) -> Small:
    return Small(
        library.as_title(one.title),
        str(one.theme.label) if one.theme else "",
        one.minutes,
        one.do,
        one.done_when,
        one.small,
        done_on,
    )

"""How one goal stands on a day, with everything its page says: rows, facts and blocks together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from certifications.catalogue import catalog
from certifications.catalogue.credential import Credential
from certifications.catalogue.providers import Provider, providers
from certifications.catalogue.standing import Standing, standing
from certifications.goals import calendar, retake
from certifications.goals.editions import Edition, edition
from certifications.goals.models import Goal, Sitting, StudyMinutes
from certifications.goals.outlook import Outlook, outlook
from certifications.goals.progress import Progress, in_turn, is_sat, progress
from certifications.goals.smaller import smaller
from certifications.goals.study_plan import Fit


@dataclass(frozen=True, slots=True)
class Turn:
    """Whom the study blocks serve before this goal, and the blocks that are left for it."""

    first: Goal | None
    free_from: date | None
    """The last day that is known of the exams before it."""
    is_open_ended: bool
    """Whether an exam before it has no date yet, so that later blocks count for both."""


@dataclass(frozen=True, slots=True)
class Again:
    """What holds after an attempt that was not passed."""

    earliest: date | None
    is_rule: bool
    """Whether ``earliest`` is a rule of the vendor that is held, not what the person was told."""
    paid_left: int | None
    provider: Provider | None


@dataclass(frozen=True, slots=True)
class Lack:
    """A group of prerequisites: one of them is needed."""

    group: tuple[Credential, ...]
    expired_on: date | None
    """When what was held of it ended."""
    goal: int | None
    """The open goal for one of them."""


@dataclass(frozen=True, slots=True)
class Look:
    """One goal on a day."""

    goal: Goal
    known: Credential | None
    outlook: Outlook
    edition: Edition | None
    turn: Turn
    again: Again | None
    missing: tuple[Lack, ...]
    """Prerequisites that are neither passed nor held."""
    held_until: date | None
    """The last day of what is held of the same certification: the goal is its renewal."""
    smaller: tuple[Credential, ...]
    sittings: tuple[Sitting, ...]
    is_sat: bool
    weeks_left: int | None

    @property
    def progress(self) -> Progress:
        return self.outlook.progress

    @property
    def ends_before_ready(self) -> bool:
        """Whether the exam cannot be sat any more by the day its hours are studied."""
        version, ready = self.progress.version, self.outlook.least_on
        last = version.until if version else None
        return bool(ready and last and last < ready and self.outlook.exam_on is None)

    @property
    def is_too_early_again(self) -> bool:
        """Whether the date lies before the day the exam may be sat again."""
        first = self.again.earliest if self.again else None
        return bool(first and self.goal.exam_on and self.goal.exam_on < first)


def look(goal: Goal, today: date) -> Look:
    """A constant number of queries."""
    known = goal.certification.facts
    done = progress(goal, StudyMinutes.objects.by_domain([goal.pk])[goal.pk], today)
    turn = _turn(goal, today)
    to_come = goal.exam_on if goal.exam_on and goal.exam_on >= today else None
    view = outlook(done, _blocks(goal, turn, today), to_come)
    sittings = tuple(goal.sittings.all())
    stands = standing(goal.user, today)
    return Look(
        goal=goal,
        known=known,
        outlook=view,
        edition=edition(known, done.version, goal.exam_on, today)
        if known and done.version
        else None,
        turn=turn,
        again=_again(goal, known, sittings),
        missing=_missing(known, stands),
        held_until=_held_until(goal, stands),
        smaller=_smaller(known, view, stands, today),
        sittings=sittings,
        is_sat=is_sat(goal, today),
        weeks_left=(to_come - today).days // 7 if to_come else None,
    )


def _turn(goal: Goal, today: date) -> Turn:
    mine = in_turn(Goal.objects.for_user(goal.user).open().with_exam(), today)
    before = mine[: mine.index(goal)] if goal in mine else []
    dates = [one.exam_on for one in before]
    known = [on for on in dates if on is not None]
    return Turn(
        first=before[0] if before else None,
        free_from=max(known, default=None),
        is_open_ended=len(known) < len(dates),
    )


def _blocks(goal: Goal, turn: Turn, today: date) -> list[tuple[date, int]]:
    """The blocks after the exams that come first, as far as those have a date."""
    if not goal.is_open or is_sat(goal, today):
        return []
    found = calendar.sittings(goal.user, today)
    free_from = turn.free_from
    return found if free_from is None else [one for one in found if one[0] > free_from]


def _again(goal: Goal, known: Credential | None, sittings: Sequence[Sitting]) -> Again | None:
    failed = [one.on for one in sittings if not one.passed]
    if not failed or not goal.is_open:
        return None
    provider = providers().get(known.provider) if known else None
    ruled = retake.earliest(failed, provider.retake if provider else None)
    included = known.attempts_included if known else None
    return Again(
        earliest=ruled or goal.retake_from,
        is_rule=ruled is not None,
        paid_left=retake.paid_attempts_left(included, len(failed)),
        provider=provider,
    )


def _held_until(goal: Goal, stands: Standing) -> date | None:
    slug = goal.certification.slug
    return stands.expiry.get(slug) if goal.is_open and slug in stands.held else None


def _missing(known: Credential | None, stands: Standing) -> tuple[Lack, ...]:
    every = catalog.catalogue().credentials
    groups = stands.lacks(known.prerequisites) if known else []
    return tuple(
        Lack(
            group=tuple(every[slug] for slug in group),
            expired_on=max(filter(None, map(stands.expired_on, group)), default=None),
            goal=next(filter(None, map(stands.goals.get, group)), None),
        )
        for group in groups
    )


def _smaller(
    known: Credential | None, view: Outlook, stands: Standing, today: date
) -> tuple[Credential, ...]:
    """Only where the hours do not reach: who has enough is not led away."""
    if known is None or view.fit is not Fit.BELOW:
        return ()
    passed = stands.held | stands.passed
    return tuple(
        smaller(
            known,
            catalog.catalogue().credentials.values(),
            int(view.hours_ahead),
            today,
            passed=passed,
            known_already=passed | set(stands.goals),
        )
    )

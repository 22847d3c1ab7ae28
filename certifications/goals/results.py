"""What became of an exam: passed or not, and a result entered by mistake taken back."""

from datetime import date

from django.db import transaction

from accounts.models import User
from certifications.goals.aiming import open_rival
from certifications.goals.models import Goal, Sitting


@transaction.atomic
def record(goal: Goal, *, on: date, passed: bool, score: str) -> Sitting:
    """Keep the sitting. After one that was not passed the goal waits for a new date."""
    User.objects.hold(goal.user)
    sitting = Sitting.objects.create(
        goal=goal,
        version=goal.version,
        on=on,
        passed=passed,
        score=score,
        state_before=goal.state,
        exam_before=goal.exam_on,
        retake_before=goal.retake_from,
    )
    goal.state = Goal.State.PASSED if passed else Goal.State.NOT_PASSED
    goal.exam_on = on if passed else None
    goal.retake_from = None
    goal.save(update_fields=["state", "exam_on", "retake_from"])
    return sitting


@transaction.atomic
def take_back(goal: Goal) -> Goal | None:
    """The last result never was. Where the same certification was made a goal meanwhile, that one
    is the answer and nothing changes: two open ones would be one too many."""
    User.objects.hold(goal.user)
    sitting = Sitting.objects.filter(goal=goal).order_by("pk").last()
    if sitting is None or goal.state == Goal.State.LET_GO:  # it is taken up first
        return None
    if not goal.is_open and (other := open_rival(goal)):
        return other
    sitting.delete()
    if goal.state in (Goal.State.PASSED, Goal.State.NOT_PASSED):
        goal.state, goal.exam_on = sitting.state_before, sitting.exam_before
        goal.retake_from = sitting.retake_before
        goal.save(update_fields=["state", "exam_on", "retake_from"])
    return None

"""Putting one goal before another, in the person's own order."""

from django.db import transaction

from accounts.models import User
from certifications.goals.models import Goal


@transaction.atomic
def put_before(user: User, moved: Goal, before: Goal) -> None:
    """``moved`` comes to stand right before ``before``; the others keep their order."""
    User.objects.select_for_update().get(pk=user.pk)  # one order at a time
    goals = [goal for goal in Goal.objects.for_user(user) if goal.pk != moved.pk]
    place = next((n for n, goal in enumerate(goals) if goal.pk == before.pk), len(goals))
    goals.insert(place, moved)
    for position, goal in enumerate(goals):
        goal.position = position
    Goal.objects.bulk_update(goals, ["position"])

"""Who is to be asked again what came of it: the one that waits longest, of each person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portfolio.stakeholders.models import Conversation


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A conversation whose day to ask again has come. ``gave`` is empty where they got nothing."""

    pk: int
    who: str
    on: date
    """The day on which one meant to ask again."""
    spoke_on: date
    said: str
    gave: str
    path: str


def to_ask_again(users: Mapping[int, date]) -> dict[int, FollowUp]:
    """Of those who have one that is due, in one query. ``users`` is each person's id with their
    local day."""
    if not users:
        return {}
    rows = (
        Conversation.objects.open_on(max(users.values()))
        .filter(stakeholder__user__in=users)
        .select_related("stakeholder")
        .order_by("follow_up_on", "pk")
    )
    found: dict[int, FollowUp] = {}
    for row in rows:
        user, on = row.stakeholder.user_id, row.follow_up_on
        if on is not None and on <= users[user]:
            found.setdefault(user, _follow_up(row, on))
    return found


def _follow_up(row: Conversation, on: date) -> FollowUp:
    return FollowUp(
        pk=row.pk,
        who=row.stakeholder.name,
        on=on,
        spoke_on=row.on,
        said=row.said,
        gave=row.gave,
        path=reverse("conversation-follow-up", args=[row.pk]),
    )

"""The wins whose whole story is worth asking for, of one person or of many, in one query."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import F, Q

from accounts.models import User
from portfolio.wins import worth
from portfolio.wins.models import UNTOLD, Win
from portfolio.wins.spotting import has_figure, has_pair
from portfolio.wins.worth import Candidate, Worth

LOOKED_AT = 400
"""Wins of each person, about: those asked for of late, then the latest."""
_COLUMNS = ("user", "pk", "happened_on", "line", "before", "after", "for_whom", "asked_on")


def worth_it(user: User, today: date) -> list[Worth]:
    """What the page of wins suggests."""
    return worth.worth(_candidates({user.pk: today})[user.pk], today)


def to_ask(users: Mapping[int, date]) -> dict[int, Worth]:
    """What the next story block of each of these people asks for, if anything. ``users`` is each
    person's id with their local day."""
    found = _candidates(users)
    asked = {user: worth.to_ask(found[user], today) for user, today in users.items()}
    return {user: one for user, one in asked.items() if one is not None}


def _candidates(users: Mapping[int, date]) -> dict[int, list[Candidate]]:
    """Those that were not asked for and are one line yet, and those asked for of late."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    if not users:
        return found
    oldest = min(users.values())
    waiting = Q(asked_on=None, happened_on__gte=oldest - worth.RECENT, **UNTOLD)
    of_late = Q(asked_on__gt=oldest - worth.SEASON)
    rows = Win.objects.filter(waiting | of_late, user__in=users).kept()
    rows = rows.order_by(F("asked_on").desc(nulls_last=True), "-happened_on", "-pk")
    looked_at = rows.values_list(*_COLUMNS)[: LOOKED_AT * len(users)]
    for user, pk, on, line, before, after, for_whom, asked_on in looked_at:
        typed = before is not None and after is not None
        both = typed or has_pair(line)
        counted = both or before is not None or after is not None or has_figure(line)
        found[user].append(Candidate(pk, on, line, counted, for_whom, both, asked_on=asked_on))
    return found

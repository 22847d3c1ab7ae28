"""Where people stand with what they hold: the guard, for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, F, OuterRef

from accounts.models import User
from certifications.models import Credential, TalkThrough
from roadmap.signals.guard import Guard, Signal
from roadmap.signals.models import Pairing


def of_many(users: Collection[User], today: Mapping[int, date]) -> dict[int, Guard]:
    """Each person's guard by their key, also of those who hold nothing. ``today`` is each person's
    own day. One query, however many people and credentials."""
    held: dict[int, list[Signal]] = defaultdict(list)
    beside = Credential.objects.filter(user__in=users).annotate(
        paired=Exists(Pairing.objects.standing().filter(credential=OuterRef("pk"))),
        talked=Exists(TalkThrough.objects.filter(credential=OuterRef("pk")).exclude(text="")),
    )
    last_first = beside.order_by(F("issued_on").desc(nulls_last=True), "-pk")
    rows = last_first.values_list("user", "pk", "name", "expires_on", "paired", "talked")
    for user, pk, name, expires_on, paired, talked in rows:
        if expires_on is None or today[user] <= expires_on:
            held[user].append(Signal(pk, name, paired, talked))
    return {user.pk: Guard(tuple(held[user.pk])) for user in users}


def of(user: User, today: date) -> Guard:
    """One person's guard."""
    return of_many([user], {user.pk: today})[user.pk]

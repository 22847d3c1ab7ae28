"""The reminders to renew, by mail: half a year, three months, a month and a week before a
credential expires.

Each comes at 18:00 on the first free day from its day on, so that there is never more than one mail
a day and a pause stays silent. What is more than two weeks late is left out: the next one says it.
The last one comes in a pause too, where waiting for its end would leave no time to act. Days are
looked at when it is planned and once more when it leaves.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, cast

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from certifications.held.models import RENEWAL_KIND, Credential
from certifications.held.windows import Standing
from common import weeks
from delivery import outbox, unsubscribe
from delivery.content import Content, NotWanted, absolute, render
from delivery.models import Mail

logger = logging.getLogger(__name__)

DISTANCES = (180, 90, 30, 7)
"""Days before the expiry."""
LAST = DISTANCES[-1]
USEFUL = timedelta(days=14)
"""How long after its day a reminder is still worth sending."""
TIME_TO_ACT = timedelta(days=3)
"""What the last one leaves before the expiry; with less it does not wait for the end of a pause."""
EVENING, MORNING = time(18), time(8)
DAY = timedelta(days=1)

GONE = gettext_noop("the credential is deleted")
OFF = gettext_noop("you switched it off")
CHANGED = gettext_noop("it was renewed, or has another date")
EXPIRED = gettext_noop("it has expired")
LATE = gettext_noop("it was too late to be useful")
TOMORROW = gettext_noop("it comes in the morning instead")
PUT_OFF = gettext_noop("it comes on the next free day instead")


class FreeDays(Protocol):
    """What ``settings.FREE_DAYS`` names: the first free day of each person from the one wanted on,
    by the person's key, for many people in a constant number of queries."""

    def __call__(
        self, wanted: Mapping[int, date], now: datetime, apart_from: Collection[int] = ()
    ) -> dict[int, date | None]: ...


def _free(
    wanted: Mapping[int, date], now: datetime, apart_from: Collection[int] = ()
) -> dict[int, date | None]:
    if not wanted:
        return {}
    return cast(FreeDays, import_string(settings.FREE_DAYS))(wanted, now, apart_from)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One of the four of a credential."""

    credential: int
    expires_on: date
    distance: int

    @property
    def key(self) -> str:
        """Once for each credential, expiry and distance."""
        return f"{RENEWAL_KIND}:{self.credential}:{self.expires_on:%Y-%m-%d}:{self.distance}"

    @classmethod
    def read(cls, key: str) -> "Reminder":
        """The one that a mail's key names."""
        credential, expires_on, distance = key.split(":")[1:4]
        return cls(int(credential), date.fromisoformat(expires_on), int(distance))

    @property
    def first(self) -> date:
        """Its own day."""
        return self.expires_on - DAY * self.distance

    @property
    def last(self) -> date:
        """The last day on which it is useful: its own expiry is too late."""
        return min(self.first + USEFUL, self.expires_on - DAY)

    def day(self, free: date | None, today: date) -> date | None:
        """The day on which it goes, out of the first free one. None when it is left out."""
        if self.distance == LAST and (free is None or free > self.expires_on - TIME_TO_ACT):
            return today if today <= self.last else None
        return free if free is not None and free <= self.last else None


def wanted(credential: Credential, today: date) -> Reminder | None:
    """The reminder of ``credential`` whose time is ``today``, the latest of them. None where there
    is none, or where it lay before the day on which the expiry was entered."""
    if credential.expires_on is None:
        return None
    four = (Reminder(credential.pk, credential.expires_on, days) for days in reversed(DISTANCES))
    begun = next((one for one in four if one.first <= today), None)
    if begun is None or begun.last < today or begun.first < credential.known_since():
        return None
    return begun


def following(expires_on: date, today: date) -> date | None:
    """The day of the next of the four, today's included. None when all are over."""
    days = (expires_on - DAY * distance for distance in DISTANCES)
    return next((day for day in days if day >= today), None)


# --- Planning -----------------------------------------------------------------------------------


def plan_due(now: datetime) -> int:
    """Queue what is due for everybody; twice is once. Returns how many are new.

    Of a person's reminders one goes a day, that of the earliest expiry first. Somebody whose rows
    it stumbles over keeps nobody else's back.

    Raises:
        InterfaceError, OperationalError: it is the database, and nobody's rows.
    """
    due = dict(_due(now))
    first = {user.pk: max(user.today(now), one.first) for user, one in due.items()}
    free = _free(first, now)
    new = 0
    for user, one in due.items():
        try:
            new += _plan(user, one, free.get(user.pk), now)
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            logger.exception("Planning a reminder stumbled over person %d.", user.pk)
    return new


def _plan(user: User, one: Reminder, free: date | None, now: datetime) -> int:
    day = one.day(free, user.today(now))
    at = weeks.instant(day, EVENING, user.zone) if day else None
    if at is None or now < at:
        return 0
    return int(outbox.queue(RENEWAL_KIND, user, one.key, at, now)[1])


def _due(now: datetime) -> Iterator[tuple[User, Reminder]]:
    """The first reminder of each person that has no mail yet."""
    first = now.date() - DAY  # it is yesterday, or tomorrow, somewhere
    rows = Credential.objects.expiring(first, first + DAY * (DISTANCES[0] + 3))
    found = [
        (credential.user, one)
        for credential in rows.select_related("user").order_by("expires_on", "pk")
        if (one := wanted(credential, credential.user.today(now)))
    ]
    keys = {one.key for _user, one in found}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    seen: set[int] = set()
    for user, one in found:
        if one.key not in there and user.pk not in seen:
            seen.add(user.pk)
            yield user, one


# --- The words ----------------------------------------------------------------------------------


def compose(mails: Sequence[Mail], now: datetime) -> dict[int, Content | NotWanted]:
    """The words of a claimed batch, in a constant number of queries."""
    asked = {mail.pk: Reminder.read(mail.key) for mail in mails}
    rows = Credential.objects.filter(pk__in={one.credential for one in asked.values()})
    credentials = {row.pk: row for row in rows.select_related("user", "certification")}
    starts = {row.user_id: _start(row.user, now) for row in credentials.values()}
    free = _free(starts, now, list(asked))
    answers: dict[int, Content | NotWanted] = {}
    again: list[Mail] = []
    taken: set[int] = set()
    for mail in mails:
        one = asked[mail.pk]
        credential = credentials.get(one.credential)
        if credential is None or (reason := _unwanted(credential, one, now)):
            answers[mail.pk] = NotWanted(GONE if credential is None else reason)
            continue
        user = credential.user
        day = starts[user.pk] + DAY if user.pk in taken else free.get(user.pk)
        if (later := _later(user, one, day, now)) is None:
            taken.add(user.pk)
            answers[mail.pk] = _write(credential, one, now)
        else:
            answers[mail.pk] = NotWanted(later.reason)
            again += later.mails
    Mail.objects.bulk_create(again, ignore_conflicts=True)
    return answers


def _start(user: User, now: datetime) -> date:
    """The first day on which it may go: today, or tomorrow when tonight's hours are quiet."""
    at = now.astimezone(user.zone).time()
    today = user.today(now)
    return today + DAY if weeks.is_quiet(at) and at >= MORNING else today


def _unwanted(credential: Credential, one: Reminder, now: datetime) -> str:
    """Why it does not go any more; empty when it is wanted."""
    today = credential.user.today(now)
    if not credential.reminded:
        return OFF
    if credential.expires_on != one.expires_on:
        return CHANGED
    if one.expires_on < today:
        return EXPIRED
    return "" if today <= one.last else LATE


@dataclass(frozen=True, slots=True)
class Later:
    """Why a mail does not go now, and the one that goes instead, if it is still useful then."""

    reason: str
    mails: Sequence[Mail] = ()


def _later(user: User, one: Reminder, free: date | None, now: datetime) -> Later | None:
    """What becomes of it when it may not go now. None when it may."""
    local = now.astimezone(user.zone)
    quiet, start = weeks.is_quiet(local.time()), _start(user, now)
    day = one.day(free, start)
    if day == local.date() and not quiet:
        return None
    if day is None:
        return Later(LATE)
    night = quiet and day == start
    at = weeks.instant(day, MORNING if night else EVENING, user.zone)
    key = f"{one.key}:{at:%Y-%m-%dT%H:%M}"
    mail = Mail(kind=RENEWAL_KIND, key=key, user=user, to=user.email, due_at=at, try_at=at)
    return Later(TOMORROW if night else PUT_OFF, [mail])


def _write(credential: Credential, one: Reminder, now: datetime) -> Content:
    user = credential.user
    today = user.today(now)
    window = credential.window
    known = credential.facts
    context = {
        "credential": credential,
        "days": (one.expires_on - today).days,
        "window": window,
        "is_open": window.opens_on is not None and window.standing(today) is Standing.OPEN,
        "route": credential.route,
        "price": known.renewal_price_usd if known and not credential.renewal_note else None,
        "credential_url": absolute(reverse("credential", args=[credential.pk])),
        "discreet": user.discreet,
        "unsubscribe_url": unsubscribe.link(user.email, RENEWAL_KIND),
        "settings_url": absolute(reverse("settings-nudges")),
    }
    with timezone.override(user.zone):
        return render(
            "renewal",
            context,
            headers=unsubscribe.headers(user.email, RENEWAL_KIND),
            from_name=_("Reminder") if user.discreet else "",
        )

"""What a measurement asks of a running Forte's database: a process that answers line by line.

Each line is a list in JSON: the name of a question below and its arguments; so is each answer.
"""

import hashlib
import itertools
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import django
from django.apps import apps

# --- Addresses ----------------------------------------------------------------------------------


def addresses() -> list[str]:
    """Every address there is, with something that exists in each of its places."""
    from django.urls import get_resolver

    return sorted({f"/{path}" for path in _filled(get_resolver())})


def _filled(resolver: Any, prefix: str = "") -> Iterator[str]:
    samples = _samples()
    for found in resolver.reverse_dict.lists():
        for bits, _pattern, _defaults, _converters in found[1]:
            for template, names in bits:
                choices = [samples.get(name, ["1"]) for name in names]
                for values in itertools.product(*choices):
                    yield prefix + template % dict(zip(names, values, strict=True))
    for begins, inner in resolver.namespace_dict.values():
        yield from _filled(inner, prefix + begins)


@cache
def _samples() -> Mapping[str, list[str]]:
    """What stands in the places of an address: the demo person's own."""
    from common import weeks
    from delivery import unsubscribe
    from roadmap import demo
    from roadmap.cadence.answers import Action
    from roadmap.cadence.models import Block
    from roadmap.plan.models import Milestone

    user = _demo()
    monday = weeks.week_of(user.today())
    lab = Block.objects.get(user=user, kind="lab")
    tokens = [action.path(lab, monday).split("/")[-2] for action in Action]
    tokens.append(unsubscribe.link(demo.EMAIL, "nudge").split("/")[-2])
    return {
        "lane": ["finops", "security"],
        "monday": [weeks.week_name(monday), weeks.week_name(monday - timedelta(days=7))],
        "kind": ["study", "lab"],
        "month": ["1", "5"],
        "pk": [str(Milestone.objects.for_user(user)[0].pk)],
        "number": ["0"],
        "token": tokens,
        "object_id": [str(user.pk)],
        "app_label": ["accounts"],
        "path": ["css/forte.css"],
        "name": ["20270101T000000000000Z-00000000-0000-0000-0000-000000000000.eml"],
    }


# --- People -------------------------------------------------------------------------------------


@cache
def _demo() -> Any:
    from django.utils import timezone

    from roadmap import demo

    return demo.make(timezone.now())


def owner() -> str:
    """The session of the demo person, signed in."""
    from django.test import Client

    client = Client()
    client.force_login(_demo(), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["session"].value


def due(count: int, name: str) -> int:
    """``count`` new people whose study block begins in a quarter of an hour."""
    from allauth.account.models import EmailAddress

    from accounts.models import User

    for number in range(count):
        email = f"{name}-{number}@example.org"
        user = User.objects.create_user(email, time_zone="Europe/Berlin")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        _block(user, "study", timedelta())
    return count


def _block(user: Any, kind: str, later: timedelta) -> None:
    from django.utils import timezone

    from common import weeks
    from roadmap.cadence.models import Block

    now = timezone.now()
    starts = (now + later + timedelta(minutes=15)).astimezone(user.zone)
    week = weeks.week_of(starts.date())
    block = Block(user=user, kind=kind, weekday=starts.weekday(), at=starts.time(), minutes=60)
    block.anchor = block.since = block.next_week = week
    block.next_due_at = now + later
    block.save()


def outcomes(name: str) -> dict[str, int]:
    """What became of the mails of ``due``'s people: how many are in each state."""
    from django.db.models import Count

    from delivery.models import Mail

    mine = Mail.objects.filter(user__email__startswith=f"{name}-")
    return dict(mine.values_list("state").annotate(Count("pk")))


# --- Mail ---------------------------------------------------------------------------------------


def mails() -> None:
    """One of each there is: they leave with the next ticks."""
    from django.core.cache import cache as counters
    from django.test import Client
    from django.utils import timezone

    from accounts.models import User
    from delivery import confirming, outbox
    from roadmap import demo
    from roadmap.cadence import compose

    now = timezone.now()
    user = User.objects.get(email="mailed-0@example.org") if due(1, "mailed") else None
    assert user is not None
    _block(user, "lab", timedelta(minutes=1))  # two blocks in one mail
    outbox.queue_message("test", user, f"test:{user.pk}", compose.test_mail(_demo(), now), now)
    for kind, content in _seldom(now):
        outbox.queue_message(kind, _demo(), f"{kind}:{content.subject}", content, now)
    confirming.send(_demo(), now)
    for path, email in (
        ("/accounts/signup/", "newcomer@example.org"),
        ("/accounts/signup/", demo.EMAIL),
        ("/accounts/password/reset/", demo.EMAIL),
        ("/accounts/password/reset/", "nobody@example.org"),
    ):
        counters.clear()  # the rate limits are another measurement's
        fields = {"email": email, "password1": "a long enough secret", "time_zone": "UTC"}
        Client(headers={"host": "localhost"}).post(path, fields)
    signed_in = Client(headers={"host": "localhost"})
    signed_in.login(email=demo.EMAIL, password=demo.PASSWORD)
    signed_in.post(
        "/accounts/password/change/",
        {
            "oldpassword": demo.PASSWORD,
            "password1": "another long one",
            "password2": "another long one",
        },
    )


def _seldom(now: datetime) -> Iterator[tuple[str, Any]]:
    """What the demo person would get after weeks of silence, and at the end of a month."""
    from roadmap import month_end_mail
    from roadmap.cadence import clocks, compose
    from roadmap.cadence.backoff import OFF_AFTER, WEEKLY_AFTER, Silence
    from roadmap.plan.models import Plan

    [clock] = clocks.load([_demo()], now)
    for weeks_silent in (WEEKLY_AFTER, OFF_AFTER):
        mondays = frozenset(now.date() - timedelta(weeks=n) for n in range(weeks_silent))
        coming = compose.preview(replace(clock, silence=Silence(mondays)), now)
        assert coming is not None
        yield "nudge", coming.content
    plan = Plan.objects.current(_demo())
    assert plan is not None
    month = plan.month_on(now.date())
    yield "close", month_end_mail.preview(plan, month, now)


def left() -> dict[str, int]:
    """How many mails of each kind were sent."""
    from django.db.models import Count

    from delivery.models import Mail

    sent = Mail.objects.filter(state=Mail.State.SENT)
    return dict(sent.values_list("kind").annotate(Count("pk")))


# --- Every table --------------------------------------------------------------------------------


def snapshot() -> dict[str, str]:
    """A digest of every row of every table."""
    from django.conf import settings
    from django.db import connection

    found = {}
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables |= {str(settings.CACHES["default"]["LOCATION"]), "django_migrations"}
    for table in sorted(tables):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows = repr(cursor.fetchall())
        found[table] = hashlib.sha256(rows.encode()).hexdigest()
    return found


QUESTIONS = (addresses, owner, due, outcomes, mails, left, snapshot)


def main() -> None:
    """Answer until nobody asks any more."""
    from django.db import close_old_connections

    django.setup()
    answers = {question.__name__: question for question in QUESTIONS}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        close_old_connections()
        print(json.dumps(answers[name](*arguments)), flush=True)


if __name__ == "__main__":
    main()

"""What ``capture`` runs on its database: ``person`` makes somebody with a year under way and an
address; ``hour`` spreads posts over an hour and counts what the pages ask before and after."""

import json
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import django

PAGES = {
    "Today": "today",
    "The metric": "metric",
    "Plan": "plan",
    "Wins": "wins",
    "The page of the address": "settings-capture",
}


def main(what: str, posts: int = 0) -> None:
    """One line of JSON."""
    django.setup()
    print(json.dumps(person() if what == "person" else hour(posts)))


def person() -> dict[str, str]:
    """How their browser is signed in, and where their address is."""
    from urllib.parse import urlsplit

    from django.utils import timezone

    from roadmap.plan.models import Plan
    from roadmap.story.capture import own
    from tests.people import choice
    from tests.people import person as made

    user = made()
    start = user.today().replace(day=1)
    Plan.objects.create(user=user, choice=choice(user, start_month=start), start_month=start)
    address = own.address(own.make(user, timezone.now())) or ""
    return {"session": _signed_in(user).cookies["session"].value, "path": urlsplit(address).path}


def hour(posts: int) -> dict[str, Any]:
    """Posts at even intervals, half of them numbers, by a clock that is moved."""
    import time_machine
    from django.test import Client
    from django.utils import timezone

    from accounts.models import User
    from portfolio.models import Win
    from roadmap.plan.models import Reading
    from roadmap.story.capture import own

    user = User.objects.get()
    path = (own.address(own.make(user, timezone.now())) or "").split("/", 3)[3]
    now, sender = timezone.now(), Client(headers={"host": "localhost"})
    # An hour of one day by their clock, and none before it.
    began = now.replace(hour=9, minute=0) - timedelta(days=1)
    before, ms_before = _asked(user)
    statuses: Counter[int] = Counter()
    with time_machine.travel(began, tick=False) as clock:
        for number in range(posts):
            said = str(number) if number % 2 else f"line {number}"
            statuses[sender.post(f"/{path}", said, content_type="text/plain").status_code] += 1
            clock.shift(timedelta(hours=1) / posts)
    after, ms_after = _asked(user)
    readings = Reading.objects.filter(user=user, on=began.astimezone(user.zone).date())
    rows = {"drafts": Win.objects.drafts().count(), "readings": readings.count()}
    return {
        "statuses": {str(status): n for status, n in statuses.items()},
        "rows": rows,
        "before": before,
        "after": after,
        "ms before": ms_before,
        "ms after": ms_after,
    }


def _asked(user: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Queries and milliseconds of processor time of each page that there is."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import NoReverseMatch, reverse

    client = _signed_in(user)
    queries: dict[str, int] = {}
    took: dict[str, int] = {}
    for name, url in PAGES.items():
        try:
            path = reverse(url)
        except NoReverseMatch:
            continue
        client.get(path)
        begun = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        queries[name] = len(asked)
        took[name] = round((time.process_time() - begun) * 1000)
    return queries, took


def _signed_in(user: Any) -> Any:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))

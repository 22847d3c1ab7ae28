"""Reminders to renew while things break for real: the worker is killed, the mail server refuses or
falls silent. Nobody gets one twice, and what did not arrive is said."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from common.weeks import todays_zone
from tests.delivery.scripted import Scripted
from tests.journeys.product import Product

pytestmark = pytest.mark.once

# Where it is between six and seven in the evening now: a reminder is due, and the night is far.
ZONE = next(
    zone
    for zone in sorted(available_timezones())
    if "/" in zone and todays_zone(zone) == zone and datetime.now(ZoneInfo(zone)).hour == 18
)

MAKE = """
from datetime import timedelta
from django.utils import timezone
from certifications.held import reminders
from certifications.models import Credential
from tests.people import person
user = person({email!r}, time_zone={zone!r})
day = user.today()
expiry, entered = day + timedelta(days=30), day - timedelta(days=99)
Credential.objects.create(user=user, name="CKA", expires_on=expiry, expiry_set_on=entered)
print(reminders.plan_due(timezone.now()))
"""
PLAN = """
from django.utils import timezone
from certifications.held import reminders
print(reminders.plan_due(timezone.now()))
"""
LAPSE = """
from datetime import timedelta
from django.db.models.functions import Now
from delivery.models import Mail
held = Mail.objects.filter(lease_until__isnull=False)
print(held.update(lease_until=Now() - timedelta(seconds=1)))
"""
RETRY = """
from django.utils import timezone
from delivery.models import Mail, Pause
Pause.objects.all().delete()
print(Mail.objects.filter(state="waiting").update(try_at=timezone.now()))
"""
ASK = """
import json
from delivery.models import Mail
rows = Mail.objects.filter(user__email={email!r})
print(json.dumps(list(rows.values_list("state", "attempts", "reason"))))
"""
PAUSED = """
from delivery.models import Pause
print(Pause.objects.count())
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    with Scripted() as server:
        yield server


@pytest.fixture(scope="module")
def product(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, server: Scripted
) -> Iterator[Product]:
    """One Forte for all of these: each test has a person of its own."""
    product = Product(tmp_path_factory.mktemp("forte"), prepared)
    product.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    try:
        product.start()
        yield product
    finally:
        product.stop()
        sys.stdout.write(product.logs())


def queued(product: Product, email: str) -> None:
    """Somebody whose reminder is due now, and planned."""
    assert int(product.shell(MAKE.format(email=email, zone=ZONE))) == 1


def mails(product: Product, email: str) -> list[tuple[str, int, str]]:
    """State, attempts and reason of every mail to them."""
    return [tuple(row) for row in json.loads(product.shell(ASK.format(email=email)))]


def wait_for_state(product: Product, email: str, state: str) -> None:
    def is_so() -> bool:
        return [found for found, _, _ in mails(product, email)] == [state]

    product.wait_for(is_so, f"the mail to {email} is {state}")


def kill_the_worker(product: Product) -> None:
    """With -9, and its lease at its end, so that nobody waits a minute for that."""
    product.kill("worker")
    assert int(product.shell(LAPSE)) == 1


def letters(server: Scripted, email: str) -> int:
    return sum(f"\r\nTo: {email}".encode() in b"\r\n" + letter for letter in server.taken)


def test_killed_between_claim_and_send_it_leaves_once(product: Product, server: Scripted) -> None:
    email = "claimed@example.org"
    server.follow(mail="hang")
    queued(product, email)
    wait_for_state(product, email, "claimed")
    kill_the_worker(product)
    assert letters(server, email) == 0
    server.follow()
    product.revive("worker")
    wait_for_state(product, email, "sent")
    assert int(product.shell(PLAN)) == 0
    assert letters(server, email) == 1


def test_killed_before_the_answer_came_it_is_unknown_and_stays_so(
    product: Product, server: Scripted
) -> None:
    email = "handed@example.org"
    server.follow(dot="hang")
    queued(product, email)
    wait_for_state(product, email, "handed")
    kill_the_worker(product)
    server.follow()
    product.revive("worker")
    wait_for_state(product, email, "unknown")
    assert int(product.shell(PLAN)) == 0
    [(_, _, why)] = mails(product, email)
    assert why == "the sender stopped before the answer came"
    assert letters(server, email) == 0


def test_refused_for_now_it_leaves_later_and_once(product: Product, server: Scripted) -> None:
    email = "refused@example.org"
    server.follow(dot=["451 not now", "250 taken"])
    queued(product, email)

    def is_refused() -> bool:
        return [row[:2] for row in mails(product, email)] == [("waiting", 1)]

    product.wait_for(is_refused, "the server has refused it")
    [(_, _, why)] = mails(product, email)
    assert "not now" in why
    product.shell(RETRY)
    wait_for_state(product, email, "sent")
    assert int(product.shell(PLAN)) == 0
    assert letters(server, email) == 1


def test_with_the_server_frozen_it_waits_and_leaves_once(
    product: Product, server: Scripted
) -> None:
    email = "frozen@example.org"
    server.follow(banner="hang")
    queued(product, email)
    product.wait_for(lambda: int(product.shell(PAUSED)) == 1, "the sender rests")
    assert [row[0] for row in mails(product, email)] == ["waiting"]
    server.follow()
    product.shell(RETRY)
    wait_for_state(product, email, "sent")
    assert int(product.shell(PLAN)) == 0
    assert letters(server, email) == 1

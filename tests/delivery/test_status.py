"""How mail is doing, for anybody; and the switch that holds all of it."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from delivery import sender, status
from delivery.models import Heartbeat, Mail, Pause
from delivery.sender import SERVER
from roadmap.cadence.models import Block
from tests.delivery.makers import Told, now, states, waiting
from tests.roadmap.cadence.rows import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    told = Told()
    monkeypatch.setattr(sender, "chosen", lambda: told)
    return told


def page(client: Client) -> str:
    answer = client.get("/status/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_sees_that_mail_leaves_on_time(client: Client) -> None:
    Heartbeat.objects.beat("worker")
    Heartbeat.objects.beat("planner")
    html = page(client)
    assert "Mail leaves on time." in html
    assert "set-cookie" not in {name.lower() for name in client.get("/status/").headers}


def test_a_silent_worker_and_late_mail_are_said(client: Client, dana: User) -> None:
    assert "The worker is silent. Mail is late." in page(client)
    Heartbeat.objects.beat("worker")
    assert "Nobody looks at what is due. Mail is late." in page(client)
    Heartbeat.objects.beat("planner")
    mail = waiting(dana)
    Mail.objects.filter(pk=mail.pk).update(due_at=now() - timedelta(hours=3))
    html = page(client)
    assert "Mail leaves, and is late." in html
    assert "3 h late" in html
    assert dana.email not in html


def test_what_is_due_and_not_planned_is_overdue_too(client: Client, dana: User) -> None:
    Heartbeat.objects.beat("worker")
    Heartbeat.objects.beat("planner")
    mine = set_up(dana)["study"]
    Block.objects.filter(pk=mine.pk).update(next_due_at=now() - timedelta(hours=2))
    Block.objects.exclude(pk=mine.pk).update(next_due_at=None, next_week=None)
    assert "Mail leaves, and is late." in page(client)
    assert client.get("/healthz").json()["mail"]["oldest_overdue_seconds"] >= 7200


def test_a_mail_server_that_is_away_is_said(client: Client) -> None:
    Pause.objects.pause(SERVER, now() + timedelta(minutes=1), "refused")
    assert "The mail server is away." in page(client)


def test_health_has_the_same_figures(client: Client, dana: User) -> None:
    waiting(dana)
    mail = client.get("/healthz").json()["mail"]
    assert mail["waiting"] == 1
    assert set(mail) == set(status.of(now()).as_figures())
    assert dana.email not in str(mail)


def test_held_mail_stays_and_leaves_when_it_may(dana: User, way: Told, client: Client) -> None:
    mail = waiting(dana)
    call_command("sending", "--hold", "a wrong link in the footer", stdout=StringIO())
    sender.send_waiting()
    assert not way.carried
    assert states([mail]) == [Mail.State.WAITING]
    html = page(client)
    assert "Mail is held." in html
    assert "a wrong link in the footer" in html
    call_command("sending", "--go", stdout=StringIO())
    sender.send_waiting()
    assert len(way.carried) == 1


def test_the_command_alone_only_looks(dana: User) -> None:
    said = StringIO()
    call_command("sending", stdout=said)
    assert "waiting: 0" in said.getvalue()
    assert not Pause.objects.exists()

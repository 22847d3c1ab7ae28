"""Probes hear what is up and what is not, quickly, and nothing else."""

import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from config import broker, health, mode
from config.health import look
from config.processes import Process
from delivery.models import Heartbeat


@pytest.fixture
def own_broker(tmp_path: Path, settings: Any) -> Iterator[Process]:
    """A broker that nobody else uses, so that it may be frozen and killed."""
    address = mode.socket_path(tmp_path)
    process = Process("broker", broker.command(address, tmp_path), folder=tmp_path)
    process.log = tmp_path / "broker.log"
    process.start()
    settings.REDIS_URL = mode.socket_url(tmp_path)
    until = time.monotonic() + 10
    while health.broker() != health.OK and time.monotonic() < until:
        time.sleep(0.05)
    yield process
    process.send(signal.SIGCONT)
    process.stop()


def heard(name: str, ago: timedelta) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now() - ago})


@pytest.fixture
def all_up(db: None, own_broker: Process) -> None:
    for name in ("worker", "beat"):
        heard(name, timedelta(seconds=1))


@pytest.mark.usefixtures("all_up")
def test_when_all_is_up_both_say_so(client: Client) -> None:
    up = client.get("/healthz")
    assert up.status_code == 200
    assert up.json()["status"] == "ok"
    assert set(up.json()["parts"].values()) == {"ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["waiting_for"]) == (200, [])


@pytest.mark.django_db
def test_without_a_broker_pages_are_served_and_forte_is_not_ready(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.REDIS_URL = f"unix://{tmp_path / 'nobody.sock'}"
    health_page = client.get("/healthz")
    assert health_page.status_code == 200
    assert health_page.json()["parts"]["broker"] == "away"
    assert client.get("/readyz").status_code == 503
    assert "broker" in client.get("/readyz").json()["waiting_for"]


@pytest.mark.usefixtures("all_up")
def test_a_broker_that_is_killed_is_away(client: Client, own_broker: Process) -> None:
    own_broker.stop(seconds=0)
    assert client.get("/readyz").json()["waiting_for"] == ["broker"]


@pytest.mark.usefixtures("all_up")
def test_a_frozen_broker_is_away_within_about_a_second(own_broker: Process) -> None:
    own_broker.send(signal.SIGSTOP)
    started = time.monotonic()
    assert health.broker() == "away"
    assert time.monotonic() - started < 1.5


@pytest.mark.usefixtures("own_broker")
def test_a_worker_that_never_came_is_told_from_a_beat_that_fell_silent(
    client: Client, db: None
) -> None:
    heard("beat", timedelta(seconds=41))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["waiting_for"] == ["worker", "beat"]
    assert answer.json()["parts"]["worker"] == "never seen"
    assert answer.json()["parts"]["beat"] in ("silent for 41 s", "silent for 42 s")
    assert client.get("/healthz").status_code == 200


@pytest.mark.usefixtures("own_broker")
@pytest.mark.parametrize(
    ("worker", "beat", "missing"),
    [
        (100, 1, ["worker"]),  # a dead worker
        (99, 100, ["beat"]),  # a dead beat, and a worker without ticks
        (90, 100, ["beat"]),  # it still had one to do
        (300, 100, ["worker", "beat"]),  # the worker went first
        (1, 100, ["beat"]),
    ],
)
def test_a_dead_worker_and_a_dead_beat_are_told_apart(
    client: Client, db: None, worker: int, beat: int, missing: list[str]
) -> None:
    heard("worker", timedelta(seconds=worker))
    heard("beat", timedelta(seconds=beat))
    assert client.get("/readyz").json()["waiting_for"] == missing


@pytest.mark.usefixtures("all_up")
def test_without_a_database_there_are_no_pages(client: Client) -> None:
    def away(*args: Any) -> None:
        raise OperationalError("could not connect to db.example as forte:secret")

    with connection.execute_wrapper(away):
        answers = client.get("/healthz"), client.get("/readyz")
    for answer in answers:
        assert answer.status_code == 503
        assert answer.json()["parts"]["database"] == "away"
        assert b"secret" not in answer.content
    assert answers[0].json()["status"] == "down"


@pytest.mark.django_db
def test_the_answer_tells_no_address_and_no_password(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://:hidden@127.0.0.1:1/0"
    for path in ("/healthz", "/readyz"):
        content = client.get(path).content
        assert b"hidden" not in content
        assert b"127.0.0.1" not in content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_may_ask_with_head_and_change_nothing(client: Client, path: str) -> None:
    answer = client.head(path)
    assert answer.status_code in (200, 503)
    assert not answer.content
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_one_look_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        client.get("/readyz")
    with django_assert_num_queries(7):  # and how mail is doing
        client.get("/healthz")


def test_something_frozen_holds_up_no_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    thaw = threading.Event()

    def frozen() -> Iterator[tuple[str, str]]:
        yield "broker", "ok"
        thaw.wait(10)
        yield "database", "ok"

    monkeypatch.setattr(health, "inspect", frozen)
    started = time.monotonic()
    first, second = look(0.2), look(0.2)
    assert time.monotonic() - started < 1.0
    assert (first["broker"], first["database"]) == ("ok", "no answer")
    assert second == first  # the first look still holds the only thread: what it saw has to do
    thaw.set()
    until = time.monotonic() + 5
    while look(0.2)["database"] != "ok":
        assert time.monotonic() < until

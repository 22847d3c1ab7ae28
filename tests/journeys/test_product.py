"""The product as a whole: it comes up, says what is missing, and comes back."""

import os
import signal
import time

import pytest

from tests.journeys.product import Product


def test_a_dead_worker_is_named_and_comes_back(product: Product) -> None:
    status, health = product.health("/healthz")
    assert status == 200
    assert health["parts"] == {"database": "ok", "worker": "ok", "beat": "ok", "broker": "ok"}

    product.kill("worker")
    product.wait_for(lambda: product.health()[1]["waiting_for"] == ["worker"], "a silent worker")
    status, health = product.health("/healthz")
    assert (status, health["status"]) == (200, "ok")
    assert "silent for" in str(health["parts"])

    product.revive("worker")
    product.wait_until_ready()


@pytest.mark.skipif("REDIS_URL" in os.environ, reason="only a broker of our own is frozen")
def test_a_frozen_broker_freezes_no_page_and_no_probe(product: Product) -> None:
    product.processes["broker"].send(signal.SIGSTOP)
    for path in ("/healthz", "/readyz"):
        started = time.monotonic()
        status, health = product.health(path)
        assert time.monotonic() - started < 4
        assert status == (200 if path == "/healthz" else 503)
        assert health["parts"] == {**health["parts"], "broker": "away", "database": "ok"}
    product.processes["broker"].send(signal.SIGCONT)
    product.wait_until_ready()

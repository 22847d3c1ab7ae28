"""What the web server writes by itself."""

import logging
from types import SimpleNamespace

import pytest

from config import gunicorn


def test_its_own_logs_keep_addresses_short(caplog: pytest.LogCaptureFixture) -> None:
    logs = [logging.getLogger(f"web-server-test-{name}") for name in ("error", "access")]
    gunicorn.on_starting(
        SimpleNamespace(log=SimpleNamespace(error_log=logs[0], access_log=logs[1]))
    )
    with caplog.at_level(logging.INFO):
        logs[0].error("Error handling request %s", "/capture/abcdefghijklmnop/?key=1")
        logs[1].info("%(r)s", {"r": "GET /known-for/abcdefghijklmnop:x/ HTTP/1.1"})
    assert [one.getMessage() for one in caplog.records] == [
        "Error handling request /capture/…/?key=1",
        "GET /known-for/…/ HTTP/1.1",
    ]

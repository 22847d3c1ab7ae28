"""An address, and what posts to it: signed out and without cookies, as a script does."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from accounts.models import User
from roadmap.story.capture import own

NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)


def path_of(user: User, now: datetime = NOW) -> str:
    """Of a new address of theirs."""
    address = own.address(own.make(user, now))
    assert address
    return urlsplit(address).path


def post(path: str, body: str | bytes, kind: str = "text/plain", **more: Any) -> Any:
    """With every check switched on that a browser would meet."""
    return Client(enforce_csrf_checks=True).post(path, body, content_type=kind, **more)

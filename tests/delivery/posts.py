"""What two providers post, in the shapes that django-anymail reads; the values are made up."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from config import urls
from delivery import providers
from delivery.models import Mail

SECRET = "forte:a-secret-of-the-tests"
KEY = "key-that-signs"


def addresses() -> ModuleType:
    """All of Forte's, with the provider's as settings name it now."""
    made = ModuleType("addresses")
    made.urlpatterns = [*urls.urlpatterns, *providers.mounted()]  # type: ignore[attr-defined]
    return made


def basic(secret: str = SECRET) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}


class Postmark:
    """Bounces have a number; deliveries have none. A mail is known by its metadata."""

    name = "postmark"
    settings: dict[str, str] = {}

    def delivered(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._of(mail, "Delivery", "Recipient") | {
            "DeliveredAt": at.isoformat(),
            "Details": "smtp;250 2.0.0 OK",
        }

    def hard(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._bounce(mail, "Bounce", "HardBounce", at) | {
            "Details": "smtp;550 5.1.1 no such user here",
            "Description": "The server was unable to deliver your message.",
        }

    def soft(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._bounce(mail, "Bounce", "SoftBounce", at) | {
            "Details": "smtp;452 4.2.2 mailbox full"
        }

    def delayed(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._bounce(mail, "Bounce", "Transient", at)

    def complained(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._bounce(mail, "SpamComplaint", "SpamComplaint", at)

    def rejected(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._bounce(mail, "Bounce", "BadEmailAddress", at)

    def unsubscribed(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._of(mail, "SubscriptionChange", "Recipient") | {
            "ChangedAt": at.isoformat(),
            "Origin": "Recipient",
            "SuppressSending": True,
            "SuppressionReason": "ManualSuppression",
        }

    def post(self, client: Client, told: dict[str, Any], **headers: str) -> HttpResponse:
        return _post(client, self.name, told, headers)

    def _bounce(self, mail: Mail, record: str, kind: str, at: datetime) -> dict[str, Any]:
        number = int(hashlib.sha256(f"{mail.uuid}{kind}{at}".encode()).hexdigest()[:12], 16)
        return self._of(mail, record, "Email") | {
            "ID": number,
            "Type": kind,
            "BouncedAt": at.isoformat(),
            "Inactive": kind != "SoftBounce",
        }

    def _of(self, mail: Mail, record: str, to: str) -> dict[str, Any]:
        return {
            "RecordType": record,
            "ServerID": 23,
            "MessageStream": "outbound",
            "MessageID": "00000000-1111-2222-3333-444444444444",  # its own, not the header's
            "Metadata": {"mail": str(mail.uuid)},
            to: mail.to,
        }


class Mailgun:
    """Every event is signed with a token, which numbers it. A mail is known by its Message-ID."""

    name = "mailgun"
    settings = {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}

    def delivered(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._of(mail, "delivered", at, {"code": 250, "message": "OK"})

    def hard(self, mail: Mail, at: datetime) -> dict[str, Any]:
        status = {"code": 550, "message": "550 5.1.1 no such user here", "description": ""}
        return self._of(mail, "failed", at, status, severity="permanent", reason="bounce")

    def soft(self, mail: Mail, at: datetime) -> dict[str, Any]:
        status = {"code": 452, "message": "452 4.2.2 mailbox full", "description": None}
        return self._of(mail, "failed", at, status, severity="temporary", reason="generic")

    delayed = soft

    def complained(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._of(mail, "complained", at)

    def rejected(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._of(mail, "rejected", at, reject={"reason": "Old", "description": ""})

    def unsubscribed(self, mail: Mail, at: datetime) -> dict[str, Any]:
        return self._of(mail, "unsubscribed", at)

    def post(self, client: Client, told: dict[str, Any], **headers: str) -> HttpResponse:
        return _post(client, self.name, told, headers)

    def _of(
        self, mail: Mail, event: str, at: datetime, status: Any = None, **more: Any
    ) -> dict[str, Any]:
        token = hashlib.sha256(f"{mail.uuid}{event}{at}".encode()).hexdigest()[:50]
        stamp = str(int(at.timestamp()))
        signed = hmac.new(KEY.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
        data = {
            "event": event,
            "id": str(uuid4()),
            "timestamp": at.timestamp(),
            "recipient": mail.to,
            "message": {"headers": {"message-id": f"{mail.uuid}@localhost", "to": mail.to}},
            "user-variables": {},
            "tags": [],
            **more,
        }
        if status is not None:
            data["delivery-status"] = status
        signature = {"timestamp": stamp, "token": token, "signature": signed}
        return {"signature": signature, "event-data": data}


def _post(client: Client, name: str, told: dict[str, Any], headers: dict[str, str]) -> HttpResponse:
    body = json.dumps(told)
    path = f"/webhooks/{name}/"
    return client.post(  # type: ignore[return-value]
        path, body, content_type="application/json", headers=headers or basic()
    )


def days(count: float) -> timedelta:
    return timedelta(days=count)

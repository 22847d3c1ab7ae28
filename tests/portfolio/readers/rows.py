"""Readers for the tests: who was asked, and what they do with their link."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portfolio.casestudies.models import CaseStudy, Passage
from portfolio.readers.models import PlainVersion, Reader, ReadingTest

TEXT = "Our bill is a third smaller, and every team sees its own part of it."
NEWER = "Our bill is a third smaller. Each team sees what it spends, every morning."
ANSWERS = {
    "nothing_confused": "on",
    "said_back": "Each team sees its own bill, and it is smaller.",
    "would_fund": "yes",
    "fund_why": "It saves money.",
}


def rewrite(study: CaseStudy, text: str) -> None:
    """The plain version as it is saved."""
    fields = {"text": text, "version": 1, "saved_at": timezone.now()}
    Passage.objects.update_or_create(case_study=study, slot="plain", defaults=fields)


def version(study: CaseStudy, number: int = 1, text: str = TEXT) -> PlainVersion:
    return PlainVersion.objects.get_or_create(
        case_study=study, number=number, defaults={"text": text, "made_at": timezone.now()}
    )[0]


def reader(study: CaseStudy, name: str = "Ines", **fields: Any) -> Reader:
    """Somebody with a link to version 1 that holds for two weeks."""
    now = timezone.now()
    made = {
        "version": fields.pop("version", None) or version(study),
        "created_at": now,
        "expires_at": now + timedelta(days=14),
        **fields,
    }
    return Reader.objects.create(case_study=study, name=name, **made)


def answered(of: Reader, seconds: int = 94, **fields: Any) -> ReadingTest:
    """A test that was answered; nothing confused them."""
    now = timezone.now()
    made = {
        "version": of.version,
        "started_at": now,
        "read_at": now + timedelta(seconds=seconds),
        "answered_at": now + timedelta(seconds=seconds + 60),
        "confused": "Nothing",
        "said_back": "It costs less.",
        "would_fund": "yes",
        **fields,
    }
    return ReadingTest.objects.create(reader=of, **made)


def address(of: Reader, name: str = "reader") -> str:
    return reverse(name, args=[of.token])


def press(client: Client, of: Reader, name: str, **fields: str) -> str:
    """A button of the reader's pages; what they see then."""
    return client.post(address(of, name), fields, follow=True).content.decode()

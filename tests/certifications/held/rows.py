"""Credentials for the tests of what is held."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.models import Certification, Credential

TODAY = date(2026, 11, 10)
NOON = "2026-11-10T12:00:00Z"
OPENS_EARLY = "azure-administrator-associate"
"""Its renewal opens six months before it expires."""


def known(slug: str = "cka") -> Certification:
    """An entry of the catalogue, as a row."""
    syncing.sync(catalog.catalogue(), TODAY)
    return Certification.objects.get(slug=slug)


def credential(user: User, name: str = "CKA", **fields: Any) -> Credential:
    """Something they hold, entered long before any reminder of it."""
    made = Credential.objects.create(user=user, name=name, **fields)
    if "expiry_set_on" not in fields:
        Credential.objects.filter(pk=made.pk).update(expiry_set_on=date(2020, 1, 1))
        made.refresh_from_db()
    return made


def kept(user: User) -> QuerySet[Credential]:
    return Credential.objects.for_user(user)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)

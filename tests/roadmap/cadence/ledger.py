"""Goals and credentials for the tests of the week."""

from datetime import date
from typing import Any

from accounts.models import User
from certifications.catalogue import catalog
from certifications.models import Certification, Credential, Goal

EXAM_ON = date(2027, 3, 3)


def certification(slug: str) -> Certification:
    name = catalog.catalogue().credentials[slug].title
    return Certification.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def goal(user: User, slug: str = "finops-certified-practitioner", **fields: Any) -> Goal:
    """The exam of the plan that rows.plan makes; no date yet."""
    return Goal.objects.create(user=user, certification=certification(slug), **fields)


def held(user: User, slug: str = "cka", **fields: Any) -> Credential:
    of = certification(slug)
    return Credential.objects.create(
        user=user, certification=of, **{"name": of.name, "issued_on": date(2026, 5, 1), **fields}
    )

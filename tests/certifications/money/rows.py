"""Goals and forms for the tests of money."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.models import Budget, Certification, Goal

TODAY = date(2026, 11, 28)


def goal(user: User, slug: str = "cka", **fields: Any) -> Goal:
    certification = Certification.objects.get(slug=slug)
    position = Goal.objects.filter(user=user).count()
    return Goal.objects.create(
        user=user, certification=certification, **{"position": position, **fields}
    )


def budget(user: User, **fields: Any) -> Budget:
    return Budget.objects.create(user=user, **fields)


def page(client: Client, name: str = "money", *args: Any, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data, follow=True)


def costs(**fields: Any) -> dict[str, Any]:
    """The form of one exam, as it is sent when nothing is typed."""
    empty = dict.fromkeys(("fee", "training", "travel", "retake", "lab_cap", "fee_paid_on"), "")
    return {**empty, "paid_by": "self", **fields}

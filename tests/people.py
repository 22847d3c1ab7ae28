"""The people our tests are about."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from certifications.models import Credential
from roadmap.lanes.models import Choice


def person(email: str = "dana@example.org", **fields: Any) -> User:
    """Somebody in Berlin who confirmed their address."""
    from allauth.account.models import EmailAddress

    fields = {"name": "Dana", "time_zone": "Europe/Berlin", **fields}
    user = User.objects.create_user(email, "a long enough secret", **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def choice(user: User, **fields: Any) -> Choice:
    """FinOps with Security; cloud spend from $4,200 to $3,000 a month while p95 holds."""
    return Choice.objects.create(
        user=user,
        **{
            "primary": "finops",
            "secondary": "security",
            "metric_slug": "cloud-spend",
            "unit": "USD per month",
            "place": "work",
            "baseline": Decimal(4200),
            "target": Decimal(3000),
            "limit_what": "p95 latency",
            "limit_value": Decimal(900),
            "limit_unit": "ms",
            "start_month": date(2026, 10, 1),
            **fields,
        },
    )


def unproven(user: User) -> list[Credential]:
    """Two credentials with neither a case study nor a talk-through, so that the guard speaks."""
    return [
        Credential.objects.create(user=user, name=name, issued_on=date(2026, month, 1))
        for month, name in ((5, "First badge"), (6, "Second badge"))
    ]

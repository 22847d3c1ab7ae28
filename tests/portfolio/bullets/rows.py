"""Lines our tests are about."""

from typing import Any

from accounts.models import User
from portfolio.bullets.models import Bullet, Position


def bullet(user: User, text: str, **fields: Any) -> Bullet:
    """A line as it was handed in."""
    place = Bullet.objects.for_user(user).count() + 1
    return Bullet.objects.create(
        user=user, **{"before": text, "text": text, "place": place, **fields}
    )


def position(user: User, **fields: Any) -> Position:
    """A platform engineer since 2021."""
    return Position.objects.create(
        user=user,
        **{
            "title": "Platform engineer",
            "organisation": "Harbour Lights",
            "starts": "2021",
            **fields,
        },
    )

"""Two requests at once, without threads: the other one is through when this one gets its turn."""

from collections.abc import Callable

import pytest

from accounts.models import User


def comes_first(patch: pytest.MonkeyPatch, other: Callable[[], object]) -> list[bool]:
    """What ``other`` does happens while the next request waits for its turn. The list is filled
    once that was so: a request that waits for nobody leaves it empty."""
    met: list[bool] = []
    hold = User.objects.hold

    def wait(user: User) -> None:
        if not met:
            met.append(True)
            other()
        hold(user)

    patch.setattr(User.objects, "hold", wait)
    return met

"""What somebody has to do with certifications: which they hold, passed, or are after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certifications.catalogue.models import Certification


class Stand(models.TextChoices):
    """How somebody stands to one certification."""

    HELD = "held", _("you hold it")
    PASSED = "passed", _("you passed it")
    GOAL = "goal", _("your goal")


CLOSED = ("passed", "let-go")
"""The states of a goal that nobody studies for any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """By slug: held and not expired, passed, and the open goals with their numbers."""

    held: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    goals: Mapping[str, int] = field(default_factory=dict)
    """In their person's order."""
    expiry: Mapping[str, date] = field(default_factory=dict)
    """The last day of what is or was held, where it has one."""

    def has(self, slug: str) -> bool:
        """Whether it was passed; a credential that expired does not count unless its goal does."""
        return slug in self.held or slug in self.passed

    def expired_on(self, slug: str) -> date | None:
        """When what was held of it ended, if nothing of it holds any more."""
        return None if self.has(slug) else self.expiry.get(slug)

    def of(self, slug: str) -> Stand | None:
        """The strongest that can be said; None when there is nothing between them."""
        if slug in self.held:
            return Stand.HELD
        if slug in self.goals:
            return Stand.GOAL
        return Stand.PASSED if slug in self.passed else None

    def lacks(self, groups: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
        """The groups of prerequisites of which none was passed."""
        return [group for group in groups if not any(self.has(slug) for slug in group)]


NOBODY = Standing()


def standing(user: User | AnonymousUser, today: date) -> Standing:
    """In two queries; nothing for a visitor."""
    if not isinstance(user, User):
        return NOBODY
    rows = Certification.objects.wanted_by(user).order_by("goals__position", "goals__pk")
    goals = list(rows.values_list("slug", "goals__state", "goals__pk"))
    had = Certification.objects.filter(held__user=user).values_list("slug", "held__expires_on")
    last = dict(sorted((slug, on or date.max) for slug, on in had))  # the one that lasts longest
    return Standing(
        held=frozenset(slug for slug, on in last.items() if on >= today),
        passed=frozenset(slug for slug, state, _pk in goals if state == "passed"),
        goals={slug: pk for slug, state, pk in goals if state not in CLOSED},
        expiry={slug: on for slug, on in last.items() if on != date.max},
    )

"""``{% load portfolio %}``. What a page works out beside the lanes somebody chose: those are the
roadmap's, so a view here cannot ask for them, and a page finds them in its context."""

from collections.abc import Sequence
from typing import Protocol

from django import template

from common.lanes import Lane
from portfolio.readiness.coverage import Counted, Coverage, coverage

register = template.Library()


class Choice(Protocol):
    """The lanes somebody chose, as every page has them under ``choice``."""

    @property
    def primary(self) -> str: ...
    @property
    def secondary(self) -> str: ...


@register.filter
def proven(cases: Sequence[Counted], choice: Choice | None) -> Coverage:
    """``{% with covered=cases|proven:choice %}``: what they prove together, beside those lanes."""
    if not choice:
        return coverage(cases, None, None)
    return coverage(
        cases, Lane(choice.primary), Lane(choice.secondary) if choice.secondary else None
    )

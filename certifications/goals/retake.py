"""When an exam may be sat again. Values in, values out."""

from collections.abc import Sequence
from datetime import date, timedelta

from certifications.catalogue.providers import Retake

YEAR = timedelta(days=365)


def earliest(failed: Sequence[date], rule: Retake | None) -> date | None:
    """The first day for another attempt after those that ``failed``; None without a rule."""
    if rule is None or not failed:
        return None
    days = sorted(failed)
    first = days[-1] + timedelta(days=rule.wait_after(len(days)))
    if rule.per_year and len(days) >= rule.per_year:
        first = max(first, days[-rule.per_year] + YEAR)
    return first


def paid_attempts_left(included: int | None, sat: int) -> int | None:
    """How many further attempts the fee has paid for; None where that is not known."""
    return None if included is None else max(0, included - sat)

"""What is wrong with the dates of a credential, in a sentence each. Values in, values out."""

from datetime import date

from django.utils.translation import gettext as _

EARLIEST, LATEST = date(1980, 1, 1), date(2100, 1, 1)


def issued(on: date | None, today: date) -> str:
    """What is wrong with the day of issue; empty when nothing is."""
    if on is None or EARLIEST <= on <= today:
        return ""
    if on > today:
        return _("The day of issue is still to come. A certification to come is a goal.")
    return _("The day of issue lies before %d. Look at the year.") % EARLIEST.year


def expires(on: date | None, issued_on: date | None) -> str:
    """What is wrong with the expiry; empty when nothing is."""
    if on is None:
        return ""
    if not EARLIEST <= on <= LATEST:
        return _("The expiry lies outside %(first)d to %(last)d. Look at the year.") % {
            "first": EARLIEST.year,
            "last": LATEST.year,
        }
    if issued_on is not None and on <= issued_on:
        return _("The expiry is not after the day of issue. One of the two is wrong.")
    return ""

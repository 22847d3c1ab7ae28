"""Partial dates in the words a reader has for them."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _


def said(partial: str) -> str:
    """``April 2023`` for "2023-04", and as exact as it was kept: "2023" stays a year. What is no
    partial date is given back as it is."""
    try:
        match [int(part) for part in partial.split("-")]:
            case [year, month]:
                return formats.date_format(date(year, month, 1), "F Y")
            case [year, month, day]:
                return formats.date_format(date(year, month, day), "j F Y")
    except ValueError:
        pass
    return partial


def span(starts: str, ends: str) -> str:
    """``April 2023 to now``; where no beginning is known, the end alone."""
    if not starts:
        return said(ends)
    return _("%(from)s to %(to)s") % {"from": said(starts), "to": said(ends) or _("now")}

"""What is said of a disagreement: one sentence, in plain words."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.metrics import with_unit
from roadmap.story.same_story.statements import Earned, Measured, Position


def amount(value: Decimal, unit: str) -> str:
    """ "$0.49", "25 min", "94 %"."""
    return with_unit(value, unit)


def figures(fact: Measured) -> str:
    """ "from $0.97 to $0.49", or the one figure there is."""
    before = amount(fact.before, fact.unit)
    if fact.after is None:
        return before
    return _("from %(before)s to %(after)s") % {
        "before": before,
        "after": amount(fact.after, fact.unit),
    }


def percent(change: Decimal) -> str:
    """ "−49 %", "+850 %"."""
    sign = "−" if change < 0 else "+"
    return f"{sign}{abs(change).quantize(Decimal(1))} %"


def other_number(fact: Measured) -> str:
    return _("The figure says something else than the result: %(metric)s went %(figures)s.") % {
        "metric": fact.metric,
        "figures": figures(fact),
    }


def baseline(fact: Measured) -> str:
    return _("The figure says something else than the baseline: %(metric)s is %(figures)s.") % {
        "metric": fact.metric,
        "figures": figures(fact),
    }


def other_unit(fact: Measured) -> str:
    return _("The digits are right, the unit is not: %(metric)s went %(figures)s.") % {
        "metric": fact.metric,
        "figures": figures(fact),
    }


def exchanged(fact: Measured) -> str:
    return _("Before and after are exchanged: %(metric)s went %(figures)s.") % {
        "metric": fact.metric,
        "figures": figures(fact),
    }


def other_change(fact: Measured, said: str) -> str:
    return _("The change does not fit: %(metric)s went %(figures)s, which is %(said)s.") % {
        "metric": fact.metric,
        "figures": figures(fact),
        "said": said,
    }


def not_its_own(said: str) -> str:
    return _("The percentage does not fit the two figures beside it, which make %(said)s.") % {
        "said": said
    }


def between_texts() -> str:
    return _("Two of your texts give different figures for what seems to be the same thing.")


def same_sentence() -> str:
    return _("Two of your texts say the same sentence with different figures.")


def title(held: Position) -> str:
    if not held.organisation:
        return _("Your résumé says “%(title)s” now.") % {"title": held.title}
    if held.is_current:
        said = _("The title at %(where)s is “%(title)s”.")
    else:
        said = _("The title at %(where)s was “%(title)s”.")
    return said % {"where": held.organisation, "title": held.title}


def titles_differ() -> str:
    return _("Two of your texts give different titles for what you do now.")


def month(partial: str) -> str:
    """ "October 2024" of "2024-10"; a year as it is."""
    year, _dash, number = partial[:7].partition("-")
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        return partial
    return _month(int(year), int(number), get_language())


@lru_cache(maxsize=600)
def _month(year: int, number: int, language: str | None) -> str:
    """The same date is said beside many a text; ``language`` tells the answers apart."""
    return date_format(date(year, number, 1), "F Y")


def span(held: Position) -> str:
    """ "April 2021 to September 2024", "since October 2024"."""
    since, until = month(held.since), month(held.until)
    if held.is_current:
        return _("since %(since)s") % {"since": since}
    if not held.since:
        return _("until %(until)s") % {"until": until}
    return _("%(since)s to %(until)s") % {"since": since, "until": until}


def dates(held: Position) -> str:
    where = held.organisation or held.title
    return _("Your time at %(where)s is %(span)s.") % {"where": where, "span": span(held)}


def earned(credential: Earned) -> str:
    return _("%(name)s was earned in %(on)s.") % {
        "name": credential.name,
        "on": month(credential.on),
    }


def measured(fact: Measured) -> str:
    return _("%(metric)s was measured in %(on)s.") % {
        "metric": fact.metric,
        "on": month(fact.measured_on),
    }


def other_lane(lane: str) -> str:
    return _("Your specialty is %(lane)s; this names another one.") % {"lane": lane}


def lanes_exchanged(lane: str, second: str) -> str:
    return _(
        "Your specialty is %(lane)s and %(second)s comes second; here it is the other way."
    ) % {
        "lane": lane,
        "second": second,
    }

"""Why a certification is none for now."""

import math
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from certifications.catalogue import catalog
from certifications.catalogue.credential import Credential, Level, Status
from certifications.only_one.answers import Answers, plain


def why_not(one: Credential, answers: Answers, day: date) -> str:
    """Why it is none for now; "" where it may be."""
    if one.slug in answers.held:
        return _("You hold it.")
    return (
        _says_less(one, answers)
        or _not_to_be_had(one, answers, day)
        or _prerequisite_missing(one, answers)
        or _too_expensive(one, answers, day)
        or _too_long(one, answers)
    )


def _says_less(one: Credential, answers: Answers) -> str:
    """A foundation tells nothing new of who holds more of the same vendor's in that lane."""
    if one.level is not Level.FOUNDATION:
        return ""
    known = catalog.catalogue().credentials
    theirs = [held for slug in sorted(answers.held) if (held := known.get(slug))]
    more = [
        held
        for held in theirs
        if held.provider == one.provider
        and held.level is not Level.FOUNDATION
        and held.place(answers.lane) is not None
    ]
    return _("You hold %(name)s, which says more.") % {"name": more[0].title} if more else ""


def _not_to_be_had(one: Credential, answers: Answers, day: date) -> str:
    status, last = one.status_on(day), one.status_date(day)
    said = {"day": formats.date_format(last, "j F Y") if last else ""}
    if status is Status.RETIRED:
        return _("Retired: it cannot be earned any more.")
    if status is Status.BETA:
        return _("In beta until %(day)s: no posting asks for it yet.") % said
    if status is Status.UNKNOWN:
        return _("Its date, %(day)s, has passed and what follows is not known.") % said
    if status is Status.RETIRING and last and last < _ready_on(one, answers, day):
        return _("It ends on %(day)s, before you could be ready.") % said
    return ""


def _ready_on(one: Credential, answers: Answers, day: date) -> date:
    """The first day on which its lower estimate is studied."""
    if not answers.hours_a_week:
        return day
    return day + timedelta(weeks=math.ceil((one.study_hours_min or 0) / answers.hours_a_week))


def _prerequisite_missing(one: Credential, answers: Answers) -> str:
    known = catalog.catalogue().credentials
    for group in one.prerequisites:
        if not answers.held & set(group):
            names = _(" or ").join(known[slug].title for slug in group)
            return _("You need %(names)s first.") % {"names": names}
    return ""


def _too_expensive(one: Credential, answers: Answers, day: date) -> str:
    price = one.latest(day).price_usd
    if answers.usd is None or price is None or price <= answers.usd:
        return ""
    return _("Its list price, $%(price)s, is more than you can pay.") % {"price": plain(price)}


def _too_long(one: Credential, answers: Answers) -> str:
    least = one.study_hours_min
    if least is None or least <= answers.hours:
        return ""
    words = {"least": least, "hours": plain(answers.hours)}
    return _("It takes %(least)d hours at least, by our estimate; you have %(hours)s.") % words

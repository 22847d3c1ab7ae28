"""The mails of fourteen weeks as text, whole, for reading and for docs/mails/."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.utils import formats

from accounts.models import User
from common import facts, weeks
from roadmap import demo, demo_portfolio
from roadmap.demo_portfolio import CaseStudies
from roadmap.replay import Letter

LAST_DAY = datetime(2027, 4, 11, 20, tzinfo=UTC)
"""The Sunday of the fourteenth week. The history begins on 4 January."""

CASE_STUDY = ("What one answer costs", datetime(2027, 3, 31, 20, tzinfo=UTC))
"""Their case study of the fourth month, and the evening up to which it is written: its next thing
stands in the mails that follow."""

_TOKEN = re.compile(r"(https?://\S*?/(?:nudge/\w+|unsubscribe)/)[^/\s]+/")


class _Undone(Exception):
    """What was made is not kept."""


def letters() -> list[Letter]:
    """Every mail of the demo person's history. Leaves no row behind."""
    found: list[Letter] = []
    try:
        with transaction.atomic():
            user = demo.person("dana@printed.example")
            _write_case_study(user)
            found = demo.live(user, LAST_DAY)[1]
            raise _Undone
    except _Undone:
        return found


def _write_case_study(user: User) -> None:
    title, at = CASE_STUDY
    told = [one for one in facts.load(demo_portfolio.FACTS)["case"] if one["title"] == title]
    CaseStudies(user, at, {"case": told}).make()


def by_week() -> dict[str, str]:
    """File name and text of each week."""
    files: dict[str, list[str]] = {}
    for letter in letters():
        monday = weeks.week_of(letter.moment.date())
        files.setdefault(f"{weeks.week_name(monday)}.txt", []).extend(_lines(letter))
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in files.items()}


def _lines(letter: Letter) -> Iterator[str]:
    when = formats.date_format(letter.moment, "l, j F Y, H:i")
    yield f"===== {when} UTC"
    yield f"Subject: {letter.content.subject}"
    yield ""
    text = letter.content.text.replace(settings.SITE_URL, "https://forte.example")
    yield _TOKEN.sub(r"\1…/", text).rstrip()
    yield ""

"""Showing the plain version to somebody: which text, to whom, for how long.

Forte mails nobody who has no account, so that nobody is written to through it who never asked. The
author gets an address and words, and sends them.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from portfolio.casestudies.models import CaseStudy
from portfolio.casestudies.parts import PLAIN, words
from portfolio.readers.counting import MOST_WORDS
from portfolio.readers.models import PlainVersion, Reader, ReadingTest

MOST_READERS = 30
MOST_VERSIONS = 200
"""So many a case study keeps."""
LASTS = timedelta(days=14)
"""How long a link holds when nobody says otherwise."""


class NotToBeShown(Exception):
    """The plain version cannot be shown to anybody as it is. Its text is a sentence for the
    author."""


def plain_text(case: CaseStudy) -> str:
    """The plain version as it is saved, "" for none. Wants ``passages`` loaded."""
    return as_shown(case.texts.get(PLAIN, ""))


def as_shown(text: str) -> str:
    """``text`` as a version of it is kept: one that differs in nothing else is the same."""
    return text.replace("\r\n", "\n").strip()


def invite(case: CaseStudy, reader: Reader, lasts: timedelta, now: datetime) -> Reader:
    """``reader``, who has a name, gets a link to the plain version of now.

    Raises:
        NotToBeShown: see ``version_to_show``.
    """
    reader.case_study, reader.version = case, version_to_show(case, now)
    reader.created_at, reader.expires_at = now, now + lasts
    reader.save()
    case.touch(now)
    return reader


def version_to_show(case: CaseStudy, now: datetime) -> PlainVersion:
    """The plain version of now: the last one made, or a new one when the text changed since.

    Raises:
        NotToBeShown: there is no text, or more than 300 words, or as many versions as fit.
    """
    text = plain_text(case)
    if wrong := refusal(text):
        raise NotToBeShown(wrong)
    last = case.plain_versions.order_by("number").last()
    if last is not None and last.text == text:
        return last
    number = number_of(text, last)
    if number > MOST_VERSIONS:
        raise NotToBeShown(_("%d versions are kept, which is as many as fit.") % MOST_VERSIONS)
    return case.plain_versions.create(number=number, text=text, made_at=now)


def refusal(text: str) -> str:
    """Why ``text`` cannot be shown to a reader; "" when it can."""
    if not text:
        return _("There is no plain version yet. Write it first.")
    over = words(text) - MOST_WORDS
    if over > 0:
        return _(
            "The plain version has %(count)d words, %(over)d more than the %(most)d a reader gets."
        ) % {"count": words(text), "over": over, "most": MOST_WORDS}
    return ""


def number_of(text: str, last: PlainVersion | None) -> int:
    """The number under which ``text`` is shown: the last version's, or the one after it."""
    if last is None:
        return 1
    return last.number if last.text == text else last.number + 1


def show_newest(reader: Reader, case: CaseStudy, now: datetime) -> PlainVersion:
    """The reader's link opens the plain version of now.

    To somebody who answered it is a new question: the link holds for another two weeks, and may be
    sent again once, as the first time. To somebody who did not answer it is the same question in
    better words, and asks for nothing more. A reading under way goes on with the text it began
    with.

    Raises:
        NotToBeShown: see ``version_to_show``; or they have that version already.
    """
    if plain_text(case) == reader.version.text:
        raise NotToBeShown(_("Their link shows the plain version of now already."))
    version = version_to_show(case, now)
    if reader.tests.answered().filter(version=reader.version_id).exists():
        reader.expires_at = max(reader.expires_at, now + LASTS)
        reader.resent_at = None
    reader.version = version
    reader.save(update_fields=["version", "expires_at", "resent_at"])
    return version


def unclear(test: ReadingTest) -> None:
    """It is not answered after all. The note stays, ready for the rewrite that answers it."""
    test.cleared_by = None
    test.save(update_fields=["cleared_by"])


def reword(test: ReadingTest, note: str) -> None:
    """Other words about the rewrite that answered it, which stays the one it was."""
    test.cleared_note = note
    test.save(update_fields=["cleared_note"])


def clear(test: ReadingTest, case: CaseStudy, note: str, now: datetime) -> None:
    """The plain version of now answers what confused somebody.

    Raises:
        NotToBeShown: see ``version_to_show``; or it is the text that confused them.
    """
    if plain_text(case) == test.version.text:
        raise NotToBeShown(
            _("The plain version still says what version %d said. Rewrite it first.")
            % test.version.number
        )
    test.cleared_by, test.cleared_note = version_to_show(case, now), note
    test.save(update_fields=["cleared_by", "cleared_note"])

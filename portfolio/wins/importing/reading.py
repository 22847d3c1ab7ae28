"""Any text that may be pasted, told apart by what is in it."""

import codecs
from datetime import date, tzinfo

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portfolio.wins.importing import git, markdown, pull_requests, table
from portfolio.wins.importing.candidates import Found, Unreadable
from portfolio.wins.models import Source

LARGEST = 1_000_000
"""Characters, or bytes of a file: some thousand commits with their messages."""
MOST_LINES = 30_000


def too_large() -> str:
    """The sentence for more than ``LARGEST``."""
    return _("More than a megabyte, or 30,000 lines, is not read at once. Give it in parts.")


def kind_of(text: str) -> Source:
    """What it looks like."""
    if pull_requests.is_json(text):
        return Source.PULL_REQUEST
    if git.is_log(text):
        return Source.GIT
    return Source.TABLE if table.is_table(text) else Source.MARKDOWN


def read(text: str, kind: Source, today: date, zone: tzinfo) -> Found:
    """The candidates in it.

    Raises:
        Unreadable: in one sentence. Nothing is half-read.
    """
    text = text.removeprefix("\ufeff").replace("\0", "")
    if len(text) > LARGEST or text.count("\n") > MOST_LINES:
        raise Unreadable(too_large())
    if kind is Source.PULL_REQUEST:
        found = pull_requests.read(text, today, zone)
    else:
        readers = {Source.TABLE: table.read, Source.GIT: git.read}
        found = readers.get(kind, markdown.read)(text, today)
    found.unread.sort(key=lambda line: line.at)
    return found


def text_of(file: UploadedFile[bytes]) -> str:
    """The text in a file that somebody chose.

    Raises:
        Unreadable: it is too large, or no text.
    """
    if (file.size or 0) > LARGEST:
        raise Unreadable(too_large())
    data: bytes = file.read()
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unreadable(
            _("This is no text we can read. Save it as text or CSV in UTF-8, and choose it again.")
        )
    return text

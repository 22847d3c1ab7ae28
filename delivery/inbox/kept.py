"""The letters in the mail folder."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

NEWEST = 200
"""How many letters a list shows."""


class FileNameConverter:
    """The names ``delivery.folder`` gives, and no others: nothing that could leave the folder."""

    regex = r"\d{8}T\d{12}Z-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.eml"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as the inbox shows it."""

    name: str
    at: datetime
    subject: str
    sender: str
    to: str
    text: str
    html: str


def newest() -> list[Kept]:
    """The letters of the folder, the newest first."""
    names = sorted((path.name for path in _folder().glob("*.eml")), reverse=True)
    found = (read(name) for name in names[:NEWEST] if re.fullmatch(FileNameConverter.regex, name))
    return [letter for letter in found if letter is not None]


def read(name: str) -> Kept | None:
    """The letter in the file of that name; None when there is none."""
    try:
        at = datetime.strptime(name[:22], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
        raw = (_folder() / name).read_bytes()
    except (OSError, ValueError):
        return None
    letter = message_from_bytes(raw, policy=policy.default)
    return Kept(
        name=name,
        at=at,
        subject=str(letter["Subject"] or ""),
        sender=str(letter["From"] or ""),
        to=str(letter["To"] or ""),
        text=_part(letter, "plain"),
        html=_part(letter, "html"),
    )


def _part(letter: EmailMessage, subtype: str) -> str:
    part = letter.get_body((subtype,))
    return "" if part is None else str(part.get_content())


def _folder() -> Path:
    folder = settings.MAIL_FOLDER
    assert isinstance(folder, Path)  # noqa: S101 - these pages are mounted only when it is set
    return folder

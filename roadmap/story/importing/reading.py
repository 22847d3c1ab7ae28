"""Anything that may be chosen or pasted, told apart by what is in it and not by its name."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from roadmap.story.importing import json_resume, linkedin
from roadmap.story.importing.found import Found, Unreadable

LARGEST = 2 * 1024 * 1024
"""Bytes of a JSON Resume or a table. A long one is 100 kB; an archive may be larger."""


def read_upload(file: UploadedFile[bytes]) -> Found:
    """What is in a file that somebody chose.

    Raises:
        Unreadable: in one sentence. Nothing is half-read.
    """
    return read(file.read())


def read(data: bytes) -> Found:
    """The same for its bytes, or those of a pasted text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return linkedin.read_archive(data)
    if len(data) > LARGEST:
        raise Unreadable(_("It is larger than two megabytes, and was not read."))
    if data.startswith(b"%PDF"):
        raise Unreadable(
            _("This is a PDF. Paste its lines into the résumé lines, or choose a JSON Resume.")
        )
    if not data.strip():
        raise Unreadable(_("There is nothing in it."))
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (
        json_resume.read(_text(data))
        if start.startswith((b"{", b"["))
        else linkedin.read_table(data)
    )


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("This is no text in UTF-8. Save the JSON as UTF-8 first.")) from None

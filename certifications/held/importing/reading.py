"""Any of the files that may be chosen, told apart by what is in them and not by their names."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from certifications.held.importing import badges, tables
from certifications.held.importing.found import Found, Unreadable

LARGEST = 2 * 1024 * 1024
"""Bytes. Two hundred lines are some 60 kB; a badge in a picture half a megabyte."""


def read_upload(file: UploadedFile[bytes]) -> Found:
    """What is in a file that somebody chose.

    Raises:
        Unreadable: in one sentence. Nothing is half-read.
    """
    if (file.size or 0) > LARGEST:
        raise Unreadable(_("The file is larger than two megabytes, and was not read."))
    return read(file.read())


def read(data: bytes) -> Found:
    """The same for its bytes."""
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable(
            _(
                "This is an archive. Unpack it, and choose the file Certifications.csv in it; or "
                "read in the whole archive with your positions and skills, as said below."
            )
        )
    if data.startswith(b"%PDF"):
        raise Unreadable(_("This is a PDF. Choose the badge’s JSON, or type the credential in."))
    return badges.read(data) if _is_badge(data) else tables.read(data)


def _is_badge(data: bytes) -> bool:
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(badges.PNG) or start.startswith((b"{", b"[", b"<", b"http")):
        return True
    return b"\n" not in data.strip() and badges.is_signed(data.decode("latin-1"))

"""The archive of LinkedIn's data export: the few tables of it that are read, each bounded."""

import io
import zipfile
import zlib
from collections.abc import Collection

from django.utils.translation import gettext as _

from roadmap.story.importing.found import Unreadable

MOST_FILES = 5000
LARGEST_TABLE = 2 * 1024 * 1024
"""Bytes of one table, unpacked."""


def tables(data: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """The tables in ``data`` by their names, of those in ``wanted`` (in lower case). They stand at
    the top or in one folder; what is elsewhere, or called otherwise, is not opened.

    Raises:
        Unreadable: it is no archive, has a password, is damaged, or a table is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise Unreadable(_("There are more than %d files in this archive.") % MOST_FILES)
            found: dict[str, bytes] = {}
            for one in archive.infolist():
                name = _name(one.filename)
                if name in wanted and name not in found:
                    found[name] = _unpacked(archive, one)
            return found
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            _("This archive is damaged or cut off. Download it from LinkedIn once more.")
        ) from None


def _name(path: str) -> str:
    """Its name in lower case; empty where it stands deeper than one folder, or outside."""
    parts = path.replace("\\", "/").split("/")
    if len(parts) > 2 or parts[0] in ("", ".", "..", "__MACOSX"):
        return ""
    return parts[-1].casefold()


def _unpacked(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """Bounded by what comes out, whatever the archive says of it."""
    if one.flag_bits & 1:
        raise Unreadable(_("This archive has a password. Choose the one LinkedIn sent you."))
    with archive.open(one) as file:
        data = file.read(LARGEST_TABLE + 1)
    if len(data) > LARGEST_TABLE:
        raise Unreadable(
            _("%s is larger than two megabytes unpacked, and was not read.") % _name(one.filename)
        )
    return data

"""Names for files to take away, and the archive of a README with its pictures."""

import io
import zipfile
from collections.abc import Iterable

from django.utils.text import slugify

from portfolio.artifacts.models import Picture
from portfolio.telling.document import Document
from portfolio.telling.readme import readme

LONGEST = 60
"""Characters of a name before its ending."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same content makes the same archive."""


def stem(title: str, otherwise: str) -> str:
    """A title as the name of a file: lower-case letters, digits and dashes, nothing else."""
    return slugify(title)[:LONGEST].strip("-_") or otherwise


def names(document: Document, there: Iterable[str]) -> dict[str, str]:
    """A file name for each picture that is ``there``, by key. Numbered, so that none is another's,
    and made of letters and digits alone, so that none leaves its folder."""
    keys = set(there)
    shown = [one for one in document.artifacts if one.picture and one.picture.key in keys]
    return {
        one.picture.key: f"pictures/{at:02d}-{stem(one.title, 'picture')}.webp"
        for at, one in enumerate(shown, start=1)
        if one.picture
    }


def archive(document: Document, pictures: Iterable[Picture]) -> bytes:
    """README.md and the pictures it shows, in one ZIP."""
    rows = {str(one.key): one for one in pictures}
    found = names(document, rows)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        _add(made, "README.md", readme(document, found).encode(), zipfile.ZIP_DEFLATED)
        for key, name in found.items():
            _add(made, name, bytes(rows[key].data), zipfile.ZIP_STORED)
    return file.getvalue()


def _add(made: zipfile.ZipFile, name: str, data: bytes, how: int) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.external_attr = 0o644 << 16
    made.writestr(entry, data, how)

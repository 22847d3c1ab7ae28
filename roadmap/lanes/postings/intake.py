"""From what somebody pastes or uploads to the texts of single postings."""

import re

from django.utils.translation import gettext as _

from roadmap.lanes.postings import pdf, split
from roadmap.lanes.postings.refusing import MAX_BYTES, MAX_CHARACTERS, MAX_POSTINGS, Refused

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_POSTINGS",
    "Refused",
    "decoded",
    "texts_from",
    "texts_from_paste",
]

_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
BINARY = 0.01
"""Of a text's characters at most so many are control characters."""


def texts_from(name: str, data: bytes) -> list[str]:
    """The postings in a file, cleaned. What it is is told by its content, not by its name.

    Raises:
        Refused: with a sentence that names the file and says how to mend it.
    """
    if len(data) > MAX_BYTES:
        raise Refused(_too_large(name, len(data)))
    if not data.strip():
        raise Refused(_("“%(name)s” is empty. Choose another file.") % {"name": name})
    if b"%PDF-" in data[:1024]:
        return _postings(pdf.text_of(data))
    if data.startswith(_OFFICE):
        raise Refused(
            _(
                "“%(name)s” is a document of a word processor, or an archive. Save it as PDF, or "
                "copy its text and paste it."
            )
            % {"name": name}
        )
    if data.startswith(_PICTURES) or data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        raise Refused(
            _("“%(name)s” is a picture. Copy the posting’s text and paste it.") % {"name": name}
        )
    text = decoded(data)
    if text is None:
        raise Refused(
            _(
                "“%(name)s” is no text, HTML or PDF. Save the posting as one of these, or copy its "
                "text and paste it."
            )
            % {"name": name}
        )
    return texts_from_paste(text)


def texts_from_paste(text: str) -> list[str]:
    """The postings in a pasted text, cleaned.

    Raises:
        Refused: with a sentence that says how to mend it.
    """
    if not text.strip():
        raise Refused(_("There is nothing to read yet. Paste the text of a posting."))
    if len(text) > MAX_BYTES:
        raise Refused(
            _(
                "This is %(n)s characters long, and %(most)s can be read at a time. Paste fewer "
                "postings."
            )
            % {"n": f"{len(text):,}", "most": f"{MAX_BYTES:,}"}
        )
    if text.lstrip().startswith("%PDF-"):
        raise Refused(
            _("This is the inside of a PDF. Upload the file, or copy the text from its page.")
        )
    if _is_binary(text):
        raise Refused(_("This is no text. Copy the posting’s text from its page and paste it."))
    return _postings(text)


def decoded(data: bytes) -> str | None:
    """The bytes as text: by their mark, as UTF-8, as UTF-16 without a mark, or as Windows has it.
    None where they are no text."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _text(data, encoding)
    if (text := _text(data, "utf-8")) is not None:
        return text
    zeros = data[:2000].count(0)
    if zeros > len(data[:2000]) // 4:
        little = data[1:2000:2].count(0) > zeros // 2
        return _text(data, "utf-16-le" if little else "utf-16-be")
    return _text(data, "cp1252", errors="replace")


def _text(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    try:
        text = data.decode(encoding, errors)
    except UnicodeError:
        return None
    return None if _is_binary(text) else text


def _is_binary(text: str) -> bool:
    return len(_CONTROLS.findall(text)) > BINARY * len(text)


def _postings(text: str) -> list[str]:
    found = split.postings_in(text)
    if not found:
        raise Refused(_("Nothing is left of this without its web page. Copy the posting itself."))
    for posting in found:
        if len(posting) > MAX_CHARACTERS:
            raise Refused(
                _(
                    "One of the postings is %(n)s characters long, and %(most)s can be read. Leave "
                    "out what is not the posting."
                )
                % {"n": f"{len(posting):,}", "most": f"{MAX_CHARACTERS:,}"}
            )
    return found


def _too_large(name: str, size: int) -> str:
    return _(
        "“%(name)s” has %(n)s MB, and a file may have %(most)s. Print only the posting’s pages "
        "into a new PDF, or copy its text and paste it."
    ) % {"name": name, "n": f"{size / 1_000_000:.1f}", "most": MAX_BYTES // 1_000_000}

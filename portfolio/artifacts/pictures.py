"""A picture somebody sends, and what is kept of it: its pixels, encoded anew as WebP.

Nothing else of the file is kept: no metadata, no name, nothing that hangs behind the picture. How
large it is, is read from its header (see ``headers``) before a decoder gets it.
"""

import io
import logging
import threading
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Protocol

from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from portfolio.artifacts import headers
from portfolio.artifacts.headers import ENDINGS, Header

MOST_BYTES = 5 * 1024 * 1024
"""Of a file that is sent."""
MOST_PIXELS = 24_000_000
"""Width times height, before it is made smaller."""
MOST_SIDE = 16_383
"""Pixels: what WebP itself can have. Making a longer line smaller takes memory without end."""
LONGEST_SIDE = 2400
"""Pixels of what is kept."""
KEPT_BYTES = 1_500_000
"""Of what is kept, at most."""
QUALITIES = (84, 60)
"""Tried in this order until it fits; then again at two thirds of the size."""
MOST_PROFILE = 1024 * 1024
"""Bytes of a colour profile that is looked at."""

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by what the camera says of how it was held."""
_one_at_a_time = threading.Lock()
"""A process decodes one picture at a time: 24 megapixels take up to 400 MB as WebP."""
PATIENCE = 3
"""Seconds that a picture waits for those before it: whoever waits keeps a thread of the web server
from everybody else, and there are four."""
_log = logging.getLogger(__name__)


class NotAPicture(Exception):
    """It is refused. ``str()`` of it is the sentence that says why, and what to do."""


class File(Protocol):
    """What is read of an uploaded file."""

    @property
    def name(self) -> str | None: ...

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it is kept: WebP without metadata, upright, in sRGB."""

    data: bytes
    width: int
    height: int


def too_large() -> str:
    """The sentence for a file beyond ``MOST_BYTES``."""
    return _("The picture is larger than 5 MB. Make it smaller, or save it as JPEG or WebP.")


def read(file: File) -> Encoded:
    """The picture in a file: PNG, JPEG or WebP.

    Raises:
        NotAPicture: with a sentence, for everything else, whatever is in it.
    """
    data = file.read(MOST_BYTES + 1)
    header = look(data, file.name or "")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise NotAPicture(_("Many pictures come in just now. Choose this one again in a moment."))
    try:
        return _encoded(_pixels(data, header), header.is_sharp)
    except Exception as error:  # a decoder fed with anything raises anything
        _log.info("A picture was refused: %s", type(error).__name__)
        raise NotAPicture(_damaged(header.kind.label)) from error
    finally:
        _one_at_a_time.release()


def look(data: bytes, name: str) -> Header:
    """What can be refused without decoding.

    Raises:
        NotAPicture: with the sentence.
    """
    if not data:
        raise NotAPicture(_("The file is empty. Choose the picture once more."))
    if len(data) > MOST_BYTES:
        raise NotAPicture(too_large())
    kind = headers.kind_of(data)
    if kind is None:
        raise NotAPicture(_no_picture(data))
    if wrong := _wrong_ending(name, kind):
        raise NotAPicture(wrong)
    try:
        header = headers.read(data)
    except headers.Damaged as error:
        raise NotAPicture(_damaged(kind.label)) from error
    if wrong := _does_not_fit(header):
        raise NotAPicture(wrong)
    return header


# --- The sentences ------------------------------------------------------------------------------


def _no_picture(data: bytes) -> str:
    other = headers.other_kind(data)
    if not other:
        return _("There is no PNG, JPEG or WebP in this file. Choose a picture of these kinds.")
    return _(
        "This is a %(other)s file. Pictures are PNG, JPEG or WebP: save or export it as one of "
        "these, then choose it again."
    ) % {"other": other}


def _damaged(kind: str) -> str:
    return _(
        "This %(kind)s is damaged or incomplete and cannot be read. Save it once more from where "
        "it comes from, then choose it again."
    ) % {"kind": kind}


def _wrong_ending(name: str, kind: headers.Kind) -> str:
    """Names like "shot at 10.34" have no ending; ".html" before a picture is nobody's slip."""
    ending = PurePath(name.replace("\\", "/")).suffix[1:].lower()
    if not (ending.isascii() and ending.isalnum()) or ending.isdigit():
        return ""
    if ENDINGS.get(ending) is kind:
        return ""
    return _(
        "The file’s name ends in .%(ending)s, but it is a %(kind)s. Give it the ending "
        ".%(right)s, or choose the file you meant."
    ) % {
        "ending": ending[:12],
        "kind": kind.label,
        "right": next(one for one, of in ENDINGS.items() if of is kind),
    }


def _does_not_fit(header: Header) -> str:
    if header.width * header.height > MOST_PIXELS or max(header.width, header.height) > MOST_SIDE:
        return _(
            "The picture is %(width)s × %(height)s pixels. At most it has 24 megapixels, and "
            "16,383 on a side: make it smaller, then choose it again."
        ) % {"width": f"{header.width:,}", "height": f"{header.height:,}"}
    if header.moves:
        return _("This picture moves, and only still ones are kept. Choose one frame of it.")
    return ""


# --- The pixels ---------------------------------------------------------------------------------


def _pixels(data: bytes, header: Header) -> Image.Image:
    """RGB or RGBA, upright, in sRGB, at most ``LONGEST_SIDE``."""
    with Image.open(io.BytesIO(data), formats=[header.kind.value]) as opened:
        if opened.size != (header.width, header.height):
            raise headers.Damaged
        turn = _UPRIGHT.get(_orientation(opened))
        profile = opened.info.get("icc_profile") or b""
        opened.draft(None, _size(opened, LONGEST_SIDE))  # a JPEG is decoded smaller at once
        opened.load()
        image = _plain(opened)
        if max(image.size) > LONGEST_SIDE:
            image = _smaller(image, LONGEST_SIDE)
    image = _in_srgb(image, profile)
    return image.transpose(turn) if turn is not None else image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # metadata that cannot be read says nothing of the pixels
        return 1


def _plain(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller and has no palette; CMYK stays for its profile."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "RGBA":
        return image
    if image.mode in ("RGB", "L", "CMYK") and not image.has_transparency_data:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _size(image: Image.Image, longest: int) -> tuple[int, int]:
    share = min(1.0, longest / max(image.size))
    width, height = (max(1, round(side * share)) for side in image.size)
    return width, height


def _smaller(image: Image.Image, longest: int) -> Image.Image:
    size = _size(image, longest)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile and len(profile) <= MOST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, source, srgb, outputMode=wanted)
        except Exception:  # a profile that does not fit: the colours stay as they are
            found = None
        if found is not None:
            return found
    return image.convert(wanted)


def _encoded(image: Image.Image, is_sharp: bool) -> Encoded:
    """Without loss where that fits, so that letters and lines stay sharp; photographs with."""
    image.info = {}
    data = _webp(image, lossless=True, quality=40, method=2) if is_sharp else b""
    while not 0 < len(data) <= KEPT_BYTES:
        for quality in QUALITIES:
            data = _webp(image, quality=quality, method=4)
            if len(data) <= KEPT_BYTES:
                break
        else:
            image = _smaller(image, max(image.size) * 2 // 3)
    return Encoded(data, *image.size)


def _webp(image: Image.Image, **how: int) -> bytes:
    buffer: IO[bytes] = io.BytesIO()
    image.save(buffer, "WEBP", exif=b"", xmp=b"", icc_profile=b"", **how)
    buffer.seek(0)
    return buffer.read()

"""The PDF: a case study set on paper, its pictures as the typesetter takes them."""

import io
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from common.typesetting import setting
from common.typesetting.setting import Busy as Busy
from common.typesetting.setting import NotMade as NotMade
from portfolio.artifacts.models import Picture
from portfolio.sharing.paper import paper
from portfolio.telling.document import Document

TEMPLATE = Path(__file__).parent / "casestudy.typ"
FEW = 12
"""So many pictures are set as sharp as paper shows them. With more, a file that can still be mailed
is worth more: measured, 40 different ones of 2400 × 1600 pixels are 14 MB instead of 43."""
PICTURES_GET = 90
"""Seconds for making all pictures ready: sixty of the largest take twelve on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How a picture is set. ``widest`` in pixels: 1400 are 200 to the inch across the page."""

    widest: int
    quality: int
    subsampling: int
    """Pillow's: 0 keeps the colour of each pixel, 2 of every fourth."""


def detail(pictures: int) -> Detail:
    """How so many pictures are set."""
    return Detail(1400, 88, 0) if pictures <= FEW else Detail(1000, 82, 2)


def pdf(document: Document, pictures: Collection[Picture], said: str) -> bytes:
    """``document`` with ``pictures`` as a PDF; ``said`` stands at the foot of each page.

    Raises:
        TooLong: see ``paper``.
        Busy: others are being made.
        NotMade: the typesetter was stopped, or the pictures took too long.
    """
    with setting.folder() as folder:
        files = {str(one.key): f"{one.pk}.jpg" for one in pictures}
        data = paper(document, files, said)
        until, how = time.monotonic() + PICTURES_GET, detail(len(files))
        for picture in pictures:
            if time.monotonic() > until:
                raise NotMade
            jpeg = _as_jpeg(bytes(picture.data), how)
            (folder / files[str(picture.key)]).write_bytes(jpeg)
        return setting.typeset(folder, TEMPLATE, data).pdf


def _as_jpeg(data: bytes, how: Detail) -> bytes:
    """A picture of ours, no wider than paper shows it. The typesetter keeps a JPEG as it is; of
    WebP it would keep every pixel."""
    with Image.open(io.BytesIO(data), formats=["WEBP"]) as picture:
        picture.thumbnail((how.widest, how.widest * 2), reducing_gap=2)
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture if picture.mode == "RGBA" else None)
        file = io.BytesIO()
        flat.save(file, "JPEG", quality=how.quality, subsampling=how.subsampling)
    return file.getvalue()

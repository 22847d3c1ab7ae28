"""The PDF: pictures as the typesetter takes them, and a typesetter that can be stopped."""

import io
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from PIL import Image

from portfolio.artifacts.models import Picture
from portfolio.sharing import typesetting
from portfolio.sharing.paper import paper
from portfolio.telling.document import Document

WIDEST = 1400
"""Pixels of a picture on paper: 200 to the inch across the page."""
AT_ONCE = threading.BoundedSemaphore(1)
"""One PDF at a time in each process of the web server."""
WAIT = 3
"""Seconds that somebody waits for another's, and keeps a thread of the web server meanwhile."""


class NotMade(Exception):
    """It took too long, or more memory than it is given."""


class Busy(Exception):
    """Somebody else's is being made."""


def pdf(document: Document, pictures: Iterable[Picture], said: str) -> bytes:
    """``document`` with ``pictures`` as a PDF; ``said`` stands at the foot of each page.

    Raises:
        TooLong: see ``paper``.
        Busy: others are being made.
        NotMade: the typesetter was stopped.
    """
    if not AT_ONCE.acquire(timeout=WAIT):
        raise Busy
    try:
        with tempfile.TemporaryDirectory(prefix="forte-pdf-") as made:
            folder = Path(made)
            files = {str(one.key): f"{one.pk}.jpg" for one in pictures}
            data = paper(document, files, said).data
            for picture in pictures:
                (folder / files[str(picture.key)]).write_bytes(_as_jpeg(bytes(picture.data)))
            (folder / "data.json").write_text(json.dumps(data))
            return _typeset(folder)
    finally:
        AT_ONCE.release()


def _typeset(folder: Path) -> bytes:
    try:
        subprocess.run(
            [sys.executable, "-m", "portfolio.sharing.typesetting"],
            cwd=settings.BASE_DIR,
            input=str(folder).encode(),
            capture_output=True,
            timeout=typesetting.SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise NotMade from error
    return (folder / typesetting.MADE).read_bytes()


def _as_jpeg(data: bytes) -> bytes:
    """A picture of ours, no wider than paper shows it. The typesetter keeps a JPEG as it is; of
    WebP it would keep every pixel."""
    with Image.open(io.BytesIO(data), formats=["WEBP"]) as picture:
        picture.thumbnail((WIDEST, WIDEST * 2), reducing_gap=2)
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture if picture.mode == "RGBA" else None)
        file = io.BytesIO()
        flat.save(file, "JPEG", quality=88, subsampling=0)
    return file.getvalue()

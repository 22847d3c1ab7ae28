"""A typesetter that can be stopped, for one at a time."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from common.typesetting import process

AT_ONCE = threading.BoundedSemaphore(1)
"""One PDF at a time in each process of the web server."""
WAIT = 3
"""Seconds that somebody waits for another's, and keeps a thread of the web server meanwhile."""


class NotMade(Exception):
    """It took too long, or more memory than it is given."""


class Busy(Exception):
    """Somebody else's is being made."""


@dataclass(frozen=True, slots=True)
class Made:
    """``fit`` is what the template says of how it fitted; None where it says nothing."""

    pdf: bytes
    fit: Any = None


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder to lay pictures in, gone afterwards; meanwhile it is nobody else's turn.

    Raises:
        Busy: others are being made.
    """
    if not AT_ONCE.acquire(timeout=WAIT):
        raise Busy
    try:
        with tempfile.TemporaryDirectory(prefix="forte-pdf-") as made:
            yield Path(made)
    finally:
        AT_ONCE.release()


def typeset(folder: Path, template: Path, data: Mapping[str, Any]) -> Made:
    """``template`` with ``data``, which it reads as /data.json, and the pictures in ``folder``.

    Raises:
        NotMade: the typesetter was stopped.
    """
    (folder / "data.json").write_text(json.dumps(data))
    try:
        subprocess.run(
            [sys.executable, "-m", "common.typesetting.process"],
            cwd=settings.BASE_DIR,
            input=f"{folder}\n{template}".encode(),
            capture_output=True,
            timeout=process.SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise NotMade from error
    fit = folder / process.FIT
    said = json.loads(fit.read_text()) if fit.exists() else None
    return Made((folder / process.MADE).read_bytes(), said)

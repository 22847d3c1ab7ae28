"""A PDF to its text, by way of a child process with limits on time and memory."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from django.utils.translation import gettext as _

from roadmap.lanes.postings import pdf_child
from roadmap.lanes.postings.refusing import Refused

CHILD = Path(pdf_child.__file__)
SECONDS = 12
"""By the wall's clock; the child's own limit of processor time is shorter."""
AT_ONCE = threading.BoundedSemaphore(2)
"""So many children of one process: the web server's other threads are there for other pages."""
PATIENCE = 2.0
"""Seconds that a PDF waits for another one to be read."""


def text_of(data: bytes) -> str:
    """The text, page after page.

    Raises:
        Refused: for one that is encrypted, damaged, made of images, or too much work, and while
            others are being read.
    """
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refused(_("Other PDFs are being read just now. Send this one again in a minute."))
    try:
        code, output = _ask_child(data)
    finally:
        AT_ONCE.release()
    if code == pdf_child.READ:
        return output.decode("utf-8", "replace")
    raise Refused(_why(code))


def _ask_child(data: bytes) -> tuple[int, bytes]:
    """The child's exit code (negative when it was killed) and what it said."""
    child = subprocess.Popen(  # noqa: S603 - our own file, no words of theirs
        [sys.executable, "-I", "-B", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        output, _nothing = child.communicate(data, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        output = b""
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
    return child.returncode, output


def _why(code: int) -> str:
    if code == pdf_child.ENCRYPTED:
        return _(
            "This PDF is locked with a password. Save it without one, or copy its text and paste "
            "it."
        )
    if code == pdf_child.EMPTY:
        return _(
            "There is no text in this PDF: its pages are pictures. Copy the text from where the "
            "posting stands and paste it."
        )
    if code == pdf_child.DAMAGED:
        return _(
            "This PDF is damaged and cannot be read. Save it anew, or copy its text and paste it."
        )
    return _(
        "This PDF takes too long to read. Print only the posting's pages into a new PDF, or copy "
        "the text and paste it."
    )

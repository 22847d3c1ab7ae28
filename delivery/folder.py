"""The way out into a folder: mail of a machine without a mail server, read at /inbox/."""

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from delivery.transport import Answer, Away, Letter, Outcome


class Folder:
    """Writes a letter as one ``.eml`` file, whole or not at all. Names sort by time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, letter: Letter, before_final_dot: Callable[[], None]) -> Answer:
        path = self._folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z-{letter.uuid}.eml"
        draft = path.with_suffix(f".{os.getpid()}.draft")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(letter.raw)
        except OSError as error:
            _discard(draft)
            raise Away(f"the mail folder takes nothing: {error.strerror}") from error
        try:
            before_final_dot()
        except BaseException:
            _discard(draft)
            raise
        try:
            draft.replace(path)
        except OSError as error:
            _discard(draft)
            return Answer(Outcome.RETRY, f"the mail folder: {error.strerror}", trouble=True)
        return Answer(Outcome.SENT)

    def close(self) -> None:
        """Nothing is left open."""


def _discard(draft: Path) -> None:
    with contextlib.suppress(OSError):
        draft.unlink(missing_ok=True)

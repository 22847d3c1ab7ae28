"""A mail server that takes everything: ``python -m benchmarks.nudges.quiet_sink <port> <file>``.

Writes the Message-ID of each letter to the file, a line each.
"""

import re
import sys
import threading
from pathlib import Path
from typing import IO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_MESSAGE_ID = re.compile(rb"^Message-ID: <(.+)>\r$", re.MULTILINE)


class Sink:
    def __init__(self, file: IO[str]) -> None:
        self.file = file

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take it."""
        found = _MESSAGE_ID.search(envelope.original_content or b"")
        print(found[1].decode() if found else "none", file=self.file, flush=True)
        return "250 taken"


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w") as file:
        Controller(Sink(file), hostname="127.0.0.1", port=int(sys.argv[1])).start()
        threading.Event().wait()

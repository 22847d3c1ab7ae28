"""A mail server that takes everything and writes down what: ``python -m benchmarks.nudges.sink``.

A line for each mail (the moment it was accepted, its Message-ID, who it is for) is in the file
before the answer 250 leaves, so that whatever dies afterwards, the file knows what was accepted.
"""

import asyncio
import os
import re
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_MESSAGE_ID = re.compile(rb"^Message-ID: *(\S+)", re.MULTILINE | re.IGNORECASE)


class Ledger:
    """Appends a line a mail. One write call each, so that no line is ever half there."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        found = _MESSAGE_ID.search(content if isinstance(content, bytes) else content.encode())
        name = found.group(1).decode() if found else "none"
        line = f"{time.time():.6f} {name} {','.join(map(str, envelope.rcpt_tos))}\n"
        os.write(self._descriptor, line.encode())
        return "250 taken"


async def serve(port: int, file: Path) -> None:
    """Take mail on 127.0.0.1 until somebody ends us."""
    ledger = Ledger(file)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(ledger, hostname="sink"), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))

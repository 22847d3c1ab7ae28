"""A mail server that follows a script: at each step it answers, hangs up or falls silent."""

import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

YES = {
    "banner": "220 here",
    "ehlo": "250 8BITMIME",
    "helo": "250 here",
    "mail": "250 go on",
    "rcpt": "250 go on",
    "data": "354 go on",
    "body": "",
    "dot": "250 taken",
    "rset": "250 gone",
    "quit": "221 bye",
}


class HangUp(Exception):
    pass


class Scripted:
    """``script`` says what differs from YES: a reply, ``drop`` or ``hang``; a list is used up in
    order, its last entry stays. ``taken`` holds the letters it said 250 to."""

    def __init__(self, **script: str | list[str]) -> None:
        self._script: dict[str, str | list[str]] = {**YES, **script}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self.taken: list[bytes] = []

    def follow(self, **script: str | list[str]) -> None:
        """Another script from here on."""
        self._script = {**YES, **script}

    def __enter__(self) -> Self:
        self._start(self._listen)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._listener.close()
        with socket.socket() as waker:  # accept() does not notice the close
            waker.connect_ex(("127.0.0.1", self.port))
        for thread in self._threads:
            thread.join(5)

    @property
    def settings(self) -> Mapping[str, object]:
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": self.port}

    def _start(self, target: object, *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._over.is_set():
                client.close()
                return
            self.connections += 1
            self._start(self._talk, client)

    def _talk(self, client: socket.socket) -> None:
        client.settimeout(0.02)
        with client:
            try:
                self._dialogue(client)
            except (HangUp, OSError):
                return

    def _dialogue(self, client: socket.socket) -> None:
        self._say(client, "banner")
        while True:
            verb = self._line(client).split(b" ")[0].strip().lower().decode()
            said = self._say(client, verb)
            if verb == "data" and said.startswith("354"):
                self._letter(client)
            if verb == "quit":
                return

    def _letter(self, client: socket.socket) -> None:
        if self._next("body") == "drop":
            client.recv(10)
            raise HangUp
        letter = b""
        while not letter.endswith(b"\r\n.\r\n"):
            letter += self._read(client)
        said = self._next("dot")
        if said.startswith("250"):
            self.taken.append(letter)
        self._answer(client, said)

    def _say(self, client: socket.socket, step: str) -> str:
        said = self._next(step)
        self._answer(client, said)
        return said

    def _answer(self, client: socket.socket, said: str) -> None:
        if said == "hang":
            while True:
                self._read(client)
        if said == "drop":
            raise HangUp
        client.sendall(said.encode() + b"\r\n")
        if said.startswith("421"):
            raise HangUp

    def _next(self, step: str) -> str:
        said = self._script.get(step, "500 what?")
        if isinstance(said, list):
            return said.pop(0) if len(said) > 1 else said[0]
        return said

    def _line(self, client: socket.socket) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            line += self._read(client, 1)
        return line

    def _read(self, client: socket.socket, size: int = 65536) -> bytes:
        while not self._over.is_set():
            try:
                data = client.recv(size)
            except TimeoutError:
                continue
            if not data:
                raise HangUp
            return data
        raise HangUp

"""What a sender and a way out have to say to each other."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it travels: envelope and bytes (lines end in CRLF)."""

    uuid: UUID
    sender: str
    recipient: str
    raw: bytes


class Outcome(Enum):
    SENT = "sent"  # the server took it
    RETRY = "retry"  # it surely did not, and may later
    FAILED = "failed"  # it said no, for good
    UNKNOWN = "unknown"  # the last dot went out and no answer came


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a letter. ``trouble`` says that the server, not the letter, is the cause."""

    outcome: Outcome
    words: str = ""
    trouble: bool = False


class Away(Exception):
    """Nobody takes mail at present. No letter was touched."""


class Transport(Protocol):
    def send(self, letter: Letter, before_final_dot: Callable[[], None]) -> Answer:
        """Hand ``letter`` over.

        ``before_final_dot`` is called once, at the last moment at which the letter is surely not
        sent. If it raises, the letter does not leave and the exception goes on to the caller.

        Raises:
            Away: before the letter was begun.
        """
        ...

    def close(self) -> None:
        """Say goodbye. Never raises."""
        ...

"""What a signal handler tells the program that it interrupts."""

import time


class Flag:
    """A ``threading.Event`` that takes no lock. A handler comes in the middle of anything, also of
    the flag's own code: with an Event, a signal during ``wait`` stopped all for good.
    """

    def __init__(self) -> None:
        self._is_set = False

    def set(self) -> None:
        self._is_set = True

    def clear(self) -> None:
        self._is_set = False

    def is_set(self) -> bool:
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Whether it was set within ``seconds``."""
        until = time.monotonic() + seconds
        while not self._is_set and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))
        return self._is_set

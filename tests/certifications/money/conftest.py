"""Late November 2026."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield

"""Late November 2026, with a study block each Tuesday."""

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings


@pytest.fixture
def november(settings: Settings) -> Iterator[None]:
    settings.STUDY_SITTINGS = "tests.certifications.goals.rows.tuesdays"
    with time_machine.travel("2026-11-30T12:00:00Z", tick=False):
        yield

"""Late November 2026, with the catalogue in its tables."""

from collections.abc import Iterator

import pytest
import time_machine

from certifications.catalogue import catalog, syncing
from tests.certifications.money.rows import TODAY


@pytest.fixture
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield


@pytest.fixture
def catalogue(db: None) -> None:
    syncing.sync(catalog.catalogue(), TODAY)

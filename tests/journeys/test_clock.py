"""The tests' own clock, which the product knows nothing of."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from config import mode
from tests.journeys.clock import in_words, moved_by


def test_a_span_is_said_in_days_hours_minutes_and_seconds() -> None:
    assert moved_by("+3d") == timedelta(days=3)
    assert moved_by("-2h30m") == -timedelta(hours=2, minutes=30)
    with pytest.raises(ValueError, match="no time span"):
        moved_by("3 days")


@pytest.mark.parametrize("span", [timedelta(days=3, seconds=7), -timedelta(hours=1)])
def test_what_is_said_is_what_was_meant(span: timedelta) -> None:
    assert moved_by(in_words(span)) == span


def test_a_module_runs_at_another_time() -> None:
    command = [sys.executable, "-m", "tests.journeys.clock", "+400d", "timeit", "-n1", "-r1"]
    printed = "import datetime; print(datetime.datetime.now(datetime.UTC).isoformat())"
    done = subprocess.run(
        [*command, printed], cwd=mode.BASE_DIR, capture_output=True, text=True, check=True
    )
    moved = datetime.fromisoformat(done.stdout.splitlines()[0])
    assert timedelta(days=399) < moved - datetime.now(UTC) < timedelta(days=401)

"""A measurement in a process of its own, with Django set up on an empty database in memory.

``python -m benchmarks.apart benchmarks.nudges.every_zone fast`` calls ``measure("fast")`` there.
"""

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import cast

from benchmarks.figures import Figure
from config import mode

_CHOSEN_ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")


def environ() -> dict[str, str]:
    """Ours, without what a shell chose of servers and settings."""
    found = {k: v for k, v in os.environ.items() if k not in _CHOSEN_ELSEWHERE}
    return {**found, "PYTHONHASHSEED": "0"}  # so that a seed leads to the same histories again


def start(module: str, *words: str) -> subprocess.Popen[str]:
    """Call the module's ``measure(*words)`` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.apart", module, *words],
        cwd=mode.BASE_DIR,
        env=environ(),
        stdout=subprocess.PIPE,
        text=True,
    )


def answers(processes: Iterable[subprocess.Popen[str]]) -> list[object]:
    """What each of them measured, once all have ended.

    Raises:
        RuntimeError: when one of them ended without an answer.
    """
    said = [process.communicate()[0].splitlines() for process in processes]
    if not all(said):
        raise RuntimeError("A measurement ended without an answer; see above.")
    return [json.loads(lines[-1]) for lines in said]


def figures(module: str, *words: str) -> Sequence[Figure]:
    """The figures that the module's ``measure(*words)`` returns."""
    [found] = answers([start(module, *words)])
    return [Figure(**one) for one in cast(list[dict[str, object]], found)]  # type: ignore[arg-type]


def main(module: str, *words: str) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()

    from django.db import connection

    connection.creation.create_test_db(verbosity=0, serialize=False)
    begun = time.monotonic()
    found = importlib.import_module(module).measure(*words)
    if isinstance(found, list):
        found = [asdict(one) for one in found]
    print(f"{module}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Which real parts had a share in a run: tests/run.py says so at the end, and what was missing."""

import os
from pathlib import Path


def used(part: str) -> None:
    """Note that ``postgresql``, ``redis``, ``browser`` or ``schema`` was really used."""
    if report := os.environ.get("FORTE_TEST_USED"):
        with Path(report).open("a") as file:
            file.write(f"{part}\n")

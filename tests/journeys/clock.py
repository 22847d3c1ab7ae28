"""Runs a module as ``python -m`` would, with its clock moved: ``python -m tests.journeys.clock +3d
celery -A config worker``. The product has no switch for this; the steady clock stays as it is.
"""

import re
import runpy
import sys
from datetime import UTC, datetime, timedelta

import time_machine

UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


def moved_by(words: str) -> timedelta:
    """``+3d``, ``-2h`` or ``+1d12h`` as a time span."""
    if not re.fullmatch(r"[+-](\d+[dhms])+", words):
        raise ValueError(f"{words!r} is no time span such as +3d or -2h30m")
    parts = {UNITS[unit]: int(number) for number, unit in re.findall(r"(\d+)([dhms])", words)}
    span = timedelta(**parts)
    return -span if words.startswith("-") else span


def in_words(span: timedelta) -> str:
    """The other way round."""
    return f"{'-' if span < timedelta() else '+'}{abs(int(span.total_seconds()))}s"


if __name__ == "__main__":
    span, module, *arguments = sys.argv[1:]
    time_machine.travel(datetime.now(UTC) + moved_by(span), tick=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)

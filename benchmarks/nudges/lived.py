"""Random life histories lived in one process (see histories.py)."""

import sys

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.roadmap.cadence.lives import Life

EVENTS = 25
"""At most so many in a history, each of which may let up to fifteen days pass."""


def measure(count: str, number: str) -> dict[str, object]:
    """Live ``count`` histories that the seed ``number`` leads to. What happened in them, and the
    first rule that was broken, if one was."""
    broken = ""
    how = settings(
        max_examples=int(count),
        stateful_step_count=EVENTS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(int(number))(Life), settings=how)
    except AssertionError as rule:
        broken = str(rule) or "an assertion"
        print(broken, *getattr(rule, "__notes__", []), sep="\n", file=sys.stderr)
    return {"lived": dict(Life.lived), "broken": broken}

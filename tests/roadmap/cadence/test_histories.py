"""Whatever people do and whatever befalls the machine, the rules of a nudge hold.

A few hundred histories in memory and a few on the database; ten thousand in
benchmarks/nudges/histories.py.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.roadmap.cadence.lives import Life, LifeOnRows

FEW = settings(
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_two_hundred_histories_keep_every_rule() -> None:
    run_state_machine_as_test(Life, settings=settings(FEW, max_examples=200))


@pytest.mark.django_db
def test_ten_histories_on_the_database_keep_them_too() -> None:
    run_state_machine_as_test(LifeOnRows, settings=settings(FEW, max_examples=10))

"""Two to four: what case studies prove together."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from common.lanes import Lane
from portfolio.casestudies.models import Category
from portfolio.readiness.coverage import Verdict, coverage


@dataclass(frozen=True)
class Case:
    lane: str
    is_finished: bool = True
    categories: Sequence[str] = ()


FINOPS, SECURITY, DEVOPS = Case("finops"), Case("security"), Case("devops")
OPEN = Case("finops", is_finished=False)


@pytest.mark.parametrize(
    ("cases", "verdict"),
    [
        ([], Verdict.NOTHING),
        ([OPEN], Verdict.NONE_FINISHED),
        ([FINOPS], Verdict.NO_ADJACENT),
        ([FINOPS, DEVOPS], Verdict.NO_ADJACENT),
        ([SECURITY], Verdict.NO_MAIN),
        ([FINOPS, SECURITY], Verdict.ENOUGH),
        ([FINOPS, SECURITY, *[OPEN] * 4], Verdict.LEFT_OPEN),
        ([FINOPS, SECURITY, *[OPEN] * 5], Verdict.TOO_MANY_OPEN),
        ([FINOPS, SECURITY, *[DEVOPS] * 3], Verdict.MANY),
    ],
)
def test_two_to_four(cases: list[Case], verdict: Verdict) -> None:
    assert coverage(cases, Lane.FINOPS, Lane.SECURITY).verdict is verdict


def test_an_area_of_ones_own_is_anything_beside_the_main_lane() -> None:
    assert coverage([FINOPS, DEVOPS], Lane.FINOPS, None).verdict is Verdict.ENOUGH


def test_without_a_choice_the_commonest_lane_is_the_main_one() -> None:
    assert coverage([DEVOPS, DEVOPS, FINOPS], None, None).main == 2


def test_a_category_is_proven_by_what_is_finished() -> None:
    cases = [
        Case("finops", categories=["business"]),
        Case("devops", is_finished=False, categories=["resilience", "automation"]),
    ]
    found = coverage(cases, Lane.FINOPS, None)
    assert found.missing == [Category.AUTOMATION, Category.RESILIENCE]
    assert [(kind.finished, kind.begun) for kind in found.kinds] == [(0, 1), (0, 1), (1, 0)]

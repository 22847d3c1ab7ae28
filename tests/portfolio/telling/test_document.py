"""A document to JSON and back."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.telling.document import Artifact, Document, Figure, Picture, Text, Tradeoff

FIGURE = {"name": "n", "said": "s", "verdict": "v"}
WHOLE = Document(
    title="T", lane="finops", author="D", employer="A", origin="o", question="q",
    sections=(Text("problem", "Problem", "p"),), decisions=(Text("decision.cost", "Cost", "c"),),
    evidence=(Text("evidence.x", "X", "x"),), tradeoffs=(Tradeoff("a", "b", "c", "d"),),
    figures=(
        Figure("n", "s", "improvement", percent=Decimal("-90"), before_share=Decimal(1),
               after_share=Decimal("0.1"), limit_kept=True),
    ),
    artifacts=(Artifact("Link", "t", "decision", picture=Picture("k", 1, 2, "alt")),),
    on=date(2026, 11, 1),
)  # fmt: skip


def test_it_comes_back_as_it_was() -> None:
    assert Document.from_json(json.loads(json.dumps(WHOLE.as_json()))) == WHOLE


def test_keys_that_came_since_are_empty_and_those_that_are_gone_are_left_out() -> None:
    assert Document.from_json({"title": "T", "lane": "finops", "mood": 3}) == Document(
        "T", "finops"
    )


@pytest.mark.parametrize(
    "kept",
    [
        {"lane": "finops"},
        {"title": 3, "lane": "finops"},
        {"title": "T", "lane": "finops", "author": None},
        {"title": "T", "lane": "finops", "sections": "problem"},
        {"title": "T", "lane": "finops", "sections": ["problem"]},
        {"title": "T", "lane": "finops", "sections": [{"slot": "problem"}]},
        {"title": "T", "lane": "finops", "on": "yesterday"},
        {"title": "T", "lane": "finops", "figures": [FIGURE | {"percent": "NaN"}]},
        {"title": "T", "lane": "finops", "figures": [FIGURE | {"limit_kept": 1}]},
        [],
        None,
    ],
)  # fmt: skip
def test_values_of_another_kind_are_refused(kept: Any) -> None:
    with pytest.raises(ValueError):
        Document.from_json(kept)


@given(st.text(), st.text(), st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_any_words_and_figures_come_back(title: str, text: str, share: Decimal) -> None:
    made = Document(title, "x", sections=(Text("problem", "P", text),),
                    figures=(Figure("n", text, "v", percent=share),))  # fmt: skip
    assert Document.from_json(json.loads(json.dumps(made.as_json()))) == made


def test_a_part_without_anything_leaves_no_trace() -> None:
    assert Document("T", "x").parts == ()
    assert [part.slot for part in WHOLE.parts] == [
        "problem", "decision", "implementation", "tradeoffs", "result",
    ]  # fmt: skip
    assert len(WHOLE.whole) == 7


def test_at_a_glance_one_sees_the_improvement_that_moved_most() -> None:
    worse = Figure("w", "+99\u00a0%", "no improvement", percent=Decimal(99))
    small = Figure("s", "−9\u00a0%", "improvement", percent=Decimal(-9))
    large = Figure("l", "−90\u00a0%", "improvement", percent=Decimal(-90))
    mute = Figure("m", "changed, without a percentage", "improvement")
    assert Document("T", "x", figures=(worse, small, mute, large)).best == large
    assert Document("T", "x", figures=(worse, mute)).best is None

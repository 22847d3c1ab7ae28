"""Real postings, which are their authors' and never in the repository: only figures leave here.

``FORTE_POSTINGS`` names the folder they are in. Where there is none, the tests say that they were
skipped.
"""

import csv
import os
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from roadmap.lanes.postings import intake
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.reading import PostingReading
from tests.roadmap.lanes.postings.judging import WITHOUT_A_LANE, judged, without_title

FOLDER = Path(os.environ.get("FORTE_POSTINGS", "/nowhere"))
INDEX = FOLDER / "index.csv"

pytestmark = pytest.mark.skipif(
    not INDEX.exists(), reason="FORTE_POSTINGS names no folder of real postings"
)


@cache
def rows() -> list[dict[str, str]]:
    with INDEX.open() as file:
        return list(csv.DictReader(file))


@cache
def cleaned(number: str) -> str:
    data = (FOLDER / f"{number}.txt").read_bytes()
    return "\n\n".join(intake.texts_from(f"{number}.txt", data))


@cache
def reading(number: str) -> PostingReading:
    return read(cleaned(number))


def shares(counted: Counter[tuple[bool, str]]) -> dict[bool, float]:
    """Of postings with a lane (True) and without one, the share that is right or acceptable."""
    return {
        lane: 1 - counted[lane, "wrong"] / sum(n for (has, _), n in counted.items() if has is lane)
        for lane in (True, False)
    }


def said(counted: Counter[tuple[bool, str]]) -> str:
    return "; ".join(
        f"{'with' if lane else 'without'} a lane "
        + ", ".join(f"{counted[lane, how]} {how}" for how in ("right", "acceptable", "wrong"))
        for lane in (True, False)
    )


def shown(capsys: pytest.CaptureFixture[str], said: str) -> None:
    """Figures that are worth a look even where the test is green."""
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")


def test_verdicts_are_right_or_acceptable(capsys: pytest.CaptureFixture[str]) -> None:
    counted: Counter[tuple[bool, str]] = Counter()
    for row in rows():
        has_a_lane = row["true_lane"] not in WITHOUT_A_LANE
        counted[has_a_lane, judged(row, reading(row["id"]).verdict)] += 1
    shown(capsys, f"Real postings, whole: {said(counted)}")
    assert shares(counted)[True] >= 0.95
    assert shares(counted)[False] >= 0.80


def test_the_body_alone_says_nearly_as_much(capsys: pytest.CaptureFixture[str]) -> None:
    """A reader that knew postings by their titles would fall far here."""
    counted: Counter[tuple[bool, str]] = Counter()
    for row in rows():
        has_a_lane = row["true_lane"] not in WITHOUT_A_LANE
        body = without_title(cleaned(row["id"]), row["title"])
        counted[has_a_lane, judged(row, read(body).verdict)] += 1
    shown(capsys, f"Without their titles: {said(counted)}")
    assert shares(counted)[True] >= 0.80
    assert shares(counted)[False] >= 0.70


def test_reasons_add_up_and_quotes_stand_in_the_posting() -> None:
    for row in rows():
        found = reading(row["id"])
        text = re.sub(r"\W+", "", cleaned(row["id"]))
        for lane in found.lanes:
            assert sum(reason.points for reason in lane.reasons) == lane.score, row["id"]
        for skill in found.skills:
            for quote in skill.quotes:
                assert re.sub(r"\W+", "", quote.sentence) in text, row["id"]
                assert quote.phrase in quote.sentence, row["id"]


def test_languages_are_known() -> None:
    wrong = {
        row["id"] for row in rows() if reading(row["id"]).language != row["language"].split("-")[0]
    }
    assert len(wrong) <= len(rows()) * 0.02
    assert not any(
        reading(row["id"]).partial for row in rows() if row["language"] in ("en", "de", "fr")
    )


def test_a_reading_can_be_kept_and_read_back() -> None:
    for row in rows():
        found = reading(row["id"])
        assert PostingReading.from_json(found.to_json()) == found

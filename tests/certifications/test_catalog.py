"""The catalogue is read strictly, and the ladders never lead to what has retired."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from certifications import catalog, ladder, overview
from certifications.catalog import Rung, Status, Track
from common.facts import FactError
from common.lanes import Lane

TODAY = date(2026, 11, 22)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The file with its first ``old`` replaced."""
    path = Path(shutil.copy(catalog.FACTS, tmp_path))
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return path


def test_the_file_is_what_it_should_be() -> None:
    found = catalog.catalogue()
    assert len(found.credentials) > 70
    assert found.meta.as_of == TODAY


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('exam_code = "CLF-C02"', 'exam_kode = "CLF-C02"', "exam_kode"),
        ('status = "active"', 'status = "fine"', '"fine" is no Status'),
        ('issuer = "Amazon Web Services"', "", "lacks issuer"),
        ('slug = "aws-ai-practitioner"', 'slug = "aws-cloud-practitioner"', "stands there twice"),
        ('lane = "devops", rung', 'lane = "blockchain", rung', '"blockchain" is no Lane'),
        ('"cka",\n]', '"ckaa",\n]', '"ckaa", which is not in the file'),
        (
            'follow_up = [\n    "cka"',
            'follow_up = [\n    "snowpro-associate-platform"',
            "which is retired",
        ),
        ("price_usd = 100", 'price_usd = "100"', "price_usd"),
        ("[meta]", "[metta]", "metta"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(FactError, match=r"certifications\.toml") as error:
        catalog.read(changed(tmp_path, old, new))
    assert complaint in str(error.value)


@pytest.mark.parametrize("lane", Lane)
def test_no_ladder_leads_to_a_retired_exam(lane: Lane) -> None:
    shown = overview.ladder(lane, TODAY)
    assert {track.track for track in shown.tracks} == set(Track)
    for track in shown.tracks:
        rungs = [rung.rung for rung in track.rungs]
        assert rungs == [rung for rung in Rung if rung in rungs]
        assert Rung.STARTER in rungs
        for rung in track.rungs:
            assert all(one.status is not Status.RETIRED for one in rung.credentials)


@pytest.mark.parametrize("lane", Lane)
def test_the_plan_is_built_around_two_exams_that_can_be_taken(lane: Lane) -> None:
    first, then = ladder.pair(lane)
    assert first.status is Status.ACTIVE
    assert then.status is Status.ACTIVE
    assert first.slug != then.slug
    assert overview.recommended(lane) == (first.title, then.title)
    assert all(len(name) <= 50 for name in overview.recommended(lane))
    rungs = {place.rung for one in (first, then) for place in one.lanes if place.lane is lane}
    assert rungs == {Rung.STARTER, Rung.FOLLOW_UP}


def test_the_day_a_beta_ends_is_said_when_it_has_passed() -> None:
    def retiring(day: date) -> overview.OnRung:
        tracks = overview.ladder(Lane.AI_INFRASTRUCTURE, day).tracks
        found = [
            one
            for track in tracks
            for rung in track.rungs
            for one in rung.credentials
            if one.slug == "aws-ml-engineer-associate"
        ]
        return found[0]

    assert retiring(date(2027, 1, 13)).worth_saying
    assert not retiring(date(2027, 1, 13)).outdated
    assert retiring(date(2027, 1, 14)).outdated

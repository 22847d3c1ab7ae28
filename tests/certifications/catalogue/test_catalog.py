"""The catalogue is read strictly, and the ladders never lead to what has retired."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from certifications import overview
from certifications.catalogue import catalog, ladder
from certifications.catalogue.catalog import Track
from certifications.catalogue.credential import Rung, Status
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
        ('code = "CLF-C02"', 'kode = "CLF-C02"', "kode"),
        ('level = "foundation"', 'level = "fine"', '"fine" is no Level'),
        ('since = "2026-11-17"', 'since = "2026-11-31"', "is no date"),
        ('since = "2026-12-01"', 'until = "2020-01-01"\nsince = "2026-12-01"', "ends before"),
        ('issuer = "Amazon Web Services"', "", "lacks issuer"),
        ('slug = "aws-ai-practitioner"', 'slug = "aws-cloud-practitioner"', "stands there twice"),
        ('lane = "devops", rung', 'lane = "blockchain", rung', '"blockchain" is no Lane'),
        ('["cka"]', '["ckaa"]', '"ckaa", which is not in the file'),
        ("price_usd = 100", 'price_usd = "100"', "price_usd"),
        ("price_usd = 100", "price_usd = -100", "costs less than nothing"),
        ("[meta]", "[metta]", "metta"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(FactError, match=r"certifications\.toml") as error:
        catalog.read(changed(tmp_path, old, new), catalog.LADDERS)
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('["cka"]', '["ckaa"]', '"ckaa", which is not in the file'),
        ('["cka"]', '["snowpro-associate-platform"]', "which is retired"),
        ('["cka"]', '["isc2-ccsp"]', "which has no place in that lane"),
        ('["cka"]', "[]", "has nothing on follow-up"),
        ('provider = "azure"', 'provider = "aws"', "stands there twice"),
    ],
)
def test_a_slip_in_a_ladder_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    path = Path(shutil.copy(catalog.LADDERS, tmp_path))
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(FactError, match=r"ladders\.toml") as error:
        catalog.read(catalog.FACTS, path)
    assert complaint in str(error.value)


@pytest.mark.parametrize("lane", Lane)
@pytest.mark.parametrize("day", ["2026-11-28", "2026-12-01", "2027-01-15", "2027-06-12"])
def test_no_ladder_leads_to_a_retired_exam(lane: Lane, day: str) -> None:
    mine = catalog.catalogue().ladders_of(lane)
    assert [one.provider for one in mine] == list(Track)
    for one in mine:
        rungs = ladder.rungs(one, date.fromisoformat(day))
        assert [rung for rung, _ in rungs] == list(Rung)
        for _, found in rungs:
            seen = {known.status_on(date.fromisoformat(day)) for known in found}
            assert not seen & {Status.RETIRED, Status.UNKNOWN}
            assert seen & {Status.ACTIVE, Status.RETIRING}


@pytest.mark.parametrize("lane", Lane)
def test_the_plan_is_built_around_two_exams_that_can_be_taken(lane: Lane) -> None:
    first, then = ladder.pair(lane)
    assert first.status_on(TODAY) is Status.ACTIVE
    assert then.status_on(TODAY) is Status.ACTIVE
    assert first.slug != then.slug
    assert overview.recommended(lane) == (first.title, then.title)
    assert all(len(name) <= 50 for name in overview.recommended(lane))
    rungs = {place.rung for one in (first, then) for place in one.lanes if place.lane is lane}
    assert rungs == {Rung.STARTER, Rung.FOLLOW_UP}


@pytest.mark.parametrize(
    ("slug", "before", "old", "after", "new"),
    [
        ("aws-developer-associate", "2026-11-30", "DVA-C02", "2026-12-01", "DVA-C03"),
        ("comptia-security-plus", "2027-06-11", "SY0-701", "2027-06-12", "SY0-801"),
        ("aws-solutions-architect-professional", "2026-11-16", "SAP-C02", "2026-11-17", "SAP-C03"),
    ],
)
def test_a_version_follows_by_itself(
    slug: str, before: str, old: str, after: str, new: str
) -> None:
    found = catalog.catalogue().credentials[slug]
    for day, code in ((before, old), (after, new)):
        version = found.version_on(date.fromisoformat(day))
        assert version
        assert version.code == code
    assert found.status_on(date.fromisoformat(after)) is Status.ACTIVE


def test_the_day_a_beta_ends_it_is_one_no_more() -> None:
    found = catalog.catalogue().credentials["aws-ml-engineer-associate"]
    assert found.status_on(date(2027, 1, 13)) is Status.BETA
    assert found.status_on(date(2027, 1, 14)) is Status.ACTIVE


def test_a_date_that_passes_with_nothing_to_follow_is_said() -> None:
    found = catalog.catalogue().credentials["aws-developer-associate"]
    alone = replace(found, versions=found.versions[:1])
    assert alone.status_on(date(2026, 11, 30)) is Status.RETIRING
    assert alone.status_on(date(2026, 12, 1)) is Status.UNKNOWN
    assert alone.latest(date(2026, 12, 1)).code == "DVA-C02"

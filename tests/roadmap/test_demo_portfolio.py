"""The demo person's case studies: one that can be shown, two on their way."""

import pytest
from django.utils import timezone

from accounts.models import User
from portfolio import overview
from portfolio.models import Picture
from portfolio.overview import Stage
from roadmap.demo_portfolio import CaseStudies

pytestmark = pytest.mark.django_db


def test_one_is_finished_and_understood_one_half_written_one_at_version_zero(dana: User) -> None:
    CaseStudies.of(dana, timezone.now()).make()
    shelf = overview.case_studies({dana.pk: dana.today()})[dana.pk]
    [finished] = shelf.finished
    assert finished.plain_passed
    assert finished.result.startswith("Spend with an owner: from 61")
    assert [one.stage for one in shelf.unfinished] == [Stage.VERSION_ZERO, Stage.VERSION_ZERO]
    assert len({one.lane for one in shelf.cases}) == 2
    picture = Picture.objects.get()
    assert bytes(picture.data)[8:12] == b"WEBP"
    assert picture.size < 20_000

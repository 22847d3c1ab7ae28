"""Which evenings of study lie ahead, as a goal's study plan asks for them."""

from datetime import date, time

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from roadmap.cadence.models import CheckIn, Every
from roadmap.cadence.sittings import ahead
from tests.roadmap.cadence.rows import MONDAY, TUESDAY, done, plan, set_up

pytestmark = pytest.mark.django_db

UNTIL = date(2027, 1, 26)


def test_the_setting_names_it() -> None:
    assert import_string(settings.STUDY_SITTINGS) is ahead


def test_every_tuesday_to_the_last_day_included(dana: User) -> None:
    set_up(dana)
    days = [TUESDAY, date(2027, 1, 12), date(2027, 1, 19), UNTIL]
    assert ahead(dana, MONDAY, UNTIL) == [(day, 90) for day in days]
    assert [day for day, _ in ahead(dana, date(2027, 1, 6), date(2027, 1, 25))] == days[1:3]


def test_somebody_without_blocks_or_with_study_off_has_none(dana: User, eve: User) -> None:
    study = set_up(dana)["study"]
    study.active = False
    study.save()
    assert ahead(dana, MONDAY, UNTIL) == []
    assert ahead(eve, MONDAY, UNTIL) == []


def test_an_exam_in_the_past_or_far_away_is_no_trouble(dana: User) -> None:
    set_up(dana)
    assert ahead(dana, MONDAY, date(2026, 12, 1)) == []
    assert len(ahead(dana, MONDAY, date.max)) == 260


def test_what_is_answered_or_paused_is_left_out_and_a_moved_block_stands_elsewhere(
    dana: User,
) -> None:
    study = set_up(dana)["study"]
    done(study, MONDAY, TUESDAY)
    plan(dana).pauses.create(starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 14))
    CheckIn.objects.create(
        block=study,
        week=date(2027, 1, 18),
        planned_on=date(2027, 1, 25),
        planned_at=time(20),
    )
    assert [day for day, _ in ahead(dana, MONDAY, UNTIL)] == [date(2027, 1, 25), UNTIL]
    assert [day for day, _ in ahead(dana, date(2027, 1, 25), UNTIL)] == [date(2027, 1, 25), UNTIL]


def test_every_second_week_gives_half_of_them(dana: User) -> None:
    study = set_up(dana)["study"]
    study.every, study.minutes = Every.SECOND_WEEK, 60
    study.save()
    assert ahead(dana, MONDAY, UNTIL) == [(TUESDAY, 60), (date(2027, 1, 19), 60)]

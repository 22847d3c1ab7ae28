"""A country changes its clocks, tzdata follows, and what is due is worked out anew."""

import os
import subprocess
import sys
import zoneinfo
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common import weeks
from config import mode, prepare
from config.processes import Process
from roadmap.cadence import nudges, zone_rules
from roadmap.cadence.models import Block, Nudge, ZoneRules
from tests.people import person
from tests.roadmap.cadence.rows import LAB_DUE, START, STUDY_DUE, set_up

HOUR = timedelta(hours=1)


def by_other_rules(block: Block) -> None:
    """As an earlier tzdata had it: an hour later."""
    Block.objects.filter(pk=block.pk).update(next_due_at=STUDY_DUE + HOUR)


@pytest.mark.django_db
def test_another_tzdata_moves_what_is_due_to_the_new_hour(dana: User) -> None:
    mine = set_up(dana)
    ZoneRules.objects.update_or_create(pk=1, defaults={"edition": "2025.2"})
    by_other_rules(mine["study"])
    assert zone_rules.follow(START) == 1
    assert Block.objects.get(pk=mine["study"].pk).next_due_at == STUDY_DUE
    assert Block.objects.get(pk=mine["lab"].pk).next_due_at == LAB_DUE
    assert ZoneRules.objects.get().edition == version("tzdata")


@pytest.mark.django_db
def test_the_same_tzdata_costs_one_look_up_and_moves_nothing(dana: User) -> None:
    mine = set_up(dana)
    zone_rules.follow(START)
    by_other_rules(mine["study"])
    with CaptureQueriesContext(connection) as queries:
        assert zone_rules.follow(START) == 0
    assert len(queries) == 1
    assert Block.objects.get(pk=mine["study"].pk).next_due_at == STUDY_DUE + HOUR


@pytest.mark.django_db
def test_everybody_is_worked_out_anew_however_many_they_are(dana: User) -> None:
    for one in [dana, *(person(f"p{n}@example.org") for n in range(6))]:
        by_other_rules(set_up(one)["study"])
    assert zone_rules.follow(START, batch=2) == 7
    assert Block.objects.filter(next_due_at=STUDY_DUE).count() == 7


@pytest.mark.django_db
def test_a_week_that_had_its_nudge_gets_no_second_one(dana: User) -> None:
    set_up(dana)
    nudges.plan_due(STUDY_DUE + timedelta(seconds=4))
    zone_rules.follow(STUDY_DUE + HOUR)
    nudges.plan_due(STUDY_DUE + 2 * HOUR)
    assert Nudge.objects.count() == 1


@pytest.mark.django_db
def test_an_hour_that_has_just_passed_by_the_new_rules_is_late_not_lost(dana: User) -> None:
    mine = set_up(dana)
    by_other_rules(mine["study"])
    zone_rules.follow(STUDY_DUE + HOUR / 2)
    nudges.plan_due(STUDY_DUE + HOUR / 2)
    mail = Nudge.objects.get(block=mine["study"]).mail
    assert mail is not None
    assert mail.due_at == STUDY_DUE + HOUR / 2


@pytest.mark.django_db
def test_preparing_a_new_version_follows_tzdata(dana: User) -> None:
    by_other_rules(set_up(dana)["study"])
    prepare.due_instants()
    assert ZoneRules.objects.get().edition == weeks.zone_rules()


def test_zones_come_from_the_package_and_from_nowhere_else() -> None:
    assert zoneinfo.TZPATH == ()
    assert {*weeks.zone_names()} <= zoneinfo.available_timezones()


def test_every_process_we_start_has_the_package_s_zones_from_its_first_line(tmp_path: Path) -> None:
    said = tmp_path / "said"
    code = "import sys, zoneinfo; open(sys.argv[1], 'w').write(repr(zoneinfo.TZPATH))"
    environ = {"PYTHONTZPATH": "/usr/share/zoneinfo"}
    process = Process(
        "web", [sys.executable, "-c", code, str(said)], folder=tmp_path, environ=environ
    )
    process.start()
    process.wait()
    assert said.read_text() == "()"


def test_what_is_started_by_hand_has_them_too() -> None:
    code = (
        "from django.conf import settings; settings.LOCAL; import zoneinfo; print(zoneinfo.TZPATH)"
    )
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "FORTE_MODE": "local"}
    environ["PYTHONTZPATH"] = "/usr/share/zoneinfo"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=mode.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "()"

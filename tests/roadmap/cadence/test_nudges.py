"""What is due becomes rows: one nudge a block and week, at most one mail a day."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from delivery.models import Heartbeat, Mail
from roadmap import tasks
from roadmap.cadence import blocks, checkins, nudges
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import (
    Block,
    CheckIn,
    Every,
    Lead,
    Nudge,
    Reason,
    Rhythm,
    SkipReason,
    Words,
)
from roadmap.plan.models import Pause
from tests.people import person
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import LAB_DUE, MONDAY, START, STORY_DUE, STUDY_DUE, set_up

TICK = timedelta(seconds=4)
pytestmark = pytest.mark.django_db


def nudge(block: Block, week: date = MONDAY) -> Nudge:
    return Nudge.objects.get(block=block, week=week)


def sent(mail: Mail) -> Mail:
    mail.state, mail.ended_at = Mail.State.SENT, mail.due_at
    mail.save()
    return mail


def fresh(block: Block) -> Block:
    return Block.objects.select_related("user").get(pk=block.pk)


# --- Setting up ---------------------------------------------------------------------------------


def test_setting_the_blocks_up_says_when_each_is_due(dana: User) -> None:
    mine = set_up(dana)
    assert [b.next_due_at for b in mine.values()] == [STUDY_DUE, LAB_DUE, STORY_DUE]
    assert {b.next_week for b in mine.values()} == {MONDAY}


def test_a_block_whose_hour_has_passed_begins_next_week(dana: User) -> None:
    mine = set_up(dana, datetime(2027, 1, 6, 12, tzinfo=UTC))
    assert mine["study"].next_due_at == STUDY_DUE + WEEK
    assert not mine["study"].takes_place(MONDAY)
    assert mine["lab"].next_due_at == LAB_DUE


def test_setting_up_twice_makes_three_blocks(dana: User) -> None:
    set_up(dana)
    assert len(set_up(dana)) == 3


# --- Planning -----------------------------------------------------------------------------------


def test_nothing_is_planned_before_its_moment_and_an_idle_tick_asks_once(dana: User) -> None:
    set_up(dana)
    with CaptureQueriesContext(connection) as queries:
        assert nudges.plan_due(STUDY_DUE - TICK) == 0
    assert len(queries) == 1
    assert not Nudge.objects.exists()


def test_a_due_block_gets_its_nudge_and_the_day_its_mail(dana: User) -> None:
    mine = set_up(dana)
    assert nudges.plan_due(STUDY_DUE + TICK) == 1
    made = nudge(mine["study"])
    assert made.state == Nudge.State.MAILED
    assert made.due_at == STUDY_DUE
    assert made.mail is not None
    assert (made.mail.key, made.mail.to) == (f"nudge:{dana.pk}:2027-01-05", dana.email)
    assert (made.mail.due_at, made.mail.try_at) == (STUDY_DUE, STUDY_DUE)
    assert fresh(mine["study"]).next_due_at == STUDY_DUE + WEEK


@pytest.mark.django_db(transaction=True)
def test_the_tick_plans_what_is_due_now(dana: User) -> None:
    set_up(dana)
    with time_machine.travel(STUDY_DUE + TICK, tick=False):
        tasks.plan_due()
    assert Nudge.objects.count() == 1
    assert Heartbeat.objects.filter(name="planner").exists()


def test_whom_the_planner_stumbles_over_keeps_nobody_waiting(
    dana: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    eve = person("eve@example.org")
    for user in (dana, eve):
        set_up(user)
    take = nudges.Round.take

    def stumble(self: nudges.Round, clock: nudges.Clock) -> None:
        if clock.user == dana:
            raise ValueError("no such hour")
        take(self, clock)

    monkeypatch.setattr(nudges.Round, "take", stumble)
    with caplog.at_level(logging.CRITICAL):
        assert nudges.plan_due(STUDY_DUE + TICK) == 1
    assert Mail.objects.get().user == eve
    monkeypatch.undo()
    assert nudges.plan_due(STUDY_DUE + TICK) == 1  # dana's was still due


def test_a_database_that_goes_away_is_nobodys_fault(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(dana)
    asked = []

    def gone(people: set[int], now: datetime) -> int:
        asked.append(people)
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(nudges, "plan_for", gone)
    with pytest.raises(OperationalError):
        nudges.plan_due(STUDY_DUE + TICK)
    assert asked == [{dana.pk}]


def test_planning_twice_makes_one_row(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    Block.objects.filter(pk=mine["study"].pk).update(next_due_at=STUDY_DUE, next_week=MONDAY)
    nudges.plan_due(STUDY_DUE + TICK)
    assert Nudge.objects.count() == Mail.objects.count() == 1
    assert fresh(mine["study"]).next_week == MONDAY + WEEK


def test_a_year_has_one_nudge_for_every_block_and_week(dana: User) -> None:
    mine = set_up(dana)
    Rhythm.objects.filter(user=dana).update(backs_off=False)  # nobody answers in this year
    while (now := Block.objects.earliest("next_due_at").next_due_at) < START + timedelta(days=364):
        nudges.plan_due(now + TICK)
    for block in mine.values():
        weeks = list(Nudge.objects.filter(block=block).order_by("week").values_list("week"))
        assert weeks == [(MONDAY + WEEK * n,) for n in range(52)]
    assert not Nudge.objects.filter(state=Nudge.State.SKIPPED).exists()


def test_blocks_of_one_day_share_the_mail_of_the_earliest(dana: User) -> None:
    mine = set_up(dana)
    lab = fresh(mine["lab"])
    lab.weekday, lab.at = 1, time(20, 30)
    blocks.change(lab, START)
    assert nudges.plan_due(STUDY_DUE + TICK) == 2
    mail = Mail.objects.get()
    assert mail.due_at == STUDY_DUE
    assert {n.block.kind for n in mail.nudges.all()} == {"study", "lab"}
    assert fresh(lab).next_week == MONDAY + WEEK
    assert nudges.plan_due(STUDY_DUE + timedelta(hours=3)) == 0


def test_a_block_answered_early_does_not_bring_the_other_one_forward(dana: User) -> None:
    mine = set_up(dana)
    lab = fresh(mine["lab"])
    lab.weekday, lab.at = 1, time(20, 30)
    blocks.change(lab, START)
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.done(found, Words(on=MONDAY), START)
    nudges.plan_due(STUDY_DUE + TICK)
    assert not Mail.objects.exists()
    nudges.plan_due(STUDY_DUE + timedelta(hours=1, minutes=30))
    assert Mail.objects.get().nudges.get().block == lab


def test_twenty_planners_make_one_row(dana: User) -> None:
    people = [dana] + [person(f"p{n}@example.org") for n in range(4)]
    for one in people:
        set_up(one)
    for _ in range(20):
        nudges.plan_due(STUDY_DUE + TICK)
    assert Nudge.objects.count() == Mail.objects.count() == 5


def test_many_people_are_planned_in_a_constant_number_of_queries(dana: User) -> None:
    def queries(count: int) -> int:
        Block.objects.all().delete()
        for n in range(count):
            set_up(person(f"{count}-{n}@example.org"))
        with CaptureQueriesContext(connection) as asked:
            assert nudges.plan_due(STUDY_DUE + TICK) == count
        return len(asked)

    assert queries(2) == queries(20)


# --- Skipped, with the reason -------------------------------------------------------------------


def skipped(block: Block) -> str:
    made = nudge(block)
    assert made.state == Nudge.State.SKIPPED
    assert made.mail is None
    assert not Mail.objects.exists()
    return made.reason


def test_an_answered_block_is_not_nudged(dana: User) -> None:
    mine = set_up(dana)
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.skip(found, SkipReason.REST, START)
    nudges.plan_due(STUDY_DUE + TICK)
    assert skipped(mine["study"]) == Reason.ANSWERED


def test_a_silenced_block_has_its_row_and_no_mail(dana: User) -> None:
    mine = set_up(dana)
    mine["study"].hush(silenced=True)
    nudges.plan_due(STUDY_DUE + TICK)
    assert skipped(mine["study"]) == Reason.SILENCED
    assert fresh(mine["study"]).next_week == MONDAY + WEEK


def test_a_paused_day_has_its_row_and_no_mail(dana: User) -> None:
    plan, mine = rows.plan(dana), set_up(dana)
    Pause.objects.create(plan=plan, starts_on=MONDAY, ends_on=MONDAY + timedelta(days=1))
    nudges.reschedule(dana, START)
    nudges.plan_due(STUDY_DUE + TICK)
    assert skipped(mine["study"]) == Reason.PAUSED
    nudges.plan_due(LAB_DUE + TICK)
    assert nudge(mine["lab"]).state == Nudge.State.MAILED


def test_nobody_is_mailed_at_an_address_they_have_not_confirmed(dana: User) -> None:
    mine = set_up(dana)
    dana.emailaddress_set.update(verified=False)
    nudges.plan_due(STUDY_DUE + TICK)
    assert skipped(mine["study"]) == Reason.UNCONFIRMED


def test_a_block_that_is_off_is_not_due(dana: User) -> None:
    study = fresh(set_up(dana)["study"])
    study.active = False
    blocks.change(study, START)
    assert fresh(study).next_due_at is None
    assert nudges.plan_due(STUDY_DUE + TICK) == 0


# --- Outages ------------------------------------------------------------------------------------


def test_after_an_outage_the_same_evening_the_mail_goes_late(dana: User) -> None:
    set_up(dana)
    late = STUDY_DUE + timedelta(hours=2)
    nudges.plan_due(late)
    assert Mail.objects.get().due_at == late


def test_after_an_outage_into_the_night_it_waits_for_eight(dana: User) -> None:
    mine = set_up(dana)
    at_eight = datetime(2027, 1, 6, 7, tzinfo=UTC)
    nudges.plan_due(STUDY_DUE + timedelta(hours=6))
    assert not Nudge.objects.exists()
    assert fresh(mine["study"]).next_due_at == at_eight
    assert nudges.plan_due(at_eight + TICK) == 1
    made = nudge(mine["study"])
    assert made.due_at == STUDY_DUE
    assert made.mail is not None
    assert made.mail.due_at == at_eight


def test_what_waited_a_night_leaves_with_what_is_due_that_day(dana: User) -> None:
    mine = set_up(dana)
    lab = fresh(mine["lab"])
    lab.weekday = 2
    blocks.change(lab, START)
    nudges.plan_due(STUDY_DUE + timedelta(hours=6))
    nudges.plan_due(datetime(2027, 1, 6, 7, 0, 4, tzinfo=UTC))
    assert {n.block.kind for n in Mail.objects.get().nudges.all()} == {"study", "lab"}


def test_after_three_weeks_away_each_missed_week_has_its_row(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + 3 * WEEK + TICK)
    states = list(
        Nudge.objects.filter(block=mine["study"]).order_by("week").values_list("state", "reason")
    )
    assert states == [("skipped", "late")] * 3 + [("mailed", "")]
    assert Mail.objects.count() == 1


# --- Moving -------------------------------------------------------------------------------------


def move(user: User, on: date, at: time, now: datetime, kind: str = "study") -> None:
    found = checkins.find(user, MONDAY, kind)
    assert found
    checkins.move(found, on, at, now)


def test_a_block_moved_before_its_nudge_is_nudged_at_the_new_hour(dana: User) -> None:
    mine = set_up(dana)
    move(dana, date(2027, 1, 6), time(12), START)
    assert nudges.plan_due(STUDY_DUE + TICK) == 0
    assert nudges.plan_due(datetime(2027, 1, 6, 10, 45, 4, tzinfo=UTC)) == 1
    assert nudge(mine["study"]).week == MONDAY


def test_a_block_moved_to_another_day_after_its_mail_is_nudged_again(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    sent(Mail.objects.get())
    move(dana, date(2027, 1, 6), time(12), STUDY_DUE + timedelta(minutes=5))
    assert nudge(mine["study"]).state == Nudge.State.DUE
    nudges.plan_due(datetime(2027, 1, 6, 10, 45, 4, tzinfo=UTC))
    made = nudge(mine["study"])
    assert made.state == Nudge.State.MAILED
    assert made.mail is not None
    assert made.mail.key == f"nudge:{dana.pk}:2027-01-06"
    assert Mail.objects.count() == 2
    assert fresh(mine["study"]).next_week == MONDAY + WEEK


def test_a_block_moved_within_the_day_of_its_mail_brings_no_second_one(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    sent(Mail.objects.get())
    move(dana, date(2027, 1, 5), time(22), STUDY_DUE + timedelta(minutes=5))
    nudges.plan_due(datetime(2027, 1, 5, 20, 45, 4, tzinfo=UTC))
    assert Mail.objects.count() == 1
    assert fresh(mine["study"]).next_week == MONDAY + WEEK


def test_another_block_moved_into_a_day_that_had_its_mail_is_skipped_with_the_reason(
    dana: User,
) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    sent(Mail.objects.get())
    move(dana, date(2027, 1, 5), time(22), STUDY_DUE + timedelta(minutes=5), "lab")
    nudges.plan_due(datetime(2027, 1, 5, 20, 45, 4, tzinfo=UTC))
    assert nudge(mine["lab"]).reason == Reason.ONE_A_DAY
    assert Mail.objects.count() == 1


def test_a_block_due_while_the_mail_of_the_day_waits_joins_it(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    move(dana, date(2027, 1, 5), time(22), STUDY_DUE + timedelta(minutes=5), "lab")
    nudges.plan_due(datetime(2027, 1, 5, 20, 45, 4, tzinfo=UTC))
    assert nudge(mine["lab"]).mail == Mail.objects.get()


def test_a_day_whose_mail_was_not_wanted_may_have_another(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    Mail.objects.update(state=Mail.State.SKIPPED)
    move(dana, date(2027, 1, 5), time(22), STUDY_DUE + timedelta(minutes=5), "lab")
    nudges.plan_due(datetime(2027, 1, 5, 20, 45, 4, tzinfo=UTC))
    mail = nudge(mine["lab"]).mail
    assert mail is not None
    assert mail.key == f"nudge:{dana.pk}:2027-01-05:2"


def test_a_block_moved_into_next_week_comes_before_its_own_next_one(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STORY_DUE + TICK)
    Mail.objects.update(state=Mail.State.SENT)
    move(dana, date(2027, 1, 13), time(19), STORY_DUE + timedelta(hours=5), "story")
    nudges.plan_due(datetime(2027, 1, 13, 17, 45, 4, tzinfo=UTC))
    assert nudge(mine["story"]).state == Nudge.State.MAILED
    assert fresh(mine["story"]).next_due_at == STORY_DUE + WEEK


# --- Changing blocks, lead and zone -------------------------------------------------------------


def change(block: Block, now: datetime, **fields: Any) -> Block:
    block = fresh(block)
    for name, value in fields.items():
        setattr(block, name, value)
    blocks.change(block, now)
    return fresh(block)


def test_a_block_set_to_a_later_day_is_due_then(dana: User) -> None:
    study = change(set_up(dana)["study"], START, weekday=3)
    assert study.next_due_at == LAB_DUE


def test_a_block_set_to_an_hour_that_has_passed_says_so_and_comes_next_week(dana: User) -> None:
    now = datetime(2027, 1, 6, 12, tzinfo=UTC)
    lab = change(set_up(dana)["lab"], now, weekday=0)
    assert nudge(lab).reason == Reason.PASSED
    assert lab.next_due_at == datetime(2027, 1, 11, 17, 45, tzinfo=UTC)


def test_a_block_changed_after_its_nudge_gets_no_second_one_that_week(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    study = change(mine["study"], STUDY_DUE + TICK, weekday=5)
    assert study.next_week == MONDAY + WEEK


def test_every_second_week_leaves_one_out(dana: User) -> None:
    study = change(set_up(dana)["study"], START, every=Every.SECOND_WEEK, anchor=MONDAY)
    nudges.plan_due(STUDY_DUE + TICK)
    assert fresh(study).next_due_at == STUDY_DUE + 2 * WEEK


def test_a_block_switched_on_again_leaves_the_weeks_between_alone(dana: User) -> None:
    study = change(set_up(dana)["study"], START, active=False)
    later = START + 5 * WEEK
    study = change(study, later, active=True)
    assert study.next_due_at == STUDY_DUE + 5 * WEEK
    assert not study.takes_place(MONDAY + 4 * WEEK)


def test_the_morning_lead_moves_every_nudge_to_eight(dana: User) -> None:
    mine = set_up(dana)
    Rhythm.objects.filter(user=dana).update(lead=Lead.MORNING)
    nudges.reschedule(dana, START)
    assert fresh(mine["study"]).next_due_at == datetime(2027, 1, 5, 7, tzinfo=UTC)


def test_a_new_zone_moves_what_is_to_come_and_repeats_nothing(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    dana.time_zone = "America/New_York"
    dana.save()
    nudges.zone_changed(dana, STUDY_DUE + timedelta(minutes=10))
    assert fresh(mine["study"]).next_due_at == STUDY_DUE + WEEK + timedelta(hours=6)
    assert fresh(mine["lab"]).next_due_at == LAB_DUE + timedelta(hours=6)
    nudges.plan_due(STUDY_DUE + timedelta(hours=7))
    assert Nudge.objects.count() == 1


def test_a_zone_in_which_the_hour_has_just_passed_is_late_not_lost(dana: User) -> None:
    dana.time_zone = "America/New_York"
    dana.save()
    mine = set_up(dana)
    dana.time_zone = "Europe/Berlin"
    dana.save()
    now = STUDY_DUE + timedelta(hours=1)
    nudges.zone_changed(dana, now)
    nudges.plan_due(now)
    made = nudge(mine["study"])
    assert made.mail is not None
    assert made.mail.due_at == now


@pytest.mark.parametrize(
    ("before", "after"),
    [("Pacific/Kiritimati", "Pacific/Niue"), ("Pacific/Niue", "Pacific/Kiritimati")],
)
def test_across_the_date_line_no_block_is_nudged_twice_a_week(
    dana: User, before: str, after: str
) -> None:
    dana.time_zone = before
    dana.save()
    set_up(dana, START - WEEK)
    now = START - WEEK
    while now < START + 3 * WEEK:
        if now == START + timedelta(days=2):
            dana.time_zone = after
            dana.save()
            nudges.zone_changed(dana, now)
        nudges.plan_due(now)
        for mail in Mail.objects.filter(state=Mail.State.WAITING):
            sent(mail)
        now += timedelta(hours=1)
    found = Nudge.objects.values_list("block", "week")
    assert len(found) == len(set(found)) == 12
    days = [mail.due_at.astimezone(dana.zone).date() for mail in Mail.objects.all()]
    assert len(days) - len(set(days)) <= 1  # the day of the change may have been lived twice


def test_the_next_nudge_passes_over_what_will_not_be_mailed(dana: User) -> None:
    mine = set_up(dana)
    assert nudges.next_for(dana, START) == STUDY_DUE
    mine["study"].hush(silenced=True)
    assert nudges.next_for(dana, START) == LAB_DUE
    found = checkins.find(dana, MONDAY, "lab")
    assert found
    checkins.done(found, Words(on=MONDAY), START)
    assert nudges.next_for(dana, START) == STORY_DUE
    assert CheckIn.objects.count() == 1


def test_no_blocks_no_next_nudge(dana: User) -> None:
    assert nudges.next_for(dana, START) is None


# --- What random histories found (test_histories.py) --------------------------------------------


def test_a_block_changed_while_the_planner_was_away_leaves_no_week_without_its_row(
    dana: User,
) -> None:
    mine = set_up(dana)
    now = datetime(2027, 1, 21, 12, tzinfo=UTC)  # nothing ran for two weeks and a half
    study = change(mine["study"], now, weekday=0)
    found = Nudge.objects.filter(block=study).order_by("week").values_list("week", "reason")
    assert list(found) == [(MONDAY + WEEK * n, Reason.LATE) for n in range(3)]
    assert study.next_week == MONDAY + 3 * WEEK


def test_a_moved_block_keeps_its_nudge_when_its_hour_is_changed_for_good(dana: User) -> None:
    mine = set_up(dana)
    move(dana, date(2027, 1, 13), time(19), START, "story")
    story = change(mine["story"], datetime(2027, 1, 11, 12, tzinfo=UTC), weekday=5)
    assert not Nudge.objects.filter(block=story).exists()
    nudges.plan_due(datetime(2027, 1, 13, 17, 45, 4, tzinfo=UTC))
    assert nudge(story).state == Nudge.State.MAILED
    assert fresh(story).next_week == MONDAY + WEEK


def test_a_moved_block_keeps_its_nudge_when_its_rhythm_leaves_that_week_out(dana: User) -> None:
    mine = set_up(dana)
    move(dana, date(2027, 1, 6), time(12), START)
    study = change(mine["study"], START, every=Every.SECOND_WEEK, anchor=MONDAY + WEEK)
    assert study.next_due_at == datetime(2027, 1, 6, 10, 45, tzinfo=UTC)
    nudges.plan_due(datetime(2027, 1, 6, 10, 45, 4, tzinfo=UTC))
    assert nudge(study).state == Nudge.State.MAILED
    assert fresh(study).next_week == MONDAY + WEEK


def test_a_block_that_is_off_brings_no_mail_wherever_it_is_moved(dana: User) -> None:
    mine = set_up(dana)
    move(dana, date(2027, 1, 6), time(12), START)
    study = change(mine["study"], START, active=False)
    move(dana, date(2027, 1, 7), time(12), START)
    assert fresh(study).next_due_at is None
    nudges.plan_due(datetime(2027, 1, 7, 11, tzinfo=UTC))
    assert not Nudge.objects.filter(block=study).exists()


def test_what_was_asked_for_again_ends_when_its_block_is_switched_off(dana: User) -> None:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    Mail.objects.update(state=Mail.State.SENT)
    move(dana, date(2027, 1, 8), time(12), STUDY_DUE + timedelta(minutes=5))
    change(mine["study"], STUDY_DUE + timedelta(hours=2), active=False)
    found = nudge(mine["study"])
    assert (found.state, found.reason) == (Nudge.State.SKIPPED, Reason.OFF)


def test_a_moved_block_keeps_its_nudge_when_it_is_switched_off_and_on_again(dana: User) -> None:
    mine = set_up(dana)
    move(dana, date(2027, 1, 13), time(19), START, "story")
    now = datetime(2027, 1, 11, 12, tzinfo=UTC)
    story = change(mine["story"], now, active=False)
    story = change(story, now + timedelta(hours=1), active=True)
    assert story.next_week == MONDAY
    nudges.plan_due(datetime(2027, 1, 13, 17, 45, 4, tzinfo=UTC))
    assert nudge(story).state == Nudge.State.MAILED

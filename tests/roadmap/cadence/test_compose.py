"""What a nudge says, and when it says nothing after all."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from delivery.content import Content, NotWanted
from delivery.models import Mail
from roadmap.cadence import blocks, checkins, clocks, compose, nudges
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, Nudge, SkipReason, Words
from roadmap.plan.models import Pause
from tests.people import person
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import LAB_DUE, MONDAY, START, STORY_DUE, STUDY_DUE, set_up

TICK = timedelta(seconds=4)
pytestmark = pytest.mark.django_db


def answer(now: datetime, planned: datetime | None = None) -> Content | NotWanted:
    """What the composer says at ``now`` of the mail that was planned then, or at ``planned``."""
    nudges.plan_due((planned or now) + TICK)
    mails = list(Mail.objects.filter(state=Mail.State.WAITING).select_related("user"))
    said = compose.compose(mails, now + TICK)
    assert set(said) == {mail.pk for mail in mails}
    Mail.objects.update(state=Mail.State.SENT)
    return said[mails[-1].pk]


def mail(now: datetime) -> Content:
    said = answer(now)
    assert isinstance(said, Content)
    return said


def lines(content: Content) -> list[str]:
    return [line for line in content.text.splitlines() if line]


# --- Five lines ---------------------------------------------------------------------------------


def test_the_first_line_is_where_its_person_stopped(dana: User) -> None:
    rows.plan(dana)
    study = set_up(dana)["study"]
    rows.done(study, MONDAY - WEEK, date(2026, 12, 29), pick_up="who pays for an idle GPU?")
    said = mail(STUDY_DUE)
    assert said.subject == 'Study, Tue 19:00: "who pays for an idle GPU?"'
    assert lines(said)[:5] == [
        "You stopped here: “who pays for an idle GPU?”",
        "Next, for “Twelve lines of a real bill, explained”: one page states the result.",
        "Done when that can be shown. One more follows: a second route agrees within 5 %.",
        "Planned for Thursday, 28 January. 0 of 2 criteria met.",
        "Only 25 minutes? The numerator only.",
    ]
    assert "who pays for an idle GPU?" in said.html


def test_older_words_come_with_their_date(dana: User) -> None:
    rows.plan(dana)
    lab = set_up(dana)["lab"]
    rows.done(lab, MONDAY - 2 * WEEK, date(2026, 12, 24), pick_up="retries count")
    assert lines(mail(LAB_DUE))[0] == "You stopped here on 24 December: “retries count”"


def test_the_latest_words_of_the_block_are_taken(dana: User) -> None:
    rows.plan(dana)
    lab = set_up(dana)["lab"]
    rows.done(lab, MONDAY - 2 * WEEK, date(2026, 12, 24), pick_up="older")
    rows.done(lab, MONDAY - WEEK, date(2026, 12, 31), pick_up="newer")
    assert lines(mail(LAB_DUE))[0] == "You stopped here: “newer”"


def test_a_story_begins_with_the_last_lab_note(dana: User) -> None:
    rows.plan(dana)
    mine = set_up(dana)
    rows.done(mine["lab"], MONDAY, date(2027, 1, 7), exists_now="Idle time goes to the owner.")
    said = mail(STORY_DUE)
    assert lines(said)[0] == "On Thursday you wrote: “Idle time goes to the owner.”"
    assert said.subject == "Story, Sun 10:00: Two people who pay, one number each"
    assert "Only 10 minutes?" in said.text


def test_without_words_it_names_milestone_and_date(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    said = mail(LAB_DUE)
    assert lines(said)[0] == (
        "No line of yours yet. This block goes towards “Your cloud spend today, counted twice”, "
        "planned for 28 January."
    )
    assert said.subject == "Lab, Thu 19:00: Your cloud spend today, counted twice"
    assert "900 ms" not in said.text


def test_a_block_that_moves_the_metric_is_told_its_limit(dana: User) -> None:
    plan = rows.plan(dana)
    set_up(dana)
    plan.milestones.filter(block="lab").update(kept="result")
    assert "All the while p95 latency stays under 900 ms." in mail(LAB_DUE).text


def test_a_criterion_that_is_met_is_counted_and_the_next_one_comes(dana: User) -> None:
    plan = rows.plan(dana)
    lab = set_up(dana)["lab"]
    rows.done(lab, MONDAY - WEEK, date(2027, 1, 2), minutes=135)
    plan.milestones.get(block="lab").meet(0, met=True)
    said = mail(LAB_DUE)
    assert "Next: a second route agrees within 5 %." in said.text
    assert "It is the last one: when it can be shown, the milestone is done." in said.text
    assert "1 of 2 criteria met. January so far: 2 h 15 min." in said.text


def test_without_a_plan_the_mail_has_no_hole(dana: User) -> None:
    set_up(dana)
    said = mail(LAB_DUE)
    assert said.subject == "Lab, Thu 19:00"
    assert "None" not in said.text
    assert "“”" not in said.text
    assert lines(said)[0] == "No line of yours yet, and no milestone for this block."


@pytest.mark.parametrize(
    "words",
    [
        "retries still count as requests, so one thousand of them look cheaper than they are",
        "x" * 300,
        "first line\r\nBcc: everybody@example.org",
        "a tab\tand a nul\0",
    ],
)
def test_a_subject_is_one_line_of_at_most_70_characters(dana: User, words: str) -> None:
    if connection.vendor == "postgresql":
        words = words.replace("\0", "")  # PostgreSQL keeps none
    lab = set_up(dana)["lab"]
    rows.done(lab, MONDAY - WEEK, date(2026, 12, 31), pick_up=words)
    subject = mail(LAB_DUE).subject
    assert len(subject) <= 70
    assert subject.isprintable()
    assert subject.endswith('"')


def test_markup_in_somebodys_words_stays_words(dana: User) -> None:
    lab = set_up(dana)["lab"]
    rows.done(lab, MONDAY - WEEK, date(2026, 12, 31), pick_up="<img src=x> & <b>bold</b>")
    said = mail(LAB_DUE)
    assert "<img src=x> & <b>bold</b>" in said.text
    assert "<img src=x>" not in said.html
    assert "&lt;img src=x&gt;" in said.html


def test_discreet_says_day_time_and_length(dana: User) -> None:
    rows.plan(dana)
    mine = set_up(dana)
    rows.done(mine["lab"], MONDAY - WEEK, date(2026, 12, 31), pick_up="retries count")
    dana.discreet = True
    dana.save()
    said = mail(LAB_DUE)
    assert said.subject == "Thursday, 19:00, 120 minutes"
    assert lines(said)[0] == "Thursday, 19:00, 120 minutes"
    assert said.from_name
    assert "Forte" not in said.from_name
    head = re.sub(r"<style.*?</style>", "", said.html.split("said")[0], flags=re.S)
    assert "retries" not in head
    assert "Lab" not in head


def test_two_blocks_of_a_day_are_counted_in_the_subject(dana: User) -> None:
    rows.plan(dana)
    lab = Block.objects.select_related("user").get(pk=set_up(dana)["lab"].pk)
    lab.weekday, lab.at = 1, time(20, 30)
    blocks.change(lab, START)
    said = mail(STUDY_DUE)
    assert said.subject == "Tue, 2 blocks: Study 19:00, Lab 20:30"
    assert said.text.count("Open this block:") == 2
    assert said.html.count('class="primary"') == 1


def test_every_link_stands_in_both_versions(dana: User) -> None:
    set_up(dana)
    said = mail(LAB_DUE)
    links = set(re.findall(r"http\S+", said.text))
    assert len(links) == 7
    assert links == set(re.findall(r'href="([^"]+)"', said.html))
    assert {link.split("/nudge/")[1].split("/")[0] for link in links if "/nudge/" in link} == {
        "open",
        "done",
        "skip",
        "move",
        "silence",
    }


def test_nothing_in_it_is_fetched_or_measured(dana: User) -> None:
    set_up(dana)
    html = mail(LAB_DUE).html
    assert "<img" not in html
    assert "@import" not in html
    assert "<script" not in html


# --- No longer wanted ---------------------------------------------------------------------------


def reason(said: Content | NotWanted) -> str:
    assert isinstance(said, NotWanted)
    return said.reason


def planned(dana: User) -> dict[str, Block]:
    mine = set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    return mine


def test_a_block_answered_meanwhile_is_not_mailed(dana: User) -> None:
    planned(dana)
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.skip(found, SkipReason.WORK, STUDY_DUE)
    assert reason(answer(STUDY_DUE)) == "you had answered it"


def test_only_what_is_open_is_in_the_mail(dana: User) -> None:
    lab = Block.objects.select_related("user").get(pk=set_up(dana)["lab"].pk)
    lab.weekday, lab.at = 1, time(20, 30)
    blocks.change(lab, START)
    nudges.plan_due(STUDY_DUE + TICK)
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.done(found, Words(on=MONDAY), STUDY_DUE)
    said = answer(STUDY_DUE)
    assert isinstance(said, Content)
    assert said.subject == "Lab, Tue 20:30"


def test_a_pause_or_silence_that_came_meanwhile_holds(dana: User) -> None:
    plan, mine = rows.plan(dana), planned(dana)
    mine["study"].hush(silenced=True)
    assert reason(answer(STUDY_DUE)) == "this block is without mail"
    Mail.objects.update(state=Mail.State.WAITING)
    mine["study"].hush(silenced=False)
    Pause.objects.create(plan=plan, starts_on=MONDAY, ends_on=MONDAY + WEEK)
    assert reason(answer(STUDY_DUE)) == "you were paused"


def test_a_block_moved_meanwhile_is_not_mailed_for_its_old_hour(dana: User) -> None:
    planned(dana)
    found = checkins.find(dana, MONDAY, "study")
    assert found
    checkins.move(found, date(2027, 1, 6), time(12), STUDY_DUE + TICK)
    assert reason(answer(STUDY_DUE)) == "its block was moved or changed"


def test_a_mail_that_the_server_held_up_into_the_night_comes_in_the_morning(dana: User) -> None:
    mine = planned(dana)
    said = answer(STUDY_DUE + timedelta(hours=8), planned=STUDY_DUE)
    assert reason(said) == "it comes in the morning instead"
    at_eight = datetime(2027, 1, 6, 7, tzinfo=UTC)
    assert Block.objects.get(pk=mine["study"].pk).next_due_at == at_eight
    assert isinstance(answer(at_eight), Content)
    assert Nudge.objects.get(block=mine["study"]).state == Nudge.State.MAILED
    assert Block.objects.get(pk=mine["study"].pk).next_week == MONDAY + WEEK


def test_a_mail_that_the_server_held_up_past_its_week_is_too_late(dana: User) -> None:
    planned(dana)
    said = answer(STUDY_DUE + timedelta(days=6), planned=STUDY_DUE)
    assert reason(said) == "it was too late to be useful"


def test_a_morning_that_is_night_in_the_zone_moved_to_is_not_a_morning(dana: User) -> None:
    """The clock went back a day while a mail waited for eight o'clock elsewhere."""
    dana.time_zone = "Pacific/Niue"
    dana.save()
    mine = set_up(dana, START - WEEK)
    Block.objects.exclude(pk=mine["study"].pk).update(next_week=None, next_due_at=None)
    night = datetime(2027, 1, 6, 9, tzinfo=UTC)  # Tuesday 22:00 in Niue; study was at 19:00
    Block.objects.filter(pk=mine["study"].pk).update(
        next_week=MONDAY, next_due_at=datetime(2027, 1, 6, 5, 45, tzinfo=UTC)
    )
    nudges.plan_due(night)
    at_eight = datetime(2027, 1, 6, 19, tzinfo=UTC)
    nudges.plan_due(at_eight + TICK)
    assert Mail.objects.get().due_at == at_eight
    dana.time_zone = "Asia/Kathmandu"  # where it is 00:45
    dana.save()
    assert reason(answer(at_eight)) == "it comes in the morning instead"


def test_what_its_person_moved_meanwhile_stays_where_they_put_it(
    dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The composer read the rows before the move, and decides after it."""
    set_up(dana)
    nudges.plan_due(STUDY_DUE + TICK)
    [waiting] = Mail.objects.select_related("user")
    load = clocks.load

    def loaded_before(users: Iterable[User], now: datetime) -> list[clocks.Clock]:
        found = load(users, now)
        study = checkins.find(dana, MONDAY, "study")
        assert study
        monkeypatch.setattr(clocks, "load", load)
        Mail.objects.update(state=Mail.State.CLAIMED)
        checkins.move(study, date(2027, 1, 9), time(10), now)
        return found

    monkeypatch.setattr(clocks, "load", loaded_before)
    night = STUDY_DUE + timedelta(hours=5)  # too late for today, so the composer wants the morning
    assert reason(compose.compose([waiting], night)[waiting.pk]) == "its block was moved or changed"
    study = Block.objects.get(user=dana, kind="study")
    assert study.next_due_at == datetime(2027, 1, 9, 8, 45, tzinfo=UTC)


# --- Many ---------------------------------------------------------------------------------------


def test_twenty_mails_are_written_with_the_queries_of_two(dana: User) -> None:
    def queries(count: int) -> int:
        Mail.objects.all().delete()
        Block.objects.all().delete()
        for n in range(count):
            one = person(f"{count}-{n}@example.org")
            rows.plan(one)
            lab = set_up(one)["lab"]
            rows.done(lab, MONDAY - WEEK, date(2026, 12, 31), pick_up="here", minutes=90)
        nudges.plan_due(LAB_DUE + TICK)
        mails = list(Mail.objects.filter(due_at=LAB_DUE).select_related("user"))
        assert len(mails) == count
        with CaptureQueriesContext(connection) as asked:
            said = compose.compose(mails, LAB_DUE + TICK)
        assert all(isinstance(one, Content) for one in said.values())
        return len(asked)

    assert queries(2) == queries(20) <= 20


# --- Before it is due ---------------------------------------------------------------------------


def test_the_preview_is_the_next_mail(dana: User) -> None:
    rows.plan(dana)
    set_up(dana)
    [clock] = clocks.load([dana], START)
    shown = compose.preview(clock, START)
    assert shown is not None
    assert shown.moment == STUDY_DUE
    assert shown.content.subject == mail(STUDY_DUE).subject


def test_a_test_mail_says_that_it_is_one(dana: User) -> None:
    set_up(dana)
    said = compose.test_mail(dana, START)
    assert said.subject == "[Test] Study, Tue 19:00"
    assert "This is a test." in lines(said)[0]
    assert said.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_test_mail_arrives_without_blocks_too(dana: User) -> None:
    said = compose.test_mail(dana, START)
    assert said.subject == "[Test] Mail from Forte arrives here"

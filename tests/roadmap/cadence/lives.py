"""Random life histories: what people do to their week, what befalls the machine, and what must hold
whatever the order (Hypothesis chooses it).

The rules are said a second time here, from docs/mail.md and not from the code: see ``Life.check``.
Time stands still while somebody acts and passes from one due instant to the next, so each mail
goes when a worker that ticks every five seconds would send it.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from unittest import mock

from allauth.account.models import EmailAddress
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from accounts.models import User
from common import weeks
from delivery import sender, suppression
from delivery.content import Content
from delivery.models import Mail
from roadmap.cadence import blocks, checkins, clocks, compose, material, nudges, telling
from roadmap.cadence.blocks import Hour
from roadmap.cadence.due import Occurrence
from roadmap.cadence.models import (
    Block,
    CheckIn,
    Lead,
    Nudge,
    Reason,
    Rhythm,
    SkipReason,
    Words,
)
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Pause, Plan
from tests.roadmap.cadence import memory

TICK = timedelta(seconds=4)
QUARTER = timedelta(minutes=15)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEGINS = datetime(2026, 10, 19, 12, tzinfo=UTC)
"""A week before Europe's clocks change, two before America's; a 53rd week lies ahead."""

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"]
ZONES += ["Pacific/Niue", "Africa/Cairo", "Asia/Kathmandu", "America/Santiago", "UTC"]
TIMES = [time(0), time(0, 10), time(2, 30), time(6, 45), time(8), time(12), time(19), time(21, 30)]
TIMES += [time(23, 50)]

kinds = st.sampled_from(BlockKind.values)
times = st.sampled_from(TIMES)
weekdays = st.integers(0, 6)
Key = tuple[str, date]
"""A block's kind and the Monday of a week."""


class View:
    """The rows as they stand at a moment, asked for once."""

    def __init__(self, user: User, plan: Plan) -> None:
        self.blocks = {b.kind: b for b in Block.objects.filter(user=user)}
        kinds = {block.pk: kind for kind, block in self.blocks.items()}
        mine = CheckIn.objects.filter(block__user=user)
        self.check_ins = {(kinds[one.block_id], one.week): one for one in mine}
        found = Nudge.objects.filter(block__user=user).select_related("block", "mail")
        self.keys = [(kinds[one.block_id], one.week) for one in found]
        self.nudges = {(kinds[one.block_id], one.week): one for one in found}
        self.pauses = [(p.starts_on, p.ends_on) for p in Pause.objects.filter(plan=plan)]
        self.lead, self.zone = Rhythm.objects.of(user).lead, user.zone

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def planned(self, kind: str, week: date) -> tuple[date, time] | None:
        """Where the block stands in that week: moved, or as its rhythm has it."""
        block, moved = self.blocks[kind], self.check_ins.get((kind, week))
        if moved is not None:
            return moved.planned_on, moved.planned_at
        is_on = block.active and (block.since is None or week >= block.since)
        if not is_on or (week - block.anchor).days // 7 % block.every:
            return None
        return week + timedelta(days=block.weekday), block.at

    def starts(self, kind: str, week: date) -> datetime | None:
        planned = self.planned(kind, week)
        return planned and datetime.combine(*planned, tzinfo=self.zone).astimezone(UTC)

    def due(self, kind: str, week: date) -> datetime | None:
        """When the nudge of that week is due. None when there is none."""
        planned = self.planned(kind, week)
        if planned is None or not self.blocks[kind].active:
            return None
        on, at = planned
        if self.lead == Lead.MORNING:
            return datetime.combine(on, min(at, time(8)), tzinfo=self.zone).astimezone(UTC)
        return datetime.combine(on, at, tzinfo=self.zone).astimezone(UTC) - QUARTER

    def unwanted(self, kind: str, week: date) -> str:
        """Why no mail goes for it, if none does."""
        check_in, planned = self.check_ins.get((kind, week)), self.planned(kind, week)
        if check_in is not None and check_in.state != CheckIn.State.OPEN:
            return Reason.ANSWERED
        if planned and any(first <= planned[0] <= last for first, last in self.pauses):
            return Reason.PAUSED
        return Reason.SILENCED if self.blocks[kind].silenced else ""

    def is_settled(self, kind: str, week: date) -> bool:
        nudge = self.nudges.get((kind, week))
        return nudge is not None and nudge.state != Nudge.State.DUE


@contextmanager
def on_a_database() -> Iterator[None]:
    """The same on real rows, which are gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Life(RuleBasedStateMachine):
    """One person, three blocks, and the machine that reminds them."""

    rows: ClassVar[Any] = staticmethod(memory.in_memory)
    written: ClassVar[Any] = staticmethod(lambda: memory.Table.writes)
    """What stays the same as long as no row is written."""
    lived: ClassVar[Counter[str]] = Counter()
    """How many histories and events there were, mails that went and nudges by outcome."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(type(self).rows())
        self.stack.enter_context(mock.patch.object(material, "gather"))
        self.stack.enter_context(mock.patch.object(compose, "_write", self._written))
        self.stack.enter_context(mock.patch.object(blocks, "tell_the_plan"))
        self.stack.enter_context(mock.patch.object(telling, "asked"))
        # Mails that become fewer have their own tests, test_backoff.py: here all are wanted.
        self.stack.enter_context(mock.patch.object(clocks, "_silences", return_value={}))
        self.now = BEGINS
        self.planner_back = self.mail_back = self.now
        self.stopped = False
        self.seen: tuple[object, View] | None = None
        self.sent: list[tuple[datetime, datetime]] = []  # when, and when it was due
        self.on_time: set[int] = set()  # mails made for the very moment a block was due
        self.owed: dict[Key, datetime] = {}
        self.lived["histories"] += 1

    def teardown(self) -> None:
        try:
            if hasattr(self, "user"):
                self.settle_down()
        finally:
            self.stack.close()

    # --- What happens ---------------------------------------------------------------------------

    @initialize(zone=st.sampled_from(ZONES), hours=st.tuples(*[st.tuples(weekdays, times)] * 3))
    def sets_up(self, zone: str, hours: Sequence[tuple[int, time]]) -> None:
        email = "dana@example.org"
        self.user = User(email=email, time_zone=zone)
        self.user.save()
        EmailAddress.objects.create(user=self.user, email=email, verified=True, primary=True)
        self.plan = self._plan()
        chosen = zip(BlockKind, hours, strict=True)
        blocks.set_up(self.user, {k: Hour(d, at, 60) for k, (d, at) in chosen}, self.now)
        self.check()

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.live(timedelta(hours=hours))

    @rule(days=st.integers(2, 15))
    def days_pass(self, days: int) -> None:
        self.live(days * DAY)

    @rule(zone=st.sampled_from(ZONES))
    def moves_to_another_zone(self, zone: str) -> None:
        self.user.time_zone = zone
        self.user.save(update_fields=["time_zone"])
        nudges.zone_changed(self.user, self.now)
        self.check()

    @rule()
    def a_new_tzdata_comes(self) -> None:
        nudges.reschedule_all({self.user.pk}, self.now)
        self.check()

    @rule(ahead=st.integers(-2, 10), days=st.integers(1, 20))
    def pauses(self, ahead: int, days: int) -> None:
        first = self.user.today(self.now) + ahead * DAY
        Pause.objects.create(plan=self.plan, starts_on=first, ends_on=first + (days - 1) * DAY)

    @rule()
    def takes_the_pauses_back(self) -> None:
        Pause.objects.filter(plan=self.plan).delete()

    @rule(kind=kinds, week=st.integers(-1, 1), day=st.integers(0, 6), at=times)
    def moves_a_block(self, kind: str, week: int, day: int, at: time) -> None:
        if not (found := self._open(kind, week)):
            return
        days = checkins.days_to_move(found, self.user.today(self.now))
        days = [one for one in days if weeks.instant(one, at, self.user.zone) > self.now]
        if not days:
            return
        moved = checkins.move(found, days[day % len(days)], at, self.now)
        assert moved.week == found.week, "a moved block keeps the key of its week"
        self.check()

    @rule(kind=kinds, week=st.integers(-1, 1))
    def does_a_block(self, kind: str, week: int) -> None:
        if found := self._open(kind, week):
            checkins.done(found, Words(on=self.user.today(self.now)), self.now)

    @rule(kind=kinds, week=st.integers(-1, 1))
    def skips_a_block(self, kind: str, week: int) -> None:
        if found := self._open(kind, week):
            checkins.skip(found, SkipReason.WORK, self.now)

    @rule(kind=kinds, silenced=st.booleans())
    def silences_a_block(self, kind: str, silenced: bool) -> None:
        self._block(kind).hush(silenced=silenced)

    @rule(kind=kinds, weekday=weekdays, at=times)
    def changes_a_block(self, kind: str, weekday: int, at: time) -> None:
        self._change(kind, weekday=weekday, at=at)

    @rule(kind=kinds, active=st.booleans())
    def switches_a_block(self, kind: str, active: bool) -> None:
        self._change(kind, active=active)

    @rule(kind=kinds, every=st.integers(1, 2), after=st.integers(0, 1))
    def takes_every_second_week(self, kind: str, every: int, after: int) -> None:
        anchor = weeks.week_of(self.user.today(self.now)) + after * WEEK
        self._change(kind, every=every, anchor=anchor)

    @rule(lead=st.sampled_from(Lead))
    def wants_another_lead(self, lead: Lead) -> None:
        rhythm = Rhythm.objects.hold(self.user)
        rhythm.lead = lead
        rhythm.save()
        nudges.reschedule(self.user, self.now)
        self.check()

    @rule(hours=st.integers(1, 9 * 24))
    def the_planner_is_away(self, hours: int) -> None:
        self.planner_back = max(self.planner_back, self.now + timedelta(hours=hours))

    @rule(hours=st.integers(1, 9 * 24))
    def the_mail_server_is_away(self, hours: int) -> None:
        self.mail_back = max(self.mail_back, self.now + timedelta(hours=hours))

    @rule(days=st.sampled_from([-1, 1]))
    def the_clock_jumps(self, days: int) -> None:
        self.now += days * DAY

    @precondition(lambda self: not self.stopped)
    @rule(kind=st.sampled_from([nudges.KIND, suppression.EVERY_KIND]))
    def unsubscribes(self, kind: str) -> None:
        suppression.suppress(self.user.email, kind, suppression.Reason.UNSUBSCRIBED)
        self.stopped = True

    @precondition(lambda self: self.stopped)
    @rule()
    def wants_mail_again(self) -> None:
        suppression.lift(self.user.email, nudges.KIND)
        self.stopped = False

    # --- How time passes ------------------------------------------------------------------------

    def live(self, span: timedelta) -> None:
        """Let time pass, with a tick whenever something is due and the machine is up."""
        end = self.now + span
        while (moment := self._next_moment()) is not None and moment + TICK <= end:
            self._pass_to(max(self.now, moment) + TICK)
            self.tick()
        self._pass_to(end)

    def _next_moment(self) -> datetime | None:
        """When the machine next has something to do: it looks every few seconds."""
        due = Block.objects.filter(user=self.user, next_due_at__isnull=False)
        waiting = Mail.objects.filter(state=Mail.State.WAITING)
        moments = [
            max(at, self.planner_back)
            for at in due.values_list("next_due_at", flat=True)
            if at is not None
        ]
        moments += [
            max(at, self.mail_back)
            for at in waiting.values_list("try_at", flat=True)
            if at is not None
        ]
        return min(moments, default=None)

    def _pass_to(self, now: datetime) -> None:
        """From here to ``now`` by the clock; what becomes due on the way is owed a row."""
        view = self.view()
        first = weeks.week_of(self.now.date()) - 2 * WEEK
        mondays = [first + n * WEEK for n in range((now - self.now).days // 7 + 5)]
        for key in itertools.product(view.blocks, mondays):
            at = view.due(*key)
            if at is not None and self.now < at <= now and key not in view.nudges:
                self.owed[key] = at
        self.now = now

    def tick(self) -> None:
        """What the worker does every five seconds."""
        if self.now >= self.planner_back:
            before = self.view()
            chosen = self._chosen_now(before)
            due = Block.objects.due(self.now).filter(user=self.user)
            for _ in range(60):
                if not due.exists():
                    break
                nudges.plan_for({self.user.pk}, self.now)
            assert not due.exists(), "the planner goes round in circles"
            self._judge_new_rows(before, self.view(), chosen)
        if self.now >= self.mail_back:
            self._send()
        self.check()

    def _send(self) -> None:
        """What the sender does, without a mail server: asked at the claim, written, sent."""
        waiting = Mail.objects.filter(state=Mail.State.WAITING, try_at__lte=self.now)
        batch = list(waiting.select_related("user").order_by("pk"))
        unwanted = sender.unwanted(batch)
        for mail in batch:
            said = unwanted.get(mail.pk) or compose.compose([mail], self.now)[mail.pk]
            state = Mail.State.SENT if isinstance(said, Content) else Mail.State.SKIPPED
            Mail.objects.filter(pk=mail.pk).update(state=state, ended_at=self.now)
            self.lived[f"mails {state}"] += 1
            if state == Mail.State.SENT:
                self._judge_mail(mail)

    def _written(
        self, user: User, found: Sequence[Occurrence], facts: object, **how: object
    ) -> Content:
        """In place of the words, which are another test's business."""
        self.in_mail = list(found)
        return Content("a nudge", "a nudge", "")

    def settle_down(self) -> None:
        """Everything comes back, and nobody does anything for a fortnight."""
        self.planner_back = self.mail_back = self.now
        self.live(15 * DAY)
        self.check()
        view = self.view()
        asked = [key for key, one in view.nudges.items() if one.state == Nudge.State.DUE]
        assert not asked, f"every due week ends: {asked}"
        for nudge in view.nudges.values():
            self.lived[f"nudges {nudge.state} {nudge.reason}".strip()] += 1

    # --- What must hold -------------------------------------------------------------------------

    def check(self) -> None:
        """The rules that hold at every moment."""
        view = self.view()
        assert len(view.keys) == len(view.nudges), "at most one nudge a block and week"
        assert all(week.weekday() == 0 for _, week in view.keys), "a week is its Monday"
        for block in view.blocks.values():
            assert bool(block.next_due_at) == block.active, "a next nudge, unless it is off"
        self._check_owed(view)

    def _check_owed(self, view: View) -> None:
        """A week whose moment has passed has its row, or waits for the planner or a morning."""
        for kind, week in list(self.owed):
            block, at = view.blocks[kind], view.due(kind, week)
            if at is None or at > self.now or (kind, week) in view.nudges:
                del self.owed[kind, week]  # it has its row, or its person changed their mind
            else:
                waits = block.next_week is not None and block.next_week <= week
                assert waits, f"{kind} {week} was due and is forgotten"

    def _chosen_now(self, view: View) -> dict[Key, datetime]:
        """What is due now at a time its person chose, and wanted: no quiet hour holds it."""
        found = {}
        for kind, block in view.blocks.items():
            week = block.next_week
            at = view.due(kind, week) if week else None
            if at is None or not at <= self.now <= at + QUARTER or block.next_due_at != at:
                continue
            if week and not view.unwanted(kind, week) and not view.is_settled(kind, week):
                found[kind, week] = at
        return found

    def _judge_new_rows(self, before: View, after: View, chosen: dict[Key, datetime]) -> None:
        for key, nudge in after.nudges.items():
            old = before.nudges.get(key)
            if old is None or (old.state, old.mail_id) != (nudge.state, nudge.mail_id):
                self._judge_row(after, key, nudge)
        for key in chosen:
            nudge = after.nudges[key]
            gone = nudge.reason == Reason.ONE_A_DAY and after.day(chosen[key]) in self._days(after)
            assert nudge.state == Nudge.State.MAILED or gone, (
                f"{key} chose its time: {nudge.reason}"
            )

    def _judge_row(self, view: View, key: Key, nudge: Nudge) -> None:
        """A row that was just made says what is so."""
        due, unwanted = view.due(*key), view.unwanted(*key)
        assert due is not None, f"{key} does not take place"
        assert nudge.due_at == due, f"{key} is due at {due}, not at {nudge.due_at}"
        assert view.day(due) <= view.day(self.now), f"{key} is nudged before its day"
        if unwanted:
            assert (nudge.state, nudge.reason) == (Nudge.State.SKIPPED, unwanted), key
        else:
            assert nudge.reason in ("", Reason.LATE, Reason.ONE_A_DAY), (key, nudge.reason)
        if nudge.mail is not None and nudge.mail.due_at == due:
            self.on_time.add(nudge.mail.pk)
        if nudge.reason == Reason.ONE_A_DAY:
            assert self.sent, f"{key}: no mail had gone"
        if nudge.reason == Reason.LATE:
            assert self.now - due > QUARTER, f"{key} was not late"

    def _judge_mail(self, mail: Mail) -> None:
        """A mail that goes now may go."""
        view = self.view()
        assert not self.stopped, "nothing leaves after unsubscribing"
        day = view.day(mail.due_at)
        assert day not in self._days(view), f"a second mail on {day}"
        self.sent.append((self.now, mail.due_at))
        for found in self.in_mail:
            assert not view.unwanted(found.block.kind, found.week), f"{found} is not wanted"
        punctual = mail.pk in self.on_time and self.now - mail.due_at <= QUARTER
        if not punctual and not any(self._is_chosen_time(view, found) for found in self.in_mail):
            at = self.now.astimezone(view.zone).time()
            assert time(7) <= at < time(21), f"a late mail at {at}"

    def _is_chosen_time(self, view: View, found: Occurrence) -> bool:
        """Whether it goes at the time its person chose, or at least before the block begins."""
        key = (found.block.kind, found.week)
        due, starts = view.due(*key), view.starts(*key)
        assert due is not None
        assert starts is not None
        return self.now - due <= QUARTER or self.now < starts

    def _days(self, view: View) -> set[date]:
        """The local days that had their mail, by the clock the person lives by now."""
        return {view.day(due) for _, due in self.sent}

    def view(self) -> View:
        """The rows as they stand now, looked at anew only when one was written."""
        written = self.written()
        if self.seen is None or self.seen[0] != written:
            self.seen = written, View(self.user, self.plan)
        return self.seen[1]

    # --- Rows -----------------------------------------------------------------------------------

    def _block(self, kind: str) -> Block:
        return Block.objects.select_related("user").get(user=self.user, kind=kind)

    def _open(self, kind: str, week: int) -> Occurrence | None:
        """The block in this week, the one before or the one after, while it has no answer."""
        monday = weeks.week_of(self.user.today(self.now)) + week * WEEK
        found = checkins.find(self.user, monday, kind)
        return found if found and not found.is_answered else None

    def _change(self, kind: str, **fields: Any) -> None:
        block = self._block(kind)
        for name, value in fields.items():
            setattr(block, name, value)
        blocks.change(block, self.now)
        self.check()

    def _plan(self) -> Plan:
        return Plan.objects.create(user=self.user, start_month=date(2026, 10, 1))


class LifeOnRows(Life):
    """The same on a database."""

    rows = staticmethod(on_a_database)
    written = staticmethod(object)

    def _plan(self) -> Plan:
        from tests.people import choice

        made = choice(self.user)
        return Plan.objects.create(user=self.user, choice=made, start_month=made.start_month)

"""The demo person's certifications: two held, one of them proven, one studied for, one planned and
one let go, with what they cost.

Made after the year is replayed, so that the mails of that year are those of the replay alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts.models import User
from certifications.models import Budget, Certification, Credential, Goal, TalkThrough, Training
from certifications.overview import aiming, currency, months_later, results
from common import facts, weeks
from roadmap.cadence import checkins
from roadmap.cadence.models import Block, For, Words
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone
from roadmap.signals.models import Pairing

FACTS = Path(__file__).parent / "facts" / "demo-certifications.toml"
LAST_WEEK = 14
"""The week of ``now``, counted as the facts count them."""
SATURDAY = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the facts tell of one person, dated back from ``now``."""

    user: User
    now: datetime
    told: Mapping[str, Any]

    @classmethod
    def of(cls, user: User, now: datetime) -> "Certificates":
        return cls(user, now, facts.load(FACTS))

    def make(self) -> None:
        """In the order in which it happened: what was held before comes first."""
        self._hold()
        self._set_budget()
        passed = self._pass()
        self._let_go()
        self._study_for_the_next(passed)
        self._plan_another()

    @property
    def _today(self) -> date:
        return self.user.today(self.now)

    def _monday(self, week: int) -> date:
        return weeks.week_of(self._today) + timedelta(weeks=week - LAST_WEEK)

    def _aim(self, told: Mapping[str, Any]) -> Goal:
        wanted = Certification.objects.get(slug=told["certification"])
        return aiming.aim(self.user, wanted, self._monday(told["week"])).goal

    def _hold(self) -> None:
        """One that expires in some months, with its talk-through and its case study."""
        told = self.told["held"]
        expires_on = self._monday(LAST_WEEK + told["expires_in_weeks"])
        held = self._credential(
            Certification.objects.get(slug=told["certification"]),
            issued_on=months_later(expires_on, -told["holds_months"]),
            expires_on=expires_on,
            number=told["number"],
        )
        talk = told["talk"]
        TalkThrough.objects.create(credential=held, kind=talk["kind"], text=talk["text"].strip())
        written_at = self.now - timedelta(weeks=talk["weeks_ago"])
        held.talks.update(updated_at=written_at)
        shown = Milestone.objects.for_user(self.user).showing().first()
        if shown is not None:
            Pairing.objects.create(credential=held, milestone=shown, used=told["used"])

    def _credential(self, of: Certification, **said: Any) -> Credential:
        known = of.facts
        return Credential.objects.create(
            user=self.user,
            certification=of,
            name=known.title if known else of.name,
            issuer=known.issuer if known else "",
            expiry_set_on=self._today,
            **said,
        )

    def _set_budget(self) -> None:
        told = self.told["money"]
        rate, rate_on = Decimal(str(told["usd_rate"])), self._monday(told["rate_week"])
        currency.change(self.user, told["currency"], rate, rate_on)
        limits = {"yearly": Decimal(told["yearly"]), "starts_month": told["starts_month"]}
        Budget.objects.filter(user=self.user).update(**limits)

    def _pass(self) -> Goal:
        """The exam of the history: passed, paid by the employer, nothing beside it yet."""
        told = self.told["passed"]
        goal = self._aim({**told, "week": told["began_week"]})
        goal.begin(self._monday(told["began_week"]))
        goal.hours_before, goal.paid_by = told["hours_before"], Goal.Payer.EMPLOYER
        goal.fee_paid_on = self._monday(told["fee_paid_week"])
        goal.save(update_fields=["hours_before", "paid_by", "fee_paid_on"])
        self._studied(goal, 1, told["study"])
        on = self._monday(told["week"]) + SATURDAY
        goal.set_exam(on, booked=True)
        results.record(goal, on=on, passed=True, score=told["score"])
        held = self._credential(goal.certification, goal=goal, issued_on=on)
        held.expire_on(held.next_expiry(on), self._today)
        held.save()
        return goal

    def _let_go(self) -> None:
        told = self.told["let_go"]
        self._aim(told).let_go(told["why"], self._monday(told["let_go_week"]))

    def _study_for_the_next(self, passed: Goal) -> None:
        told = self.told["studying"]
        goal = self._aim(told)
        goal.begin(self._monday(told["week"]))
        goal.set_exam(self._monday(LAST_WEEK + told["exam_in_weeks"]) + SATURDAY, booked=False)
        goal.confidence, goal.hours_estimate = told["confidence"], told["hours_estimate"]
        goal.lab_cap = Decimal(told["lab_cap"])
        goal.save(update_fields=["confidence", "hours_estimate", "lab_cap"])
        self._studied(goal, told["week"], told["study"])
        for lab in told["lab"]:
            goal.lab_costs.create(
                on=self._monday(lab["week"]) + SATURDAY,
                amount=Decimal(str(lab["amount"])),
                what=lab["what"],
                alarm_set=True,
                switched_off=True,
            )
        Training.objects.bulk_create(Training(goal=goal, **one) for one in told["provider"])

    def _plan_another(self) -> None:
        told = self.told["planned"]
        goal = self._aim(told)
        goal.training, goal.retake = Decimal(told["training"]), Decimal(told["retake"])
        goal.save(update_fields=["training", "retake"])

    def _studied(self, goal: Goal, first: int, domains: Sequence[str]) -> None:
        """The study blocks from week ``first`` on were for ``goal``: their check-ins say it again,
        now that there is a goal to say it of."""
        block = Block.objects.for_user(self.user).get(kind=BlockKind.STUDY)
        for week, domain in enumerate(domains, start=first):
            found = checkins.of(block, self._monday(week))
            said = found.check_in if found else None
            if found is None or said is None or said.done_on is None or said.answered_at is None:
                continue  # skipped, or not answered yet
            meant = For(goal.pk, domain)
            words = Words(
                said.done_on,
                said.spent,
                said.exists_now,
                said.pick_up,
                meant,
                said.source,
                said.source_url,
            )
            checkins.done(found, words, said.answered_at)

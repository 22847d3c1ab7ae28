"""What the demo person chose on: evidence of a quarter, two decisions, and gaps that were planned.

Made after the year is replayed, so that the mails of that year are those of the replay alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from accounts.models import User
from common import facts, weeks
from common.lanes import Pain
from roadmap.lanes.audit import samples
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.decisions import recording
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.depth.ageing import Went
from roadmap.lanes.depth.answering import answer
from roadmap.lanes.depth.questions import questions
from roadmap.lanes.incidents.models import Incident, Source
from roadmap.lanes.models import Choice
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller.models import Answers
from roadmap.proof.milestone_from import milestone_from
from roadmap.proof.models import Rating, Resume

FACTS = Path(__file__).parent / "facts" / "demo-choosing.toml"
PAIR = ("primary", "secondary", "secondary_name")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the facts tell of one person, dated back from ``now``."""

    user: User
    now: datetime
    told: Mapping[str, Any]

    @classmethod
    def of(cls, user: User, now: datetime) -> "Evidence":
        return cls(user, now, facts.load(FACTS))

    def make(self, choice: Choice) -> None:
        """In the order in which it happened: what a decision rests on stands before it."""
        first, second = self.told["decision"]
        postings = self.told["posting"]
        self._read([one for one in postings if one["weeks_ago"] >= first["weeks_ago"]])
        self._say(self.told["first"], self._ago(first["weeks_ago"]))
        self._decide(choice, first)
        self._read([one for one in postings if one["weeks_ago"] < first["weeks_ago"]])
        self._count()
        self._hand_in()
        self._say(self.told["second"], self._ago(second["weeks_ago"]))
        self._decide(choice, second)
        self._explain()
        self._plan_gaps()

    @property
    def _owner(self) -> Owner:
        return Owner(user=self.user)

    def _ago(self, count: int) -> datetime:
        """An hour before ``now``, so many weeks back."""
        return self.now - timedelta(weeks=count, hours=1)

    def _read(self, postings: list[dict[str, Any]]) -> None:
        for one in postings:
            text = samples.texts()[one["sample"]] if "sample" in one else one["text"].strip()
            posting = Posting.made_from(text, state=one["state"], user=self.user)
            posting.save()
            added = self._ago(one["weeks_ago"]) - timedelta(hours=1)
            Posting.objects.filter(pk=posting.pk).update(added_at=added)

    def _say(self, answers: Mapping[str, list[str]], at: datetime) -> None:
        for question, picked in answers.items():
            Answers.keep(self._owner, question, tuple(picked), at)

    def _decide(self, choice: Choice, told: Mapping[str, Any]) -> None:
        pair = {name: getattr(choice, name) for name in PAIR}
        sentences = {name: told[name] for name in ("known_for", "leverage")}
        decision = recording.decide(self.user, pair, sentences, self._ago(told["weeks_ago"]))
        Decision.objects.filter(pk=decision.pk).update(choice=choice)

    def _count(self) -> None:
        this_week = weeks.week_of(self.user.today(self.now))
        for pain, counts in self.told["tally"].items():
            for back, count in enumerate(reversed(counts)):
                Incident.objects.create(
                    user=self.user,
                    pain=Pain(pain),
                    week=this_week - timedelta(weeks=back),
                    source=Source.TAP,
                    count=count,
                )

    def _hand_in(self) -> None:
        """The résumé, and what they say of themselves."""
        Resume.objects.keep(self._owner, self.told["resume"].strip())
        Rating.objects.rate(self._owner, self.told["rating"], self.user.today(self._ago(4)))

    def _explain(self) -> None:
        for one in self.told["explained"]:
            question = questions()[one["question"]]
            answer(self.user, question, one["text"], Went(one["went"]), self._ago(one["weeks_ago"]))

    def _plan_gaps(self) -> None:
        for one in self.told["gap"]:
            planned = self.user.today(self._ago(one["planned_weeks_ago"]))
            made = milestone_from(self.user, one["skill"], planned)
            if made is None or "done_weeks_ago" not in one:
                continue
            milestone = made.milestone
            milestone.evidence_url, milestone.note = one["link"], one["note"]
            milestone.criteria_met = [*range(len(milestone.done_when))]
            milestone.save(update_fields=["evidence_url", "note", "criteria_met"])
            milestone.tick(self.user.today(self._ago(one["done_weeks_ago"])))

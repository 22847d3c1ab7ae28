"""Everything the ranking of somebody rests on, gathered at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from roadmap.lanes.audit.models import Posting
from roadmap.lanes.incidents import models as incidents
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller.evidence import Evidence
from roadmap.lanes.painkiller.models import Answers
from roadmap.lanes.painkiller.questions import questions
from roadmap.lanes.painkiller.rank import Ranking, answered, rank

TALLY_OF = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``answers`` is the row they are kept in; empty and unsaved for who answered nothing."""

    answers: Answers
    evidence: Evidence
    ranking: Ranking
    taken_at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to rank by: no answer, no posting, no tally."""
        return not (self.answers.picked or self.evidence.postings or self.evidence.has_tally)

    @property
    def answered(self) -> int:
        """How many answers count."""
        return len(answered(self.answers.picked, self.evidence))

    @property
    def answers_json(self) -> list[dict[str, Any]]:
        """Question and answer in words, to be read when the questions are others, and the slugs."""
        counted = answered(self.answers.picked, self.evidence)
        return [
            {
                "slug": slug,
                "question": question.title,
                "short": question.short,
                "answer": question.in_words(counted[slug]),
                "picked": list(counted[slug]),
            }
            for slug, question in questions().items()
            if slug in counted
        ]

    @property
    def evidence_json(self) -> dict[str, Any]:
        """Counts and quotes."""
        return self.evidence.to_json()


def of(owner: Owner, now: datetime) -> Snapshot:
    """What is known of ``owner`` and what follows from it. Writes nothing."""
    answers = Answers.objects.given_by(owner)
    postings = [
        (posting.pk, posting.read_as_named) for posting in Posting.objects.of(owner).counted()
    ]
    today = owner.user.today(now) if owner.user else timezone.localdate(now)
    evidence = Evidence.of(postings, incidents.counts(owner, today - TALLY_OF, today))
    return Snapshot(answers, evidence, rank(answers.picked, evidence), now)

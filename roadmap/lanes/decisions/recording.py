"""Writing a decision down, with what it rests on at that moment."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.models import Choice
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller import snapshot
from roadmap.lanes.painkiller.snapshot import Snapshot

NOTHING_WRITTEN = {"known_for": "", "leverage": ""}


def seen(user: User, now: datetime) -> Snapshot:
    """What a decision would rest on now."""
    return snapshot.of(Owner(user=user), now)


@transaction.atomic
def decide(
    user: User, pair: Mapping[str, str], sentences: dict[str, str], now: datetime
) -> Decision:
    """Keep a record of this pair and these sentences.

    The same pair again within a day puts the record of that day right instead of making another:
    its sentences as they are sent now, and what it rests on as long as nothing was chosen on it.
    """
    User.objects.hold(user)
    decision = Decision.objects.latest_of(user)
    if decision is None or decision.pair != pair or not decision.is_changeable(now):
        decision = Decision(user=user, decided_at=now, choice=_standing_for(user, pair), **pair)
    if decision.choice is None or decision.pk is None:
        _rest_on(decision, seen(user, now))
    decision.known_for, decision.leverage = sentences["known_for"], sentences["leverage"]
    decision.save()
    return decision


@transaction.atomic
def chosen(choice: Choice, now: datetime) -> None:
    """See to it that a choice has its record: the last one, when it is of the same pair, else one
    made now."""
    User.objects.hold(choice.user)
    decision = Decision.objects.latest_of(choice.user)
    if decision is None or decision.pair != _pair(choice):
        decision = decide(choice.user, _pair(choice), NOTHING_WRITTEN, now)
    decision.choice = choice
    decision.save(update_fields=["choice"])


def _rest_on(decision: Decision, known: Snapshot) -> None:
    """Keep what is known with the decision; nothing where the test was not taken."""
    if known.is_empty:
        decision.answers, decision.evidence, decision.ranking = [], {}, {}
        return
    decision.answers = known.answers_json
    decision.evidence = known.evidence_json
    decision.ranking = known.ranking.to_json()


def _standing_for(user: User, pair: Mapping[str, str]) -> Choice | None:
    """The present choice, when deciding for its pair confirms it."""
    current = Choice.objects.current(user)
    return current if current and _pair(current) == pair else None


def _pair(choice: Choice) -> dict[str, str]:
    return {
        "primary": choice.primary,
        "secondary": choice.secondary,
        "secondary_name": choice.secondary_name,
    }

"""The map: who is on it, by function, and who is missing. And one result in all their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from portfolio.results.figures import Figure, figure, limit
from portfolio.results.models import Result
from portfolio.stakeholders.functions import MAIN, FunctionFacts, functions
from portfolio.stakeholders.models import Function, Stakeholder, Wording
from portfolio.stakeholders.wording import Measured, draft, outcome_of, yearly

SHOWN = 20
"""So many results are offered, those of the case study touched last first."""


@dataclass(frozen=True, slots=True)
class Group:
    """One function with those of it who are on the map."""

    facts: FunctionFacts
    people: Sequence[Stakeholder]

    @property
    def is_missing(self) -> bool:
        return not self.people and self.facts.slug in MAIN


@dataclass(frozen=True, slots=True)
class Worded:
    """One result for one stakeholder, or for a function of which nobody is on the map."""

    facts: FunctionFacts
    text: str
    is_kept: bool = False
    who: Stakeholder | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A result in the list: what it says, and whether this stakeholder's words for it are kept."""

    result: Result
    figure: Figure
    is_kept: bool = False


def groups(people: Sequence[Stakeholder]) -> Sequence[Group]:
    """The four that a map needs, and every other of which somebody is on it."""
    found = [
        Group(facts, [one for one in people if one.function == function])
        for function, facts in functions().items()
    ]
    return [one for one in found if one.people or one.facts.slug in MAIN]


def results(user: User, who: Stakeholder | None = None) -> Sequence[Offered]:
    """What somebody may word for others, in one query, or two."""
    rows = Result.objects.for_user(user).select_related("case_study")
    rows = rows.order_by("-case_study__touched_at", "pk")[:SHOWN]
    kept = set(who.wordings.values_list("result", flat=True)) if who else set()
    return [Offered(row, figure(row), row.pk in kept) for row in rows]


def measured(result: Result) -> Measured:
    """The values a draft is made of."""
    return Measured(
        figure(result),
        outcome_of(result.outcome, result.unit),
        limit(result),
        yearly(result.before, result.after, result.unit),
    )


def side_by_side(user: User, result: Result) -> Sequence[Worded]:
    """One result in everybody's words: kept ones as they are kept, the rest as drafts; the main
    functions too of which nobody is on the map."""
    kept = dict(
        Wording.objects.filter(stakeholder__user=user, result=result).values_list(
            "stakeholder", "text"
        )
    )
    found = measured(result)
    worded: list[Worded] = []
    for group in groups(list(Stakeholder.objects.for_user(user))):
        text = draft(group.facts.slug, found)
        worded += [
            Worded(group.facts, kept.get(one.pk, text), one.pk in kept, one) for one in group.people
        ] or [Worded(group.facts, text)]
    return worded


def drafted(who: Stakeholder, result: Result) -> str:
    """What stands ready for them."""
    return draft(Function(who.function), measured(result))

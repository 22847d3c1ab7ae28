"""Where somebody stands: the sheet, the gaps and the figure, from their postings and records."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.audit.quoting import Sentence, marked
from roadmap.lanes.depth.models import standing as explained
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings.overall import overall
from roadmap.lanes.postings.reading import Quote
from roadmap.plan.models import Milestone, Plan
from roadmap.proof import records, sheet, wording
from roadmap.proof.gaps import Gap, ranked, to_rate
from roadmap.proof.models import GapMilestone, Rating

QUOTED = 8
"""So many postings are quoted for one gap; each posting's page has them all."""


def sheet_of(owner: Owner) -> sheet.Sheet:
    """All their postings beside all they have."""
    demand = overall(Posting.objects.of(owner).readings())
    return sheet.sheet(demand, records.of(owner))


def sheet_for(owner: Owner, posting: Posting) -> sheet.Sheet:
    """One of their postings beside all they have."""
    return sheet.sheet(overall([posting.reading]), records.of(owner))


def figure(user: User, by: date | None = None) -> sheet.Figure | None:
    """How many must-haves are proven; None while no posting asks for anything.

    ``by``: with what was done and which postings were there at the end of that day. Nothing of it
    is stored, so what is taken back later is missing then, too.
    """
    postings = Posting.objects.of(Owner(user=user)).counted()
    if by is not None:
        postings = [one for one in postings if user.today(one.added_at) <= by]
    if not postings:
        return None
    demand = overall([posting.reading for posting in postings])
    counted = sheet.sheet(demand, records.proofs(user, by)).figure
    return counted if counted.of else None


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap as the page shows it: why, the words it comes from, and what is planned against it."""

    gap: Gap
    why: str
    explained: str
    quotes: list[tuple[Posting, Sentence]]
    milestone: Milestone | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The gaps of somebody, the postings they come from, and what is planned against them."""

    postings: list[Posting]
    gaps: tuple[Gap, ...]
    planned: dict[str, Milestone]
    plan: Plan | None

    @property
    def rows(self) -> list[GapRow]:
        return [
            GapRow(
                gap,
                wording.why(gap),
                wording.explained(gap),
                [(self.postings[one.posting], _shown(one.quote)) for one in gap.said[:QUOTED]],
                self.planned.get(gap.slug),
            )
            for gap in self.gaps
        ]

    @property
    def to_rate(self) -> list[Gap]:
        return to_rate(self.gaps)


def _shown(quote: Quote) -> Sentence:
    """The sentence, cut to what a page shows, its phrase marked."""
    return marked(sheet.excerpt(quote), [quote.phrase])


def gaps_of(owner: Owner) -> Standing:
    """Everything the page of the gaps shows, in a constant number of queries."""
    postings = Posting.objects.of(owner).counted()
    demand = overall([posting.reading for posting in postings])
    depths = explained(owner.user, owner.user.today()) if owner.user else {}
    found = ranked(demand, records.of(owner), Rating.objects.of(owner).levels(), depths)
    plan = Plan.objects.current(owner.user) if owner.user else None
    return Standing(postings, found, planned_on(plan) if plan else {}, plan)


def planned_on(plan: Plan) -> dict[str, Milestone]:
    """The milestones that were made of gaps, by skill."""
    made = GapMilestone.objects.on(plan).select_related("milestone")
    planned = {one.skill: one.milestone for one in made}
    for milestone in planned.values():
        milestone.plan = plan  # the calendar is the plan's: one for all
    return planned

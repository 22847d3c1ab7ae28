"""What somebody has, as records: gathered in a constant number of queries, nothing copied.

Who takes a record back (deletes it, unticks it) takes it off the sheet.
"""

from collections import defaultdict
from datetime import date

from django.urls import reverse

from accounts.models import User
from portfolio import overview as portfolio
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings.read import find
from roadmap.lanes.postings.taxonomy import with_implied
from roadmap.plan.models import Milestone
from roadmap.proof.models import GapMilestone, Resume
from roadmap.proof.sheet import Kind, Record


def of(owner: Owner) -> list[Record]:
    """Everything they have, what goes furthest first."""
    mine = [*proofs(owner.user), *_wins(owner.user)] if owner.user else []
    return [*mine, *_resume(owner)]


def proofs(user: User, by: date | None = None) -> list[Record]:
    """What can prove something, as it stood on the day ``by``. The figure needs no more."""
    return _milestones(user, by)


def _milestones(user: User, by: date | None) -> list[Record]:
    """Those done with a link: for the gap they were made of, and for what their words name."""
    done = Milestone.objects.for_user(user).showing()
    if by is not None:
        done = done.filter(done_on__lte=by)
    rows = list(done.select_related("plan").order_by("-done_on", "-pk"))
    made_for = GapMilestone.objects.skills_of(rows)
    records = []
    for row in rows:
        skills = {*find(f"{row.title}\n{row.note}")}
        skills |= {made_for[row.pk]} if row.pk in made_for else set()
        skills = with_implied(skills)
        if skills:
            records.append(
                Record(
                    Kind.MILESTONE,
                    row.title,
                    row.note,
                    _page_of(row),
                    frozenset(skills),
                    link=row.evidence_url,
                )
            )
    return records


def _page_of(milestone: Milestone) -> str:
    if milestone.plan.ended_on is None:
        return f"{reverse('plan-month', args=[milestone.month])}#m{milestone.pk}"
    return reverse("plan-earlier", args=[milestone.plan_id])


def _wins(user: User) -> list[Record]:
    lines = portfolio.wins(user, date.min, date.max)
    return [
        Record(Kind.WIN, "", line.line, "", frozenset(with_implied(skills)))
        for line in lines
        if (skills := find(line.line))
    ]


def _resume(owner: Owner) -> list[Record]:
    """A record for each sentence that names something."""
    resume = Resume.objects.of(owner).first()
    if resume is None:
        return []
    named: dict[str, set[str]] = defaultdict(set)
    for slug, sentences in resume.sentences.items():
        # What is only implied counts where no sentence says it in so many words.
        implied = with_implied({slug}) - set(resume.sentences)
        for sentence in sentences:
            named[sentence] |= {slug, *implied}
    page = f"{reverse('proof')}#resume"
    return [
        Record(Kind.RESUME, "", sentence, page, frozenset(skills))
        for sentence, skills in named.items()
    ]

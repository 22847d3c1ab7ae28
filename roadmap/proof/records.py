"""What somebody has, as records: gathered in a constant number of queries, nothing copied.

Who takes a record back (deletes it, unticks it) takes it off the sheet.
"""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date

from django.urls import reverse

from accounts.models import User
from portfolio import overview as portfolio
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings.read import find
from roadmap.lanes.postings.taxonomy import with_implied
from roadmap.plan.models import Milestone
from roadmap.proof import cases
from roadmap.proof.models import GapMilestone, Resume
from roadmap.proof.sheet import Evidence, Kind, Record
from roadmap.signals import standing as signals
from roadmap.signals.stands_for import named_in, stands_for


def of(owner: Owner) -> list[Record]:
    """Everything they have, what goes furthest first."""
    if owner.user is None:
        return _resume(owner)
    held = _credentials(owner.user, owner.user.today())
    told = [*cases.records(owner.user), *_milestones(owner.user)]
    return [*told, *held, *_wins(owner.user), *_resume(owner)]


def proofs(user: User, by: date | None = None) -> list[Record]:
    """What can prove something, as it stood on the day ``by``. The figure needs no more."""
    paired = (
        one for one in _credentials(user, by or user.today()) if one.evidence is Evidence.PROOF
    )
    told = (one for one in cases.records(user, by) if one.evidence is Evidence.PROOF)
    return [*told, *_milestones(user, by), *paired]


def _milestones(user: User, by: date | None = None) -> list[Record]:
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


def _credentials(user: User, day: date) -> list[Record]:
    """Each that had been earned and not expired on ``day``: a signal for what it stands for, and
    proof of what the case studies beside it use."""
    held = (row for row in signals.rows(user, day) if not row.is_over and _is_earned(row, day))
    records = [record for row in held for record in (_signal(row), *_paired(row, user, day))]
    return [record for record in records if record.skills]


def _signal(row: signals.Row) -> Record:
    named = stands_for(row.certification, row.credential.name).all
    return _of_credential(Kind.CREDENTIAL, row, row.credential.issuer, named)


def _paired(row: signals.Row, user: User, day: date) -> Iterator[Record]:
    """One for each case study that stood beside it on ``day``."""
    named = stands_for(row.certification, row.credential.name)
    for pairing in row.pairings:
        if user.today(pairing.created_at) <= day:
            skills = named.proven_by(named_in(f"{pairing.name}\n{pairing.used}"))
            proof = _of_credential(Kind.PAIRED_CREDENTIAL, row, pairing.used, skills)
            yield replace(proof, title=f"{proof.title}: {pairing.name}", link=pairing.link)


def _of_credential(kind: Kind, row: signals.Row, sentence: str, skills: Set[str]) -> Record:
    page = reverse("pairing", args=[row.credential.pk])
    return Record(kind, row.credential.name, sentence, page, frozenset(with_implied(skills)))


def _is_earned(row: signals.Row, day: date) -> bool:
    return row.credential.issued_on is None or row.credential.issued_on <= day


def _page_of(milestone: Milestone) -> str:
    if milestone.plan.ended_on is None:
        return f"{reverse('plan-month', args=[milestone.month])}#m{milestone.pk}"
    return reverse("plan-earlier", args=[milestone.plan_id])


def _wins(user: User) -> list[Record]:
    lines = portfolio.wins(user, date.min, date.max)
    return [
        Record(Kind.WIN, "", line.line, line.path, frozenset(with_implied(skills)), line.link)
        for line in lines
        if (skills := find("\n".join([line.line, *(text for _, text in line.parts)])))
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

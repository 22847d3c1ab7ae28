"""Choosing the outcomes one claims: what is proposed, and what becomes of a choice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from portfolio import overview as portfolio
from portfolio.models import CaseStudy, Result, Story, Win
from roadmap.story.narrative import from_resume, proofs
from roadmap.story.narrative.from_resume import LINE, strong_lines
from roadmap.story.narrative.known import Known, told_wins
from roadmap.story.narrative.models import MOST_CLAIMS, Claim
from roadmap.story.narrative.proofs import Proof

MOST_PROPOSALS = 60
MOST_LINES = 12
KINDS = ("case_result", "case_study", "win", "story")


class Full(Exception):
    """As many are claimed as a page can carry."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that could be claimed. ``ref`` is what its tick sends: "case_result.7"."""

    ref: str
    text: str
    figure: str
    where: str
    """What it stands in."""
    path: str
    is_proven: bool

    @property
    def label(self) -> str:
        """All of it in one line, as a list of choices says it."""
        return " · ".join(filter(None, (self.text, self.figure, self.where)))


def proposals(rows: Known) -> list[Proposal]:
    """Improvements first, those of finished case studies before others; then finished case studies
    without one, wins that are told, stories. What is claimed is left out, and a story beside the
    win that it tells."""
    taken = _taken(rows.claims)
    found = (one for one in _all(rows) if one.ref not in taken)
    return list(found)[:MOST_PROPOSALS]


def _taken(claims: Sequence[Claim]) -> set[str]:
    """What a claim has already. Of a story it is also the win that it tells."""
    told = {f"win.{one.story.win_id}" for one in claims if one.story and one.story.win_id}
    return {ref for one in claims if (ref := ref_of(one))} | told


def _all(rows: Known) -> Iterator[Proposal]:
    for proof in proofs.improvements(rows):
        if proof.result is not None:
            yield _proposal(f"case_result.{proof.result.pk}", proof)
    for case in rows.shelf.finished:
        proof = proofs.of_case(case.pk, rows)
        if proof.result is None or not proof.is_proof:
            yield _proposal(f"case_study.{case.pk}", Proof(case=case))
    wins = told_wins(rows.user)
    for win in wins:
        yield _proposal(f"win.{win.pk}", Proof(portfolio.as_result(win), win=win))
    there = {win.pk for win in wins} | {one.win_id for one in rows.claims if one.win_id}
    for story in rows.stories:
        if story.win_id not in there:
            yield _proposal(f"story.{story.pk}", Proof(story=story))


def proposed_lines(rows: Known) -> list[Proposal]:
    """The lines of their résumé in which nothing is missing. One whose proof stands on the page
    already, or whose words do, is left out."""
    taken, said = _taken(rows.claims), {one.text for one in rows.claims}
    claims = ((row.pk, from_resume.as_claim(row)) for row in strong_lines(rows.user))
    found = (
        _line(pk, one, rows)
        for pk, one in claims
        if ref_of(one) not in taken and one.text not in said
    )
    return list(islice(found, MOST_LINES))


def _line(pk: int, made: Claim, rows: Known) -> Proposal:
    there = _proposal(f"{LINE}.{pk}", proofs.of_claim(made, rows))
    whole = proofs.outcome(proofs.of_claim(made, rows), portfolio.Disclosure.whole(), made)
    figure = whole.figure if whole is not None else ""
    return replace(there, text=made.text, figure=figure, where=_("a line of your résumé"))


def _proposal(ref: str, proof: Proof) -> Proposal:
    said = portfolio.figure(proof.result) if proof.result is not None else None
    figure = f"{said.name}: {said.said}" if said is not None else ""
    words = proofs.words_of(proof)
    return Proposal(
        ref=ref,
        text=words or figure,
        figure=figure if words else "",
        where=_where(proof),
        path=proof.path,
        is_proven=proof.is_proof,
    )


def label(proof: Proof) -> str:
    """What proves a claim, in one line."""
    return _proposal("", proof).label


def _where(proof: Proof) -> str:
    if proof.win is not None:
        return _("a win")
    if proof.story is not None:
        return _("a story")
    return proof.case.title if proof.case is not None else ""


def ref_of(claim: Claim) -> str:
    """What a claim is proven by, as a tick sends it; empty without a proof."""
    pks = ((kind, getattr(claim, f"{kind}_id")) for kind in KINDS)
    return next((f"{kind}.{pk}" for kind, pk in pks if pk), "")


def row_of(user: User, ref: str) -> dict[str, Any]:
    """The row of theirs that ``ref`` names, by the field of a claim; nothing for anything else."""
    kind, _dot, number = ref.partition(".")
    if kind not in KINDS or not number.isdecimal() or len(number) > 18:
        return {}
    rows: QuerySet[Any] = {
        "case_result": Result.objects.for_user(user),
        "case_study": CaseStudy.objects.filter(user=user),
        "win": Win.objects.for_user(user).kept(),
        "story": Story.objects.for_user(user),
    }[kind]
    found = rows.filter(pk=int(number)).first()
    return {kind: found} if found is not None else {}


def claim(user: User, refs: Sequence[str]) -> int:
    """Each of ``refs`` that is theirs and not claimed yet, at the end; of two that name the same
    proof, the one with words. How many became claims.

    Raises:
        Full: not all of them have room.
    """
    there = list(Claim.objects.for_user(user).select_related("story"))
    made = _new(user, refs, _taken(there) | {one.text for one in there})
    if len(there) + len(made) > MOST_CLAIMS:
        raise Full
    for place, one in enumerate(made, start=next_place(user)):
        one.place = place
        one.save()
    return len(made)


def _new(user: User, refs: Sequence[str], taken: set[str]) -> list[Claim]:
    made = {ref: one for ref in dict.fromkeys(refs) if (one := _made(user, ref)) is not None}
    worded = {ref_of(one) for ref, one in made.items() if _is_line(ref)}
    found: dict[str, Claim] = {}
    for ref, one in made.items():
        key = ref_of(one) or one.text
        if key not in taken and (_is_line(ref) or key not in worded):
            found.setdefault(key, one)
    return list(found.values())


def _made(user: User, ref: str) -> Claim | None:
    """Not kept yet; None for what is not theirs."""
    if not _is_line(ref):
        row = row_of(user, ref)
        return Claim(user=user, **row) if row else None
    number = ref.partition(".")[2]
    return next(
        (from_resume.as_claim(one) for one in strong_lines(user) if str(one.pk) == number), None
    )


def _is_line(ref: str) -> bool:
    return ref.startswith(f"{LINE}.")


def next_place(user: User) -> int:
    """The place after the last one."""
    last = Claim.objects.for_user(user).aggregate(Max("place"))["place__max"]
    return 0 if last is None else int(last) + 1


def move(claim: Claim, up: bool) -> None:
    """One place up or down among its person's; at the end it stays."""
    ordered = list(Claim.objects.for_user(claim.user))
    at = next(at for at, one in enumerate(ordered) if one.pk == claim.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(ordered):
        ordered[at], ordered[to] = ordered[to], ordered[at]
    for place, one in enumerate(ordered):
        one.place = place
    Claim.objects.bulk_update(ordered, ["place"])

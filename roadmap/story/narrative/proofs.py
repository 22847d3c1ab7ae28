"""An outcome and what proves it. Rows in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio import overview as portfolio
from portfolio.models import Result, Story, Win
from portfolio.overview import Case, Disclosure, Figure, Level, Shown
from roadmap.story.narrative.document import FEW_OUTCOMES, Outcome, Rows
from roadmap.story.narrative.known import Known
from roadmap.story.narrative.models import Claim

_LEVELS = {
    Shown.EXACT: Level.EXACT,
    Shown.PERCENT: Level.NO_FIGURE,
    Shown.RANGE: Level.RANGE,
}
_ORDER = ("improvement", "no improvement", "baseline")


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind an outcome: at most a result with its case study, a win or a story."""

    result: Result | None = None
    """Its figure; of a win it is in no table."""
    case: Case | None = None
    win: Win | None = None
    story: Story | None = None
    is_pictured: bool = False

    @property
    def key(self) -> str:
        """What its figure is called where one chooses what may be seen."""
        if self.win is not None:
            return f"win.{self.win.pk}"
        return f"result.{self.result.pk}" if self.result is not None else ""

    @property
    def title(self) -> str:
        named = (self.win and self.win.line, self.case and self.case.title, self.story)
        return str(next((one for one in named if one), ""))

    @property
    def path(self) -> str:
        """Its page for its author."""
        if self.win is not None:
            return reverse("win", args=[self.win.pk])
        if self.case is not None:
            return self.case.path
        return reverse("story", args=[self.story.pk]) if self.story is not None else ""

    @property
    def on(self) -> date | None:
        if self.result is None:
            return None
        return self.result.again_on or self.result.measured_on

    @property
    def is_proof(self) -> bool:
        """Whether somebody who doubts it can be shown something: an improvement that was measured,
        a finished case study, a win with its figures, its picture or something to open."""
        if self.result is not None:
            improved = portfolio.changed(self.result).verdict.value == "improvement"
            return improved and (self.case is not None or self.win is not None)
        if self.win is not None:
            return bool(self.win.link) or self.is_pictured
        return self.case is not None and self.case.is_finished


def best(rows: Iterable[Result]) -> Result | None:
    """The result that moved most: improvements first, baselines last."""
    return min(rows, key=_rank, default=None)


def _rank(row: Result) -> tuple[int, Decimal]:
    changed = portfolio.changed(row)
    return _ORDER.index(changed.verdict.value), -abs(changed.percent or Decimal(0))


def of_claim(claim: Claim, known: Known) -> Proof:
    """What a claim names as its proof."""
    if claim.case_result is not None:
        return Proof(claim.case_result, known.case(claim.case_result.case_study_id))
    if claim.case_study_id is not None:
        return of_case(claim.case_study_id, known)
    if claim.win is not None:
        return _of_win(claim.win, known)
    if claim.story is not None:
        return _of_story(claim.story, known)
    return Proof()


def of_case(pk: int, known: Known) -> Proof:
    """A case study with its best result."""
    return Proof(best(known.results.get(pk, ())), known.case(pk))


def _of_win(win: Win, known: Known) -> Proof:
    return Proof(portfolio.as_result(win), win=win, is_pictured=win.pk in known.pictured)


def _of_story(story: Story, known: Known) -> Proof:
    """A story proves nothing by itself: what it was built from does."""
    if story.case_study_id is not None:
        return replace(of_case(story.case_study_id, known), story=story)
    if story.win is not None:
        return replace(_of_win(story.win, known), story=story)
    return Proof(story=story)


def by_themselves(known: Known) -> list[Proof]:
    """The best of them: what stands on the page while nobody chose."""
    return improvements(known)[:FEW_OUTCOMES]


def improvements(known: Known) -> list[Proof]:
    """The results that are one, those of finished case studies first, in each the largest first."""
    found = [
        Proof(row, case)
        for case in known.shelf.cases
        for row in known.results.get(case.pk, ())
        if portfolio.changed(row).verdict.value == "improvement"
    ]
    found.sort(key=lambda one: (not (one.case and one.case.is_finished), *_rank_of(one)))
    return found


def _rank_of(proof: Proof) -> tuple[int, Decimal]:
    return _rank(proof.result) if proof.result is not None else (len(_ORDER), Decimal(0))


def outcomes(known: Known, disclosure: Disclosure) -> tuple[Outcome, ...]:
    """Those somebody claims, in their order, as far as they may be seen; else the best results."""
    if known.claims:
        made = (outcome(of_claim(one, known), disclosure, one) for one in known.claims)
    else:
        made = (outcome(one, disclosure, None) for one in by_themselves(known))
    return tuple(one for one in made if one is not None)


def outcome(proof: Proof, disclosure: Disclosure, claim: Claim | None) -> Outcome | None:
    """One of them; None where nothing of it may be seen."""
    figure = _figure(proof, disclosure)
    said = f"{figure.name}: {figure.said}" if figure is not None else ""
    own = claim.text.strip() if claim is not None else ""
    words = own or words_of(proof)
    if claim is not None and words and not disclosure.shows(f"claim.{claim.pk}"):
        words = ""
    text = words or said
    if not text:
        return None
    return Outcome(
        text=text,
        figure=said if words and not _says(words, figure) else "",
        verdict=figure.verdict if figure is not None else "",
        is_own=bool(words),
        is_proven=proof.is_proof,
        measured_on=proof.on if figure is not None else None,
        limit=figure.limit if figure is not None else "",
        rows=_rows(proof, claim),
        **_shown_proof(proof, disclosure),
    )


def words_of(proof: Proof) -> str:
    """What is said of a proof where its person said nothing: a result speaks for itself."""
    if proof.story is not None:
        return proof.story.title
    if proof.win is not None:
        return proof.win.line
    if proof.case is not None and proof.result is None:
        return proof.case.title
    return ""


def _figure(proof: Proof, disclosure: Disclosure) -> Figure | None:
    level = _LEVELS.get(disclosure.of(proof.key))
    if proof.result is None or level is None:
        return None
    limit = _LEVELS.get(disclosure.of(f"{proof.key}.limit"))
    return portfolio.figure(proof.result, level, how=False, limit_level=limit)


def _says(words: str, figure: Figure | None) -> bool:
    """Whether the words say the figure after already."""
    if figure is None or not figure.after:
        return False
    return " ".join(figure.after.split()) in " ".join(words.split())


def _shown_proof(proof: Proof, disclosure: Disclosure) -> dict[str, str]:
    """Its name and where it is. Strangers get what strangers may open, and no name of the rest."""
    url = proof.case.link if proof.case is not None else ""
    if disclosure.everything:
        return {"proof_title": proof.title, "proof_path": proof.path, "proof_url": url}
    title = proof.case.title if proof.case is not None and url else ""
    return {"proof_title": title, "proof_url": url}


def _rows(proof: Proof, claim: Claim | None) -> Rows:
    result = proof.result
    return Rows(
        claim=claim.pk if claim is not None else None,
        case_result=result.pk if result is not None else None,
        case_study=proof.case.pk if proof.case is not None else None,
        win=proof.win.pk if proof.win is not None else None,
        story=proof.story.pk if proof.story is not None else None,
    )


def missing(proof: Proof) -> str:
    """What would prove it: a sentence for its author. Empty where it is proven."""
    if proof.is_proof:
        return ""
    if proof.result is not None:
        if proof.result.after is None:
            return _("Its result is a baseline. Measure again afterwards, and it is proven.")
        return _("Its figures are no improvement. Choose another proof for it.")
    if proof.win is not None:
        if proof.win.is_told:
            return _("The win is told. Give it its figures, a screenshot or a link as well.")
        return _("The win is a line. Give it its figures, a screenshot or a link.")
    if proof.case is not None:
        return _("Its case study is not finished, and has no result.")
    if proof.story is not None:
        return _("A story proves nothing by itself. Link the case study it tells.")
    return _("Nothing stands behind it. Choose a result, a case study or a win.")


__all__: Sequence[str] = ("Proof", "best", "by_themselves", "missing", "of_claim", "outcomes")

"""Rows of many case studies, gathered for the gates in a constant number of queries. Of texts no
more is fetched than whether they are there, and the beginning of the question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common import jargon
from portfolio.artifacts.models import Artifact
from portfolio.casestudies import parts
from portfolio.casestudies.models import CaseStudy, Passage, Tradeoff
from portfolio.casestudies.parts import QUESTION, Section
from portfolio.readers.outcome import Standing as Reading
from portfolio.readers.standing import standing_of_many
from portfolio.readiness import gates
from portfolio.readiness.facts import CaseFacts, Limit, Measured, TwoMinutes
from portfolio.readiness.gates import Gate
from portfolio.readiness.stages import Stage
from portfolio.results import change, figures
from portfolio.results.models import Result
from portfolio.sharing.models import Publication

QUESTION_READ = 1000
"""Characters of the question that are looked at for words of the trade."""


@dataclass(frozen=True, slots=True)
class Next:
    """The one next thing of a case study: what a reader would miss, what to do, and where.

    ``said`` is a sentence ("Nobody knows why it was worth doing."), ``do`` what a button says
    ("Write the question"), ``path`` an address of ours.
    """

    said: str
    do: str
    path: str


@dataclass(frozen=True, slots=True)
class Mend(Next):
    """A gate as a page shows it."""

    blocks: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """How one case study stands on a day."""

    case: CaseStudy
    facts: CaseFacts
    gates: tuple[Gate, ...]
    stage: Stage
    reading: Reading
    """How it stands with its readers."""
    result: str
    """The best result in words; empty without one."""
    link: str
    """Path of its page for strangers; empty where there is none, or it expired."""
    measured: Mapping[str, str]
    """Metrics of the catalogue that have a before and an after here, by slug, with the best result
    of each in words."""

    @property
    def following(self) -> Next:
        """The one next thing. Where a reader misses nothing: finishing it, then showing it."""
        gate = gates.next_gate(self.gates)
        if gate is not None:
            return Next(gate.said, gate.do, path(self.case.pk, gate))
        if not self.is_finished:
            itself = reverse("casestudy", args=[self.case.pk])
            return Next(_("A reader misses nothing."), _("Finish it"), itself)
        share = reverse("casestudy-share", args=[self.case.pk])
        if not self.link:
            return Next(_("A reader misses nothing, and nobody can open it."), _("Share it"), share)
        return Next(_("A reader misses nothing, and it can be opened."), _("See the link"), share)

    @property
    def mends(self) -> Sequence[Mend]:
        """Each gate with the address where it is mended, the next one first."""
        first = gates.next_gate(self.gates)
        ordered = sorted(self.gates, key=lambda gate: gate is not first)
        return [Mend(one.said, one.do, path(self.case.pk, one), one.blocks) for one in ordered]

    @property
    def blocking(self) -> Sequence[Gate]:
        return gates.blocking(self.gates)

    @property
    def lane(self) -> str:
        return self.case.lane

    @property
    def categories(self) -> Sequence[str]:
        return list(self.case.categories)

    @property
    def is_finished(self) -> bool:
        return self.case.finished_on is not None


def path(case_pk: int, gate: Gate) -> str:
    """The address of the page that mends it."""
    args = [case_pk] if gate.row is None else [case_pk, gate.row]
    anchor = f"#{mark(gate.anchor)}" if gate.anchor else ""
    return reverse(gate.page.value, args=args) + anchor


def mark(slot: str) -> str:
    """The id that a passage has on the page it is written on."""
    return parts.prompts()[slot].anchor


def of_many(cases: Iterable[CaseStudy], days: Mapping[int, date]) -> dict[int, Readiness]:
    """How each of ``cases`` stands, by its id. ``days``: each person's id with their local day."""
    every = list(cases)
    rows = _rows([case.pk for case in every])
    return {case.pk: _readiness(case, rows, days[case.user_id]) for case in every}


def _readiness(case: CaseStudy, rows: "_Rows", today: date) -> Readiness:
    facts = _facts(case, rows)
    missed = gates.gates(facts, today)
    return Readiness(
        case,
        facts,
        missed,
        gates.stage(facts, missed),
        rows.readings[case.pk],
        result=best(rows.results[case.pk]),
        link=rows.links.get(case.pk, ""),
        measured=_by_metric(rows.results[case.pk]),
    )


def of(case: CaseStudy, today: date) -> Readiness:
    """How one of them stands."""
    return of_many([case], {case.user_id: today})[case.pk]


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is fetched for all of them at once, by case study."""

    written: Mapping[int, set[str]]
    said: Mapping[int, Mapping[str, str]]
    results: Mapping[int, list[Result]]
    artifacts: Mapping[int, list[tuple[int, str, bool]]]
    tradeoffs: Mapping[int, int]
    readings: Mapping[int, Reading]
    links: Mapping[int, str]


def _rows(pks: Sequence[int]) -> _Rows:
    return _Rows(
        *_written(pks),
        _results(pks),
        _artifacts(pks),
        _tradeoffs(pks),
        standing_of_many(pks),
        _links(pks),
    )


def _facts(case: CaseStudy, rows: _Rows) -> CaseFacts:
    said, artifacts = rows.said[case.pk], rows.artifacts[case.pk]
    return CaseFacts(
        written=rows.written[case.pk],
        evidence={one.slug: one.title for one in parts.evidence(case.lane)},
        results=[_measured(row, case) for row in rows.results[case.pk]],
        artifact_kinds={kind for __, kind, __ in artifacts},
        without_alt=[pk for pk, __, dumb in artifacts if dumb],
        tradeoffs=rows.tradeoffs.get(case.pk, 0),
        names_alternative=Section.DECISION in said,
        gives_reason=Section.LESSONS in said,
        jargon=[term.word for term in jargon.found(said.get(QUESTION, ""))],
        test=_test(rows.readings[case.pk]),
        finished_on=case.finished_on,
    )


def _written(pks: Sequence[int]) -> tuple[dict[int, set[str]], dict[int, dict[str, str]]]:
    """By case study: the slots with words; and what was looked for in them: the beginning of the
    question, an alternative in the decision, a reason in the lessons (present where found)."""
    decides = Q(slot=Section.DECISION, text__iregex=gates.NAMES_ALTERNATIVE)
    explains = Q(slot=Section.LESSONS, text__iregex=gates.GIVES_REASON)
    rows = (
        Passage.objects.filter(case_study__in=pks, text__regex=r"\S")
        .annotate(
            says=Case(
                When(decides | explains, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
            opening=Case(
                When(slot=QUESTION, then=Substr("text", 1, QUESTION_READ)), default=Value("")
            ),
        )
        .values_list("case_study_id", "slot", "says", "opening")
    )
    written: dict[int, set[str]] = defaultdict(set)
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, slot, says, opening in rows:
        written[pk].add(slot)
        if says or opening:
            said[pk][slot] = opening
    return written, said


def _results(pks: Sequence[int]) -> dict[int, list[Result]]:
    found: dict[int, list[Result]] = defaultdict(list)
    for row in Result.objects.filter(case_study__in=pks):
        found[row.case_study_id].append(row)
    return found


def _measured(row: Result, case: CaseStudy) -> Measured:
    changed = figures.changed(row)
    kept = None if (stated := figures.limit(row)) is None else stated.kept
    limit = {True: Limit.KEPT, False: Limit.BROKEN, None: Limit.UNKNOWN}[kept]
    entered = timezone.localdate(row.created_at)
    return Measured(
        pk=row.pk,
        name=row.name,
        has_after=row.after is not None,
        improved=changed.verdict is change.Verdict.IMPROVEMENT,
        said=change.said_percent(changed),
        has_how=bool(row.how.strip()),
        limit=limit if row.limit_what else Limit.NONE,
        limit_what=row.limit_what,
        measured_on=row.again_on or row.measured_on or entered,
    )


def best(rows: Sequence[Result]) -> str:
    """The result that moved most, in words: improvements before others, baselines last."""
    if not rows:
        return ""
    order = list(change.Verdict)

    def rank(row: Result) -> tuple[int, Decimal]:
        changed = figures.changed(row)
        return order.index(changed.verdict), -abs(changed.percent or Decimal(0))

    said = figures.figure(min(rows, key=rank))
    if said.is_improvement:
        return f"{said.name}: {said.said}"
    return f"{said.name}: {said.said}, {change.Verdict(said.verdict).label}"


def _by_metric(rows: Sequence[Result]) -> dict[str, str]:
    of_metric: dict[str, list[Result]] = defaultdict(list)
    for row in rows:
        if row.metric_slug and row.after is not None:
            of_metric[row.metric_slug].append(row)
    return {metric: best(mine) for metric, mine in of_metric.items()}


def _artifacts(pks: Sequence[int]) -> dict[int, list[tuple[int, str, bool]]]:
    """By case study: id, kind, and whether it is a picture that nobody described."""
    found: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    rows = Artifact.objects.filter(case_study__in=pks)
    for case, pk, kind, alt, picture in rows.values_list(
        "case_study_id", "pk", "kind", "alt", "picture__pk"
    ):
        found[case].append((pk, kind, picture is not None and not alt.strip()))
    return found


def _tradeoffs(pks: Sequence[int]) -> dict[int, int]:
    rows = Tradeoff.objects.filter(case_study__in=pks).order_by()
    return dict(rows.values_list("case_study_id").annotate(Count("pk")))


def _links(pks: Sequence[int]) -> dict[int, str]:
    rows = Publication.objects.filter(case_study__in=pks).open(timezone.now())
    return {
        row.case_study_id: reverse("public-case", args=[row.token])
        for row in rows.only("pk", "nonce", "case_study_id")
    }


def _test(reading: Reading) -> TwoMinutes:
    if reading.open_confusions:
        return TwoMinutes.OPEN
    if not reading.passed:
        return TwoMinutes.NONE
    return TwoMinutes.PASSED if reading.is_current else TwoMinutes.OUTDATED

"""What a reader of a case study would miss. Values in, values out: rows are ``standing``'s.

A gate is no point for a field that was filled: it says what somebody cannot see, and where that is
mended. Few of them stand between a case study and being finished; the others are worth a sentence
each, in the order in which a reader stumbles over them.
"""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.casestudies.parts import PLAIN, QUESTION, ProductionDecision, Section
from portfolio.readiness.facts import CaseFacts, Limit, TwoMinutes
from portfolio.readiness.stages import Stage

STALE = timedelta(days=92)
"""After so long a claim invites the question what it is today."""
NAMED = 3
"""So many missing fields of evidence are named."""

NAMES_ALTERNATIVE = (
    r"(^|[^a-z])(over|instead|rather|not|against|than|versus|vs|alternatives?|options?|either"
    r"|rejected|refused|considered)([^a-z]|$)"
)
"""A decision that says none of these names nothing it was chosen over. For databases as well."""
GIVES_REASON = (
    r"(^|[^a-z])(because|why|since|reasons?|causes?|caused|due|turned out|so that|underestimated"
    r"|overestimated|expected|assumed|wrong)([^a-z]|$)"
)
"""Lessons that say none of these give no reason. For databases as well."""


class Page(enum.StrEnum):
    """Where something is mended: URL names. Those that begin with ``result-`` or ``artifact-`` and
    change one want its id beside the case study's."""

    WRITE = "casestudy-write"
    DECISIONS = "casestudy-decisions"
    RESULT_ADD = "result-add"
    RESULT_CHANGE = "result-change"
    RESULT_AGAIN = "result-again"
    TRADEOFF_ADD = "tradeoff-add"
    ARTIFACT_ADD = "artifact-add"
    ARTIFACT_CHANGE = "artifact-change"
    READERS = "casestudy-readers"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a reader would miss (``said``), what to do about it (``do``), and where."""

    slug: str
    said: str
    do: str
    page: Page
    row: int | None = None
    anchor: str = ""
    blocks: bool = False
    """Whether the case study cannot be finished before."""

    @property
    def begins(self) -> bool:
        """Whether it belongs to version 0: the question, the baseline, the constraints."""
        version_zero = {QUESTION, Section.CONSTRAINTS.value}
        return self.slug in version_zero or self.page is Page.RESULT_ADD


def gates(facts: CaseFacts, today: date) -> tuple[Gate, ...]:
    """What is missing, the most pressing first. Whatever lets it begin stands before whatever lets
    it finish, and that before what is worth mending afterwards."""
    asked = (
        _question, _baseline, _constraints, _problem, _decision, _after, _lessons, _implementation,
        _how, _limits, _no_improvement, _alternative, _tradeoff, _decisions, _evidence, _artifacts,
        _alt, _jargon, _plain, _again,
    )  # fmt: skip
    return tuple(gate for ask in asked for gate in ask(facts, today))


def blocking(found: Sequence[Gate]) -> Sequence[Gate]:
    """Those that stand between a case study and being finished."""
    return [gate for gate in found if gate.blocks]


def stage(facts: CaseFacts, found: Sequence[Gate]) -> Stage:
    """How far it is, by what is written and measured; finished it is when its person says so."""
    if facts.finished_on is not None:
        return Stage.FINISHED
    if not blocking(found):
        return Stage.DRAFTED
    if {QUESTION, Section.CONSTRAINTS.value} <= set(facts.written) and facts.results:
        return Stage.VERSION_ZERO
    return Stage.BEGUN


def next_gate(found: Sequence[Gate]) -> Gate | None:
    """The one next thing; None where a reader misses nothing. What blocks goes before what does
    not, but for the question and the constraints, without which nothing else can be judged."""
    ordered = sorted(found, key=lambda gate: (not gate.begins, not gate.begins and not gate.blocks))
    return ordered[0] if ordered else None


def _missing(facts: CaseFacts, slot: str, said: str, do: str, *, blocks: bool) -> Iterator[Gate]:
    if slot not in facts.written:
        yield Gate(slot, said, do, Page.WRITE, anchor=slot, blocks=blocks)


def _question(facts: CaseFacts, today: date) -> Iterator[Gate]:
    said = _("Nobody knows why it was worth doing.")
    return _missing(facts, QUESTION, said, _("Write the question"), blocks=False)


def _constraints(facts: CaseFacts, today: date) -> Iterator[Gate]:
    said = _("A reader cannot tell what you were not free to change.")
    return _missing(
        facts, Section.CONSTRAINTS.value, said, _("Write the constraints"), blocks=False
    )


def _problem(facts: CaseFacts, today: date) -> Iterator[Gate]:
    said = _("A reader does not learn what went wrong, and what it cost whom.")
    return _missing(facts, Section.PROBLEM.value, said, _("Write the problem"), blocks=True)


def _decision(facts: CaseFacts, today: date) -> Iterator[Gate]:
    said = _("A reader sees work, and no decision of yours.")
    return _missing(facts, Section.DECISION.value, said, _("Write the decision"), blocks=True)


def _lessons(facts: CaseFacts, today: date) -> Iterator[Gate]:
    said = _("Nobody learns what you would do differently now.")
    return _missing(facts, Section.LESSONS.value, said, _("Write the lessons"), blocks=True)


def _implementation(facts: CaseFacts, today: date) -> Iterator[Gate]:
    said = _("A reader cannot follow what was built, and in which order it runs.")
    return _missing(
        facts, Section.IMPLEMENTATION.value, said, _("Write the implementation"), blocks=False
    )


def _is_told(facts: CaseFacts) -> bool:
    """A section that says honestly what came of it counts where no figure does."""
    return Section.RESULT.value in facts.written


def _baseline(facts: CaseFacts, today: date) -> Iterator[Gate]:
    if not facts.results:
        said = _("There is no number from before, so no change can be shown.")
        yield Gate(
            "result", said, _("Enter the baseline"), Page.RESULT_ADD, blocks=not _is_told(facts)
        )


def _after(facts: CaseFacts, today: date) -> Iterator[Gate]:
    if not facts.results or any(one.has_after for one in facts.results):
        return
    first = facts.results[0]
    said = _("There is a before for “%(name)s” and no after.") % {"name": first.name}
    do = _("Enter what it is now")
    yield Gate("result", said, do, Page.RESULT_CHANGE, first.pk, blocks=not _is_told(facts))


def _how(facts: CaseFacts, today: date) -> Iterator[Gate]:
    for one in facts.results:
        if one.has_after and not one.has_how:
            said = _("A reader cannot tell how the %(said)s in “%(name)s” was measured.")
            what = {"said": one.said or _("change"), "name": one.name}
            yield Gate("how", said % what, _("Say how"), Page.RESULT_CHANGE, one.pk)


def _limits(facts: CaseFacts, today: date) -> Iterator[Gate]:
    for one in facts.results:
        if not one.has_after:
            continue
        what = {"limit": one.limit_what, "name": one.name}
        match one.limit:
            case Limit.UNKNOWN:
                said = _("Nobody can tell whether %(limit)s held while “%(name)s” changed.") % what
                yield Gate("limit", said, _("Enter its figure"), Page.RESULT_CHANGE, one.pk)
            case Limit.NONE if one.improved:
                said = _("A reader asks what “%(name)s” was bought with: it has no limit.")
                yield Gate("limit", said % what, _("Name a limit"), Page.RESULT_CHANGE, one.pk)
            case Limit.BROKEN if not facts.tradeoffs:
                said = _("%(limit)s broke its limit, and nothing says whether that was worth it.")
                said = said % {"limit": one.limit_what[:1].upper() + one.limit_what[1:]}
                yield Gate("limit", said, _("Write it as a tradeoff"), Page.TRADEOFF_ADD)


def _no_improvement(facts: CaseFacts, today: date) -> Iterator[Gate]:
    told = (one for one in facts.results if one.has_after and one.limit is not Limit.BROKEN)
    worse = next((one for one in told if not one.improved), None)
    if worse is None or facts.gives_reason or Section.LESSONS.value not in facts.written:
        return
    said = _("“%(name)s” did not improve, and the lessons do not say why.") % {"name": worse.name}
    lessons = Section.LESSONS.value
    yield Gate("no-improvement", said, _("Write why"), Page.WRITE, anchor=lessons)


def _alternative(facts: CaseFacts, today: date) -> Iterator[Gate]:
    decision = Section.DECISION.value
    if decision in facts.written and not facts.names_alternative and not facts.tradeoffs:
        said = _("The decision names nothing it was chosen over, so nobody sees a choice.")
        yield Gate("alternative", said, _("Name the alternative"), Page.WRITE, anchor=decision)


def _tradeoff(facts: CaseFacts, today: date) -> Iterator[Gate]:
    if not facts.tradeoffs:
        said = _("An interviewer asks what it gave up, and no tradeoff answers.")
        yield Gate("tradeoff", said, _("Log a tradeoff"), Page.TRADEOFF_ADD)


def _decisions(facts: CaseFacts, today: date) -> Iterator[Gate]:
    open_ones = [one for one in ProductionDecision if one.value not in facts.written]
    if open_ones:
        names = [str(one.label).lower() for one in open_ones]
        said = _("Somebody who would run it finds nothing about %(what)s.") % {"what": _or(names)}
        first = open_ones[0].value
        yield Gate("decisions", said, _("Answer the next one"), Page.DECISIONS, anchor=first)


def _evidence(facts: CaseFacts, today: date) -> Iterator[Gate]:
    empty = {slot: title for slot, title in facts.evidence.items() if slot not in facts.written}
    if empty:
        named = list(empty.values())[:NAMED]
        said = _("Somebody of the lane looks for proof and does not find: %(what)s.")
        if more := len(empty) - len(named):
            said = ngettext(
                "Somebody of the lane looks for proof and does not find: %(what)s and one more.",
                "Somebody of the lane looks for proof and does not find: %(what)s and %(n)s more.",
                more,
            )
        said = said % {"what": ", ".join(named), "n": more}
        yield Gate("evidence", said, _("Add evidence"), Page.DECISIONS, anchor=next(iter(empty)))


def _artifacts(facts: CaseFacts, today: date) -> Iterator[Gate]:
    have = set(facts.artifact_kinds)
    lacking = [
        name
        for name, kinds in (
            (_("a design diagram"), {"diagram"}),
            (_("a runbook"), {"runbook"}),
            (_("a postmortem or an optimization summary"), {"postmortem", "optimization"}),
        )
        if not have & kinds
    ]
    if lacking:
        said = _("Somebody who knows the trade asks for what is not there: %(what)s.")
        said = said % {"what": ", ".join(lacking)}
        yield Gate("artifacts", said, _("Add one"), Page.ARTIFACT_ADD)


def _alt(facts: CaseFacts, today: date) -> Iterator[Gate]:
    if count := len(facts.without_alt):
        said = ngettext(
            "A picture says nothing to somebody who cannot see it.",
            "%(n)s pictures say nothing to somebody who cannot see them.",
            count,
        ) % {"n": count}
        row = facts.without_alt[0]
        yield Gate("alt", said, _("Say what it shows"), Page.ARTIFACT_CHANGE, row)


def _jargon(facts: CaseFacts, today: date) -> Iterator[Gate]:
    if facts.jargon:
        what = ", ".join(f"“{word}”" for word in facts.jargon[:4])
        said = _("Whoever pays for it may not know what %(what)s in the question means.")
        do = _("Say it plainly")
        yield Gate("jargon", said % {"what": what}, do, Page.WRITE, anchor=QUESTION)


def _plain(facts: CaseFacts, today: date) -> Iterator[Gate]:
    if PLAIN not in facts.written:
        said = _("Somebody outside the trade has nothing to read.")
        yield Gate("plain", said, _("Write the plain version"), Page.READERS, anchor=PLAIN)
        return
    missed = {
        TwoMinutes.NONE: _("Nobody outside the trade has understood it within two minutes yet."),
        TwoMinutes.OPEN: _("Something confused a reader, and no rewrite answers it yet."),
        TwoMinutes.OUTDATED: _("The plain version changed since somebody understood it."),
    }.get(facts.test)
    if missed:
        yield Gate("test", missed, _("Ask a reader"), Page.READERS)


def _again(facts: CaseFacts, today: date) -> Iterator[Gate]:
    for one in facts.results:
        if one.has_after and one.measured_on is not None and today - one.measured_on > STALE:
            said = _("“%(name)s” is older than three months: a reader asks what it is today.")
            do = _("Measure it again")
            yield Gate("again", said % {"name": one.name}, do, Page.RESULT_AGAIN, one.pk)


def _or(names: Sequence[str]) -> str:
    return get_text_list(list(names), _("or"))

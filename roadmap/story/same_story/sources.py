"""What is known of somebody and the texts they describe themselves in, each with where it is
changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certifications.models import Credential
from portfolio.models import Result, Win
from portfolio.overview import Disclosure, Entry, PositionKind, as_result
from roadmap.lanes.owners import Owner
from roadmap.proof.models import Resume
from roadmap.story.narrative import gather
from roadmap.story.narrative.known import Known, known, told_wins
from roadmap.story.same_story.models import CurrentText, Where
from roadmap.story.same_story.own_texts import Source, own_texts, path_to
from roadmap.story.same_story.reaching import reach
from roadmap.story.same_story.statements import (
    Earned,
    Facts,
    Kind,
    Measured,
    Position,
    Text,
)

RESUME = "resume"
PASTED = {"linkedin_headline": Where.HEADLINE, "linkedin_about": Where.ABOUT, "other": Where.OTHER}
"""Names of the texts that are pasted here, by where they stand."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All that is compared. ``paths`` say where a fact is changed, by kind and subject."""

    facts: Facts
    texts: tuple[Source, ...]
    paths: Mapping[tuple[Kind, str], str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Labels of what could be pasted and is not."""

    def as_texts(self) -> list[Text]:
        return [Text(one.name, one.read, one.made_of) for one in self.texts]

    def source(self, name: str) -> Source | None:
        return next((one for one in self.texts if one.name == name), None)

    def path(self, kind: Kind, subject: str) -> str:
        """Where the fact is changed; empty where that is not known."""
        return self.paths.get((kind, subject), "")


def sources(user: User) -> Sources:
    """Somebody's, in a constant number of queries."""
    rows = known(user)
    page = gather.of(rows, Disclosure.whole())
    held = list(Credential.objects.for_user(user))
    results = [one for of_case in rows.results.values() for one in of_case]
    wins = [one for one in told_wins(user) if as_result(one) is not None]
    kept = {row.where: row.text for row in CurrentText.objects.for_user(user)}
    resume = Resume.objects.of(Owner(user=user)).first()
    pasted = list(_pasted(kept, resume.text if resume else ""))
    facts = Facts(
        page.lane_name,
        page.second,
        tuple(_position(one) for one in rows.resume.entries if one.kind is PositionKind.WORK),
        tuple(_all_measured(results, wins)),
        tuple(_earned(one) for one in held),
    )
    texts = _reached([*own_texts(page, rows), *(one for one in pasted if one.words)])
    missing = tuple(one.label for one in pasted if not one.words)
    return Sources(facts, texts, _paths(rows, results, wins, held), missing)


def _reached(texts: Sequence[Source]) -> tuple[Source, ...]:
    reaches = reach([one.words for one in texts])
    return tuple(replace(one, reach=far) for one, far in zip(texts, reaches, strict=True))


def _pasted(kept: Mapping[str, str], resume: str) -> Iterator[Source]:
    """The texts that stand elsewhere, those that are not pasted with no words."""
    path = reverse("same-story-paste")
    for name, where in PASTED.items():
        label = _("your LinkedIn headline") if where is Where.HEADLINE else ""
        label = _("your LinkedIn about") if where is Where.ABOUT else label
        label = label or _("another text of yours")
        yield Source(name, label, f"{path}#id_{where.value}", kept.get(where.value, ""))
    yield Source(RESUME, _("your résumé"), f"{path}#id_text", resume)


def _position(entry: Entry) -> Position:
    return Position(entry.title, entry.organisation, entry.starts[:7], entry.ends[:7])


def _all_measured(results: Sequence[Result], wins: Sequence[Win]) -> Iterable[Measured]:
    """Results, and the figures of wins. Where a win counts what a result measures, or a later win
    counts, its figures may stand beside those."""
    found: dict[tuple[str, str], Measured] = {}
    for one in [_measured(row) for row in results]:
        if found.setdefault(_named(one), one) is not one:
            yield one  # the same name in another case study
    for win in filter(None, map(as_result, wins)):
        one = replace(_measured(win), measured_on="")  # that is the day of the win
        kept = found.setdefault(_named(one), one)
        if kept is not one:
            found[_named(one)] = replace(kept, also=(*kept.also, *_figures(one)))
    yield from found.values()


def _named(one: Measured) -> tuple[str, str]:
    return one.metric.strip().casefold(), one.unit.strip().casefold()


def _figures(one: Measured) -> tuple[Decimal, ...]:
    figures = (one.before, one.after)
    return tuple(each for each in figures if each is not None)


def _measured(row: Result) -> Measured:
    also = (row.again, row.wanted, row.limit_value, row.limit_after)
    return Measured(
        row.name,
        row.before,
        row.after,
        row.unit,
        f"{row.measured_on:%Y-%m}" if row.measured_on else "",
        tuple(one for one in also if one is not None),
    )


def _earned(row: Credential) -> Earned:
    return Earned(row.name, f"{row.issued_on:%Y-%m}" if row.issued_on else "")


def _paths(
    rows: Known, results: list[Result], wins: list[Win], held: list[Credential]
) -> dict[tuple[Kind, str], str]:
    found = {(Kind.LANE, ""): path_to("lane-choose")}
    for entry in rows.resume.entries:
        path = path_to("position-change", entry.row)
        found[Kind.TITLE, entry.organisation] = path
        found[Kind.DATE, entry.organisation or entry.title] = path
    for result in results:
        path = path_to("casestudy", result.case_study_id)
        found[Kind.NUMBER, result.name] = found[Kind.DATE, result.name] = path
    for win in wins:
        found.setdefault((Kind.NUMBER, win.metric), path_to("win", win.pk))
    for row in held:
        found[Kind.DATE, row.name] = path_to("credential", row.pk)
    return found

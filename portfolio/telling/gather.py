"""A case study's rows as a document, through what may be seen of it."""

from portfolio.artifacts.models import Artifact as ArtifactRow
from portfolio.artifacts.models import Kind
from portfolio.casestudies.models import CaseStudy, Origin
from portfolio.casestudies.parts import (
    QUESTION,
    ProductionDecision,
    Section,
    evidence,
    formerly,
)
from portfolio.results.change import Level
from portfolio.results.figures import Figure, figure
from portfolio.results.models import Result
from portfolio.telling.disclosure import FORMER, Disclosure, Shown
from portfolio.telling.document import Artifact, Document, Picture, Text, Tradeoff
from portfolio.telling.naming import without_employer

_LEVELS = {
    Shown.EXACT: Level.EXACT,
    Shown.PERCENT: Level.NO_FIGURE,
    Shown.RANGE: Level.RANGE,
}


def document(case: CaseStudy, disclosure: Disclosure) -> Document:
    """What ``disclosure`` lets be seen of ``case``, in a constant number of queries.

    Where the employer is not shown, their name is in none of its words either.
    """
    named = disclosure.of("employer") is Shown.EXACT
    made = _document(case, disclosure, case.employer if named else case.employer_said)
    if named or not case.employer.strip():
        return made
    return without_employer(made, case.employer, case.employer_said)


def _document(case: CaseStudy, disclosure: Disclosure, employer: str) -> Document:
    results = [_figure(one, disclosure) for one in case.results.all()]
    return Document(
        title=case.title,
        lane=case.lane,
        author=case.user.name if disclosure.shows("author") else "",
        employer=employer,
        origin=str(Origin(case.origin).label),
        question=case.texts.get(QUESTION, "") if disclosure.shows(QUESTION) else "",
        sections=_texts(case, disclosure, "section.", [(s.value, str(s.label)) for s in Section]),
        decisions=_texts(
            case, disclosure, "", [(d.value, str(d.label)) for d in ProductionDecision]
        ),
        evidence=(
            *_texts(case, disclosure, "", [(e.slug, e.title) for e in evidence(case.lane)]),
            *_texts(case, disclosure, FORMER, [(e.slug, formerly(e)) for e in case.former]),
        ),
        tradeoffs=tuple(
            Tradeoff(one.chose, one.over, one.because, one.gave_up, one.pk)
            for one in case.tradeoffs.all()
            if disclosure.shows(f"tradeoff.{one.pk}")
        ),
        figures=tuple(one for one in results if one is not None),
        artifacts=_artifacts(case, disclosure),
        on=case.touched_at.astimezone(case.user.zone).date(),
    )


def _texts(
    case: CaseStudy, disclosure: Disclosure, prefix: str, slots: list[tuple[str, str]]
) -> tuple[Text, ...]:
    """What is written and shown of ``slots``, in their order. ``prefix`` makes a slot its key."""
    return tuple(
        Text(slot, title, case.texts[slot])
        for slot, title in slots
        if slot in case.texts and disclosure.shows(f"{prefix}{slot}")
    )


def _figure(result: Result, disclosure: Disclosure) -> Figure | None:
    """The result as far as ``disclosure`` lets it be seen; None where it is hidden."""
    key = f"result.{result.pk}"
    level = _LEVELS.get(disclosure.of(key))
    if level is None:
        return None
    return figure(
        result,
        level,
        how=disclosure.shows(f"{key}.how"),
        limit_level=_LEVELS.get(disclosure.of(f"{key}.limit")),
    )


def _artifacts(case: CaseStudy, disclosure: Disclosure) -> tuple[Artifact, ...]:
    rows = case.artifacts.with_pictures()
    return tuple(_artifact(one) for one in rows if disclosure.shows(f"artifact.{one.pk}"))


def _artifact(row: ArtifactRow) -> Artifact:
    picture = getattr(row, "picture", None)
    return Artifact(
        kind=str(Kind(row.kind).label),
        title=row.title,
        section=row.section,
        text=row.text,
        url=row.url,
        picture=Picture(str(picture.key), picture.width, picture.height, row.alt)
        if picture
        else None,
        row=row.pk,
    )

"""From what was chosen to what a stranger sees: a draft, and the publication made of it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portfolio.artifacts.models import Artifact, Picture
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.results.change import rounded
from portfolio.results.figures import changed
from portfolio.results.models import Result
from portfolio.sharing import checks
from portfolio.sharing.checks import Remark
from portfolio.sharing.fields import Difference, disclosure, effective
from portfolio.sharing.listing import Listing
from portfolio.sharing.models import Publication, Sharing
from portfolio.sharing.numbers import Secret
from portfolio.sharing.unnaming import unnamed
from portfolio.telling import gather
from portfolio.telling.disclosure import Disclosure, Shown
from portfolio.telling.document import Document

LONGEST = 400_000
"""Characters of a page for strangers: some 65,000 words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a stranger would see, by what is chosen now."""

    document: Document
    levels: Mapping[str, Shown]
    renamed: tuple[str, ...]
    """Where the employer's name stood."""
    remarks: tuple[Remark, ...]

    @property
    def pictures(self) -> tuple[str, ...]:
        return self.document.pictures

    @property
    def has_too_much(self) -> bool:
        """Whether there is more to look at than anybody would, or than a page can show to whoever
        asks for it: every view of it takes the machine's time."""
        length = sum(len(one.text) for one in checks.strings(self.document))
        return len(self.remarks) > checks.MOST or length > LONGEST

    def open(self, accepted: Iterable[str]) -> tuple[Remark, ...]:
        """What keeps it from being published, where ``accepted`` marks may be public."""
        return checks.open_ones(self.remarks, accepted)


def chosen(case: CaseStudy) -> dict[str, str]:
    """What was kept for strangers; nothing before anything was."""
    row = Sharing.objects.filter(case_study=case).first()
    return dict(row.chosen) if row else {}


def choose(case: CaseStudy, levels: Mapping[str, str]) -> None:
    """Keep it. Nothing is public by that."""
    Sharing.objects.update_or_create(case_study=case, defaults={"chosen": dict(levels)})


def draft(listing: Listing, kept: Mapping[str, str]) -> Draft:
    """What ``kept`` lets be seen, as it stands after a way through JSON."""
    case, fields = listing.case, listing.fields
    seen = disclosure(fields, kept)
    document = whole = gather.document(case, _naming(seen))
    renamed: tuple[str, ...] = ()
    if not seen.shows("employer"):
        whole = replace(whole, employer=case.employer_said)
        document = unnamed(whole, case.employer, case.employer_said)
        renamed = checks.changed(whole, document)
    document = Document.from_json(json.loads(json.dumps(document.as_json())))
    levels = effective(fields, kept)
    hidden_name = "" if seen.shows("employer") else case.employer
    found = checks.remarks(document, secrets(listing.results, levels), hidden_name)
    return Draft(document, levels, renamed, tuple(found))


def _naming(seen: Disclosure) -> Disclosure:
    """The same with the employer named: their name is taken out here, in every variant of it, and
    it is said where it stood."""
    return Disclosure({**seen.chosen, "employer": Shown.EXACT})


def secrets(results: Sequence[Result], levels: Mapping[str, Shown]) -> list[Secret]:
    """The figures that no text may say, by what is chosen for each result."""
    found: list[Secret] = []
    for result in results:
        key = f"result.{result.pk}"
        shown = levels.get(key, Shown.HIDDEN)
        found += secrets_of(result, shown, levels.get(f"{key}.limit", Shown.HIDDEN))
    return found


def secrets_of(result: Result, shown: Shown, limit: Shown) -> list[Secret]:
    """Those of one result, by how much of it and of its limit may be seen."""
    found: list[Secret] = []
    if shown is not Shown.EXACT:
        values = (result.before, result.after, result.again)
        found += [Secret(result.name, one, result.unit) for one in values if one is not None]
    found += _changes(result, shown)
    if limit is not Shown.EXACT:
        limits = (result.limit_value, result.limit_after)
        name = result.limit_what or result.name
        found += [Secret(name, one, result.limit_unit) for one in limits if one is not None]
    return found


def _changes(result: Result, shown: Shown) -> list[Secret]:
    """The change itself, where it is kept back. Of figures that are percentages the points may be
    shown, and then the percentage of them may not: both together are both figures."""
    moved = changed(result)
    found = []
    if shown in (Shown.HIDDEN, Shown.RANGE) and moved.points:
        found.append(Secret(result.name, rounded(moved.points), is_points=True))
    keeps_percent = shown is Shown.PERCENT and moved.points is not None
    if (shown in (Shown.HIDDEN, Shown.RANGE) or keeps_percent) and moved.percent:
        found.append(Secret(result.name, rounded(moved.percent), is_percent=True))
    return found


# --- The page -------------------------------------------------------------------------------------


def latest(case: CaseStudy) -> Publication | None:
    """The one that was not taken back, expired or not."""
    return Publication.objects.filter(case_study=case, revoked_at=None).first()


def standing(case: CaseStudy) -> Publication | None:
    """The page that strangers can open now; None where there is none."""
    return Publication.objects.filter(case_study=case).open(timezone.now()).first()


def publish(
    case: CaseStudy,
    made: Draft,
    *,
    accepted: Sequence[str],
    lasts: timedelta,
    findable: bool,
    now: datetime,
) -> tuple[Publication, Difference]:
    """A page with what ``made`` shows, at the address it had. Goes in one transaction, after
    ``made.open(accepted)`` said that nothing is in the way."""
    row = latest(case) or Publication(case_study=case, created_at=now)
    row.pictures = list(made.pictures)
    changed = row.publish(
        made.document.as_json(),
        made.levels,
        accepted=accepted,
        lasts=lasts,
        findable=findable,
        now=now,
    )
    return row, changed


def unpublish(case: CaseStudy, now: datetime) -> bool:
    """Its page leads nowhere from now on. Whether there was one."""
    row = latest(case)
    if row is None:
        return False
    row.revoke(now)
    return True


def as_published(row: Publication) -> Document:
    """What a publication shows today: as it was chosen, without what was deleted since."""
    case = row.case_study_id
    there = {
        "tradeoffs": set(Tradeoff.objects.filter(case_study=case).values_list("pk", flat=True)),
        "figures": set(Result.objects.filter(case_study=case).values_list("pk", flat=True)),
        "artifacts": set(Artifact.objects.filter(case_study=case).values_list("pk", flat=True)),
    }
    document = _without_deleted(Document.from_json(row.content), there)
    keys = Picture.objects.filter(
        artifact__case_study_id=row.case_study_id, key__in=row.pictures
    ).values_list("key", flat=True)
    return _without_picture(document, map(str, keys))


def _without_picture(document: Document, keys: Iterable[str]) -> Document:
    """``document`` with those pictures alone whose ``keys`` are still there."""
    there = set(keys)
    return replace(
        document,
        artifacts=tuple(
            one if one.picture is None or one.picture.key in there else replace(one, picture=None)
            for one in document.artifacts
        ),
    )


def _without_deleted(document: Document, there: Mapping[str, Collection[int]]) -> Document:
    """``document`` without tradeoffs, figures and artifacts whose row is not in ``there``, by the
    name of their field."""
    kept: dict[str, Any] = {
        name: tuple(one for one in getattr(document, name) if one.row in rows or one.row is None)
        for name, rows in there.items()
    }
    return replace(document, **kept)

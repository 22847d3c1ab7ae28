"""From lines to rows: what a file would add, and adding it, all or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from certifications.catalogue.models import Certification
from certifications.held.importing import lines
from certifications.held.importing.days import Day
from certifications.held.importing.found import Raw
from certifications.held.importing.lines import Line, Values
from certifications.held.models import MOST, Credential


@dataclass(frozen=True, slots=True)
class Shown:
    """A line beside what is held already."""

    line: Line
    is_held: bool

    @property
    def can_be_kept(self) -> bool:
        return not self.is_held and not self.line.problems


class Full(Exception):
    """There would be more credentials than somebody may keep."""


def shown(user: User, raws: Sequence[Raw], today: date) -> list[Shown]:
    """What each line would become: two queries. What stands twice in the file is taken once."""
    seen = _held(user)
    found = []
    for raw in raws:
        line = lines.line(raw, today)
        found.append(Shown(line, is_held=not line.problems and lines.same(line, seen)))
        if found[-1].can_be_kept:
            seen.append((line.match.slug if line.match else "", line.values))
    return found


def _held(user: User) -> list[tuple[str, Values]]:
    rows = Credential.objects.for_user(user).select_related("certification")
    return [
        (
            row.certification.slug if row.certification else "",
            Values(
                name=row.name,
                issued=Day(row.issued_on) if row.issued_on else None,
                number=row.number,
            ),
        )
        for row in rows
    ]


@transaction.atomic
def keep(
    user: User, raws: Sequence[Raw], wanted: Collection[int], own: Collection[int], today: date
) -> int:
    """Add the lines in ``wanted`` (numbers), those in ``own`` by their own name although the
    catalogue has one like it. Each is looked at once more: what is held by now is left out.

    Returns how many were added.

    Raises:
        Full: none was added.
    """
    User.objects.hold(user)  # the same file, sent twice at once, is one
    new = [
        one.line for one in shown(user, raws, today) if one.line.at in wanted and one.can_be_kept
    ]
    if Credential.objects.for_user(user).count() + len(new) > MOST:
        raise Full
    slugs = {line.match.slug for line in new if line.match and line.at not in own}
    known = {row.slug: row for row in Certification.objects.filter(slug__in=slugs)}
    Credential.objects.bulk_create(
        _row(user, line, _certification(line, known, own), today) for line in new
    )
    return len(new)


def _certification(
    line: Line, known: Mapping[str, Certification], own: Collection[int]
) -> Certification | None:
    return known.get(line.match.slug) if line.match and line.at not in own else None


def _row(user: User, line: Line, certification: Certification | None, today: date) -> Credential:
    """The line as one of the catalogue's, or by its own name."""
    values, match = line.values, line.match if certification else None
    return Credential(
        user=user,
        certification=certification,
        name=values.name,  # as the certificate says it: an earlier exam has another number
        issuer=values.issuer or (match.issuer if match else ""),
        issued_on=values.issued_on,
        expires_on=values.expires_on or (line.expiry_by_catalogue if match else None),
        expiry_set_on=today,
        number=values.number,
        url=values.url,
        renewal_note=values.renewal_note,
    )

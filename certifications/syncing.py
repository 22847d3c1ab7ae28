"""Facts into tables: what rows may point at stands there, what vanished is retired."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from certifications import catalog
from certifications.catalog import Catalogue, Credential, Status
from certifications.models import Certification, Digest

NAME = "certifications"


@dataclass(frozen=True, slots=True)
class Synced:
    """How many rows a run made, changed and retired."""

    made: int = 0
    changed: int = 0
    retired: int = 0


def read_all() -> list[str]:
    """Read every fact file of the project strictly; the dotted paths of the readers.

    Raises:
        common.facts.FactError: naming file and entry.
    """
    for path in settings.FACT_READERS:
        reader: Callable[[], object] = import_string(path)
        reader()
    return list(settings.FACT_READERS)


def sync(found: Catalogue, today: date) -> Synced:
    """Bring the table in line with ``found``. A second run costs one look-up."""
    rows = {credential.slug: _fields(credential) for credential in found.credentials.values()}
    digest = hashlib.sha256(repr(sorted(rows.items())).encode()).hexdigest()
    if Digest.objects.filter(name=NAME, value=digest).exists():
        return Synced()
    with transaction.atomic():
        result = _write(rows, today)
        Digest.objects.update_or_create(name=NAME, defaults={"value": digest})
    return result


def _fields(credential: Credential) -> dict[str, object]:
    retired = credential.status is Status.RETIRED
    return {
        "name": credential.title,
        "exam_code": credential.exam_code,
        "retired_on": credential.status_date if retired else None,
    }


def _write(rows: dict[str, dict[str, object]], today: date) -> Synced:
    known = {row.slug: row for row in Certification.objects.all()}
    changed = 0
    for slug, row in known.items():
        if slug in rows and any(getattr(row, key) != value for key, value in rows[slug].items()):
            Certification.objects.filter(pk=row.pk).update(**rows[slug])
            changed += 1
    new = [Certification(slug=slug, **fields) for slug, fields in rows.items() if slug not in known]
    Certification.objects.bulk_create(new)
    gone = Certification.objects.filter(retired_on=None).exclude(slug__in=rows)
    return Synced(made=len(new), changed=changed, retired=gone.update(retired_on=today))


def outdated(on: date) -> list[Credential]:
    """The betas and retirements whose day has come: the facts about them need another look."""
    return [one for one in catalog.catalogue().credentials.values() if one.outdated_on(on)]

"""Facts into tables: what rows may point at stands there, what vanished is retired."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists
from django.utils.module_loading import import_string

from certifications.catalogue.catalog import Catalogue
from certifications.catalogue.credential import Credential, Version
from certifications.catalogue.models import Certification, Digest, ExamVersion

NAME = "certifications"
Key = tuple[str, ...]
"""What names a row: the slugs, its own last."""


@dataclass(frozen=True, slots=True)
class Synced:
    """How many rows a run made, changed and retired."""

    made: int = 0
    changed: int = 0
    retired: int = 0

    def __add__(self, other: "Synced") -> "Synced":
        return Synced(
            self.made + other.made, self.changed + other.changed, self.retired + other.retired
        )


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
    """Bring the tables in line with ``found``. A second run costs one look-up."""
    rows: dict[Key, dict[str, Any]] = {
        (one.slug,): _fields(one) for one in found.credentials.values()
    }
    versions: dict[Key, dict[str, Any]] = {
        (one.slug, version.slug): _version_fields(version)
        for one in found.credentials.values()
        for version in one.versions
    }
    said = repr((sorted(rows.items()), sorted(versions.items())))
    digest = hashlib.sha256(said.encode()).hexdigest()
    if _is_there(digest):
        return Synced()
    with transaction.atomic():
        known: dict[Key, Any] = {(row.slug,): row for row in Certification.objects.all()}
        result = _write(Certification, known, rows, today)
        keys = dict(Certification.objects.values_list("slug", "pk"))
        exams = ExamVersion.objects.select_related("certification")
        known_versions: dict[Key, Any] = {(row.certification.slug, row.slug): row for row in exams}
        wanted: dict[Key, dict[str, Any]] = {
            key: {"certification_id": keys[key[0]], **fields} for key, fields in versions.items()
        }
        result += _write(ExamVersion, known_versions, wanted, today)
        Digest.objects.update_or_create(name=NAME, defaults={"value": digest})
    return result


def _is_there(digest: str) -> bool:
    """Whether the tables hold what was synced last. A migration backwards takes the exams away and
    leaves the digest."""
    known = Digest.objects.filter(name=NAME, value=digest)
    return known.filter(
        Exists(Certification.objects.all()), Exists(ExamVersion.objects.all())
    ).exists()


def _fields(credential: Credential) -> dict[str, Any]:
    return {"name": credential.title, "retired_on": credential.retired_on}


def _version_fields(version: Version) -> dict[str, Any]:
    return {"code": version.code, "retired_on": None}


def _write(
    model: type[models.Model],
    known: dict[Key, Any],
    rows: dict[Key, dict[str, Any]],
    today: date,
) -> Synced:
    """Make, change and retire, so that the table says what ``rows`` say."""
    changed = 0
    for key, row in known.items():
        if key in rows and any(getattr(row, name) != value for name, value in rows[key].items()):
            model._default_manager.filter(pk=row.pk).update(**rows[key])
            changed += 1
    new = [model(slug=key[-1], **fields) for key, fields in rows.items() if key not in known]
    model._default_manager.bulk_create(new)
    gone = [row.pk for key, row in known.items() if key not in rows and row.retired_on is None]
    retired = model._default_manager.filter(pk__in=gone).update(retired_on=today)
    return Synced(made=len(new), changed=changed, retired=retired)


@dataclass(frozen=True, slots=True)
class Passed:
    """A date that has come since anybody looked, and what is known to follow it."""

    credential: Credential
    version: Version
    last_day: date
    follows: str
    """The exam code, or what the certification is replaced by; empty when nothing is known."""


def passed(found: Catalogue, on: date) -> list[Passed]:
    """Every last day of a beta, a version or a certification between its last check and ``on``."""
    return [
        Passed(one, version, last, _follower(one, version, last, on))
        for one in found.credentials.values()
        for version in one.versions
        for last in version.passed(one.checked_on, on)
    ]


def _follower(credential: Credential, version: Version, last: date, on: date) -> str:
    """What can be taken instead on the day ``on``."""
    if not version.is_over(on) and last == version.beta_until:
        return version.code or version.slug  # the beta is over, the exam goes on
    follower = credential.version_on(on)
    if follower is not None and not credential.is_retired(on):
        return follower.code or follower.slug
    return credential.replaced_by

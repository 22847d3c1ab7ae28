"""The catalogue of certifications and their ladders: facts, read strictly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.catalogue import naming, providers
from certifications.catalogue.credential import Credential, Level, Rung
from common import facts
from common.lanes import Lane

FOLDER = Path(__file__).parent.parent / "facts"
FACTS = FOLDER / "certifications.toml"
LADDERS = FOLDER / "ladders.toml"


class Track(models.TextChoices):
    """Whose cloud a ladder is built on."""

    NEUTRAL = "neutral", _("No single cloud")
    AWS = "aws", _("AWS")
    AZURE = "azure", _("Azure")
    GCP = "gcp", _("Google Cloud")


@dataclass(frozen=True, slots=True)
class Meta:
    """What holds for the whole file."""

    schema_version: int
    as_of: date
    currency: Literal["USD"]
    price_rule: str
    lanes: tuple[Lane, ...]
    levels: tuple[Level, ...]
    study_hours_rule: str
    domain_rule: str
    url_rule: str
    version_rule: str
    source_rule: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a lane on one cloud: slugs, the first of a rung is the one to look at first."""

    lane: Lane
    provider: Track
    foundation: tuple[str, ...]
    starter: tuple[str, ...]
    follow_up: tuple[str, ...]
    stretch: tuple[str, ...]

    def on(self, rung: Rung) -> tuple[str, ...]:
        return {
            Rung.FOUNDATION: self.foundation,
            Rung.STARTER: self.starter,
            Rung.FOLLOW_UP: self.follow_up,
            Rung.STRETCH: self.stretch,
        }[rung]


@dataclass(frozen=True, slots=True)
class Catalogue:
    meta: Meta
    credentials: dict[str, Credential]
    ladders: tuple[Ladder, ...]

    def ladder(self, lane: Lane, track: Track) -> Ladder:
        """The lane's ladder on one cloud; there is one for each."""
        return next(one for one in self.ladders_of(lane) if one.provider is track)

    def ladders_of(self, lane: Lane) -> list[Ladder]:
        """A lane's ladders, the one that needs no single cloud first."""
        tracks = list(Track)
        mine = [ladder for ladder in self.ladders if ladder.lane is lane]
        return sorted(mine, key=lambda ladder: tracks.index(ladder.provider))


@cache
def catalogue() -> Catalogue:
    """Everything in the files.

    Raises:
        facts.FactError: naming the entry, when something in it does not fit.
    """
    return read(FACTS, LADDERS)


def read(path: Path, ladders: Path) -> Catalogue:
    """The catalogue in ``path``, with every slug that one entry uses of another looked up."""
    raw = facts.load(path)
    if unknown := set(raw) - {"meta", "certification"}:
        raise facts.FactError(f"{path.name}: does not know {', '.join(sorted(unknown))}")
    if "meta" not in raw:
        raise facts.FactError(f"{path.name}: lacks meta")
    credentials = facts.entries(raw, "certification", Credential, path.name)
    found = Catalogue(
        meta=facts.entry(raw["meta"], Meta, f"{path.name}: meta"),
        credentials={credential.slug: credential for credential in credentials},
        ladders=tuple(facts.read_list(ladders, "ladder", Ladder, alongside={"basis"})),
    )
    for credential in credentials:
        _check_credential(credential, found, f"{path.name}: certification {credential.slug}")
    _check_ladders(found, ladders.name)
    return found


def find(text: str) -> list[str]:
    """The certifications that ``text`` (a posting, say) names: slugs, in the order of naming."""
    return _in_text().find(text)


def match(name: str, issuer: str = "") -> Credential | None:
    """The one certification that ``name`` is the name, an old name or the code of.

    None when it is not certain: an unknown name, words that make it something else, or an
    ``issuer`` that is another provider.
    """
    slug = _as_name().whole(name)
    if slug is None:
        return None
    found = catalogue().credentials[slug]
    issuers = [one.slug for one in providers.providers().values() if naming.says(issuer, one.names)]
    return None if issuers and found.provider not in issuers else found


@cache
def _in_text() -> naming.Index:
    """What stands for a certification wherever it is read: no word that may mean a job."""
    phrases = [naming.phrase(text, slug) for text, slug in _mentions()]
    for one in catalogue().credentials.values():
        names = [name for name in (one.name, *one.aliases) if "certif" in name.casefold()]
        phrases += [naming.phrase(name, one.slug) for name in names]
    return naming.Index(phrases)


@cache
def _as_name() -> naming.Index:
    """What stands for a certification where a certification's name is expected."""
    phrases = [naming.phrase(text, slug) for text, slug in _mentions()]
    for one in catalogue().credentials.values():
        codes = [version.code for version in one.versions if not version.code.isdecimal()]
        names = (one.name, *one.aliases, *filter(None, codes))
        phrases += [naming.phrase(name, one.slug) for name in names]
    return naming.Index(phrases)


def _mentions() -> Iterator[tuple[str, str]]:
    """Each phrase and its slug: the written ones, and exam codes with letters and figures."""
    for one in catalogue().credentials.values():
        yield from ((text, one.slug) for text in one.mentions)
        for code in (version.code for version in one.versions):
            if re.search(r"[A-Z].*\d", code):
                yield from ((text, one.slug) for text in naming.spellings(code))


def _check_credential(credential: Credential, found: Catalogue, where: str) -> None:
    named = [slug for group in credential.prerequisites for slug in group]
    named += [credential.replaced_by] if credential.replaced_by else []
    for slug in named:
        if slug not in found.credentials:
            raise facts.FactError(f'{where}: names "{slug}", which is not in the file')
    if not credential.sources:
        raise facts.FactError(f"{where}: has no source")
    if credential.provider not in providers.providers():
        raise facts.FactError(f'{where}: "{credential.provider}" is not in providers.toml')
    slugs = [version.slug for version in credential.versions]
    if not slugs or len(set(slugs)) != len(slugs):
        raise facts.FactError(f"{where}: needs versions, each with a slug of its own")
    for version in credential.versions:
        if version.since and version.until and version.until < version.since:
            raise facts.FactError(f"{where}: {version.slug} ends before it begins")
        if version.price_usd is not None and version.price_usd < 0:
            raise facts.FactError(f"{where}: {version.slug} costs less than nothing")


def _check_ladders(found: Catalogue, file: str) -> None:
    seen = set()
    for ladder in found.ladders:
        where = f"{file}: ladder {ladder.lane.value} on {ladder.provider.value}"
        if (ladder.lane, ladder.provider) in seen:
            raise facts.FactError(f"{where}: stands there twice")
        seen.add((ladder.lane, ladder.provider))
        for rung in Rung:
            if not ladder.on(rung):
                raise facts.FactError(f"{where}: has nothing on {rung.value}")
            for slug in ladder.on(rung):
                _check_rung(found, ladder, slug, where)


def _check_rung(found: Catalogue, ladder: Ladder, slug: str, where: str) -> None:
    credential = found.credentials.get(slug)
    if credential is None:
        raise facts.FactError(f'{where}: names "{slug}", which is not in the file')
    if credential.retired_on is not None:
        raise facts.FactError(f'{where}: names "{slug}", which is retired')
    if ladder.lane not in {place.lane for place in credential.lanes}:
        raise facts.FactError(f'{where}: names "{slug}", which has no place in that lane')

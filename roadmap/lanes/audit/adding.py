"""Adding postings: what is pasted and what is uploaded, each source taken whole or refused."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roadmap.lanes.audit.models import Posting, digest
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings import intake

PASTE = ""
"""The name of the source that has none."""
LEAST = 12
"""Letters that a paste must have to be read: a slip of the clipboard is no posting."""
SECONDS = 20
"""So long files are opened in one request; a hostile PDF alone may take half of it."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much somebody keeps at most: postings, and characters over all of them."""

    postings: int
    characters: int


VISITOR = Room(postings=20, characters=400_000)
PERSON = Room(postings=60, characters=1_200_000)


@dataclass(frozen=True, slots=True)
class Source:
    """A file or the paste, and the postings in it."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not taken, and why, in a sentence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the sources: titles of the new ones and of those that were there already."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def room_of(owner: Owner) -> Room:
    return PERSON if owner.user else VISITOR


def read_sources(
    postings: str, uploads: Iterable[UploadedFile[Any]]
) -> tuple[list[Source], list[Refusal]]:
    """The cleaned postings of each source, and the sources that cannot be read."""
    sources, refused = [], []
    until = time.monotonic() + SECONDS
    if postings.strip():
        try:
            if sum(map(str.isalpha, postings)) < LEAST:
                raise intake.Refused(_("This is too short to be a posting. Paste its whole text."))
            sources.append(Source(PASTE, tuple(intake.texts_from_paste(postings))))
        except intake.Refused as error:
            refused.append(Refusal(PASTE, str(error)))
    for file in uploads:
        name = file.name or _("A file without a name")
        try:
            if time.monotonic() > until:
                raise intake.Refused(_("The files before it took long. Send this one again."))
            texts = intake.texts_from(name, file.read(intake.MAX_BYTES + 1))
            sources.append(Source(name, tuple(texts)))
        except intake.Refused as error:
            refused.append(Refusal(name, str(error)))
    return sources, refused


def add(owner: Owner, sources: Sequence[Source]) -> Outcome:
    """Keep the postings that are new and fit. A source that does not fit is left out whole, so
    that nobody has to find out which half of a paste was taken."""
    kept = Posting.objects.of(owner)
    titles = dict(kept.values_list("digest", "title"))
    sizes = list(kept.own().values_list(Length("text"), flat=True))
    outcome, made = Outcome(), list[Posting]()
    for source in sources:
        texts = {digest(text): text for text in source.texts}
        new = {key: text for key, text in texts.items() if key not in titles}
        if why := _does_not_fit(room_of(owner), sizes, len(made), list(new.values())):
            outcome.refused.append(Refusal(source.name, why))
            continue
        outcome.known.extend(titles[key] for key in texts if key in titles)
        postings = [Posting.made_from(text, **owner.fields) for text in new.values()]
        titles |= {posting.digest: posting.title for posting in postings}
        sizes += [len(text) for text in new.values()]
        made += postings
    Posting.objects.bulk_create(made, ignore_conflicts=True)
    outcome.added.extend(posting.title for posting in made)
    return outcome


def _does_not_fit(room: Room, sizes: Sequence[int], taken: int, texts: Sequence[str]) -> str:
    """Why ``texts`` cannot be kept beside those of ``sizes``, of which ``taken`` came just now."""
    if taken + len(texts) > intake.MAX_POSTINGS:
        return _("%(most)d postings at once are the most. Send these after the others.") % {
            "most": intake.MAX_POSTINGS
        }
    free = room.postings - len(sizes)
    if len(texts) > free:
        return ngettext(
            "You have %(kept)d postings and can keep %(most)d: this is %(new)d more. Remove some "
            "that no longer matter, then send it again.",
            "You have %(kept)d postings and can keep %(most)d: these are %(new)d more. Remove some "
            "that no longer matter, then send them again.",
            len(texts),
        ) % {"kept": len(sizes), "most": room.postings, "new": len(texts)}
    if sum(sizes) + sum(map(len, texts)) > room.characters:
        return _(
            "All your postings together can have %(most)s characters, and these would be "
            "%(are)s. Leave out what is not about the role, or remove a long one first."
        ) % {
            "most": f"{room.characters:,}",
            "are": f"{sum(sizes) + sum(map(len, texts)):,}",
        }
    return ""

"""Which reading notes: by their words, and those that nothing uses yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from roadmap.cadence.models import CheckIn
from roadmap.plan import exercises, library
from roadmap.story.notes.models import BESIDE, NoteLink

OLD = timedelta(days=60)
"""After so many days it is said, quietly, that nothing uses a note."""
MOST_WORDS = 8
"""So many words of a search are looked for."""
_SEARCHED = ("source", "source_url", "exists_now", "pick_up", "study__domain", "milestone__title")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a note stands beside: its sort and row, as addresses name them, and its name."""

    link: int
    kind: str
    row: int
    name: str

    @property
    def page(self) -> str:
        """The URL name of its page."""
        return PAGES[self.kind]


PAGES = {
    "win": "win",
    "story": "story",
    "case_study": "casestudy",
    "stakeholder": "stakeholder",
    "claim": "claim-change",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A reading note as it is shown."""

    pk: int
    on: date
    source: str
    source_url: str
    exists_now: str
    pick_up: str
    about: str
    """The exercise it came of, the exam's domain or the milestone; empty where it was none."""
    beside: tuple[Beside, ...]
    week: date


def notes(user: User, words: str = "") -> QuerySet[CheckIn]:
    """Somebody's, the newest first; those that have every one of ``words`` somewhere."""
    rows = CheckIn.objects.for_user(user).reading_notes().order_by("-done_on", "-pk")
    for word in words.split()[:MOST_WORDS]:
        has_it = Q()
        for column in _SEARCHED:
            has_it |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(has_it | Q(exercise__in=_named(word)))
    return rows.select_related("block", "study", "milestone")


def whole(rows: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """With what each stands beside: one query more, however many there are."""
    links = NoteLink.objects.select_related(*BESIDE, "claim__case_result")
    return rows.prefetch_related(Prefetch("note_links", links))


def unused(rows: QuerySet[CheckIn], today: date) -> QuerySet[CheckIn]:
    """Those that stand beside nothing, and are older than sixty days."""
    linked = NoteLink.objects.filter(check_in=OuterRef("pk"))
    return rows.filter(~Exists(linked), done_on__lt=today - OLD)


def shown(row: CheckIn) -> Note:
    """A row of ``whole`` as values."""
    return Note(
        row.pk,
        row.done_on or row.planned_on,
        row.source,
        row.source_url,
        row.exists_now,
        row.pick_up,
        _about(row),
        tuple(_beside(row)),
        row.week,
    )


def _about(row: CheckIn) -> str:
    exercise = exercises.exercises().get(row.exercise)
    title = library.as_title(exercise.title) if exercise else ""
    domain = row.study.domain if row.study else ""
    milestone = row.milestone.title if row.milestone and not exercise else ""
    return " · ".join(filter(None, (title, milestone, domain)))


def _beside(row: CheckIn) -> Iterator[Beside]:
    for link in row.note_links.all():
        for kind in BESIDE:
            one = getattr(link, kind)
            if one is not None:
                yield Beside(link.pk, kind, one.pk, named(one))


def named(one: object) -> str:
    """What it is called. A claim without words of its own is called after its result."""
    result = getattr(one, "case_result", None)
    return str(one) or str(result or "")


def _named(word: str) -> list[str]:
    """The exercises whose title has the word."""
    low = word.lower()
    return [one.slug for one in exercises.exercises().values() if low in one.title.lower()]

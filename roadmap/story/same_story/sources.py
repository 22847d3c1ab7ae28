"""What is known of somebody and the texts they describe themselves in, each with where it is
changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certifications.models import Credential
from portfolio.models import Result
from portfolio.overview import Disclosure, Entry, PositionKind
from roadmap.lanes.owners import Owner
from roadmap.proof.models import Resume
from roadmap.story.narrative import forms_of, gather
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.known import Known, known
from roadmap.story.same_story.models import CurrentText, Where
from roadmap.story.same_story.reaching import reach
from roadmap.story.same_story.statements import (
    LONGEST,
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
class Source:
    """A text, as a page names it, and where it is changed; ``path`` may be empty. Of its words the
    first ``reach`` characters are read."""

    name: str
    label: str
    path: str
    words: str
    reach: int = LONGEST

    @property
    def is_cut(self) -> bool:
        return len(self.words) > self.reach

    @property
    def read(self) -> str:
        return self.words[: self.reach]


@dataclass(frozen=True, slots=True)
class Sources:
    """All that is compared. ``paths`` say where a fact is changed, by kind and subject."""

    facts: Facts
    texts: tuple[Source, ...]
    paths: Mapping[tuple[Kind, str], str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Labels of what could be pasted and is not."""

    def as_texts(self) -> list[Text]:
        return [Text(one.name, one.read) for one in self.texts]

    def source(self, name: str) -> Source | None:
        return next((one for one in self.texts if one.name == name), None)

    def path(self, kind: Kind, subject: str) -> str:
        """Where the fact is changed; empty where that is not known."""
        return self.paths.get((kind, subject), "")


def path_to(name: str, *args: object) -> str:
    """Of a page, where a text or a fact is changed."""
    return reverse(name, args=args)


def sources(user: User) -> Sources:
    """Somebody's, in a constant number of queries."""
    rows = known(user)
    page = gather.of(rows, Disclosure.whole())
    held = list(Credential.objects.for_user(user))
    results = [one for of_case in rows.results.values() for one in of_case]
    kept = {row.where: row.text for row in CurrentText.objects.for_user(user)}
    resume = Resume.objects.of(Owner(user=user)).first()
    pasted = list(_pasted(kept, resume.text if resume else ""))
    facts = Facts(
        page.lane_name,
        page.second,
        tuple(_position(one) for one in rows.resume.entries if one.kind is PositionKind.WORK),
        tuple(_measured(one) for one in results),
        tuple(_earned(one) for one in held),
    )
    texts = _reached([*_own(page, rows), *(one for one in pasted if one.words)])
    missing = tuple(one.label for one in pasted if not one.words)
    return Sources(facts, texts, _paths(rows, results, held), missing)


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


def _own(page: Page, rows: Known) -> Iterator[Source]:
    """What Forte keeps: the one page and its forms, and the lines below positions."""
    forms = forms_of.texts(page)
    if page.is_empty:  # nothing to make a text of but a name
        forms = forms_of.Forms(rows.narrative.headline, page.about, "", page.spoken)
    said = [page.problem_space, page.leverage, page.keeps, page.looking_for]
    claims = [one.text for one in page.outcomes if one.is_own]
    write, taken = path_to("narrative-write"), path_to("narrative-forms")
    texts = [
        Source("page", _("the one page"), write, "\n\n".join(filter(None, said))),
        Source("outcomes", _("your outcomes"), path_to("claims"), "\n\n".join(claims)),
        Source("headline", _("the headline"), taken, forms.headline),
        Source("about", _("the about text"), taken, forms.about),
        Source("spoken", _("the spoken introduction"), taken, forms.spoken),
        Source("lines", _("your résumé lines"), path_to("bullets"), _lines(rows)),
    ]
    return (one for one in texts if one.words.strip())


def _lines(rows: Known) -> str:
    """Positions in words are facts; their summaries and lines are texts."""
    entries = [
        "\n".join(filter(None, (one.summary, *(line.text for line in one.lines))))
        for one in rows.resume.entries
    ]
    loose = "\n".join(one.text for one in rows.resume.loose)
    return "\n\n".join(filter(None, (*entries, loose)))


def _position(entry: Entry) -> Position:
    return Position(entry.title, entry.organisation, entry.starts[:7], entry.ends[:7])


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
    rows: Known, results: list[Result], held: list[Credential]
) -> dict[tuple[Kind, str], str]:
    found = {(Kind.LANE, ""): path_to("lane-choose")}
    for entry in rows.resume.entries:
        path = path_to("position-change", entry.row)
        found[Kind.TITLE, entry.organisation] = path
        found[Kind.DATE, entry.organisation or entry.title] = path
    for result in results:
        path = path_to("casestudy", result.case_study_id)
        found[Kind.NUMBER, result.name] = found[Kind.DATE, result.name] = path
    for row in held:
        found[Kind.DATE, row.name] = path_to("credential", row.pk)
    return found

"""Every field of the one page that a stranger may see or not: the portfolio's rules, over one
person's rows. Values in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio import overview as portfolio
from portfolio.models import Result
from portfolio.overview import Entry, Field, FieldKind, PositionKind, Shown
from roadmap.story.narrative import gather, made, proofs
from roadmap.story.narrative.known import Known
from roadmap.story.narrative.proofs import Proof

EXCERPT = 140
"""Characters of a text that stand beside its choice."""


class Group(models.TextChoices):
    """What stands together in the form."""

    NAMES = "names", gettext_lazy("You")
    WORDS = "words", gettext_lazy("What the page says")
    OUTCOMES = "outcomes", gettext_lazy("Outcomes")
    CREDENTIALS = "credentials", gettext_lazy("Credentials")
    ENTRIES = "entries", gettext_lazy("Positions, projects, education")
    EMPLOYERS = "employers", gettext_lazy("Where it was")


@dataclass(frozen=True, slots=True)
class Choosable(Field):
    """A field of the one page. Where somebody worked is hidden unless they tick it."""

    is_hidden_usually: bool = False

    @property
    def usual(self) -> Shown:
        return Shown.HIDDEN if self.is_hidden_usually else Field.usual.__get__(self)


def fields(rows: Known) -> list[Field]:
    """In the order of the page."""
    return [
        *_names(rows),
        *_words(rows),
        *_outcomes(rows),
        *_credentials(rows),
        *_entries(rows),
        *_employers(rows),
    ]


def _field(key: str, group: Group, label: object, words: str, *, hidden: bool = False) -> Field:
    kind = FieldKind.NAME if group in (Group.NAMES, Group.EMPLOYERS) else FieldKind.TEXT
    short = Truncator(" ".join(words.split())).chars(EXCERPT)
    return Choosable(key, kind, group, str(label), short, is_hidden_usually=hidden)


def _names(rows: Known) -> Iterator[Field]:
    own = rows.narrative
    links = ", ".join(one.name or one.url for one in gather.links(own.links))
    for key, label, words, hidden in (
        ("name", _("Your name"), rows.user.name, False),
        ("location", _("Place"), own.location, False),
        ("contact", _("Address for answers"), own.contact, True),
        ("links", _("Links"), links, False),
    ):
        if words:
            yield _field(key, Group.NAMES, label, words, hidden=hidden)


def _words(rows: Known) -> Iterator[Field]:
    whole = gather.of(rows, portfolio.Disclosure.whole())
    if whole.headline:
        said = rows.narrative.headline or _("made of what is shown below")
        yield _field("headline", Group.WORDS, _("Headline"), said)
    labels = {
        "problem_space": _("The problem space"),
        "leverage": _("Where you create the most leverage"),
        "keeps": _("Breadth you keep"),
        "looking_for": _("What you look for next"),
    }
    for name in made.LINES:
        if words := gather.line(rows, name):
            yield _field(name, Group.WORDS, labels[name], words)
    if whole.target_by is not None:
        yield _field(
            "target_by", Group.WORDS, _("When you mean to apply"), str(whole.target_by), hidden=True
        )
    if whole.skills:
        names = ", ".join(one.name for one in whole.skills)
        yield _field("skills", Group.WORDS, _("Skills"), names)


def shown_proofs(rows: Known) -> list[tuple[Proof, int | None]]:
    """What stands behind the outcomes of the page, each with its claim, if it is claimed."""
    if rows.claims:
        return [(proofs.of_claim(one, rows), one.pk) for one in rows.claims]
    return [(one, None) for one in proofs.by_themselves(rows)]


def _outcomes(rows: Known) -> Iterator[Field]:
    seen: set[str] = set()
    texts = {one.pk: one.text for one in rows.claims}
    for proof, claim in shown_proofs(rows):
        words = texts.get(claim or 0, "").strip() or proofs.words_of(proof)
        if claim is not None and words:
            hidden = _tells_kept_figures(proof, words)
            yield _field(f"claim.{claim}", Group.OUTCOMES, _("In words"), words, hidden=hidden)
        if proof.result is not None and proof.key not in seen:
            seen.add(proof.key)
            yield from _numbers(proof.key, proof.result)


def _tells_kept_figures(proof: Proof, words: str) -> bool:
    """Whether an employer's figure is shown as a percentage, and its words would say it exactly:
    without them the outcome says the percentage alone."""
    if proof.result is None or not portfolio.holds_exact(words):
        return False
    return any(one.wants_leave for one in _numbers(proof.key, proof.result))


def _numbers(key: str, row: Result) -> Iterator[Field]:
    figure = portfolio.figure(row)
    yield Choosable(
        key,
        FieldKind.NUMBER,
        Group.OUTCOMES,
        row.name,
        figure.said,
        row.origin,
        is_baseline=row.after is None,
        has_zero=0 in (row.before, row.after, row.again),
        in_points=portfolio.changed(row).points is not None,
    )
    if figure.limit:
        yield Choosable(
            f"{key}.limit",
            FieldKind.LIMIT,
            Group.OUTCOMES,
            _("The limit of “%s”") % row.name,
            figure.limit,
            row.origin,
            has_zero=0 in (row.limit_value, row.limit_after),
        )


def _credentials(rows: Known) -> Iterator[Field]:
    for one in rows.credentials:
        yield _field(f"credential.{one.pk}", Group.CREDENTIALS, one.name, one.issuer)


def _entries(rows: Known) -> Iterator[Field]:
    for one in rows.resume.entries:
        words = " ".join(filter(None, (one.summary, *(line.text for line in one.lines))))
        title = one.title or str(one.kind.label)
        yield _field(f"position.{one.row}", Group.ENTRIES, title, words)
        said = _("“%s”: a line with numbers") % title
        for line in gather.chosen_lines(one):
            yield _field(f"line.{line.row}", Group.ENTRIES, said, line.text)


def _employers(rows: Known) -> Iterator[Field]:
    for one in rows.resume.entries:
        if one.organisation:
            hidden = one.kind is not PositionKind.EDUCATION
            label = _("Name of “%s”") % one.organisation
            words = ", ".join(filter(None, (one.title, one.starts)))
            yield _field(f"organisation.{one.row}", Group.EMPLOYERS, label, words, hidden=hidden)


# --- Names that must not stand there --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hidden:
    """An employer's name, and what is said in its place."""

    name: str
    said: str


def hidden_names(rows: Known, seen: portfolio.Disclosure) -> list[Hidden]:
    """Of positions and projects, and of case studies, unless one with the same name is ticked. The
    longest first, so that no part of a name is left of it."""
    named = {_folded(one.organisation) for one in rows.resume.entries if _is_named(one, seen)}
    found: dict[str, Hidden] = {}
    for name, said in (*rows.employers, *_of_entries(rows)):
        key = _folded(name)
        if key and key not in named:
            found.setdefault(key, Hidden(name, said))
    return sorted(found.values(), key=lambda one: -len(one.name))


def seen_names(rows: Known, seen: portfolio.Disclosure) -> list[str]:
    """Their own name, and those of schools and employers that strangers read."""
    named = [one.organisation for one in rows.resume.entries if _is_named(one, seen)]
    return [rows.user.name if seen.shows("name") else "", *named]


def _of_entries(rows: Known) -> Iterator[tuple[str, str]]:
    for one in rows.resume.entries:
        if one.kind is not PositionKind.EDUCATION:
            yield one.organisation, ""


def _is_named(entry: Entry, seen: portfolio.Disclosure) -> bool:
    return seen.shows(f"organisation.{entry.row}")


def _folded(name: str) -> str:
    return next(iter(portfolio.variants(name)), "").casefold()

"""From what was chosen to what a stranger sees of the one page: a draft, and the copy of it."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certifications.models import Credential
from portfolio import overview as portfolio
from portfolio.models import Bullet, CaseStudy, Position, Result, Skill, Story, Win
from portfolio.overview import Difference, Remark, Said, Secret, Shown
from roadmap.story.narrative import choosing, forms_of, gather
from roadmap.story.narrative.document import Outcome, Page
from roadmap.story.narrative.known import Known
from roadmap.story.narrative.models import Claim, NarrativePage, NarrativeSharing


@dataclass(frozen=True, slots=True)
class Draft:
    """What a stranger would see, by what is chosen now."""

    page: Page
    levels: Mapping[str, Shown]
    renamed: tuple[str, ...]
    """The employers' names that were taken out."""
    remarks: tuple[Remark, ...]

    @property
    def has_too_much(self) -> bool:
        """Whether there is more to look at than anybody would."""
        return len(self.remarks) > portfolio.MOST_REMARKS

    def open(self, accepted: Iterable[str]) -> tuple[Remark, ...]:
        """What keeps it from being published, where ``accepted`` marks may be public."""
        return portfolio.open_ones(self.remarks, accepted)


def chosen(user: User) -> dict[str, str]:
    """What was kept for strangers; nothing before anything was."""
    row = NarrativeSharing.objects.filter(user=user).first()
    return dict(row.chosen) if row else {}


def choose(user: User, levels: Mapping[str, str]) -> None:
    """Keep it. Nothing is public by that."""
    NarrativeSharing.objects.update_or_create(user=user, defaults={"chosen": dict(levels)})


def draft(rows: Known, kept: Mapping[str, str]) -> Draft:
    """What ``kept`` lets be seen, as it stands after a way through JSON."""
    listed = choosing.fields(rows)
    seen = portfolio.disclosure(listed, kept)
    whole = gather.of(rows, seen)
    hidden = choosing.hidden_names(rows, seen)
    page, renamed = _unnamed(whole, hidden, choosing.seen_names(rows, seen))
    page = Page.from_json(json.loads(json.dumps(page.as_json())))
    levels = portfolio.effective(listed, kept)
    said = strings(page, levels, own_headline=bool(rows.narrative.headline))
    found = portfolio.remarks_in(said, _secrets(rows, levels), [one.name for one in hidden])
    return Draft(page, levels, renamed, tuple(found))


def _unnamed(
    page: Page, hidden: Iterable[choosing.Hidden], kept: Sequence[str]
) -> tuple[Page, tuple[str, ...]]:
    """``page`` without the names, and those that stood in it; the names ``kept`` stay whole. An
    address with a name in it leads nowhere without it: it is left out."""
    names = portfolio.Unnaming(((one.name, one.said) for one in hidden), kept)
    found = page.with_words(names.without)
    links = zip(page.links, found.links, strict=True)
    found = replace(
        found,
        contact=found.contact if found.contact == page.contact else "",
        links=tuple(after for before, after in links if after.url == before.url),
    )
    return found, tuple(names.found)


def _secrets(rows: Known, levels: Mapping[str, Shown]) -> list[Secret]:
    """The figures that no text may say: of everything that stands behind an outcome, and of every
    result of the case studies behind them."""
    found: list[Secret] = []
    wins = {p.key: p.result for p, _claim in choosing.shown_proofs(rows) if p.win is not None}
    results = {f"result.{row.pk}": row for every in rows.results.values() for row in every}
    for key, row in {**results, **wins}.items():
        if row is not None:
            limit = levels.get(f"{key}.limit", Shown.HIDDEN)
            found += portfolio.secrets_of(row, levels.get(key, Shown.HIDDEN), limit)
    return found


_MADE = frozenset({"figure", "limit"})
_LEFT = frozenset({"contact", "proof_path", "proof_url", "path", "verdict", "lane", "kind"})
"""What is an address of ours, or what its person said by itself that strangers may see."""


_TOLD = frozenset({"text", "summary"})
"""The sentences of positions and outcomes."""
WorkOf = Callable[[Any], str]


def strings(page: Page, levels: Mapping[str, Shown], *, own_headline: bool) -> Iterator[Said]:
    """Everything of a page that is read as words. In lines of positions, and in the words of a win
    whose figures are not shown exactly, every number counts as an employer's. An outcome without
    words of its person's is a figure that the page worded, as far as its number may be seen; so is
    a headline not theirs."""
    named = {
        "headline": _("the headline"),
        "problem_space": _("the problem space"),
        "leverage": _("the leverage sentence"),
        "keeps": _("the breadth you keep"),
        "looking_for": _("what you look for"),
        "outcomes": _("an outcome"),
        "positions": _("a position"),
        "projects": _("a project"),
        "education": _("your education"),
    }
    work_of = partial(_work_of, {key for key, one in levels.items() if one is Shown.EXACT})
    for one in fields(page):
        where = named.get(one.name, _("the page"))
        is_worded = one.name == "headline" and not own_headline
        name = "figure" if is_worded else one.name
        yield from _said(where, name, getattr(page, one.name), work_of)


def _work_of(exact: Collection[str], value: Any) -> str:
    """What a position or an outcome is called where its numbers count as an employer's."""
    if isinstance(value, portfolio.Entry) and value.kind is portfolio.PositionKind.WORK:
        return value.title or _("A position")
    if isinstance(value, Outcome) and value.rows.win is not None:
        return "" if f"win.{value.rows.win}" in exact else _("A win")
    return ""


def _said(where: str, name: str, value: Any, work_of: WorkOf, work: str = "") -> Iterator[Said]:
    if name in _LEFT:
        return
    if isinstance(value, str) and value:
        yield Said(where, value, name in _MADE, work if name in _TOLD else "")
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(where, name, one, work_of, work)
    elif is_dataclass(value):
        for one in fields(value):
            said = getattr(value, one.name)
            is_worded = isinstance(value, Outcome) and one.name == "text" and not value.is_own
            name = "figure" if is_worded else one.name
            yield from _said(where, name, said, work_of, work_of(value) or work)


# --- The page -------------------------------------------------------------------------------------


def latest(user: User) -> NarrativePage | None:
    """The one that was not taken back, expired or not."""
    return NarrativePage.objects.filter(user=user, revoked_at=None).first()


def standing(user: User) -> NarrativePage | None:
    """The page that strangers can open now; None where there is none."""
    return NarrativePage.objects.filter(user=user).open(timezone.now()).first()


def publish(
    user: User,
    made: Draft,
    *,
    accepted: Sequence[str],
    lasts: timedelta,
    findable: bool,
    now: datetime,
) -> tuple[NarrativePage, Difference]:
    """A page with what ``made`` shows, at the address it had. Goes in one transaction, after
    ``made.open(accepted)`` said that nothing is in the way."""
    row = latest(user) or NarrativePage(user=user, created_at=now)
    changed = row.publish(
        made.page.as_json(),
        made.levels,
        accepted=accepted,
        lasts=lasts,
        findable=findable,
        now=now,
    )
    return row, changed


def unpublish(user: User, now: datetime) -> bool:
    """Its page leads nowhere from now on. Whether there was one."""
    row = latest(user)
    if row is None:
        return False
    row.revoke(now)
    return True


def as_published(row: NarrativePage) -> Page:
    """What it shows today: as it was chosen, without what was deleted since, and with links to
    those case studies that are still public."""
    user, page = row.user, Page.from_json(row.content)
    links = portfolio.public_links(user)
    entries, lines, skills, held = (
        _there(rows, user) for rows in (Position, Bullet, Skill, Credential)
    )
    found = replace(
        page,
        outcomes=tuple(_linked(one, links) for one in _still_there(page.outcomes, user)),
        credentials=tuple(one for one in page.credentials if one.row in held),
        positions=_kept(page.positions, entries, lines),
        projects=_kept(page.projects, entries, lines),
        education=_kept(page.education, entries, lines),
        skills=tuple(one for one in page.skills if one.row is None or one.row in skills),
    )
    return _with_headline(found)


def _with_headline(page: Page) -> Page:
    """One that was made says nothing of what is not there any more."""
    if page.has_own_headline or not page.headline:
        return page
    return forms_of.with_headline(replace(page, headline=""))


def _there(rows: Any, user: User) -> set[int]:
    return set(rows.objects.for_user(user).values_list("pk", flat=True))


def _kept(
    entries: Iterable[portfolio.Entry], there: set[int], lines: set[int]
) -> tuple[portfolio.Entry, ...]:
    return tuple(
        replace(one, lines=tuple(line for line in one.lines if line.row in lines))
        for one in entries
        if one.row in there
    )


def _still_there(outcomes: Iterable[Outcome], user: User) -> list[Outcome]:
    """Those of which every row is there: of a claim the words may be those of its story."""
    rows = {
        "claim": Claim,
        "case_result": Result,
        "case_study": CaseStudy,
        "win": Win,
        "story": Story,
    }
    there = {name: _there(kind, user) for name, kind in rows.items()}
    return [
        one
        for one in outcomes
        if all(getattr(one.rows, name) in {None, *pks} for name, pks in there.items())
    ]


def _linked(one: Outcome, links: Mapping[int, str]) -> Outcome:
    url = links.get(one.rows.case_study or 0, "") if one.proof_url else ""
    return replace(one, proof_url=url, proof_title=one.proof_title if url else "")

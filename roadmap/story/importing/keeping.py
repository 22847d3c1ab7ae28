"""What of a file was ticked becomes rows, all of it or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from certifications import overview as certifications
from portfolio import overview as portfolio
from portfolio.models import CaseStudy
from portfolio.overview import Disclosure
from roadmap.story.importing.found import Certificate, Field, Found, Link, Words
from roadmap.story.importing.looking import Beside, chosen, folded
from roadmap.story.importing.report import short
from roadmap.story.narrative import gather
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.json_resume import sentence
from roadmap.story.narrative.models import MOST_CLAIMS, MOST_LINKS, Claim, Narrative
from roadmap.story.same_story.models import CurrentText, Where

MOST_SKILLS = portfolio.MOST_SKILLS
CURRENT = {Field.CURRENT_HEADLINE: Where.HEADLINE, Field.CURRENT_ABOUT: Where.ABOUT}
_NOT_THE_PAGES = {Field.NAME, *CURRENT}


class Full(Exception):
    """There would be more than somebody may keep; nothing was. The message says of what."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much was added, and how many texts were written."""

    resume: portfolio.keeping.Kept
    texts: int = 0
    outcomes: int = 0
    certificates: int = 0
    current: int = 0

    def __bool__(self) -> bool:
        return bool(self.resume) or any(
            (self.texts, self.outcomes, self.certificates, self.current)
        )


def beside(user: User, found: Found) -> Beside:
    """What is there, in a constant number of queries."""
    page, narrative = gather.page(user, Disclosure.whole()), Narrative.objects.of(user)
    held, wrong = _certificates(user, found.certificates)
    resume, links = portfolio.resume(user), gather.links(narrative.links)
    claims = Claim.objects.for_user(user).count()
    titles = CaseStudy.objects.for_user(user).values_list("title", flat=True)
    return Beside(
        resume=resume,
        said=portfolio.keeping.said(user),
        shown=_shown(page),
        own=_own(user, narrative),
        links={one.url for one in links},
        outcomes=_said(page),
        case_studies={folded(one) for one in titles},
        held=held,
        wrong=wrong,
        shows_results=not claims and bool(page.outcomes),
        room={
            "skill": MOST_SKILLS - len(resume.skills),
            "link": MOST_LINKS - len(links),
            "outcome": MOST_CLAIMS - claims,
        },
    )


def _shown(page: Page) -> dict[Field, str]:
    return {one: getattr(page, one.value) for one in Field if one not in CURRENT}


def _own(user: User, narrative: Narrative) -> dict[Field, str]:
    texts = {one: getattr(narrative, one.value) for one in Field if one not in _NOT_THE_PAGES}
    current = {one.where: one.text for one in CurrentText.objects.for_user(user)}
    texts |= {field: current.get(where.value, "") for field, where in CURRENT.items()}
    return texts | {Field.NAME: user.name}


def _said(page: Page) -> set[str]:
    """The outcomes of the page, each with and without its figure."""
    return {folded(text) for one in page.outcomes for text in (sentence(one), one.line, one.text)}


def _certificates(
    user: User, certificates: Sequence[Certificate]
) -> tuple[set[int], dict[int, str]]:
    shown = certifications.keeping.shown(user, _raws(certificates), user.today())
    held = {one.line.at for one in shown if one.is_held}
    wrong = {
        one.line.at: f"{short(one.line.values.name)}: {' '.join(one.line.problems)}"
        for one in shown
        if one.line.problems
    }
    return held, wrong


def _raws(certificates: Sequence[Certificate]) -> list[certifications.Raw]:
    return [certifications.Raw(n, asdict(one)) for n, one in enumerate(certificates)]


@transaction.atomic
def keep(user: User, found: Found, taken: Collection[str], now: datetime) -> Kept:
    """Add what was ticked. What is there by now is left as it is; a text replaces the one before.

    Raises:
        Full: nothing was added.
    """
    User.objects.hold(user)  # the same file, sent twice at once, is one
    wanted, there = chosen(found, taken), beside(user, found)
    try:
        resume = portfolio.keeping.keep(user, _without_case_studies(wanted, there))
        certificates = _keep_certificates(user, wanted.certificates)
    except portfolio.keeping.Full as error:
        raise Full(str(error)) from None
    except certifications.keeping.Full:
        raise Full(_("There would be more credentials than one may keep.")) from None
    return Kept(
        resume,
        _keep_page(user, wanted.words, wanted.links),
        _keep_outcomes(user, wanted.outcomes, there.outcomes),
        certificates,
        _keep_current(user, wanted.words, now),
    )


def _without_case_studies(wanted: Found, there: Beside) -> portfolio.Resume:
    """A case study that somebody has is no project beside it."""
    kind = portfolio.PositionKind.PROJECT
    entries = (
        one
        for one in wanted.resume.entries
        if one.kind is not kind or folded(one.title) not in there.case_studies
    )
    return portfolio.Resume(tuple(entries), (), wanted.resume.skills)


def _keep_certificates(user: User, certificates: Sequence[Certificate]) -> int:
    if not certificates:
        return 0
    raws = _raws(certificates)
    return certifications.keeping.keep(user, raws, range(len(raws)), (), user.today())


def _keep_page(user: User, words: Sequence[Words], links: Sequence[Link]) -> int:
    """Name, texts and links. Returns how many were written."""
    texts = {one.field: one.text for one in words if one.field not in CURRENT}
    written = len(texts)
    if name := texts.pop(Field.NAME, ""):
        user.name = name
        user.save(update_fields=["name"])
    narrative = Narrative.objects.of(user)
    standing = list(gather.links(narrative.links))
    known = {one.url for one in standing}
    new = [one for one in dict.fromkeys(links) if one.url not in known]
    if len(standing) + len(new) > MOST_LINKS:
        raise Full(_("The one page has at most %d links. Choose fewer.") % MOST_LINKS)
    if texts or new:
        for field, text in texts.items():
            setattr(narrative, field.value, text)
        rows = [*standing, *new]
        narrative.links = [{"name": one.name, "url": one.url} for one in rows]
        narrative.save()
    return written + len(new)


def _keep_outcomes(user: User, outcomes: Sequence[str], known: Collection[str]) -> int:
    """Below those that are there, each a claim without proof yet."""
    new = [one for one in dict.fromkeys(outcomes) if folded(one) not in known]
    rows = list(Claim.objects.for_user(user))
    if len(rows) + len(new) > MOST_CLAIMS:
        raise Full(_("The one page has at most %d outcomes. Choose fewer.") % MOST_CLAIMS)
    first = rows[-1].place + 1 if rows else 0
    Claim.objects.bulk_create(
        Claim(user=user, text=one, place=place) for place, one in enumerate(new, start=first)
    )
    return len(new)


def _keep_current(user: User, words: Sequence[Words], now: datetime) -> int:
    """What stands on LinkedIn now, for the same-story check."""
    texts = [(CURRENT[one.field], one.text) for one in words if one.field in CURRENT]
    for where, text in texts:
        CurrentText.objects.update_or_create(
            user=user, where=where, defaults={"text": text, "pasted_at": now}
        )
    return len(texts)

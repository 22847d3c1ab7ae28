"""The one page as Markdown and as plain text. Values in, values out."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import formats
from django.utils.translation import gettext as _

from portfolio.overview import Entry, readme
from roadmap.story.narrative.document import Credential, Outcome, Page
from roadmap.story.narrative.paper import depth
from roadmap.story.narrative.parts import Part


def markdown(page: Page, site: str) -> str:
    """The text of a Markdown file. ``site`` begins the addresses of our own public pages."""
    blocks = [f"# {readme.line(page.name or _('One page'))}"]
    if page.headline:
        blocks.append(f"*{readme.line(page.headline)}*")
    if reached := [*_reached(page)]:
        blocks.append(" · ".join(reached))
    for part, inside in _parts(page, site):
        if inside:
            blocks += [f"## {part.label}", *inside]
    return "\n\n".join(blocks) + "\n"


def _parts(page: Page, site: str) -> Iterator[tuple[Part, Sequence[str]]]:
    words = filter(None, (page.problem_space, page.leverage))
    yield Part.PROBLEM, [readme.line(one) for one in words]
    yield Part.OUTCOMES, _listed(_outcome(one, site) for one in page.outcomes)
    yield Part.NEXT, [readme.line(one) for one in ahead(page)]
    yield Part.DEPTH, [readme.line(said)] if (said := depth(page)) else []
    yield Part.CREDENTIALS, _listed(_credential(one) for one in page.credentials)
    yield Part.POSITIONS, [_entry(one) for one in page.positions]
    yield Part.PROJECTS, [_entry(one) for one in page.projects]
    yield Part.EDUCATION, [_entry(one) for one in page.education]
    yield Part.SKILLS, _listed(readme.line(one.name) for one in page.skills)


def _listed(lines: Iterable[str]) -> list[str]:
    found = "\n".join(f"- {one}" for one in lines)
    return [found] if found else []


def ahead(page: Page) -> list[str]:
    """What they look for, and by when."""
    day = formats.date_format(page.target_by, "F Y") if page.target_by else ""
    said = _("Able to apply by %s.") % day if day else ""
    return [one for one in (page.looking_for, said) if one]


def _outcome(one: Outcome, site: str) -> str:
    said = [readme.line(one.text)]
    if one.figure:
        said.append(f"**{readme.line(one.figure)}**")
    if one.limit:
        said.append(readme.line(one.limit))
    if one.proof_url:
        said.append(f"[{_('proof')}]({readme.address(site + one.proof_url)})")
    return "; ".join(said)


def _credential(one: Credential) -> str:
    day = formats.date_format(one.earned, "F Y") if one.earned else ""
    said = readme.line(", ".join(filter(None, (one.name, one.issuer, day))))
    return f"[{said}]({readme.address(one.url)})" if one.url else said


def _entry(one: Entry) -> str:
    title = ", ".join(filter(None, (one.title, one.organisation, one.location)))
    said = [f"**{readme.line(title)}** {readme.line(one.span)}".rstrip()]
    if one.summary:
        said.append(readme.line(one.summary))
    said += _listed(readme.line(line.text) for line in one.lines)
    return "\n\n".join(said)


def _reached(page: Page) -> Iterator[str]:
    if page.location:
        yield readme.line(page.location)
    if page.contact:
        yield readme.line(page.contact)
    for one in page.links:
        yield f"[{readme.line(one.name or one.url)}]({readme.address(one.url)})"


def plain(page: Page) -> str:
    """The same without any mark: for a form that takes text alone."""
    blocks = ["\n".join(filter(None, (page.name, page.headline, _plain_reached(page))))]
    for part, lines in _plain_parts(page):
        if lines := [" ".join(one.split()) for one in lines if one.strip()]:
            blocks.append("\n".join([str(part.label).upper(), *lines]))
    return "\n\n".join(one for one in blocks if one) + "\n"


def _plain_reached(page: Page) -> str:
    return " · ".join(filter(None, (page.location, page.contact, *(one.url for one in page.links))))


def _plain_parts(page: Page) -> Iterator[tuple[Part, Sequence[str]]]:
    yield Part.PROBLEM, [page.problem_space, page.leverage]
    yield Part.OUTCOMES, [f"- {one.line}" for one in page.outcomes]
    yield Part.NEXT, ahead(page)
    yield Part.DEPTH, [depth(page)]
    yield Part.CREDENTIALS, [f"- {_plain_credential(one)}" for one in page.credentials]
    for part, entries in (
        (Part.POSITIONS, page.positions),
        (Part.PROJECTS, page.projects),
        (Part.EDUCATION, page.education),
    ):
        yield part, [line for one in entries for line in _plain_entry(one)]
    yield Part.SKILLS, [", ".join(one.name for one in page.skills)]


def _plain_credential(one: Credential) -> str:
    day = formats.date_format(one.earned, "F Y") if one.earned else ""
    return ", ".join(filter(None, (one.name, one.issuer, day)))


def _plain_entry(one: Entry) -> Iterator[str]:
    yield ", ".join(filter(None, (one.title, one.organisation, one.location, one.span)))
    yield one.summary
    yield from (f"- {line.text}" for line in one.lines)

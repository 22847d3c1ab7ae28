"""A case study as the README of a repository: problem, constraints, design, implementation,
outcome."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from common import markdown_text
from portfolio.casestudies.parts import Section
from portfolio.telling.document import Artifact, Document, Figure, Text, Tradeoff
from portfolio.telling.embedding import embedded

line = markdown_text.line
_UNSAFE = {" ": "%20", "<": "%3C", ">": "%3E", "\n": "", "\r": "", "\t": "", "\\": "%5C"}


def readme(document: Document, pictures: Mapping[str, str]) -> str:
    """The text of README.md.

    Args:
        pictures: file names by a picture's key; a picture without one is left out.
    """
    headings = (
        (_("Problem"), [Section.PROBLEM]),
        (_("Constraints"), [Section.CONSTRAINTS]),
        (_("Design"), [Section.DECISION, Section.TRADEOFFS]),
        (_("Implementation"), [Section.IMPLEMENTATION]),
        (_("Outcome"), [Section.RESULT, Section.LESSONS]),
    )
    blocks = list(_beginning(document))
    for heading, sections in headings:
        inside = [block for one in sections for block in _section(document, one, pictures)]
        if inside:
            blocks += [f"## {heading}", *inside]
    return "\n\n".join(blocks) + "\n"


def address(url: str) -> str:
    """A link's address that ends where it ends."""
    return "<" + "".join(_UNSAFE.get(sign, sign) for sign in url.replace("\0", "")) + ">"


def _beginning(document: Document) -> Iterable[str]:
    yield f"# {line(document.title)}"
    if document.question:
        yield "\n".join(f"> {one}".rstrip() for one in embedded(document.question).split("\n"))
    said = [document.author, document.lane_name, document.employer]
    if document.origin:
        said.append(_("done in %s") % document.origin)
    if known := " · ".join(line(one) for one in said if one):
        yield known


def _section(document: Document, section: Section, pictures: Mapping[str, str]) -> Iterable[str]:
    part = next(one for one in document.whole if one.slot == section)
    if part.text:
        if section in (Section.TRADEOFFS, Section.LESSONS):
            yield f"### {part.title}"
        yield embedded(part.text.text)
    if part.figures:
        yield "\n".join(_figure(one) for one in part.figures)
    yield from _titled([*part.decisions, *part.evidence])
    if part.tradeoffs:
        yield "\n".join(_tradeoff(one) for one in part.tradeoffs)
    for artifact in part.artifacts:
        yield from _artifact(artifact, pictures)


def _titled(texts: Iterable[Text]) -> Iterable[str]:
    for one in texts:
        yield f"### {line(one.title)}"
        yield embedded(one.text, below=3)


def _figure(figure: Figure) -> str:
    verdict = _("no improvement: the limit broke") if figure.limit_broke else figure.verdict
    said = ", ".join(line(one) for one in (figure.said, verdict) if one)
    more = [figure.limit, figure.measured, figure.again, figure.period, figure.how]
    more.append(_("number from %s") % figure.origin)
    return "; ".join([f"- **{line(figure.name)}**: {said}", *(line(one) for one in more if one)])


def _tradeoff(one: Tradeoff) -> str:
    """One line, without the stops its parts may have been typed with."""
    said = _("Chose **%(chose)s** over **%(over)s**, because %(because)s; gave up: %(gave_up)s.")
    names = ("chose", "over", "because", "gave_up")
    typed = {name: line(getattr(one, name).strip().rstrip(".;,")) for name in names}
    return f"- {said % typed}"


def _artifact(artifact: Artifact, pictures: Mapping[str, str]) -> Iterable[str]:
    yield f"### {line(artifact.title)}"
    if artifact.picture and (name := pictures.get(artifact.picture.key)):
        yield f"![{line(artifact.picture.alt or artifact.title)}]({address(name)})"
    if artifact.text:
        yield embedded(artifact.text, below=3)
    if artifact.address:
        yield f"[{line(artifact.kind)}]({address(artifact.address)})"

"""A document as what the typesetter's template places: data.json. Values in, values out."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from common.typesetting.drawing import undrawn as undrawn
from portfolio.results.figures import Figure
from portfolio.sharing.blocks import Node, blocks, word
from portfolio.telling.document import Artifact, Document, Part, Tradeoff

LONGEST = 400_000
"""Characters that are set: some 65,000 words. More would keep the machine from everybody else."""
MOST = 15_000
"""Blocks that are set: paragraphs, list items, rows of tables."""


class TooLong(Exception):
    """More than the typesetter is given."""


def paper(document: Document, files: Mapping[str, str], said: str) -> dict[str, Any]:
    """What the template places. ``files``: the pictures that are there, by key. ``said``: the line
    at the foot of each page.

    Raises:
        TooLong: it has more characters or blocks than are set.
    """
    if sum(len(text) for text in _texts(document)) > LONGEST:
        raise TooLong
    lines = list(_lines(document, files))
    if _count(lines) > MOST:
        raise TooLong
    if undrawn("".join(_texts(document))):
        lines.insert(0, _small(_cannot_draw()))
    return {
        "title": document.title,
        "author": document.author,
        "by": _by(document),
        "foot": said,
        "blocks": lines,
    }


def _cannot_draw() -> str:
    return _(
        "Some letters of this text are not in the fonts of this file: they are missing here. "
        "The README has them."
    )


def _by(document: Document) -> str:
    parts = [document.lane_name, document.employer, document.author]
    if document.origin:
        parts.append(_("done in %s") % document.origin)
    if document.on:
        parts.append(formats.date_format(document.on, "j F Y"))
    return " · ".join(part for part in parts if part)


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.question)
    for text in (*document.sections, *document.decisions, *document.evidence):
        yield text.text
    for one in document.tradeoffs:
        yield from (one.chose, one.over, one.because, one.gave_up)
    for artifact in document.artifacts:
        yield from (artifact.title, artifact.text)
    for figure in document.figures:
        yield from (figure.name, figure.period, figure.how)


def _lines(document: Document, files: Mapping[str, str]) -> Iterator[Node]:
    yield from blocks(document.question)
    for part in document.parts:
        yield _heading(1, part.title)
        yield from _part(part, files)


def _part(part: Part, files: Mapping[str, str]) -> Iterator[Node]:
    if part.text:
        yield from blocks(part.text.text)
    for figure in part.figures:
        yield _figure(figure)
    for text in (*part.decisions, *part.evidence):
        yield _heading(2, text.title)
        yield from blocks(text.text, level=3)
    for tradeoff in part.tradeoffs:
        yield _tradeoff(tradeoff)
    for artifact in part.artifacts:
        yield from _artifact(artifact, files)


def _heading(level: int, text: str) -> Node:
    return {"kind": "heading", "level": level, "spans": [word(text)]}


def _small(text: str) -> Node:
    return {"kind": "small", "text": text}


def _figure(figure: Figure) -> Node:
    source = _("Number from %s") % figure.origin
    verdict = _("no improvement: the limit broke") if figure.limit_broke else figure.verdict
    measured = figure.measured[:1].upper() + figure.measured[1:]
    more = " · ".join(word for word in (figure.period, measured, figure.how, source) if word)
    lines = [verdict, figure.limit, figure.again, more]
    lines = [line for line in lines if line]
    return {"kind": "figure", "name": figure.name, "said": figure.said, "lines": lines}


def _tradeoff(one: Tradeoff) -> Node:
    facts = [
        (_("Chose"), one.chose),
        (_("Over"), one.over),
        (_("Because"), one.because),
        (_("Gave up"), one.gave_up),
    ]
    return {
        "kind": "facts",
        "facts": [{"label": label, "text": text} for label, text in facts if text],
    }


def _artifact(artifact: Artifact, files: Mapping[str, str]) -> Iterator[Node]:
    yield _heading(2, f"{artifact.title} ({artifact.kind})")
    picture = artifact.picture
    if picture and picture.key in files:
        yield {
            "kind": "picture",
            "file": files[picture.key],
            "alt": picture.alt or artifact.title,
            "width": picture.width,
            "height": picture.height,
        }
    yield from blocks(artifact.text, level=3)
    if artifact.address:
        link = {"kind": "link", "url": artifact.address, "spans": [word(artifact.address)]}
        yield {"kind": "words", "spans": [link]}


def _count(nodes: list[Node]) -> int:
    """How many blocks there are, also within one another."""
    total = 0
    for node in nodes:
        total += 1 + len(node.get("rows", ())) + _count(node.get("blocks", []))
        total += sum(1 + _count(item) for item in node.get("items", ()))
    return total

"""Spans of time in one text beside the positions they are given for."""

from collections.abc import Sequence

from roadmap.story.same_story import mentions, wording
from roadmap.story.same_story.dates import Span
from roadmap.story.same_story.mentions import Mention
from roadmap.story.same_story.positions import Named
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Findings, Kind, Position


def spans(named: Named, held: Sequence[Position], found: Findings) -> None:
    """Hold each span against the position it stands beside."""
    for one in named.spans:
        beside, is_prose = _beside(named, one)
        if not beside:
            continue
        nearest = mentions.nearest(one.first, one.last, beside)
        pool = [held[which] for each in beside for which in each.which if _has_dates(held[which])]
        at = [held[which] for which in nearest.which] if nearest else []
        at = [position for position in at if _has_dates(position)]
        if not at:
            continue
        found.saw(Kind.DATE, named.text.name, at[0].organisation)
        if any(_fits(one, position) for position in [*pool, *_whole(at)]):
            continue
        _say_span(named.text, one, at, found, is_prose=is_prose)


def _has_dates(one: Position) -> bool:
    return bool(one.since or one.until)


def _whole(at: Sequence[Position]) -> list[Position]:
    """Several positions at one place as one time there."""
    if len(at) < 2 or not all(one.since for one in at):
        return []
    since = min(one.since for one in at)
    until = "" if any(one.is_current for one in at) else max(one.until for one in at)
    return [Position(at[0].title, at[0].organisation, since, until)]


def _beside(named: Named, one: Span) -> tuple[list[Mention], bool]:
    """Organisations of its sentence, else of the lines right above and below; and whether it is a
    long sentence."""
    text = named.text
    token = text.tokens[one.first]
    same = [each for each in named.organisations
            if text.tokens[each.first].sentence == token.sentence]  # fmt: skip
    if same:
        length = sum(1 for each in text.tokens[max(0, one.first - 40) : one.last + 40]
                     if each.sentence == token.sentence)  # fmt: skip
        return same, length > 16
    near = [
        each
        for each in named.organisations
        if text.tokens[each.first].block == token.block
        and abs(text.tokens[each.first].line - token.line) <= 2
    ]
    closest = min((abs(text.tokens[each.first].line - token.line) for each in near), default=0)
    lines = [each for each in near if abs(text.tokens[each.first].line - token.line) == closest]
    return lines, False


def _fits(one: Span, position: Position) -> bool:
    return _begins(one, position) and _ends(one, position)


def _begins(one: Span, position: Position) -> bool:
    return not position.since or one.since.fits(position.since)


def _ends(one: Span, position: Position) -> bool:
    if position.is_current or one.until is None:
        return position.is_current and one.until is None
    return one.until.fits(position.until)


def _say_span(
    text: Reading, one: Span, at: Sequence[Position], found: Findings, *, is_prose: bool
) -> None:
    """Where one end is right the other is wrong. With none right it may be about something else
    that happened there, unless it stands in a heading."""
    for position in at:
        begins, ends = _begins(one, position), _ends(one, position)
        if begins == ends:
            continue
        if begins and one.until is None:
            first, last = one.first, one.last
        else:
            wrong = one.since if not begins else one.until
            first, last = (wrong.first, wrong.last) if wrong else (one.first, one.last)
        _say(text, first, last, position, found)
        return
    position = at[0]
    near = one.since.is_near(position.since) if position.since else False
    if near and not is_prose:
        _say(text, one.first, one.last, position, found)


def _say(text: Reading, first: int, last: int, position: Position, found: Findings) -> None:
    found.disagreements.append(
        Disagreement(
            Kind.DATE,
            text.place(first, last),
            wording.span(position),
            wording.dates(position),
            subject=position.organisation or position.title,
        )
    )

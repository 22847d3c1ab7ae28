"""Single dates of a text: when an exam was passed, a position began or ended, a figure was
measured."""

from collections.abc import Sequence

from roadmap.story.same_story import mentions, vocabulary, wording
from roadmap.story.same_story.dates import When
from roadmap.story.same_story.mentions import Mention
from roadmap.story.same_story.positions import Named
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import (
    Disagreement,
    Earned,
    Findings,
    Kind,
    Measured,
    Position,
)
from roadmap.story.same_story.told import Told

FURTHEST = 12
"""Tokens between a credential and its date at most."""
_LATER = {
    "recertified",
    "again",
    "preparing",
    "planned",
    "next",
    "until",
    "expires",
    "expire",
    "expiry",
    "valid",
    "renew",
    "renewed",
    "renewal",
    "till",
}
_BEGAN = {"joined", "started", "came", "arrived", "began", "since", "join", "hired", "start"}
_ENDED = {"left", "until", "leaving", "ended"}


def exams(
    named: Named, told: Sequence[Mention], held: Sequence[Earned], found: Findings
) -> set[int]:
    """Hold the dates beside credentials against when they were earned. Returns the dates used, by
    their first token."""
    text, used = named.text, set()
    for one in named.alone:
        beside = _credentials_beside(text, one, told)
        nearest = mentions.nearest(one.first, one.last, beside)
        if nearest is None or mentions.distance(one.first, one.last, nearest) > FURTHEST:
            continue
        if _other_is_nearer(named, one, nearest) or _is_later(text, one):
            continue
        used.add(one.first)
        meant = [held[which] for which in nearest.which if held[which].on]
        if not meant:
            continue
        found.saw(Kind.DATE, text.name, meant[0].name)
        every = [held[which].on for each in beside for which in each.which if held[which].on]
        if not any(one.fits(on) for on in every):
            _say(
                text,
                one,
                wording.month(meant[0].on),
                wording.earned(meant[0]),
                meant[0].name,
                found,
            )
    return used


def _credentials_beside(text: Reading, one: When, told: Sequence[Mention]) -> list[Mention]:
    """Those of its sentence; of a line that is a date alone, those of the line above."""
    token = text.tokens[one.first]
    same = [each for each in told if text.tokens[each.first].sentence == token.sentence]
    if text.low(one.first - 1) == "(":
        same = [each for each in same if each.last < one.first]  # brackets belong to the left
    if same:
        return [each for each in same if not _is_cut_off(text, one, each)]
    length = sum(each.sentence == token.sentence and each.text[0].isalnum()
                 for each in text.tokens[max(0, one.first - 8) : one.last + 8])  # fmt: skip
    if length > 4:
        return []
    return [
        each
        for each in told
        if text.tokens[each.last].sentence == token.sentence - 1
        and text.tokens[each.last].block == token.block
    ]


def _is_cut_off(text: Reading, one: When, each: Mention) -> bool:
    """Whether another short name, or who issues others, stands between: a credential that is not
    known, or not known by these words."""
    issuers = vocabulary.issuers()
    first, last = each.last + 1, one.first
    if each.last >= one.first:
        first, last = one.last + 1, each.first
    return any(
        token.low in issuers or (token.text.isupper() and token.is_word and len(token.text) >= 3)
        for token in text.tokens[first:last]
    )


def _other_is_nearer(named: Named, one: When, credential: Mention) -> bool:
    """Whether an organisation stands nearer in the same sentence."""
    text = named.text
    sentence = text.tokens[one.first].sentence
    others = [each for each in named.organisations
              if text.tokens[each.first].sentence == sentence]  # fmt: skip
    nearest = mentions.nearest(one.first, one.last, others)
    away = mentions.distance(one.first, one.last, credential)
    return nearest is not None and mentions.distance(one.first, one.last, nearest) < away


def _is_later(text: Reading, one: When) -> bool:
    sentence = text.tokens[one.first].sentence
    lead = text.tokens[max(0, one.first - FURTHEST) : one.first]
    return any(token.low in _LATER and token.sentence == sentence for token in lead)


def beginnings(named: Named, used: set[int], held: Sequence[Position], found: Findings) -> None:
    """ "Since October 2024 I have been at …", "when I joined in February 2023"."""
    text = named.text
    for one in named.alone:
        lead = set(text.lows(one.first - 6, one.first - 1)) | set(
            text.lows(one.last + 1, one.last + 5)
        )
        if one.first in used or one.year is None:
            continue
        is_end = bool(_ENDED & set(text.lows(one.first - 4, one.first - 1)))
        if not is_end and not _BEGAN & lead:
            continue
        at = _positions_at(named, one, held)
        days = [(each.until if is_end else each.since, each) for each in at]
        known = [(day, each) for day, each in days if day]
        if not known:
            continue
        if any(one.fits(day) for day, _ in known):
            found.saw(Kind.DATE, text.name, known[0][1].organisation)
            continue
        near = [each for day, each in known if one.is_near(day)]
        if near:
            found.saw(Kind.DATE, text.name, near[0].organisation)
            where = near[0].organisation or near[0].title
            _say(text, one, wording.span(near[0]), wording.dates(near[0]), where, found)


def _positions_at(named: Named, one: When, held: Sequence[Position]) -> list[Position]:
    """Those its sentence names; where it names none, all of them."""
    text = named.text
    sentence = text.tokens[one.first].sentence
    said = [each for each in named.organisations if text.tokens[each.first].sentence == sentence]
    if said:
        return [held[which] for each in said for which in each.which]
    return list(held)


def measurements(
    named: Named, used: set[int], told: Told, results: Sequence[Measured], found: Findings
) -> None:
    """ "measured in May 2026", "$0.49 in May 2026": the day of the figure it stands behind."""
    text = named.text
    days = [one.measured_on for one in results if one.measured_on]
    for one in named.alone:
        lead = text.lows(one.first - 3, one.first - 1)
        if one.first in used or one.year is None:
            continue
        if "measured" not in lead and lead[-1:] not in (["in"], ["("]):
            continue
        about = _figure_before(told, one)
        if about is None or not about.measured_on:
            continue
        found.saw(Kind.DATE, text.name, about.metric)
        if not any(one.fits(day) for day in days) and one.is_near(about.measured_on):
            said = wording.measured(about)
            _say(text, one, wording.month(about.measured_on), said, about.metric, found)


def _figure_before(told: Told, one: When) -> Measured | None:
    """The result whose figure stands right before."""
    text = told.text
    for group in told.groups:
        last = max(figure.last for figure in group.figures)
        close = 0 < one.first - last <= 8
        same = text.tokens[last].sentence == text.tokens[one.first].sentence
        if close and same and group.first in told.about:
            after = group.after or group.alone
            if after is not None and after.last == last:
                return told.about[group.first].fact
    return None


def _say(
    text: Reading, one: When, against: str, sentence: str, subject: str, found: Findings
) -> None:
    place = text.place(one.first, one.last)
    found.disagreements.append(Disagreement(Kind.DATE, place, against, sentence, subject=subject))

"""What the figures amount to: percentages, points and multiples beside what they come from."""

from collections.abc import Sequence
from decimal import Decimal

from roadmap.story.same_story import agreeing, vocabulary, wording
from roadmap.story.same_story.pairs import Group
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Findings, Kind
from roadmap.story.same_story.subjects import Subject, topic
from roadmap.story.same_story.told import CERTAIN, CLEARLY, Told, say

BESIDE = 14
"""Tokens within which a percentage is about the figures before or behind it."""


def is_change(text: Reading, one: Quantity) -> bool:
    if one.dimension in {"points", "times"} or one.unit == "part":
        return True
    if one.dimension != "percent":
        return False
    lead = text.lows(one.first - 3, one.first - 1)
    behind = text.lows(one.last + 1, one.last + 2)
    beside = {"by", "cut", "reduction", "minus", "down", "drop", "saving", "savings"} & set(lead)
    later = {"less", "lower", "fewer", "cheaper", "faster", "reduction", "shorter", "cut"}
    return bool(one.sign or beside or later & set(behind[:1]))


def is_loose(told: Told, one: Quantity) -> bool:
    """A percentage that is no known value."""
    if one.dimension != "percent" or one.first in told.about:
        return False
    return any(group.alone == one for group in told.groups)


def look_at_change(told: Told, one: Quantity, facts: Sequence[Subject], found: Findings) -> None:
    """A percentage, points or a multiple, beside the figures it is worked out from."""
    text = told.text
    if any(fact.dimension == "percent" and agreeing.is_known(one, fact) for fact in facts):
        return
    group, is_close = _nearest(told, one)
    about = told.about.get(group.first) if group else None
    if about is None and group is not None and is_close and _looks_own(told, one, group, found):
        return
    if not is_close or about is None:
        about = _by_topic(told, one, facts) or (about if _says_change(text, one) else None)
    if about is None or about.change is None:
        return
    if not _is_wrong_change(one, about):
        found.saw(Kind.NUMBER, text.name, about.fact.metric)
        return
    if any(not _is_wrong_change(one, fact) for fact in _told_near(told, one)):
        return  # right for another result of the same sentence
    if is_close or _says_change(text, one):
        said = wording.percent(about.change)
        say(text, one.first, one.last, about, wording.other_change(about.fact, said), found)


def _is_wrong_change(one: Quantity, about: Subject) -> bool:
    return not agreeing.is_change(one, about) or agreeing.has_wrong_sign(one, about)


def _told_near(told: Told, one: Quantity) -> list[Subject]:
    sentence = told.text.tokens[one.first].sentence
    return [
        fact for first, fact in told.about.items() if told.text.tokens[first].sentence == sentence
    ]


def _nearest(told: Told, one: Quantity) -> tuple[Group | None, bool]:
    """The figures this may be worked out from, and whether it stands right behind them."""
    text = told.text
    best: tuple[int, Group | None] = (BESIDE + 1, None)
    for group in told.groups:
        if one in group.figures or (group.first not in told.about and not group.is_pair):
            continue
        distance = one.first - group.last if group.last < one.first else group.first - one.last
        if text.tokens[group.last].sentence != text.tokens[one.first].sentence:
            distance += BESIDE // 2
        if distance < best[0]:
            best = (distance, group)
    nearest = best[1]
    close = nearest is not None and 0 < one.first - nearest.last <= 3
    return nearest, close


def _says_change(text: Reading, one: Quantity) -> bool:
    if one.sign or one.dimension in {"points", "times"}:
        return True
    lead = text.lows(one.first - 4, one.first - 1)
    behind = text.lows(one.last + 1, one.last + 2)
    return bool(vocabulary.said("fell") & {*lead, *behind}) or text.low(
        one.first
    ) in vocabulary.said("fell")


def _by_topic(told: Told, one: Quantity, facts: Sequence[Subject]) -> Subject | None:
    """What a change without figures beside it is about: "−49 % cost per request"."""
    if not _says_change(told.text, one) or told.is_elsewhere(one.first):
        return None
    near = told.near(Group(alone=one))
    scored = sorted(((topic(near, fact), fact) for fact in facts), key=lambda two: -two[0])
    if not scored or scored[0][0] < CERTAIN:
        return None
    ahead = scored[0][0] - scored[1][0] if len(scored) > 1 else 1.0
    return scored[0][1] if ahead >= CLEARLY else None


def _looks_own(told: Told, one: Quantity, group: Group, found: Findings) -> bool:
    """A percentage behind two figures that no result knows: does it fit those two?"""
    before, after = group.before, group.after
    if one.dimension != "percent" or before is None or after is None or before.is_bare:
        return False
    if agreeing.is_percentage_of(one, before.value, after.value):
        return True
    change = (after.value - before.value) / before.value * Decimal(100)
    said = wording.percent(change)
    found.disagreements.append(
        Disagreement(
            Kind.NUMBER,
            told.text.place(one.first, one.last),
            said,
            wording.not_its_own(said),
            told.text.place(group.first, group.last),
        )
    )
    return True

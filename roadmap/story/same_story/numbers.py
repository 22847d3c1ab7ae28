"""Numbers of one text beside what was measured."""

from collections.abc import Sequence
from decimal import Decimal

from roadmap.story.same_story import agreeing, wording
from roadmap.story.same_story.changes import is_change, is_loose, look_at_change
from roadmap.story.same_story.pairs import Group, groups
from roadmap.story.same_story.quantities import quantities
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Findings, Kind
from roadmap.story.same_story.subjects import Subject, fitting, topic
from roadmap.story.same_story.told import CERTAIN, CLEARLY, Told, say

TURNED = 0.35
"""So much is where its digits are those of a measured figure in another order."""
ANCHORED = 0.2
"""So much is enough where the other figure of a pair is one that was measured."""
MOST_PLACES = 150
"""Numbers of a text that are compared."""
_SPANS = {"over", "during", "within", "last", "first", "past", "next", "every", "for", "ago"}


def numbers(
    text: Reading,
    facts: Sequence[Subject],
    found: Findings,
    former: Sequence[tuple[int, bool]] = (),
) -> Told:
    """Hold every number of a text against the results."""
    names = frozenset(figure for fact in facts for figure in fact.figures_in_name)
    all_numbers = [one for one in quantities(text) if not _is_beside(text, one, names)]
    all_numbers = all_numbers[:MOST_PLACES]
    values = [one for one in all_numbers if not is_change(text, one)]
    places = [one.first for one in all_numbers]
    known = frozenset(word for fact in facts for word in fact.weights)
    told = Told(
        text,
        groups(text, values),
        places,
        known,
        former=former,
        numbers=all_numbers,
        dated=frozenset(text.taken),
    )
    for group in told.groups:
        _look(told, group, facts, found)
    changes = [one for one in all_numbers if is_change(text, one) or is_loose(told, one)]
    for one in changes:
        look_at_change(told, one, facts, found)
    return told


def _is_beside(text: Reading, one: Quantity, named: frozenset[Decimal]) -> bool:
    """The 1,000 of "per 1,000 requests", which is part of a name."""
    if text.low(one.first - 1) in {"per", "/"} or (one.raw == 1 and one.dimension in {"", "count"}):
        return not one.period
    return one.dimension in {"", "count"} and not one.period and one.raw in named


def _look(told: Told, group: Group, facts: Sequence[Subject], found: Findings) -> None:
    """Find what a number or a pair is about, and say where it says something else."""
    near = told.near(group)
    scored = [(topic(near, one), one) for one in fitting(group.figures, facts)]
    scored.sort(key=lambda two: -two[0])
    if _is_said_right(told, group, scored, found) or _is_anchored(told, group, scored, found):
        return
    if _has_other_unit(told, group, facts, found):
        return
    if scored and not told.is_elsewhere(group.first) and _is_certain(group, scored, told.text):
        _tell(told, group, scored[0][1], found)


def _is_said_right(
    told: Told, group: Group, scored: list[tuple[float, Subject]], found: Findings
) -> bool:
    """Whether every figure of it is one that was measured; then only their order may be wrong."""
    right = [
        (score, one)
        for score, one in scored
        if (score >= ANCHORED or len(group.figures) == 2)
        and all(agreeing.is_known(figure, one) for figure in group.figures)
    ]
    if not right:
        return False
    in_order = [one for _, one in right if not _is_exchanged(group, one)]
    one = (in_order or [right[0][1]])[0]
    told.about[group.first] = one
    found.saw(Kind.NUMBER, told.text.name, one.fact.metric)
    if not in_order:
        say(told.text, group.first, group.last, one, wording.exchanged(one.fact), found)
    return True


def _is_exchanged(group: Group, one: Subject) -> bool:
    if group.before is None or group.after is None or one.after is None:
        return False
    first, then = group.before, group.after
    straight = agreeing.agrees(first, one.before, one.factor)
    straight = straight or agreeing.agrees(then, one.after, one.factor)
    crossed = agreeing.agrees(first, one.after, one.factor)
    return crossed and agreeing.agrees(then, one.before, one.factor) and not straight


def _is_anchored(
    told: Told, group: Group, scored: list[tuple[float, Subject]], found: Findings
) -> bool:
    """One figure of a pair is right, so the other is about the same thing and is not."""
    if not group.is_pair:
        return False
    for score, one in scored:
        right = [figure for figure in group.figures if agreeing.is_known(figure, one)]
        wrong = [figure for figure in group.figures if not agreeing.is_known(figure, one)]
        exact = len(right) == 1 and _is_telling(right[0])
        if len(right) == 1 and score >= ANCHORED / (1 + exact) and _has_after(group, one):
            told.about[group.first] = one
            _wrong(told.text, wrong[0], one, found)
            return True
    return False


def _is_telling(figure: Quantity) -> bool:
    """Whether a figure is so exact that it is hardly right by chance."""
    return abs(figure.raw) >= 100 or len(figure.raw.normalize().as_tuple().digits) >= 3


def _has_after(group: Group, one: Subject) -> bool:
    """A baseline alone cannot say that a later figure is wrong."""
    return one.after is not None or (
        group.after is not None and agreeing.is_known(group.after, one)
    )


def _has_other_unit(told: Told, group: Group, facts: Sequence[Subject], found: Findings) -> bool:
    """The digits of a result in another unit of its kind: 95 hours, $0.49 as €0.49."""
    for one in facts:
        pool = [one.fact.before, one.fact.after, *one.fact.also]
        same = all(figure.raw in pool and _is_kin(figure, one) for figure in group.figures)
        needed = ANCHORED if group.is_pair else CERTAIN
        if same and topic(told.near(group), one) >= needed:
            told.about[group.first] = one
            say(told.text, group.first, group.last, one, wording.other_unit(one.fact), found)
            return True
    return False


def _is_kin(figure: Quantity, one: Subject) -> bool:
    """Whether the unit is another one of the same kind, and not the same."""
    money = {"USD", "EUR", "GBP", "CHF"}
    if {figure.dimension, one.dimension} <= money:
        return figure.dimension != one.dimension or figure.value != figure.raw * one.factor
    if figure.dimension != one.dimension:
        return False
    if figure.dimension == "count":
        return bool(figure.period and one.period and figure.period != one.period)
    return figure.value != figure.raw * one.factor


def _is_certain(group: Group, scored: list[tuple[float, Subject]], text: Reading) -> bool:
    """Whether it is about the first of these although none of its figures is right."""
    score, one = scored[0]
    ahead = score - scored[1][0] if len(scored) > 1 else score
    turned = all(agreeing.is_turned(figure, one) for figure in group.figures)
    if score < (TURNED if turned else CERTAIN) or ahead < CLEARLY or one.after is None:
        return False
    if any(figure.is_bare for figure in group.figures) and one.dimension != "count":
        return False
    if not group.is_pair and not _is_a_value(text, group.figures[0], one):
        return False
    return all(one.is_plausible(figure) for figure in group.figures)


def _is_a_value(text: Reading, figure: Quantity, one: Subject) -> bool:
    """Whether a number alone is said as a figure, and not as the time it took, or one of others."""
    if figure.is_bare or (figure.dimension == "count" and one.period and not figure.period):
        return False
    lead = set(text.lows(figure.first - 2, figure.first - 1))
    if figure.dimension == "time" and _SPANS & (lead | {text.low(figure.last + 1)}):
        return False
    return text.low(figure.last + 1) not in {"–", "-"} or not text.touches(figure.last + 1)


def _tell(told: Told, group: Group, one: Subject, found: Findings) -> None:
    told.about[group.first] = one
    for figure in group.figures:
        if not agreeing.is_known(figure, one):
            _wrong(told.text, figure, one, found)


def _wrong(text: Reading, figure: Quantity, one: Subject, found: Findings) -> None:
    of = wording.other_number if one.after is not None else wording.baseline
    say(text, figure.first, figure.last, one, of(one.fact), found)

"""Whether a line says what became different, or only what somebody was there for."""

import re
from collections.abc import Sequence
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.rules import filled, telling
from portfolio.bullets.wording import any_of, whole, wording

_CAN = re.compile(r" (?:can|could|now|no longer|see|sees|get|gets)\b", re.IGNORECASE)


def outcomes(text: str) -> list[Span]:
    """The words in a levelled line by which the world became different. A comparison of figures
    says so as well, and is looked for elsewhere."""
    clear = _work_only().sub(lambda match: "~" * len(match.group()), text)
    return sorted(match.span() for pattern in _signs() for match in pattern.finditer(clear))


def has_subject(people: Sequence[Span], text: str) -> bool:
    """Whether somebody else does something: "Every developer gets …", "…, which the analysts
    trust" say how it is for them."""
    return any(
        (_subject().search(text[:start]) and _verb().match(text[end:]))
        or (_longer_subject().search(text[:start]) and _CAN.match(text[end:]))
        for start, end in people
    )


@cache
def _subject() -> re.Pattern[str]:
    """What stands before somebody who is a subject."""
    return re.compile(
        filled(r"(?:^\s*|[;:–—] |\bwhich |\bwhereupon )<all_of_them>(?:[\w-]+ )?$"), re.IGNORECASE
    )


@cache
def _longer_subject() -> re.Pattern[str]:
    return re.compile(filled(r"(?:^\s*|[;:–—] )<all_of_them>(?:[\w-]+ ){0,3}$"), re.IGNORECASE)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(r" (?!(?:for|of|in|with|at|on|and|or|to|from|by|as|within)\b)[a-z]")


def duty(text: str) -> Span | None:
    """The words with which a line begins to say what somebody did or was there for."""
    match = _opener().match(text)
    return match.span("said") if match else None


@cache
def _work_only() -> re.Pattern[str]:
    """What sounds like a change and is none: "gave talks", "so far", "responsible for cutting"."""
    change = wording().change
    opener = any_of(change.openers)
    wish = rf"(?:{opener}) (?:[\w-]+,? ){{0,3}}?[\w-]+ing\b(?:(?:,| and|, and) [\w-]+ing\b)*"
    never = any_of([*change.not_gifts, *change.so_not])
    return re.compile(
        rf"(?<![\w-])(?:{never})(?![\w-])|(?<![\w-]){wish}|{filled('<intent>')}", re.IGNORECASE
    )


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    change = wording().change
    return whole([*change.verbs, *change.patterns, *change.results]), *telling()


@cache
def _opener() -> re.Pattern[str]:
    known = rf"(?:{any_of(wording().change.openers)})(?![\w-])"
    verb = r"\w[\w'-]*(?: (?:on|in|with|up|out|for|of)\b)?"
    return re.compile(rf"\s*(?P<said>(?:I |We |Was |I was )?(?:{known}|{verb}))", re.IGNORECASE)

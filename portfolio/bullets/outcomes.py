"""Whether a line says what became different, or only what somebody was there for."""

import re
from collections.abc import Sequence
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.wording import any_of, whole, wording


def outcomes(text: str) -> list[Span]:
    """The words in a levelled line by which the world became different. A comparison of figures
    says so as well, and is looked for elsewhere."""
    clear = _work_only().sub(lambda match: "~" * len(match.group()), text)
    return sorted(match.span() for pattern in _signs() for match in pattern.finditer(clear))


def begins_with(people: Sequence[Span], text: str) -> bool:
    """Whether somebody else is the subject: "Every developer gets …" says how it is for them."""
    return any(
        _subject().fullmatch(text[:start]) and _verb().match(text[end:])
        for start, end in people[:1]
    )


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:(?:every|each|all|the|any|new|our|their|\w+ing|two|three|four|five|\d+) ){0,3}(?:[\w-]+ )?",
        re.IGNORECASE,
    )


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
    intent = r"\b(?:to|in order to|aimed at|aiming to|with the goal of|with the aim of|focus on|focused on|goal of) (?:\w+ly )?(?:reduce|cut|lower|improve|increase|save|let|make|stop|keep|give|help|enable|prevent|end|allow)\w*\b"
    return re.compile(
        rf"(?<![\w-])(?:{any_of([*change.not_gifts, *change.so_not])})(?![\w-])|(?<![\w-]){wish}|{intent}",
        re.IGNORECASE,
    )


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    words = wording()
    change = words.change
    return (
        whole([*change.verbs, *change.patterns, *change.results]),
        re.compile(
            rf"(?:[,;–—-]|\band|\bby|\bwhile|\bthus|\bthereby) (?:{any_of(change.outcomes_ing)})\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?:[,;–—-]|\band) ?so (?!that\b)(?=[\w'])|\bso (?=the|they|we|nobody|everyone|teams?|users?|customers?|developers?|it|no)\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^\s*(?:(?:much|far) )?(?:{any_of(words.vague.comparatives)})(?!\w)", re.IGNORECASE
        ),
        re.compile(r"\b(?:which|that|where|who) (?:\w+ ){0,2}?can (?!be\b)", re.IGNORECASE),
    )


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?P<said>(?:I |We |Was |I was )?(?:(?:{any_of(wording().change.openers)})(?![\w-])|\w[\w'-]*(?: (?:on|in|with|up|out|for|of)\b)?))",
        re.IGNORECASE,
    )

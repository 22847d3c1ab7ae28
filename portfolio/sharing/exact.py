"""The numbers of a sentence about an employer that say more than a percentage would.

Values in, values out. Nobody said of them whose they are, so all count as the employer's, but for
percentages by which something changed, years, and numbers that belong to a product's name.
"""

import re
from collections.abc import Iterator

from portfolio.sharing import numbers
from portfolio.sharing.numbers import Number
from portfolio.telling import markdown
from portfolio.telling.naming import folded

_SHARE = re.compile(
    r"(?:\b(?:from|to|at|was|were|of|is|reached)|→|->|=|:)[ ~]{0,2}$", re.IGNORECASE
)
"""What stands before a percentage that is a figure of its own, and no change."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHEN = re.compile(
    r"\b(?:in|since|until|till|during|before|after|early|late|summer|autumn|winter|spring|q[1-4]|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)"
    r"[ /-]{0,2}$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:iso|iec|soc|rfc|tls|http|python|java|postgres(?:ql)?|mysql|terraform|kubernetes|ubuntu|"
    r"version)(?:[ /-]|/iec ){1,2}$",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = re.compile(r"\b24[/x]7\b")
_MONEY = ("euro", "dollar", "pound", "franc", "usd", "eur", "gbp", "chf")
_BEFORE = 24
"""Characters before a number that are read with it."""


def read(text: str) -> str:
    """As a reader of the page sees it."""
    is_marked = any(sign in text for sign in "*_`~\\&[<")
    return folded(markdown.plain(text) if is_marked else text)


def exact(text: str) -> Iterator[Number]:
    """Those numbers of a text that was ``read``."""
    always = [one.span() for one in _ROUND_THE_CLOCK.finditer(text)]
    for one in numbers.numbers(text):
        if not any(start <= one.start < end for start, end in always) and _is_exact(one, text):
            yield one


def _is_exact(number: Number, text: str) -> bool:
    before = text[max(0, number.start - _BEFORE) : number.start]
    if number.is_worded:
        return numbers.is_time(number.word) or number.word.startswith(_MONEY)
    if number.word in numbers.POINTS:
        return bool(_SHARE.search(before))
    digits = short(number)
    is_year = bool(_YEAR.fullmatch(digits) and _WHEN.search(before))
    return not is_year and not _NAMED.search(before)


def short(number: Number) -> str:
    """The number without the word after it: "€84,000", "84k", "61 %"."""
    return number.said if number.is_worded else re.sub(r"[ \u00a0-]+[A-Za-z]+$", "", number.said)


def holds_exact(text: str) -> bool:
    """Whether there is one."""
    return any(exact(read(text)))

"""Whether technologies are all that a line has."""

import re
from collections.abc import Iterable
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.named import named
from portfolio.bullets.wording import any_of, wording

_WORD = re.compile(r"[^\W\d_][\w'/&.-]*[\w]|[^\W\d_]")

_PURPOSE = re.compile(
    r"\bto (?!the |an? |our |all |its |their |each |every )[a-z]+ "
    r"(?:the|an?|our|all|its|their|each|every|any) [a-z]"
)
""" "… to monitor the queues": a thing is done to another, which is what it was for."""


def only_these(text: str) -> list[Span]:
    """The technologies of a levelled line when nothing else in it says what they were for; none
    where something does, or where no technology is named."""
    found = named(text)
    return found if found and not _PURPOSE.search(text) and not _rest(text, found) else []


def _rest(text: str, spans: Iterable[Span]) -> list[str]:
    """The words that are neither a name nor what any such line could say."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return [word for word in _WORD.findall(text) if not _says_nothing().fullmatch(word)]


@cache
def _says_nothing() -> re.Pattern[str]:
    words, vague = wording(), wording().vague
    figures = words.figures
    known = [*words.work.generic, *words.work.verbs, *words.work.function, *figures.designators]
    known += [*figures.words, *figures.units, *vague.words, *figures.also]
    one = any_of(part for word in known for part in word.split(" ") if part != "*")
    numbered, initial = r"[a-z]?[\w.-]*\d[\w.-]*", "[A-Z]"
    return re.compile(
        rf"(?:{one})(?:[/&-](?:{one}))*(?:'s)?\.?|{numbered}|{initial}", re.IGNORECASE
    )

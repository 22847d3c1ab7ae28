"""A quoted sentence as it is shown: once, with the words that count marked in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roadmap.lanes.postings.reading import Quote

AROUND = 180
"""So many characters of a sentence stand before, between and after what is marked: a posting
without full stops is one long sentence."""

_BULLET = re.compile(r"^\s*(?:[-–—*•·▪◦‣●○]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence, marked or not."""

    text: str
    marked: bool = False


Sentence = tuple[Part, ...]


def quoted(quotes: Iterable[Quote]) -> tuple[Sentence, ...]:
    """Each sentence once, in the order they are quoted first, all its phrases marked."""
    phrases: dict[str, list[str]] = {}
    for quote in quotes:
        phrases.setdefault(quote.sentence, []).append(quote.phrase)
    return tuple(marked(sentence, found) for sentence, found in phrases.items())


def marked(sentence: str, phrases: Iterable[str]) -> Sentence:
    """The sentence without its bullet, cut where a phrase begins and ends."""
    sentence = _BULLET.sub("", sentence)
    spans = _merged(sorted(filter(None, (_span(sentence, phrase) for phrase in phrases))))
    if not spans:
        return (Part(_begin(sentence)),)
    parts, at = list[Part](), 0
    for start, end in spans:
        gap = sentence[at:start]
        parts += [Part(_between(gap) if at else _end(gap)), Part(sentence[start:end], marked=True)]
        at = end
    return tuple(part for part in (*parts, Part(_begin(sentence[at:]))) if part.text)


def _span(sentence: str, phrase: str) -> tuple[int, int] | None:
    """Where the phrase stands, as words of its own if it does anywhere."""
    if not phrase:
        return None
    found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", sentence)
    start = found.start() if found else sentence.find(phrase)
    return (start, start + len(phrase)) if start >= 0 else None


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap as one."""
    merged = list[tuple[int, int]]()
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _begin(text: str) -> str:
    """The first words of what is long."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rsplit(' ', 1)[0]} …"


def _end(text: str) -> str:
    """The last words of what is long."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].split(' ', 1)[-1]}"


def _between(text: str) -> str:
    return text if len(text) <= 2 * AROUND else f"{_begin(text)} {_end(text)[2:]}"

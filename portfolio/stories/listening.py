"""What somebody who hears a story would miss: the number, what it was before, who gained, what was
given up. Values in, values out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from common import facts
from portfolio.stories.kinds import FACTS, Part, Parts

# p95, S3 and K8s are names; a year, a month's or after "in", is a date.
_FIGURE = re.compile(r"(?<![\w.-])[$€£−+]?\d")
_YEAR = re.compile(r"(?i)\b(?:in|since|by|until|of|early|late|[a-z]{3,9}ber|january|february|march|"
                   r"april|may|june|july|august)\s+(?:19|20)\d\d\b")  # fmt: skip
_SIGN = re.compile(r"[$€£%]")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\d)[^.!?\n]*)*[.!?]?")


@dataclass(frozen=True, slots=True)
class Cues:
    """The words by which something is heard. Basis: our own judgement."""

    basis: str
    numbers: tuple[str, ...]
    before: tuple[str, ...]
    people: tuple[str, ...]
    price: tuple[str, ...]
    paid_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """What is missed, what to do about it, and in which part."""

    slug: str
    said: str
    do: str
    part: Part


@cache
def cues() -> Cues:
    return facts.read(FACTS / "listening.toml", Cues)


def missed(parts: Parts, for_whom: str = "") -> list[Miss]:
    """What a listener would miss, the most important first; nothing of a story without a word.

    ``for_whom``: to whom it mattered, as its teller named them; a story that never names them has
    not told it.
    """
    if not any(text.strip() for text in parts.values()):
        return []
    return [
        *_number(parts), *_baseline(parts), *_gained(parts, for_whom), *_given_up(parts),
        *_unwritten(parts),
    ]  # fmt: skip


def has_number(text: str) -> bool:
    """Whether a listener hears a figure in it: digits or words, no names and no years."""
    text = _YEAR.sub("", text)
    return bool(_FIGURE.search(text)) or _says(text, cues().numbers)


def first_number(parts: Parts) -> str:
    """The first sentence with a figure in it, of the result if it has one, else of the story."""
    for part in (Part.RESULT, *Part):
        for sentence in sentences(parts.get(part, "")):
            if has_number(sentence):
                return sentence
    return ""


def sentences(text: str) -> Sequence[str]:
    """A text's sentences, as far as points and lines tell them; 4.5 is one figure."""
    return [one.strip() for one in _SENTENCE.findall(text) if one.strip()]


def _number(parts: Parts) -> Iterator[Miss]:
    if has_number(parts.get(Part.RESULT, "")):
        return
    if any(has_number(text) for text in parts.values()):
        said = _("The number: the result has none that somebody could repeat.")
    else:
        said = _("The number: there is none in the whole story.")
    yield Miss("number", said, _("Put the measured figure into the result."), Part.RESULT)


def _baseline(parts: Parts) -> Iterator[Miss]:
    result = parts.get(Part.RESULT, "")
    if not has_number(result):
        return  # The number comes first.
    if _says(result, cues().before) or has_number(parts.get(Part.PROBLEM, "")):
        return
    said = _("What it was before: a figure alone is neither much nor little.")
    do = _("Say it as from … to …, or put the figure of then into the problem.")
    yield Miss("baseline", said, do, Part.RESULT)


def _gained(parts: Parts, for_whom: str) -> Iterator[Miss]:
    told = " ".join(parts.get(part, "") for part in (Part.PROBLEM, Part.RESULT))
    name = for_whom.split(",")[0].strip()
    if name and name.lower() not in told.lower():
        said = _("Who gained: you named %(name)s, and the story does not.") % {"name": name}
    elif not name and not _says(told, cues().people):
        said = _("Who gained: neither the problem nor the result has anybody in it.")
    else:
        return
    yield Miss("gained", said, _("Name who is better off, and what they can do now."), Part.RESULT)


def _given_up(parts: Parts) -> Iterator[Miss]:
    text = parts.get(Part.TRADEOFF, "")
    if not text.strip():
        said = _("What was given up: without it, it sounds like luck or like advertising.")
    elif not _says(text, cues().price) and not _has_amount(text):
        said = _("What was given up: the tradeoff names no price.")
    else:
        return
    yield Miss("given-up", said, _("Say what is worse now, and who agreed to it."), Part.TRADEOFF)


def _has_amount(text: str) -> bool:
    """Whether a figure, in digits or words, is one of what is paid with: "two engineer-days a
    quarter", "9 %"."""
    return has_number(text) and (bool(_SIGN.search(text)) or _says(text, cues().paid_in))


def _unwritten(parts: Parts) -> Iterator[Miss]:
    for part in (Part.PROBLEM, Part.CONSTRAINTS, Part.DECISION):
        if not parts.get(part, "").strip():
            said = _("%(part)s: nothing is written there.") % {"part": part.label}
            yield Miss(f"unwritten-{part.value}", said, _("One sentence is enough."), part)


def _says(text: str, words: tuple[str, ...]) -> bool:
    return bool(_pattern(words).search(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?i)(?<!\w)(?:{each})(?:e?s)?(?!\w)")

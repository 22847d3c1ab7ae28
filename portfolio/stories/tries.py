"""What to try next after a story was told aloud. Values in, values out: the same take is told the
same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from common import facts, jargon
from portfolio.readers.counting import clock
from portfolio.stories import listening, spoken
from portfolio.stories.kinds import FACTS, Part, Parts, prompts

EARLY = 15
"""Seconds in which a listener decides whether to listen."""
PACE = 190
"""Words a minute above which nobody follows."""
NOTICED = 5
"""Seconds of difference that are worth a word."""
ADDED = 2
"""So many times the length of the words, a take told more than is written."""
MOST_TERMS = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to try, with gaps."""

    slug: str
    say: str


@dataclass(frozen=True, slots=True)
class Take:
    """One time it was told: how long, and which parts got lost."""

    seconds: int
    missed: tuple[Part, ...] = ()


@cache
def _sentences() -> Mapping[str, str]:
    read = facts.read_list(FACTS / "tries.toml", "try", Sentence, alongside={"basis"})
    return {one.slug: one.say for one in read}


def after(parts: Parts, take: Take, before: Take | None = None, to_whom: str = "") -> Sequence[str]:
    """What to try next, the most useful first; at least one sentence.

    ``before`` is the take before this one; ``to_whom`` somebody who has not heard it lately.
    """
    found = [
        *_length(parts, take), *_lost(parts, take), *_number(parts), *_terms(parts),
        *_slower(take, before),
    ]  # fmt: skip
    if not found:
        found = [_said("fits")]
    return [*found, _said("to-whom", who=to_whom)] if to_whom else found


def _said(slug: str, **gaps: object) -> str:
    return _(_sentences()[slug]).format(**gaps)


def _length(parts: Parts, take: Take) -> Iterator[str]:
    part, words = spoken.longest(parts)
    every = spoken.length(parts)
    gaps = {"took": clock(take.seconds), "longest": part.label, "words": words, "all": every.words}
    over = take.seconds - spoken.MOST
    if take.seconds > ADDED * every.seconds and take.seconds > spoken.LEAST and words:
        yield _said("added", written=every.said, **gaps)
    elif over > 0 and words:
        fewer = max(10, words * spoken.TARGET // take.seconds)
        slug = "too-long" if _can_be_cut(parts, part) else "too-long-all"
        yield _said(slug, over=over, fewer=fewer, **gaps)
    elif take.seconds > spoken.TARGET and words:
        yield _said("long" if _can_be_cut(parts, part) else "long-all", **gaps)
    elif take.seconds and every.words * 60 > PACE * take.seconds:
        yield _said("hurried", pace=every.words * 60 // take.seconds, **gaps)


def _can_be_cut(parts: Parts, part: Part) -> bool:
    """Whether it is longer than its share of the time, and more than a sentence."""
    is_over = spoken.by_part(parts)[part] > prompts()[part].seconds
    return is_over and len(listening.sentences(parts.get(part, ""))) > 1


def _lost(parts: Parts, take: Take) -> Iterator[str]:
    if not take.missed:
        return
    names = get_text_list([str(part.label) for part in take.missed], _("and"))
    if len(take.missed) > 1:
        yield _said("missed-many", parts=names)
    elif first := next(iter(listening.sentences(parts.get(take.missed[0], ""))), ""):
        yield _said("missed", parts=names, first=first)
    else:
        yield _said("missed-unwritten", parts=names)


def _number(parts: Parts) -> Iterator[str]:
    early = spoken.beginning(parts, EARLY)
    if not early or listening.has_number(early):
        return
    if number := listening.first_number(parts):
        yield _said("no-early-number", words=len(early.split()), number=number)
    else:
        yield _said("no-number")


def _terms(parts: Parts) -> Iterator[str]:
    terms = jargon.found("\n".join(parts.get(part, "") for part in Part))[:MOST_TERMS]
    if terms:
        named = [
            _("“%(word)s” (say: %(plain)s)") % {"word": one.word, "plain": one.plain}
            for one in terms
        ]
        yield _said("jargon", terms=get_text_list(named, _("or")))


def _slower(take: Take, before: Take | None) -> Iterator[str]:
    if before and take.seconds - before.seconds >= NOTICED and take.seconds > spoken.TARGET:
        yield _said("slower", more=take.seconds - before.seconds)

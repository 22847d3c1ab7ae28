"""What a line of a résumé lacks. Values in, values out; the same line, the same findings.

No language model: the rules are below, their words in ``facts/words.toml``, and what they get
right and wrong is measured (``benchmarks/story/bullets.py``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from portfolio.bullets.beneficiaries import beneficiaries
from portfolio.bullets.findings import Critique, Finding, Remark, Span
from portfolio.bullets.measured import Measured, comparative, measured
from portfolio.bullets.outcomes import duty, has_subject, outcomes
from portfolio.bullets.sentences import sentences
from portfolio.bullets.technologies import only_these
from portfolio.bullets.wording import level, whole, wording

MOST_WORDS = 35
MOST_CHARACTERS = 240
LONGEST = 2000
"""Characters that are looked at; a line that is kept is shorter."""
_WORD = re.compile(r"\S*\w\S*")


_MARK = re.compile(r"^\s*(?:[-–—•*·▪]|\d{1,2}[.)])\s")
"""What a list puts before a line. Blanks take its place, so that every word stays where it was."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A line with what was found in it."""

    text: str
    measured: Measured
    people: list[Span]
    outcomes: list[Span]

    @property
    def tells_a_change(self) -> bool:
        return (
            self.measured.is_compared or bool(self.outcomes) or has_subject(self.people, self.text)
        )


def critique(text: str) -> Critique:
    """Everything one line lacks, in the order of :class:`Finding`."""
    line = _MARK.sub(lambda found: " " * len(found[0]), level(text[:LONGEST]))
    if not line.strip():
        return Critique(text, ())
    read = _Read(line, measured(line), beneficiaries(line), outcomes(line))
    return Critique(text, tuple(_remark(*found) for found in _found(read)))


def _remark(finding: Finding, spans: list[Span]) -> Remark:
    said = sentences()[finding]
    return Remark(finding, tuple(spans), said.name, said.missing)


def _found(read: _Read) -> Iterator[tuple[Finding, list[Span]]]:
    if not read.tells_a_change:
        first = duty(read.text)
        yield Finding.DUTY, [first] if first else []
        if not read.people and (tools := only_these(read.text)):
            yield Finding.TOOL_ONLY, tools
    vague = _vague(read)
    if not read.measured.spans:
        yield Finding.NO_NUMBER, vague
    elif not read.measured.is_compared:
        yield Finding.NO_BASELINE, list(read.measured.spans)
    if not read.people:
        yield Finding.NO_BENEFICIARY, []
    if vague:
        yield Finding.VAGUE_QUANTITY, vague
    if too_long := _beyond(read.text):
        yield Finding.TOO_LONG, [too_long]


def _vague(read: _Read) -> list[Span]:
    """The words that stand where a figure should. One that compares does so only where there is
    no figure at all."""
    clear = _hidden(_names(), read.text)
    found = [match.span() for match in _quantities().finditer(clear)]
    if not read.measured.spans:
        clear = _hidden(_no_comparatives(), clear)
        found += [match.span() for match in comparative().finditer(clear)]
    return sorted(_apart(found))


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Without those that begin within another."""
    end = -1
    for start, stop in sorted(spans):
        if start >= end:
            yield start, stop
            end = stop


def _hidden(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "~" * len(match.group()), text)


def _beyond(text: str) -> Span | None:
    """What stands behind the last word that fits; None where all of it does."""
    line = text.strip()
    start = len(text) - len(text.lstrip())
    words = [match.start() for match in _WORD.finditer(text)]
    places = [start + MOST_CHARACTERS] if len(line) > MOST_CHARACTERS else []
    places += [words[MOST_WORDS]] if len(words) > MOST_WORDS else []
    return (min(places), start + len(line)) if places else None


@cache
def _quantities() -> re.Pattern[str]:
    return whole(wording().vague.words)


@cache
def _names() -> re.Pattern[str]:
    return whole(wording().vague.names)


@cache
def _no_comparatives() -> re.Pattern[str]:
    return whole(wording().vague.not_comparatives)

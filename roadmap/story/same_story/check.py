"""The check: numbers, titles, dates and lanes that several texts say differently, or that are not
what is known. It reads words and knows no language; where it is not sure it says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.story.same_story import between, lanes, mentions, moments, positions, spans
from roadmap.story.same_story.credentials import Credentials, credentials
from roadmap.story.same_story.dates import dates
from roadmap.story.same_story.numbers import numbers
from roadmap.story.same_story.positions import Named
from roadmap.story.same_story.reading import read
from roadmap.story.same_story.statements import Compared, Disagreement, Facts, Findings, Kind, Text
from roadmap.story.same_story.subjects import Subject, subjects
from roadmap.story.same_story.titles import titles

MOST_TEXTS = 12
MOST_FACTS = 60
"""So many positions, results and credentials at most are compared, of each."""
_WORST_FIRST = [Kind.NUMBER, Kind.TITLE, Kind.DATE, Kind.LANE]


@dataclass(frozen=True, slots=True)
class Examined:
    """What disagrees, the worst first, and what was compared."""

    disagreements: tuple[Disagreement, ...]
    compared: tuple[Compared, ...]


def check(facts: Facts, texts: Sequence[Text]) -> list[Disagreement]:
    """Every disagreement, the worst first."""
    return list(examine(facts, texts).disagreements)


def examine(facts: Facts, texts: Sequence[Text]) -> Examined:
    """The same, with what was compared."""
    facts = _bounded(facts)
    found = Findings()
    known = Known.of(facts)
    told = [_examine(known, text, found) for text in texts[:MOST_TEXTS]]
    between.compare(told, facts, found)
    return Examined(tuple(_sorted(found.disagreements)), tuple(found.compared))


@dataclass(frozen=True, slots=True)
class Known:
    """The facts as every text is held against them: their words and figures, made once."""

    facts: Facts
    results: Sequence[Subject]
    organisations: mentions.Organisations
    held: Credentials

    @classmethod
    def of(cls, facts: Facts) -> "Known":
        return cls(
            facts,
            subjects(facts.results),
            mentions.Organisations.of(facts.positions),
            Credentials.of(facts.credentials),
        )


def _bounded(facts: Facts) -> Facts:
    return Facts(
        facts.lane,
        facts.secondary,
        tuple(facts.positions[:MOST_FACTS]),
        tuple(facts.results[:MOST_FACTS]),
        tuple(facts.credentials[:MOST_FACTS]),
    )


def _examine(known: Known, text: Text, found: Findings) -> between.Read:
    """One text against the facts. What is read first is taken from what is read later: a year is
    no number, a lane in a credential's name is no lane."""
    facts, words = known.facts, read(text)
    stretches, alone = dates(words)
    held = credentials(words, known.held)
    organisations = mentions.organisations(words, known.organisations)
    named = Named(words, titles(words), organisations, stretches, alone)
    present = positions.titles(named, facts.positions, found)
    spans.spans(named, facts.positions, found)
    former = [(one.first, _is_former(facts, one)) for one in organisations]
    told = numbers(words, known.results, found, former)
    used = moments.exams(named, held, facts.credentials, found)
    moments.beginnings(named, used, facts.positions, found)
    moments.measurements(named, used, told, facts.results, found)
    for one in named.titles:
        words.take(one.first, one.last)
    lanes.lanes(words, facts.lane, facts.secondary, found)
    return between.Read(words, told, present, text.made_of)


def _is_former(facts: Facts, one: mentions.Mention) -> bool:
    return not any(facts.positions[which].is_current for which in one.which)


def _sorted(found: Sequence[Disagreement]) -> list[Disagreement]:
    unique = {(one.place, one.other, one.kind): one for one in found}
    return sorted(unique.values(), key=lambda one: _WORST_FIRST.index(one.kind))

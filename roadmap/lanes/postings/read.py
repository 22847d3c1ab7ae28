"""A posting's text to what it says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from common.lanes import Pain
from roadmap.lanes.postings import titles
from roadmap.lanes.postings.language import covered, language
from roadmap.lanes.postings.reading import (
    PainFound,
    PostingReading,
    Quote,
    SkillFound,
    Strength,
)
from roadmap.lanes.postings.sentences import Section, Sentence, sentences, top
from roadmap.lanes.postings.strength import Mention, mentions
from roadmap.lanes.postings.verdict import Evidence, judge

QUOTES = 5
"""Of one skill or pain. A posting that says a word a hundred times says it."""

_STRONGEST = {Strength.MUST: 0, Strength.NICE: 1, Strength.CONTEXT: 2}


def find(text: str) -> dict[str, list[Quote]]:
    """The skills that a text names, by slug, each with the sentences it stands in.

    The same matcher reads postings, a résumé and the title of a record.
    """
    found: dict[str, list[Quote]] = defaultdict(list)
    for sentence in sentences(text):
        for mention in mentions(sentence, musts_have_a_place=True):
            _add(found[mention.match.phrase.means], _quote(mention))
    return dict(found)


def read(text: str) -> PostingReading:
    """What one posting says."""
    said = _once(sentences(text))
    title = titles.title_of(top(text))
    named = titles.roles_at_the_top(top(text))
    judged = judge(Evidence.gather(named, titles.roles_sought(said), said))
    code = language(text)
    return PostingReading(
        title=title,
        language=code,
        partial=code not in covered() and code != "",
        lanes=judged.lanes,
        verdict=judged.verdict,
        skills=_skills(said),
        pains=_pains(said),
        elsewhere=judged.elsewhere,
    )


def _once(said: Iterable[Sentence]) -> list[Sentence]:
    """Sentences that a careless paste has twice, once."""
    kept = {(one.text, one.heading): one for one in reversed(list(said))}
    return list(reversed(kept.values()))


def _skills(said: Sequence[Sentence]) -> tuple[SkillFound, ...]:
    """Each skill at its strongest, in the order of the text."""
    asked = any(one.section is Section.MUST and not one.heading for one in said)
    found: dict[str, list[Mention]] = defaultdict(list)
    for sentence in said:
        for mention in mentions(sentence, musts_have_a_place=asked):
            found[mention.match.phrase.means].append(mention)
    return tuple(_skill(slug, many) for slug, many in found.items())


def _skill(slug: str, many: list[Mention]) -> SkillFound:
    many = sorted(many, key=lambda mention: _STRONGEST[mention.strength])
    quotes: list[Quote] = []
    strengths: list[Strength] = []
    for mention in many:
        if _add(quotes, _quote(mention)):
            strengths.append(mention.strength)
    years = [mention.years for mention in many if mention.years]
    return SkillFound(
        slug, many[0].strength, max(years, default=None), tuple(quotes), tuple(strengths)
    )


def _pains(said: Iterable[Sentence]) -> tuple[PainFound, ...]:
    """What the work is about, not what the employer says of itself."""
    found: dict[str, list[Quote]] = defaultdict(list)
    for sentence in said:
        if sentence.section in (Section.ABOUT, Section.BENEFITS):
            continue
        for one in sentence.matches:
            if one.phrase.kind == "pain":
                phrase = sentence.words.between(one.first, one.last)
                _add(found[one.phrase.means], Quote(sentence.text, phrase))
    return tuple(PainFound(Pain(slug), tuple(quotes)) for slug, quotes in found.items())


def _quote(mention: Mention) -> Quote:
    match = mention.match
    return Quote(mention.sentence.text, mention.sentence.words.between(match.first, match.last))


def _add(quotes: list[Quote], quote: Quote) -> bool:
    """A sentence once, and not without end. Whether it was added."""
    new = len(quotes) < QUOTES and all(quote.sentence != one.sentence for one in quotes)
    if new:
        quotes.append(quote)
    return new

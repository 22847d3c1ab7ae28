"""A posting's text to what it says."""

import re
from collections import defaultdict
from functools import cache

from common.lanes import Lane, Pain
from roadmap.lanes.postings.reading import (
    LaneScore,
    PainFound,
    PostingReading,
    Quote,
    Reason,
    SkillFound,
    Strength,
    Verdict,
)
from roadmap.lanes.postings.taxonomy import Category, skills, taxonomy

_WORD = re.compile(r"\w+")
_END = re.compile(r"\n+|(?<=[.!?])\s+")


def find(text: str) -> dict[str, list[Quote]]:
    """The skills that a text names, by slug, each with the sentences it stands in.

    The same matcher reads postings, a résumé and the title of a record.
    """
    return {slug: quotes for (kind, slug), quotes in _find(text).items() if kind == "skill"}


def read(text: str) -> PostingReading:
    """What one posting says."""
    title = next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
    found = _find(text)
    scores = []
    for lane in Lane:
        reasons = [
            Reason(float(skills()[slug].weights.of(lane)), skills()[slug].name, quotes[0])
            for (kind, slug), quotes in found.items()
            if kind == "skill" and skills()[slug].category is not Category.SOFT
        ]
        reasons = [reason for reason in reasons if reason.points]
        scores.append(LaneScore(lane, sum(r.points for r in reasons), tuple(reasons)))
    scores.sort(key=lambda score: -score.score)
    return PostingReading(
        title=title,
        language="en",
        partial=False,
        lanes=tuple(scores),
        verdict=scores[0].lane if scores[0].score > 10 else Verdict.NONE,
        skills=tuple(
            SkillFound(slug, Strength.MUST, None, tuple(quotes))
            for (kind, slug), quotes in found.items()
            if kind == "skill"
        ),
        pains=tuple(
            PainFound(Pain(slug), tuple(quotes))
            for (kind, slug), quotes in found.items()
            if kind == "pain"
        ),
    )


def _find(text: str) -> dict[tuple[str, str], list[Quote]]:
    found: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for sentence in _END.split(text):
        words = list(_WORD.finditer(sentence))
        lowered = [word.group().lower() for word in words]
        for at, word in enumerate(lowered):
            for phrase, key in _index().get(word, ()):
                if tuple(lowered[at : at + len(phrase)]) == phrase:
                    said = sentence[words[at].start() : words[at + len(phrase) - 1].end()]
                    found[key].append(Quote(sentence.strip(), said))
    return found


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]]:
    """Phrases by their first word, so that a text is walked once."""
    index: dict[str, list[tuple[tuple[str, ...], tuple[str, str]]]] = defaultdict(list)
    for skill in taxonomy().skill:
        for alias in (skill.name, *skill.aliases):
            words = tuple(word.lower() for word in _WORD.findall(alias))
            index[words[0]].append((words, ("skill", skill.slug)))
    for pain in taxonomy().pain:
        for phrase in pain.phrases:
            words = tuple(word.lower() for word in _WORD.findall(phrase))
            index[words[0]].append((words, ("pain", pain.slug.value)))
    return index

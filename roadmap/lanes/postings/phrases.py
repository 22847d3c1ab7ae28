"""Everything that is looked for in a posting, as one index over the facts."""

from collections.abc import Iterator
from functools import cache

from roadmap.lanes.postings.index import Index, Phrase
from roadmap.lanes.postings.taxonomy import reading, taxonomy

NOTHING = ""
"""What a phrase means that only hides a shorter one."""


@cache
def index() -> Index:
    """Skills, pains, titles, headings and cues, found in one walk."""
    everything = (*_skills(), *_pains(), *_titles(), *_headings(), *_cues(), *_fields())
    return Index(everything, reading().joins)


def _skills() -> Iterator[Phrase]:
    for skill in taxonomy().skill:
        exact = {*skill.case_sensitive, *skill.wary}
        for alias in dict.fromkeys(
            (skill.name, *skill.aliases, *skill.case_sensitive, *skill.wary)
        ):
            yield Phrase("skill", skill.slug, alias, alias in exact, alias in skill.wary)
    for text in reading().nothing:
        yield Phrase("skill", NOTHING, text)


def _pains() -> Iterator[Phrase]:
    for pain in taxonomy().pain:
        for text in pain.phrases:
            yield Phrase("pain", pain.slug.value, text)


def _titles() -> Iterator[Phrase]:
    for number, title in enumerate(taxonomy().title):
        for text in title.phrases:
            yield Phrase("title", str(number), text, exact=text.isupper() and len(text) < 4)


def _headings() -> Iterator[Phrase]:
    for heading in reading().heading:
        for text in heading.phrases:
            yield Phrase("heading", heading.section, text)


def _cues() -> Iterator[Phrase]:
    for cue in reading().cue:
        for text in cue.phrases:
            yield Phrase(f"cue {cue.side}", cue.says, text)
    for kind, texts in (("employer", reading().employer), ("lead", reading().lead)):
        for text in texts:
            yield Phrase(kind, "", text)


def _fields() -> Iterator[Phrase]:
    for speech in reading().speech:
        for text in speech.phrases:
            yield Phrase(f"speech {speech.lane}", speech.lane, text)
    for area in reading().elsewhere:
        for text in area.phrases:
            yield Phrase("elsewhere", area.name, text)

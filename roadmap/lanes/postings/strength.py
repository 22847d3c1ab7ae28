"""How much a sentence wants what it names, and for how many years."""

import re
from dataclasses import dataclass
from functools import cache

from roadmap.lanes.postings.index import Match
from roadmap.lanes.postings.reading import Strength
from roadmap.lanes.postings.sentences import Section, Sentence
from roadmap.lanes.postings.taxonomy import reading
from roadmap.lanes.postings.words import plain

_BREAK = re.compile(r"[;()\[\]]| [–—-] ")
"""What parts a sentence: a cue in one part says nothing of another."""

_COMMA = re.compile(r",")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase in a sentence, how much it is wanted there, and the years asked for."""

    match: Match
    sentence: Sentence
    strength: Strength
    years: int | None


def mentions(sentence: Sentence, *, musts_have_a_place: bool) -> list[Mention]:
    """Every skill of a sentence.

    ``musts_have_a_place``: the posting has a section of requirements. Where it has none, what the
    duties name is all an applicant is told, and counts as asked for.
    """
    skills = [one for one in sentence.matches if one.phrase.kind == "skill" and one.phrase.means]
    if not skills:
        return []
    rest = _by_section(sentence.section, musts_have_a_place)
    years = _years(sentence, skills)
    return [
        Mention(skill, sentence, _strength(sentence, skill, rest), years.get(skill.first))
        for skill in skills
    ]


def _by_section(section: Section, musts_have_a_place: bool) -> Strength:
    if section is Section.MUST:
        return Strength.MUST
    if section is Section.NICE:
        return Strength.NICE
    if section is Section.DUTIES and not musts_have_a_place:
        return Strength.MUST
    return Strength.CONTEXT


def _strength(sentence: Sentence, skill: Match, rest: Strength) -> Strength:
    """By the cues that reach the skill: a refusal first, then a wish, then a demand."""
    cues = [one for one in sentence.matches if one.phrase.kind.startswith("cue ")]
    if not cues or sentence.section in (Section.ABOUT, Section.BENEFITS):
        return rest
    said = {cue.phrase.means for cue in cues if _reaches(sentence, cue, skill, cues)}
    if "not" in said:
        return Strength.CONTEXT
    if "nice" in said:
        return Strength.NICE
    # In a list of wishes "experience with" is the wish, not a demand.
    if "must" in said and sentence.section is not Section.NICE:
        return Strength.MUST
    return rest


def _reaches(sentence: Sentence, cue: Match, skill: Match, cues: list[Match]) -> bool:
    """Whether a cue's words are about the skill: same part of the sentence, on the right side."""
    between = _between(sentence, cue, skill)
    if _BREAK.search(between):
        return False
    side = cue.phrase.kind.removeprefix("cue ")
    if side == "both":
        return True
    if side == "after":
        return skill.last > cue.first
    if skill.first > cue.last:
        return False
    # "Terraform required, Pulumi a plus": where both are said, a plus reaches back to the comma.
    demands = any(one.phrase.means == "must" for one in cues)
    return not (demands and _COMMA.search(between))


def _between(sentence: Sentence, one: Match, other: Match) -> str:
    begin, end = sorted((one, other), key=lambda match: match.first)
    if end.first <= begin.last:
        return ""
    return sentence.words.gap(begin.last, end.first)


# ---- years ---------------------------------------------------------------------------------------

MOST_YEARS = 25
NEAR, NEXT = 7, 3
"""Words from the years to the first skill, and from one skill to the next of its list."""


def _years(sentence: Sentence, skills: list[Match]) -> dict[int, int]:
    """Years by the first word of the skills that the figure is said of."""
    said = sentence.words.plain
    found: dict[int, int] = {}
    for at, word in enumerate(said):
        if word not in _year_words() or at == 0:
            continue
        if number := _number(said, at):
            for skill in _said_of(sentence, at, skills):
                found.setdefault(skill.first, number)
    return found


@cache
def _year_words() -> frozenset[str]:
    return frozenset(map(plain, reading().years))


@cache
def _number_words() -> dict[str, int]:
    """One to ten in the languages we cover."""
    return {
        plain(word): number
        for number, many in enumerate(reading().numbers, start=1)
        for word in many.split()
    }


def _number(said: list[str], at: int) -> int | None:
    """The lesser of "3-5 years", "three to five years"; "2-year degree" has no skill behind it."""
    figures = []
    for word in said[max(0, at - 4) : at]:
        figure = int(word) if word.isdecimal() and len(word) < 3 else _number_words().get(word)
        if figure:
            figures.append(figure)
    near = figures[-2:]
    return min(near) if near and max(near) <= MOST_YEARS else None


def _said_of(sentence: Sentence, at: int, skills: list[Match]) -> list[Match]:
    """The list that follows the years; without one, the skill that stands right before them."""
    listed: list[Match] = []
    end, reach = at, NEAR
    for skill in (one for one in skills if one.first > at):
        if skill.first - end > reach or ";" in sentence.words.gap(end, skill.first):
            break
        listed.append(skill)
        end, reach = skill.last, NEXT
    if listed:
        return listed
    before = [one for one in skills if one.last < at and at - one.last <= NEAR]
    return before[-1:]

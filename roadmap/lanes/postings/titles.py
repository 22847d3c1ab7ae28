"""What a posting calls the role: in its title, and where it says whom it looks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from common.lanes import Lane
from roadmap.lanes.postings.index import Match
from roadmap.lanes.postings.phrases import index
from roadmap.lanes.postings.reading import Quote
from roadmap.lanes.postings.sentences import Section, Sentence
from roadmap.lanes.postings.taxonomy import reading, taxonomy
from roadmap.lanes.postings.words import Words, plain, words

SURE = 3
"""The weight of a role that is its lane's whatever else the title says."""

LONGEST = 200
MOST_WORDS = 20
TOP = 12
"""Lines in which a labelled title may stand."""

FIRST_WORDS = 12

LEAD_REACH = 12
"""Words after "we are looking for" within which the role is named."""

_LABEL = re.compile(
    r"\W{0,12}(?:job title|title|position|role|rol|puesto|cargo|vaga|stelle|stellentitel|poste)"
    r"[*'\"\s]{0,40}(?::|=>)[*'\"\s]{0,12}(?=\S)",
    re.IGNORECASE,
)
_KEY = re.compile(r"\w{1,20}:")
_GENDERED = re.compile(r"(?<=\w)(?:\([-/]?\w{1,5}\)|[*:_/]-?(?:in|innen|e|a)\b)")
_LIST = re.compile(r"[,/|;+&]| and | und | et | y | e ")
_BRACKETS = (("(", ")"), ("[", "]"))
_FRAME = " #*_-–—>|[]()\"'`,;\\/"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that is named, whose it is (None: no lane's), how surely (1 to 3), and where.

    ``at``: the character of the sentence at which it begins. ``job``: it names what somebody is
    ("security engineer"), not only a field ("security").
    """

    lane: Lane | None
    weight: int
    quote: Quote
    at: int
    job: bool
    generalist: bool = False


def title_of(lines: Sequence[str]) -> str:
    """The title as it stands: labelled, or the first line, if it is no sentence."""
    for line in lines[:TOP]:
        if label := _LABEL.match(line):
            return _unframed(line[label.end() :])[:LONGEST]
    first = _unframed(next((line for line in lines if line.strip(_FRAME)), ""))
    if len(words(first)) > MOST_WORDS or first.endswith((".", "!", "?", ":")):
        return ""
    return first[:LONGEST]


def _unframed(line: str) -> str:
    """Without marks and brackets around it, but with the bracket that one within it needs."""
    said = line.strip(_FRAME)
    begin = line.find(said)
    end = begin + len(said)
    for opens, closes in _BRACKETS * 2:
        within = line[begin:end]
        if within.count(opens) > within.count(closes) and line[end : end + 1] == closes:
            end += 1
        elif within.count(closes) > within.count(opens) and line[begin - 1 : begin] == opens:
            begin -= 1
    return line[begin:end]


def roles_in(title: str) -> list[Role]:
    """Every role that a title names, in its order.

    Beside a job of no lane a lane's field is a hint: "Program Manager, Data Platform".
    """
    title = _GENDERED.sub("", title)
    cut = words(title)
    roles = [_role(one, cut, title) for one in index().matches(cut) if one.phrase.kind == "title"]
    if any(one.lane is None and one.weight == SURE for one in roles):
        return [one if one.lane is None or one.job else replace(one, weight=1) for one in roles]
    return roles


def roles_at_the_top(lines: Sequence[str]) -> list[Role]:
    """The roles of the title; where it names none, of a line "Employer - Role - Place" below it."""
    roles = roles_in(title_of(lines))
    if any(one.weight > 1 for one in roles):
        return roles
    for line in lines[:TOP]:
        if _KEY.match(line):
            continue
        if line.count(" - ") + line.count(" | ") > 1 and len(words(line)) <= MOST_WORDS * 2:
            return roles_in(line[:LONGEST]) or roles
    if not roles and lines:  # a page flattened to one line begins with its title
        return [one for one in roles_in(" ".join(lines[0].split()[:FIRST_WORDS])) if one.job]
    return roles


def roles_sought(sentences: Sequence[Sentence]) -> list[Role]:
    """The roles of the first sentence that says whom they look for."""
    for sentence in sentences:
        if sentence.section is Section.BENEFITS:
            continue
        leads = [one for one in sentence.matches if one.phrase.kind == "lead"]
        if not leads:
            continue
        named = [
            one
            for one in sentence.matches
            if one.phrase.kind == "title"
            and any(0 < one.first - lead.last <= LEAD_REACH for lead in leads)
        ]
        if named:
            return [_role(one, sentence.words, sentence.text) for one in named]
    return []


def several(roles: Sequence[Role]) -> bool:
    """Whether a title names jobs of different fields side by side, not one job of two fields."""
    jobs = [one for one in roles if one.weight > 1 and one.job]
    return any(
        one.lane is not other.lane and _LIST.search(one.quote.sentence, one.at, other.at)
        for one, other in pairwise(jobs)
    )


def lanes_named(roles: Sequence[Role]) -> set[Lane]:
    """The lanes that a title is sure of: its jobs', and only without one those of its fields."""
    sure = [one for one in roles if one.weight == SURE and one.lane]
    jobs = [one for one in sure if one.job]
    return {one.lane for one in jobs or sure if one.lane}


@cache
def _role_nouns() -> frozenset[str]:
    return frozenset(map(plain, reading().role_nouns))


def _role(match: Match, cut: Words, sentence: str) -> Role:
    said = taxonomy().title[int(match.phrase.means)]
    quote = Quote(sentence, cut.between(match.first, match.last))
    begin = cut.start(match.first)
    return Role(said.lane, said.weight, quote, begin, _is_a_job(match, cut), said.generalist)


def _is_a_job(match: Match, cut: Words) -> bool:
    """Whether the noun of somebody stands in the phrase, or right behind it."""
    until = match.last + 1
    if until < len(cut) and cut.after(match.last) in (" ", "-"):
        until += 1
    return not _role_nouns().isdisjoint(cut.plain[match.first : until])

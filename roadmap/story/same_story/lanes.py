"""Lanes of one text: which it calls the specialty, and which it says comes second."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from roadmap.story.same_story import vocabulary, wording
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Findings, Kind

HEADLINE = 260
MOST_BETWEEN = 4
"""Tokens between "my main field is" and the lane at most."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LINKS = _set("is : = remains become becomes in – — - being lies")
_FILL = _set(
    "a the my her his their an still has of plain it ( called what your our now clearly always "
    "today as and"
)
_PAST = _set(
    "was were formerly previously until used not never longer isn't earlier once ago had before "
    "left unlike"
)
"""A clause with one of these does not say what is so today."""
_ASIDE = _set("also additionally besides plus moreover secondly alongside beside")


def _phrases(*said: str) -> list[list[str]]:
    return [one.split() for one in said]


_I_DO = _phrases(
    *("i do", "she does", "he does", "known for", "specialist in", "specialist for", "expert in"),
    *("specialise in", "specialize in", "specialised in", "specialized in", "specialising in"),
    *("specializing in", "specialises in", "specializes in", "focus on", "focused on"),
)
_IS_MY = _phrases(
    *("what i do", "what she does", "what he does"),
    *("my trade", "my profession", "my job", "my craft"),
)
_SEPARATORS = {"|", "·", "•", "–", "—", "/"}
_TO_BE = {"is", "as", "being", "remains", "are", ",", ":", "'s", "=", "(", "stays", "–", "—", "-"}


@dataclass(frozen=True, slots=True)
class Named:
    """A lane that a text names, by its slug, or by its name where it is an area of their own."""

    first: int
    last: int
    lane: str


@dataclass(frozen=True, slots=True)
class Claim:
    """That it comes first, or second."""

    named: Named
    first: int
    last: int
    is_first: bool
    is_by_place: bool = False
    """Whether nothing says so but its place in a headline."""


_Ways = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Ways to say a lane by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for lane in vocabulary.words().lane:
        for said in lane.said:
            words = tuple(said.split())
            found.setdefault(words[0], []).append((words, lane.slug))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found


def slug_of(name: str) -> str:
    """The slug of a lane by its name, or the name itself, lower-cased."""
    low = " ".join(name.lower().replace("-", " ").split())
    for lane in vocabulary.words().lane:
        if low in (lane.slug.replace("-", " "), *lane.said):
            return lane.slug
    return low


def lanes(text: Reading, lane: str, second: str, found: Findings) -> None:
    """Hold what a text calls first and second against the pair that was chosen."""
    if not lane:
        return
    first, other = slug_of(lane), slug_of(second) if second else ""
    for one in claims(text, [name for name in (lane, second) if name]):
        if one.is_first or second:
            found.saw(Kind.LANE, text.name, lane if one.is_first else second)
        sentence, against = _said_of(one, first, other, lane, second)
        if sentence:
            place = text.place(one.first, one.last)
            found.disagreements.append(Disagreement(Kind.LANE, place, against, sentence))


def _said_of(one: Claim, first: str, other: str, lane: str, second: str) -> tuple[str, str]:
    """The sentence and what it should be; empty where nothing is wrong."""
    named = one.named.lane
    if one.is_by_place and named == other:
        return "", ""  # the second lane may well open a headline whose title names the first
    if one.is_first and named != first:
        exchanged = bool(second) and named == other
        said = wording.lanes_exchanged(lane, second) if exchanged else wording.other_lane(lane)
        return said, lane
    if not one.is_first and second and named == first:
        return wording.lanes_exchanged(lane, second), second
    return "", ""


def named(text: Reading, own: Sequence[str] = ()) -> list[Named]:
    """Lanes a text names, without those inside a title or a credential."""
    ways = _ways(own)
    found: list[Named] = []
    at = 0
    while at < len(text.tokens):
        here = ways.get(text.lower[at])
        one = _at(text, at, here) if here and at not in text.taken else None
        if one is not None:
            found.append(one)
        at = (one.last if one else at) + 1
    return found


def _ways(own: Sequence[str]) -> _Ways:
    """Ways to say a lane, with those that a person named, by their first word."""
    found = dict(_names())
    for words, slug in {tuple(name.lower().split()): slug_of(name) for name in own}.items():
        if words:
            ways = [*found.get(words[0], ()), (words, slug)]
            found[words[0]] = sorted(ways, key=lambda way: -len(way[0]))
    return found


def _at(text: Reading, at: int, ways: Iterable[tuple[tuple[str, ...], str]]) -> Named | None:
    for words, slug in ways:
        last = at + len(words) - 1
        if tuple(text.lows(at, last)) == words and last not in text.taken:
            return Named(at, last, slug)
    return None


def claims(text: Reading, own: Sequence[str] = ()) -> list[Claim]:
    """What a text says of each lane it names, where it says so plainly."""
    all_named = named(text, own)
    found: list[Claim] = []
    for place, one in enumerate(all_named):
        before = all_named[place - 1].last + 1 if place else 0
        after = all_named[place + 1].first - 1 if place + 1 < len(all_named) else len(text.tokens)
        claim = _claim(text, one, before, after)
        if claim is not None:
            found.append(claim)
    return found


def _claim(text: Reading, one: Named, before: int, after: int) -> Claim | None:
    """Words right before it, else right behind it, else that it opens a part of a headline."""
    first, last = _sentence(text, one)
    low, high = max(first, before, one.first - 9), min(last, after, one.last + 8)
    if _PAST & set(text.lows(max(first, one.first - 10), min(last, one.last + 8))):
        return None
    rank = text.low(one.last + 1)
    if rank in {"first", "second"} and not text.low(one.last + 2)[:1].isalnum():
        return Claim(one, one.first, one.last + 1, is_first=rank == "first")
    if (claim := _behind(text, one, high)) is not None:
        return claim
    return _ahead(text, one, low) or _opens(text, one, first)


def _sentence(text: Reading, one: Named) -> tuple[int, int]:
    sentence, first, last = text.tokens[one.first].sentence, one.first, one.last
    while first > max(0, one.first - 40) and text.tokens[first - 1].sentence == sentence:
        first -= 1
    end = min(len(text.tokens) - 1, one.last + 40)
    while last < end and text.tokens[last + 1].sentence == sentence:
        last += 1
    return first, last


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """By their first word, the longest first, since "second field" is not "field"."""
    words = vocabulary.words()
    cues = [(tuple(one.split()), True) for one in words.lane_primary]
    cues += [(tuple(one.split()), False) for one in words.lane_secondary]
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for cue in sorted(cues, key=lambda cue: -len(cue[0])):
        found.setdefault(cue[0][0], []).append(cue)
    return found


def _cue_at(text: Reading, at: int) -> tuple[int, bool] | None:
    """The last token of a cue that begins here, and whether it means the first."""
    for words, is_first in _cues().get(text.low(at), ()):
        if tuple(text.lows(at, at + len(words) - 1)) == words:
            return at + len(words) - 1, is_first
    return None


def _ahead(text: Reading, one: Named, low: int) -> Claim | None:
    """ "my main field is DevOps", "Second field: Security", "I do FinOps", "also AI …"."""
    at = one.first - 1
    aside = text.lows(max(low, one.first - 5), one.first - 1)
    if _ASIDE & set(aside) or _has(aside, (["next", "to", "it"], ["on", "the", "side"])):
        return Claim(one, one.first, one.last, is_first=False)
    if _has(text.lows(max(low, one.first - 4), one.first - 1)[-3:], _I_DO):
        return Claim(one, max(low, one.first - 2), one.last, is_first=True)
    for start in range(low, at + 1):
        cue = _cue_at(text, start)
        if cue is None or cue[0] > at:
            continue
        begins, is_first = _with_ordinal(text, start, cue[1])
        between = text.lows(cue[0] + 1, at)
        if len(between) <= MOST_BETWEEN + 1 and _links(between):
            return Claim(one, _from_whose(text, begins, low), one.last, is_first)
    return None


def _with_ordinal(text: Reading, start: int, is_first: bool) -> tuple[int, bool]:
    """ "second", "other" before the cue makes it the second."""
    before = text.low(start - 1)
    if before in {"second", "secondary", "other", "side", "additional", "further", "third"}:
        return start - 1, False
    return start, is_first


def _from_whose(text: Reading, start: int, low: int) -> int:
    whose = {"my", "her", "his", "their", "the", "a"}
    return start - 1 if start > low and text.low(start - 1) in whose else start


def _links(between: list[str]) -> bool:
    """Whether these words only join a cue and a lane."""
    return bool(_LINKS & set(between)) and all(one in _LINKS | _FILL for one in between)


def _behind(text: Reading, one: Named, high: int) -> Claim | None:
    """ "FinOps is my main field", "AI infrastructure my second one", "security as second field"."""
    at = one.last + 1
    which = text.low(at) == "," and text.low(at + 1) in {"which", "that"}
    for start in range(at, min(high, one.last + (12 if which else 6)) + 1):
        lows = text.lows(at, start - 1)
        if not which and not all(low in _TO_BE | _FILL | {"natural"} for low in lows):
            return None
        if not lows and text.low(start) not in {"second"}:
            continue
        cue = _cue_at(text, start)
        if cue is not None and cue[0] <= high and _says_it_is(lows, which):
            if text.low(start) in {"field", "focus", "lane", "home"} and not _is_own(lows):
                return None
            return Claim(one, one.first, cue[0], _with_ordinal(text, start, cue[1])[1])
        if _has(text.lows(start, start + 2), _IS_MY) and lows:
            return Claim(one, one.first, start + 1, is_first=True)
    return None


def _says_it_is(lows: list[str], which: bool) -> bool:
    whose = {"my", "her", "his", "their", "is", "as", "(", ":", "the"}
    return which or bool(whose & set(lows))


def _is_own(lows: list[str]) -> bool:
    return bool({"my", "her", "his", "their"} & set(lows))


def _opens(text: Reading, one: Named, first: int) -> Claim | None:
    """A lane that opens a part of a headline is what somebody says they are about."""
    if len(text.words.strip()) > HEADLINE or "\n" in text.words.strip():
        return None
    before = text.low(one.first - 1)
    opens = (
        one.first == 0 or before in _SEPARATORS or (before == "-" and not text.touches(one.first))
    )
    if not opens:
        return None
    last = one.last
    while last + 1 < len(text.tokens) and text.low(last + 1) not in _SEPARATORS | {",", ":"}:
        if last - one.last > 6 or text.tokens[last + 1].is_number:
            break
        last += 1
    claim = Claim(one, one.first, last, is_first=True, is_by_place=True)
    return claim if _is_the_first(text, one) else None


def _is_the_first(text: Reading, one: Named) -> bool:
    """Only the first lane of a headline is said to be the specialty by its place alone."""
    return not any(each.first < one.first for each in named(text))


def _has(lows: list[str], phrases: Sequence[list[str]]) -> bool:
    return any(
        lows[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(lows))
    )

"""Where a text names a credential that is held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.mentions import Mention, split, words_of
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Earned

_LOOSE = 3
"""Words that may stand between those of a name: "AWS Certified Security – Specialty"."""
_SMALL = frozenset(
    ["in", "of", "the", "for", "and", "exam", "level", "certified", "certification", "engineer"]
)
"""Words of a name that say no level."""


@dataclass(frozen=True, slots=True)
class _Name:
    words: frozenset[str]
    """Its own words, as stems, without who issues it."""
    beside: frozenset[str]
    """Who issues it and its level, which may stand beside its own words."""
    short: frozenset[str]
    """Its initials, and what stands in brackets behind it."""

    @classmethod
    def of(cls, name: str) -> "_Name":
        name, _, short = name.partition("(")
        all_words = words_of(name)
        little, issuers = vocabulary.credential_levels(), vocabulary.issuers()
        initials = "".join(word[0] for word in split(name.replace("’", "'")) if word[0].isupper())
        initials = initials.lower()
        capitals = [word for word in split(name) if word.isupper() and len(word) >= 4]
        own = {word.lower() for word in capitals} - issuers  # CISSP, ITIL
        return cls(
            frozenset(vocabulary.stem(word) for word in all_words if word not in little | issuers),
            frozenset(all_words) & (issuers | (little - _SMALL)),
            frozenset({initials, *words_of(short), *_known_short(all_words), *own}),
        )


@dataclass(frozen=True, slots=True)
class Credentials:
    """Their names by each of their words, made once for all texts."""

    names: Sequence[_Name]
    by_stem: Mapping[str, Sequence[int]]
    by_short: Mapping[str, int]
    """The first that goes by these initials."""
    longest: int
    """So many words has the longest name."""

    @classmethod
    def of(cls, held: Sequence[Earned]) -> "Credentials":
        names = [_Name.of(one.name) for one in held]
        by_stem: dict[str, list[int]] = {}
        by_short: dict[str, int] = {}
        for which, name in enumerate(names):
            for word in name.words:
                by_stem.setdefault(word, []).append(which)
            for short in name.short:
                by_short.setdefault(short, which)
        return cls(names, by_stem, by_short, max((len(one.words) for one in names), default=0))


def credentials(text: Reading, held: Credentials) -> list[Mention]:
    """Each by the words that make its name, in any order and with few others between, or by its
    initials. Their tokens are taken: a credential that names a lane does not speak of the lane."""
    found: list[Mention] = []
    at = 0
    while at < len(text.tokens):
        begins = text.stems[at] in held.by_stem or text.lower[at] in held.by_short
        one = _credential(text, at, held) if begins else None
        if one is not None:
            found.append(one)
            text.take(one.first, one.last)
        at = (one.last if one else at) + 1
    return found


def _known_short(words: list[str]) -> list[str]:
    """Short names that are not made of the initials: CKS."""
    pairs = (one.split("=") for one in vocabulary.words().short_names)
    return [short for short, meant in pairs if set(meant.split()) <= set(words)]


def _credential(text: Reading, at: int, held: Credentials) -> Mention | None:
    """The one that is named here; where several fit, the one whose level is said too."""
    token = text.tokens[at]
    if not token.is_word or at in text.taken:
        return None
    if len(token.low) >= 3 and token.low in held.by_short and token.text.isupper():
        return Mention(at, at, (held.by_short[token.low],))
    fits: list[tuple[int, int, int]] = []
    around: dict[int, set[str]] = {}
    for which, last, matched in _reached(text, at, held):
        if last not in around:
            around[last] = _bare(text, at - 3, last + 2)
        fits.append((matched + len(held.names[which].beside & around[last]), which, last))
    if not fits:
        return None
    best = max(score for score, _, _ in fits)
    chosen = [(which, last) for score, which, last in fits if score == best]
    last = max(last for _, last in chosen)
    last = _level_behind(text, last)
    return Mention(at, last, tuple(which for which, _ in chosen))


def _reached(text: Reading, at: int, held: Credentials) -> Iterable[tuple[int, int, int]]:
    """Names that begin here, their last tokens, and how many of their words stand there. One word
    of several is enough only where an exam is named right beside it: that is looked at once."""
    which = held.by_stem.get(text.stems[at], ())
    if not which:
        return
    near = set(text.stems[at + 1 : at + held.longest + _LOOSE + 1]) - {text.stems[at]}
    has_cue = _has_cue(text, at, at)
    for one in which:
        name = held.names[one]
        if len(name.words) > 1 and near.isdisjoint(name.words):
            last, matched = (at, 1) if has_cue else (None, 0)
        else:
            last, matched = _reach(text, at, name)
        if last is not None:
            yield one, last, matched


def _reach(text: Reading, at: int, name: _Name) -> tuple[int | None, int]:
    """The last token of a name that begins here, and how many of its words stand there."""
    left, last, loose = set(name.words), at, 0
    for place in range(at, min(at + len(name.words) + _LOOSE + 1, len(text.tokens))):
        if text.tokens[place].sentence != text.tokens[at].sentence or place in text.taken:
            break
        if (word := text.stems[place]) in left:
            left.discard(word)
            last = place
        elif text.tokens[place].text in {",", ";", "(", "|", "·", "•"}:
            break
        else:
            loose += 1
        if loose > _LOOSE:
            break
    matched = len(name.words) - len(left)
    beside = bool(name.beside & _bare(text, at - 2, last + 2))
    is_whole = not left and (matched > 1 or beside)
    most = matched > 1 and len(left) == 1 and beside
    is_enough = matched > 0 and (_has_cue(text, at, last) or most)
    return (last, matched) if is_whole or is_enough else (None, 0)


def _bare(text: Reading, first: int, last: int) -> set[str]:
    """The words there, Google's as Google."""
    return {low.removesuffix("'s") for low in text.lows(first, last)}


def _has_cue(text: Reading, first: int, last: int) -> bool:
    """Whether an exam or a certificate is named right beside it."""
    cues = vocabulary.exam_words()
    return not cues.isdisjoint(text.lows(last + 1, last + 2)) or text.low(first - 1) == "certified"


def _level_behind(text: Reading, last: int) -> int:
    """With "– Specialty", "exam" or "certificate" behind it."""
    following = last + 1 + (text.low(last + 1) in {"–", "-", "—"})
    low = text.low(following)
    if low in {"in", "of", "for", "and", "the"}:
        return last
    is_one = low in vocabulary.credential_levels() or low in vocabulary.exam_words()
    return following if is_one else last

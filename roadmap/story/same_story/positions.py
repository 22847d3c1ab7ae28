"""Titles in one text beside the positions that are held."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.story.same_story import wording
from roadmap.story.same_story.dates import Span, When
from roadmap.story.same_story.mentions import Mention
from roadmap.story.same_story.reading import Reading
from roadmap.story.same_story.statements import Disagreement, Findings, Kind, Position
from roadmap.story.same_story.titles import Title, is_same, normal_of

HEADLINE = 260
"""Characters of a text of one line that is read as a headline."""
TOP_LINES = 3
_AT = {"at", "@", "with", "for", "in", "from", "bei"}
_BECAME = {"as", "am", "i'm", "is", "was", "became", "been", "i've", "worked", "work", "role"}
_OTHERS = {
    *("with", "beside", "under", "by", "our", "their", "other", "every", "hired", "mentored"),
    *("another", "between", "each", "coached", "trained", "helped", "taught", "reporting"),
    *("reported", "like", "than", "any", "your", "against", "alongside", "become", "becoming"),
}
_PAST = {"was", "were", "formerly", "previously", "before", "until", "earlier", "started", "began"}
_CLOSE = 8


@dataclass(frozen=True, slots=True)
class Named:
    """What one text names."""

    text: Reading
    titles: Sequence[Title]
    organisations: Sequence[Mention]
    spans: Sequence[Span]
    alone: Sequence[When]


def titles(named: Named, held: Sequence[Position], found: Findings) -> list[Title]:
    """Hold each title against the position it is given for. Returns those said to be present."""
    present: list[Title] = []
    current = [one for one in held if one.is_current and one.title]
    for one in named.titles:
        if _is_somebody_elses(named.text, one):
            continue
        mention = _organisation_of(named, one)
        if mention is not None:
            at = [held[which] for which in mention.which if held[which].title]
            _compare(named.text, one, at, found, exactly=True)
        elif _is_at_the_top(named.text, one):
            present.append(one)
            _compare(named.text, one, current, found, exactly=True)
        elif _is_said_of_oneself(named.text, one):
            present.append(one)
            loosely = [position for position in held if position.title]
            if current:
                _compare(named.text, one, loosely, found, exactly=False, say=current[0])
    return present


def _compare(
    text: Reading,
    one: Title,
    held: Sequence[Position],
    found: Findings,
    *,
    exactly: bool,
    say: Position | None = None,
) -> None:
    if not held or not one.words:
        return
    best = say or next((position for position in held if position.is_current), held[0])
    found.saw(Kind.TITLE, text.name, best.organisation or best.title)
    for position in held:
        # A title without its level is short in a sentence, and another title beside its place.
        if is_same(one.words, normal_of(position.title), exactly=exactly):
            return
    place = text.place(one.first, one.last)
    found.disagreements.append(
        Disagreement(Kind.TITLE, place, best.title, wording.title(best), subject=best.organisation)
    )


def _is_somebody_elses(text: Reading, one: Title) -> bool:
    """ "with a principal engineer", "our security engineer"."""
    lead = text.lows(one.first - 3, one.first - 1)
    sentence = text.tokens[one.first].sentence
    near = [
        low
        for place, low in enumerate(lead, start=one.first - len(lead))
        if text.tokens[place].sentence == sentence
    ]
    return bool(_OTHERS & set(near)) and "as" not in near


def _organisation_of(named: Named, one: Title) -> Mention | None:
    """The one it is a title at: behind "at", or with nothing but signs between."""
    ahead = [each for each in named.organisations if each.first > one.last]
    if ahead and _leads_to(named, one.last + 1, ahead[0].first - 1):
        return ahead[0]
    behind = [each for each in named.organisations if each.last < one.first]
    if behind and _follows(named, behind[-1].last + 1, one.first - 1):
        return behind[-1]
    return None


def _gap(named: Named, first: int, last: int) -> tuple[list[str], bool, bool]:
    """The words between, whether they stay within a sentence, and whether within a block."""
    text = named.text
    if last < first:
        return [], text.tokens[last].sentence == text.tokens[first].sentence, True
    inside = [at for at in range(first, last + 1) if at not in text.taken]
    words = [text.low(at) for at in inside if text.tokens[at].text[0].isalnum() or
             text.low(at) == "@"]  # fmt: skip
    ends = text.tokens[first - 1], text.tokens[last + 1]
    return words, ends[0].sentence == ends[1].sentence, ends[0].block == ends[1].block


def _leads_to(named: Named, first: int, last: int) -> bool:
    if last - first > 14:
        return False
    words, same_sentence, same_block = _gap(named, first, last)
    if not words:
        return same_block and not _has_title(named, first, last)
    close = len(words) <= _CLOSE and same_sentence and not _has_title(named, first, last)
    return close and words[0] in _AT


def _follows(named: Named, first: int, last: int) -> bool:
    if last - first > 14:
        return False
    words, same_sentence, same_block = _gap(named, first, last)
    if _is_headline(named.text) and {"|", "·", "•"} & set(named.text.lows(first, last)):
        return False  # each part of a headline says something of its own
    if not words:
        return same_block and not _has_title(named, first, last)
    return len(words) <= 5 and same_sentence and bool(_BECAME & set(words))


def _has_title(named: Named, first: int, last: int) -> bool:
    return any(first <= one.first <= last for one in named.titles)


def _is_headline(text: Reading) -> bool:
    return len(text.words.strip()) <= HEADLINE and "\n" not in text.words.strip()


def _is_at_the_top(text: Reading, one: Title) -> bool:
    """Whether it opens a headline, or one of the first lines of a résumé."""
    token = text.tokens[one.first]
    if _is_headline(text):
        return one.first <= 1
    begins = one.first == 0 or text.tokens[one.first - 1].line != token.line
    line_ends = text.words.find("\n", token.start)
    is_short = (line_ends if line_ends >= 0 else len(text.words)) - token.start < 120
    return begins and is_short and token.line <= TOP_LINES and token.is_capital


def _is_said_of_oneself(text: Reading, one: Title) -> bool:
    """ "I'm a senior cloud engineer", "she works as head of platform"."""
    lead = [low for low in text.lows(one.first - 3, one.first - 1) if low not in {"a", "an", "the"}]
    if not lead or lead[-1] not in {"i'm", "am", "as", "is", "currently", "now"}:
        return False
    sentence = text.tokens[one.first].sentence
    around = [token.low for token in text.tokens[max(0, one.first - 25) : one.last + 25]
              if token.sentence == sentence]  # fmt: skip
    says_who = {"i", "i'm", "he", "she", "they", "is", "am", "we"} & set(around)
    return bool(says_who) and not _PAST & set(around)

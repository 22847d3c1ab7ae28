"""Which of two numbers was there first: the words that say so."""

from roadmap.story.same_story import vocabulary
from roadmap.story.same_story.quantity import Quantity
from roadmap.story.same_story.reading import Reading

FURTHEST = 14
"""Tokens before a number that are looked at."""
_ARROWS = {"→", "➜", "⇒", "➔", "⟶"}
_WAS = [
    *(["instead", "of"], ["rather", "than"], ["down", "from"], ["up", "from"], ["used", "to"]),
    *(["was"], ["were"], ["previously"], ["formerly"], ["compared", "with"], ["compared", "to"]),
    *(["before"], ["originally"], ["initially"], ["earlier"], ["had"], ["against"], ["not"]),
    *(["from"], ["in", "place", "of"], ["against"], ["once"], ["started", "at"], ["vs"]),
]
"""What says that the number behind it is the one before."""
_STRONG = [one for one in _WAS if one not in (["from"], ["had"], ["not"], ["once"], ["against"])]
_IS = {"now", "today", "currently", "reached", "nowadays", "it's", "meanwhile", "since", "then"}
_BEFORE = {"before", "previously", "earlier", "formerly", "originally", "initially"}
_CLOSE_BY = 8
"""Tokens between two figures of which the second is what "it was"."""
_CLAUSES = {";", ",", ".", "!", "and", "but", "–", "—"}
"""What another clause begins with."""


def is_in_order(text: Reading, one: Quantity, two: Quantity, between: list[str]) -> bool | None:
    """True: the first is the one before. False: the second is. None: nothing says so."""
    same = text.tokens[one.last].sentence == text.tokens[two.first].sentence
    if not same:
        return _across(text, one, two, between)
    if _has_arrow(between):
        return True
    lead = text.lows(one.first - 5, one.first - 1)
    if _ends_in_to(between) and (len(between) <= 3 or "from" in lead):
        return True
    if "before" in lead[-3:] and "after" in between[-2:]:
        return True  # Before: 95 min, after: 22 min
    if (order := _of_the_past(text, one, two, between)) is not None:
        return order
    if "(" not in between and {"was", "were"} & set(between[-5:]) and _stood(text, one):
        return _as_told(text, one, two)
    if (order := _by_words(between)) is not None:
        return order
    then = set(between) & _IS or _ends_in(between, ["down", "to"], 2)
    if (
        _has(lead, _WAS[:-4]) or _has(lead, [["had"]]) or vocabulary.said("came") & set(between)
    ) and (then or vocabulary.said("came") & set(between)):
        return True
    if two.is_bare and then:
        return True  # "310 tokens a second; today it produces 905"
    return True if _has(lead[-3:], [["instead", "of"], ["rather", "than"]]) else None


def _of_the_past(text: Reading, one: Quantity, two: Quantity, between: list[str]) -> bool | None:
    if _is_of_the_first(between, text.low(two.last + 1)):
        return True
    return False if _is_looked_back_from(text, one, two, between) else None


def _is_of_the_first(between: list[str], behind: str) -> bool:
    """ "Fourteen a week used to fail; three still do": the past belongs to what came before it."""
    for at, low in enumerate(between):
        if low in {"was", "were", "used", "had"}:
            later = between[at + 1 :]
            now = bool({"now", "today", "still"} & {*later, behind})
            return ";" in later or (now and bool({",", "and", "but"} & set(later)))
    return False


def _is_looked_back_from(text: Reading, one: Quantity, two: Quantity, between: list[str]) -> bool:
    """ "It took 25 minutes, it was 4 hours" and "…, it took 4 hours before": what is now, and
    behind it what was. A time said with either leaves it to other words."""
    verb = between[-1] if between[-2:-1] == ["it"] and len(between) <= _CLOSE_BY else ""
    if between[-3:-2] not in ([","], [";"], ["–"], ["—"]) or verb not in {"was", "took"}:
        return False
    behind = [token.low for token in text.tokens[two.last + 1 : two.last + 4]
              if token.sentence == text.tokens[two.first].sentence]  # fmt: skip
    if _BEFORE & set(behind[:1]):
        return True
    later = _has_time(text, two.last + 1, two.last + len(behind))
    return verb == "was" and not later and not _is_dated(text, one, two)


def _is_dated(text: Reading, one: Quantity, two: Quantity) -> bool:
    """Whether a time stands in the sentence before the second of them."""
    sentence = text.tokens[one.first].sentence
    return any(text.tokens[at].sentence == sentence and _has_time(text, at, at)
               for at in range(max(0, one.first - FURTHEST), two.first))  # fmt: skip


def _by_words(between: list[str]) -> bool | None:
    """ "19 a week instead of 2", "94 % (was 61 %)", "to 94 % from 61 %"."""
    tail = between[-5:]
    if _has(tail, _STRONG) or _ends_in(between, ["from"], 2) or "where" in tail:
        return False
    return None


def _across(text: Reading, one: Quantity, two: Quantity, between: list[str]) -> bool | None:
    """ "… a month for nothing. Now it's 1,168": the second may stand in the next sentence, if it
    has no unit of its own."""
    if text.tokens[two.first].sentence != text.tokens[one.last].sentence + 1 or not two.is_bare:
        return None
    behind = text.low(two.last + 1)
    if behind[:1].isalnum():
        return None  # "Today 31 are open" begins something else
    tail = between[-4:]
    if {"now", "today"} & set(tail):
        return True
    if _has(tail, [["it", "was"], ["they", "were"]]) and _stood(text, one):
        return _as_told(text, one, two)
    return False if _has(tail, [["it", "was"], ["used", "to"], ["it", "had"]]) else None


def _stood(text: Reading, one: Quantity) -> bool:
    """ "We were paying 3,120": the first figure is itself one of the past, and not of a change."""
    lead = _lead(text, one)
    return bool(vocabulary.said("stood") & set(lead)) and "to" not in lead[-3:]


def _lead(text: Reading, one: Quantity) -> list[str]:
    """The words of its sentence before it."""
    sentence = text.tokens[one.first].sentence
    near = text.tokens[max(0, one.first - FURTHEST) : one.first]
    return [token.low for token in near if token.sentence == sentence]


def _as_told(text: Reading, one: Quantity, two: Quantity) -> bool | None:
    """Both are of the past: the second is the later one if a later time is said with it alone,
    the earlier one if words say so."""
    first, sentence = text.tokens[one.first], text.tokens[two.first].sentence
    begins = next(at for at in range(one.first, -1, -1) if at == 0 or
                  text.tokens[at - 1].sentence != first.sentence)  # fmt: skip
    ends = next((at for at in range(two.last + 1, min(two.last + 6, len(text.tokens)))
                 if text.tokens[at].sentence != sentence), two.last + 6)  # fmt: skip
    clause = next((at for at in range(two.first - 1, one.last, -1) if text.low(at) in _CLAUSES),
                  one.last)  # fmt: skip
    near = {*text.lows(clause + 1, two.first - 1), *text.lows(two.last + 1, ends - 1)}
    if vocabulary.said("earlier") & near:
        return False
    is_timed = _has_time(text, one.last + 1, ends - 1)
    return True if is_timed and not _has_time(text, begins, one.first - 1) else None


def _has_time(text: Reading, first: int, last: int) -> bool:
    """Whether a date, or a word such as "later", stands there."""
    inside = range(max(0, first), min(last + 1, len(text.tokens)))
    return any(at in text.taken or text.low(at) in vocabulary.said("later") for at in inside)


def _has_arrow(between: list[str]) -> bool:
    joined = "".join(between)
    is_sign = "->" in joined or "=>" in joined or "–>" in joined
    return len(between) <= 8 and (bool(_ARROWS & set(between)) or is_sign)


def _ends_in_to(between: list[str]) -> bool:
    tail = between[-3:]
    return "to" in tail and "used" not in tail and tail[-1] not in {"be", "the"}


def _ends_in(between: list[str], what: list[str], within: int) -> bool:
    return _has(between[-within - len(what) + 1 :], [what])


def _has(lows: list[str], phrases: list[list[str]]) -> bool:
    """Whether one of these phrases stands among the words."""
    return any(
        lows[at : at + len(phrase)] == phrase for phrase in phrases for at in range(len(lows))
    )

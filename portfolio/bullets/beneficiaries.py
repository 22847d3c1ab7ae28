"""Who gained by it or used it, if a line names anybody."""

import re
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.rules import filled
from portfolio.bullets.wording import any_of, wording


def beneficiaries(text: str) -> list[Span]:
    """The words for people, teams, departments and houses in a levelled line that name who gained.
    With whom somebody worked, whom they led and where it was are nobody."""
    clear = _without_companions(text)
    found = [match.span() for match in _somebody().finditer(clear)]
    for pattern in (_by_ending(), _who_do()):
        found += [m.span("who") for m in pattern.finditer(clear) if _is_a_trade(m["who"])]
    found += [
        m.span("who") for pattern in _by_what_they_get_or_do() for m in pattern.finditer(clear)
    ]
    return sorted(set(found))


def _without_companions(text: str) -> str:
    return _companions().sub(lambda match: _covered(match, text), text)


def _covered(match: re.Match[str], text: str) -> str:
    before = text[: match.start()].lower()
    if match["how"].lower() == "with" and _given().search(before):
        return match.group()
    covered, comma, subject = match.group().rpartition(", ")
    if comma and not before.strip() and _acts().match(text[match.end() :]):
        return "~" * len(covered) + comma + subject  # "With the new boards, the analysts see …"
    return "~" * len(match.group())


def _is_a_trade(word: str) -> bool:
    return word.lower() not in wording().people.not_trades


@cache
def _given() -> re.Pattern[str]:
    """Something is handed over in the words just before."""
    return re.compile(rf"\b(?:{any_of(wording().people.given)})\b[^.;]*$")


def _all() -> str:
    people = wording().people
    return any_of([*people.plural, *people.houses, *people.singular, *people.departments])


@cache
def _companions() -> re.Pattern[str]:
    """ "with finance and the product team", "in a team of six", "led a group": up to the last of
    those who are named before another thought begins."""
    another = filled(r"(?!<stops>\b)[\w'/&-]+")
    last = rf"(?:{_all()})\b"
    return re.compile(
        rf"\b(?P<how>{any_of(wording().people.along)}) (?:{another},? ){{0,9}}?{last}"
        rf"(?:(?:, and|,| and| or| &| as well as)? (?:{another} ){{0,3}}?{last})*"
        rf"(?: of (?:\w+) ?(?:{_all()})?)?",
        re.IGNORECASE,
    )


@cache
def _somebody() -> re.Pattern[str]:
    people = wording().people
    not_after = "".join(rf"(?<!\b{re.escape(one)} )" for one in people.not_after)
    longer = any_of(people.longer_names)
    follows = filled("<follows>")
    plural = rf"{not_after}(?:{any_of(people.plural)})(?!-)(?! (?:stor(?:y|ies)|accounts?)\b)"
    houses = rf"(?:{any_of(people.houses)})(?!-)(?! (?:{longer})(?!\w))"
    singular = (
        rf"(?<=\S ){not_after}(?:{any_of(people.singular)})(?!-)(?! (?:{longer})(?!\w)){follows}"
    )
    alone = rf"(?:{any_of(people.departments)})(?!-)"
    receiving = any_of([*people.receiving, "and", "of", "the", "sent", "showed"])
    gifts = any_of(one for one in people.receiving if one not in ("for", "to", "that", "so"))
    return re.compile(
        rf"(?<![\w~-])(?:{plural}|{houses}|{singular})(?!\w)"
        rf"|(?:(?<![\w~-])(?<!responsible )(?:{receiving}) (?:the )?|[;:.—,] )(?:{alone}){follows}"
        rf"|(?<![\w~-])for an? (?:[\w-]+ ){{0,2}}?(?:{any_of(people.served)})(?![\w-]){follows}"
        rf"|^\s*(?:{alone})(?! (?:for|of|in|with|at|on|and|or)\b){follows}"
        rf"|(?<![\w~-])(?:{gifts}) (?:the )?(?:{alone})(?![\w-])"
        rf"|(?<![\w~-])(?:{alone})(?:'s\b| (?:department|team|people|staff)\b)",
        re.IGNORECASE,
    )


@cache
def _by_ending() -> re.Pattern[str]:
    """ "for surveyors", "lets the adjusters": in no list, and with the ending of a trade."""
    people = wording().people
    return re.compile(
        rf"(?<![\w~-])(?:{any_of(people.receiving)}) {filled('<all_of_them>')}(?:[\w-]+ )?"
        rf"(?P<who>[a-z]+(?:{any_of(people.trades)}))(?![\w-])",
        re.IGNORECASE,
    )


_BEGINS = r"(?:^\s*|[;:,—–] |\b(?:so|so that|that|which|where|and|because|since) )"
"""Where a sentence, or one inside another, may begin."""


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of(wording().people.acts)})(?![\w-])", re.IGNORECASE)


def _does() -> str:
    return rf" (?:{any_of(wording().people.does)})(?![\w-])"


@cache
def _who_do() -> re.Pattern[str]:
    """ "Surveyors upload …", "Warehouse pickers see …"."""
    people = wording().people
    return re.compile(
        rf"{_BEGINS}{filled('<all_of_them>')}(?:[\w-]+ )?(?P<who>[a-z]+(?:{any_of(people.trades)}))"
        rf"{_acts().pattern}",
        re.IGNORECASE,
    )


@cache
def _by_what_they_get_or_do() -> tuple[re.Pattern[str], ...]:
    """ "frees support from …", "saving the studio €700", "the studio's bill", "QA tests …": what is
    somebody only in such a place, since the same word names a thing or a kind of work."""
    people, follows = wording().people, filled("<follows>")
    desk, room, house = (any_of(one) for one in (people.desks, people.places, people.served))
    theirs, home = any_of(people.theirs), any_of(people.dwellings)
    gift = rf"(?<![\w~-])(?:{any_of(people.gifts)}) "
    one = r"(?:the|an?|our|its|this|each|every|another|\w+'s) (?:[\w-]+ ){0,2}?"
    found = (
        rf"{gift}(?:the )?(?P<who>{desk}){follows}",
        rf"(?<![\w~-])for (?:the )?(?P<who>{any_of(people.desks_for)}){follows}",
        rf"{_BEGINS}(?:the )?(?P<who>{desk}){_does()}",
        rf"{_BEGINS}(?:the|our|each|every) (?:[\w-]+ )?(?P<who>{room}|{house}){_does()}",
        rf"{gift}{one}(?P<who>{room}|{house}|{home})(?:'s\b|{follows})",
        rf"\bfor (?:the|our|its|this) (?:[\w-]+ ){{0,2}}?(?P<who>{home}){follows}",
        rf"\b(?:the|an?|our) (?:[\w-]+ ){{0,2}}?(?P<who>{home})'s\b",
        rf"\b(?:{theirs}) of {one}(?P<who>{home}){follows}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)

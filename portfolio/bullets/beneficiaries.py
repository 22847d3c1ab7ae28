"""Who gained by it or used it, if a line names anybody."""

import re
from functools import cache

from portfolio.bullets.findings import Span
from portfolio.bullets.wording import any_of, wording

_STOPS = "so|which|that|who|to|for|by|from|after|when|until|because|since|while|whose|where|and (?:gave|cut|saved|made|let|helped|trained|built|moved|wrote|now)"
_FOLLOWS = (
    r"(?=\s*(?:$|[.,;:)!?–—/&~#\d'’(→]|\s(?:a|an|the|and|or|as|at|by|for|from|in|into|of|on|to|with|without|who|that|which|whose"
    r"|is|are|was|were|has|have|had|can|could|may|must|will|would|should|need|needs|needed|get|gets|got|now|no|not|never|see|sees"
    r"|saw|pay|pays|paid|wait|waits|waited|use|uses|used|find|finds|found|works|worked|save|saves|saved|spends?|spent|lost|loses|because|since|after|before"
    r"|during|while|when|where|through|thanks|via|until|within|under|over|per|down|up|back|each|every|both|all|via|using|instead|less|more|two|three|four|five|six|seven"
    r"|eight|nine|ten|half|one|itself|themselves|directly|again|so|than|closes?|closed|receives?|received|deploys?|deployed|sleeps?|only|still|money|access|time|sign|knows?|knew|trusts?|checks?|reads?|opens?|could|did|does|do|goes|go|went|starts?|started|keeps?|kept|sees?|gains?|gained|takes?|took|makes?|made|releases?|released|reports?|plans?|planned|runs?|ran|across|about|lets?|won|passed|met|avoids?|avoided|also|even|today|earlier|faster|sooner)\b))"
)


def beneficiaries(text: str) -> list[Span]:
    """The words for people, teams, departments and houses in a levelled line that name who gained.
    With whom somebody worked, whom they led and where it was are nobody."""
    clear = _without_companions(text)
    found = [match.span() for match in _somebody().finditer(clear)]
    found += [m.span("who") for m in _by_ending().finditer(clear) if _is_a_trade(m["who"])]
    return sorted(found)


def _without_companions(text: str) -> str:
    return _companions().sub(lambda match: _covered(match, text), text)


def _covered(match: re.Match[str], text: str) -> str:
    before = text[: match.start()].lower()
    if match["how"].lower() == "with" and _given().search(before):
        return match.group()
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
    return re.compile(
        rf"\b(?P<how>{any_of(wording().people.along)}) "
        rf"(?:(?!(?:{_STOPS})\b)[\w'/&-]+,? ){{0,9}}?(?:{_all()})\b"
        rf"(?:(?:,| and| or|, and| &| as well as)? (?:(?!(?:{_STOPS})\b)[\w'/&-]+ ){{0,3}}?(?:{_all()})\b)*"
        rf"(?: of (?:\w+) ?(?:{_all()})?)?",
        re.IGNORECASE,
    )


@cache
def _somebody() -> re.Pattern[str]:
    people = wording().people
    not_after = "".join(rf"(?<!\b{re.escape(one)} )" for one in people.not_after)
    longer = any_of(people.longer_names)
    plural = rf"{not_after}(?:{any_of(people.plural)})(?!-)(?! (?:stor(?:y|ies)|accounts?)\b)"
    houses = rf"(?:{any_of(people.houses)})(?!-)(?! (?:{longer})(?!\w))"
    singular = (
        rf"(?<=\S ){not_after}(?:{any_of(people.singular)})(?!-)(?! (?:{longer})(?!\w)){_FOLLOWS}"
    )
    alone = rf"(?:{any_of(people.departments)})(?!-)"
    receiving = any_of([*people.receiving, "and", "of", "the", "sent", "showed"])
    gifts = any_of(one for one in people.receiving if one not in ("for", "to", "that", "so"))
    return re.compile(
        rf"(?<![\w~-])(?:{plural}|{houses}|{singular})(?!\w)"
        rf"|(?:(?<![\w~-])(?<!responsible )(?:{receiving}) (?:the )?|[;:.—,] )(?:{alone}){_FOLLOWS}"
        rf"|^\s*(?:{alone})(?! (?:for|of|in|with|at|on|and|or)\b){_FOLLOWS}"
        rf"|(?<![\w~-])(?:{gifts}) (?:the )?(?:{alone})(?![\w-])"
        rf"|(?<![\w~-])(?:{alone})(?:'s\b| (?:department|team|people|staff)\b)",
        re.IGNORECASE,
    )


@cache
def _by_ending() -> re.Pattern[str]:
    """ "for surveyors", "lets the adjusters": a word that is not in the lists, and ends like one."""
    people = wording().people
    return re.compile(
        rf"(?<![\w~-])(?:{any_of(people.receiving)}) (?:(?:the|all|our|its|two|three|four|five|six|\d+|other|new|field|claims) ){{0,2}}"
        rf"(?:[\w-]+ ){{0,1}}?(?P<who>[a-z]+(?:{any_of(people.trades)}))(?![\w-])",
        re.IGNORECASE,
    )

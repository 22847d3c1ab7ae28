"""How many words, how many minutes, and what changed between two versions."""

from dataclasses import dataclass

from portfolio.casestudies.difference import difference

MOST_WORDS = 300
"""So many a stranger reads in two minutes. Basis: 150 words a minute, slower than the 200 to 250
of easy prose, since none of it is theirs."""


def clock(seconds: int) -> str:
    """``1:34``, minutes and seconds; ``2:05:00`` from an hour on."""
    hours, rest = divmod(max(0, seconds), 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand together, and whether the other version lacks them."""

    text: str
    changed: bool


def compare(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Both texts in parts, word by word."""
    pieces = difference(before, after)
    left = [Part(one.text, one.kind == "gone") for one in pieces if one.kind != "new"]
    right = [Part(one.text, one.kind == "new") for one in pieces if one.kind != "gone"]
    return left, right

"""How far texts are read that are too long together."""

from collections.abc import Sequence

from roadmap.story.same_story.statements import LONGEST

MOST = 60_000
"""Characters that one page reads, over all texts: five long texts in well under a second."""
_BACK = 600
"""Characters that an end of a sentence is looked for in."""


def reach(texts: Sequence[str]) -> list[int]:
    """So many characters of each are read. Short texts are read whole, and what is left is shared
    evenly among the longer ones."""
    left, found = MOST, dict.fromkeys(range(len(texts)), 0)
    by_length = sorted(found, key=lambda which: len(texts[which]))
    for place, which in enumerate(by_length):
        share = left // (len(by_length) - place)
        found[which] = _whole(texts[which], min(share, LONGEST))
        left -= found[which]
    return list(found.values())


def _whole(words: str, most: int) -> int:
    """Up to the end of a sentence or line, else of a word: half a number would be another one."""
    if len(words) <= most:
        return len(words)
    since = max(0, most - _BACK)
    ends = [words.rfind(end, since, most) for end in ("\n", ". ", "! ", "? ")]
    if max(ends) >= 0:
        return max(ends) + 1
    space = words.rfind(" ", since, most)
    return space if space >= 0 else most

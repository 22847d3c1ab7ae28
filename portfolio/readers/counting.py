"""How many words, how many minutes, and what changed between two versions."""

import difflib
import re
from dataclasses import dataclass

MOST_WORDS = 300
"""So many a stranger reads in two minutes. Basis: 150 words a minute, slower than the 200 to 250
of easy prose, since none of it is theirs."""


def words(text: str) -> int:
    """What stands between spaces, as the editor counts while somebody types."""
    return len(text.split())


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
    """Both texts in parts, word by word. For texts of some hundred words: the time grows with the
    product of their lengths."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        changed = kind != "equal"
        if a < b:
            left.append(Part("".join(old[a:b]), changed))
        if c < d:
            right.append(Part("".join(new[c:d]), changed))
    return left, right

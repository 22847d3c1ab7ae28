"""Which characters the typesetter's own fonts can draw. Values in, values out."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts

FACTS = Path(__file__).parent / "facts" / "drawn.toml"
LONGEST_WORD = 60
"""Characters of a word that is not broken. A longer one is an address, or no word."""
_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True)
class Drawn:
    basis: str
    ranges: tuple[str, ...]


def undrawn(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that no font at hand draws, each once, as they come. Those that
    nobody sees are not among them."""
    if text.isascii():
        return ()
    signs = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(sign for sign in signs if not is_drawn(sign) and not _is_unseen(sign))


def drawable(text: str) -> str:
    """``text`` on one line without what cannot be drawn; a word that is too long for any line can
    be broken."""
    usual = " ".join(unicodedata.normalize("NFC", text).split(" "))
    kept = "".join(sign if is_drawn(sign) else _instead(sign) for sign in usual)
    kept = " ".join(part for part in re.split(r"[ \n]+", kept) if part)
    return _LONG.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, kept)


def is_drawn(sign: str) -> bool:
    """Whether one of the fonts has a drawing for it."""
    firsts, lasts = _ranges()
    at = bisect_right(firsts, ord(sign)) - 1
    return at >= 0 and ord(sign) <= lasts[at]


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc", "Mn")


def _instead(sign: str) -> str:
    return " " if sign.isspace() else ""


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last of each range, in their order."""
    found = [tuple(int(end, 16) for end in one.split("-")) for one in _drawn().ranges]
    return [first for first, _last in found], [last for _first, last in found]


@cache
def _drawn() -> Drawn:
    return facts.read(FACTS, Drawn)

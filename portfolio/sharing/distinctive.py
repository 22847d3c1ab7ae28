"""Whether the first word of a firm's name says alone which firm it is. Values in, values out."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common import facts

_FILE = Path(__file__).parent / "facts" / "ordinary.toml"


@dataclass(frozen=True, slots=True)
class _Ordinary:
    """``words`` and ``endings``: lists, parted by blanks."""

    basis: str
    words: str
    endings: str


@cache
def _ordinary() -> tuple[frozenset[str], tuple[str, ...]]:
    read = facts.read(_FILE, _Ordinary)
    return frozenset(read.words.split()), tuple(read.endings.split())


def is_distinctive(word: str) -> bool:
    """Whether nobody writes it without meaning the firm: "Nordlicht", and no "Bridge", "Northern",
    "Kafka" or "Munich"."""
    words, endings = _ordinary()
    usual = word.casefold()
    return usual.isalpha() and not (
        usual in words or usual.removesuffix("s") in words or usual.endswith(endings)
    )

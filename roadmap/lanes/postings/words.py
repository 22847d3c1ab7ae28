"""A text as words that can be compared: one form for spellings that mean the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LATIN = "0-9A-Za-zªµºÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = re.compile(rf"\.NET(?![{_LATIN}])|[{_LATIN}]+(?:\+\+|\#)?")
"""C++, C# and .NET are words. Writing without spaces is left out: it would be one long word."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, each where it stands, and beside them the forms that are compared."""

    text: str
    found: list[re.Match[str]]
    plain: list[str]

    def __len__(self) -> int:
        return len(self.found)

    def raw(self, at: int) -> str:
        """A word as it stands."""
        return self.found[at][0]

    def start(self, at: int) -> int:
        """The character at which a word begins."""
        return self.found[at].start()

    def between(self, first: int, last: int) -> str:
        """The text from one word to another, both included."""
        return self.text[self.found[first].start() : self.found[last].end()]

    def gap(self, first: int, last: int) -> str:
        """What stands between the end of one word and the beginning of a later one."""
        return self.text[self.found[first].end() : self.found[last].start()]

    def after(self, at: int) -> str:
        """What stands between a word and the next, or the end."""
        if at + 1 < len(self.found):
            return self.gap(at, at + 1)
        return self.text[self.found[at].end() :]


def words(text: str) -> Words:
    """Cut a text into words, in one pass."""
    found = list(_WORD.finditer(text))
    return Words(text, found, [plain(one[0]) for one in found])


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word without case, accents and plural, in one of its two English spellings.

    Not linguistics: what matters is that the phrase and the text go the same way.
    """
    letters = word.casefold()
    if not letters.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFKD", letters) if not _accent(c))
    if len(letters) > 40:  # no word
        return letters
    letters = letters.replace("isation", "ization").replace("ising", "izing").replace("ll", "l")
    letters = letters.removesuffix("ise") + "ize" if letters.endswith("ise") else letters
    return _singular(letters)


def _accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _singular(letters: str) -> str:
    if len(letters) < 4 or not letters.endswith("s") or letters.endswith("ss"):
        return letters
    return letters[:-3] + "y" if letters.endswith("ies") and len(letters) > 4 else letters[:-1]

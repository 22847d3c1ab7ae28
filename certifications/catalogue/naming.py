"""How postings and exports name a credential: phrases found in text, and one name looked up.

Hyphens, dashes, colons, brackets and spaces are the same here, and so are upper and lower case,
except where a phrase is a single word in capitals: CKA is an exam, "cka" may be anything.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

END = ""
"""Stands between two sentences, so that no phrase is found across it."""

_WORD = re.compile(r"[^\W_]+(?:\+(?!\w))?|[.;!?](?=\s)")
_ISC2 = re.compile(r"\(isc\)\s*2", re.IGNORECASE)
_MARKS = re.compile("[®©™℠]")
_FILLING = frozenset(
    [
        *("a", "an", "and", "the", "of", "for", "by", "in", "v", "version", "level"),
        *("certificate", "certification", "certifications", "certified", "credential", "exam"),
        *("foundation", "ce", "amazon", "aws", "web", "services", "microsoft", "azure", "google"),
        *("cloud", "gcp", "cncf", "linux", "hashicorp", "isc2", "comptia", "nvidia", "databricks"),
        *("snowflake", "dbt", "labs", "github", "csa"),
    ]
)
"""Words that may stand around a credential's name without making it another one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words by which a credential is named. ``exact`` ones count only in capitals."""

    words: tuple[str, ...]
    slug: str
    exact: bool = False


def words(text: str) -> list[str]:
    """The words of ``text`` as written, with ``END`` between sentences."""
    plain = _ISC2.sub("ISC2", unicodedata.normalize("NFKC", _MARKS.sub(" ", text)))
    return [END if found in ".;!?" else found for found in _WORD.findall(plain)]


def phrase(text: str, slug: str) -> Phrase:
    """``text`` as a phrase that stands for ``slug``."""
    found = words(text)
    exact = len(found) == 1 and found[0].isalpha() and found[0].isupper()
    return Phrase(tuple(word.casefold() for word in found if word != END), slug, exact)


def spellings(code: str) -> tuple[str, ...]:
    """An exam code with its hyphen, and written as one word."""
    joined = code.replace("-", "")
    return (code,) if joined == code else (code, joined)


class Index:
    """Phrases by their first word, the longest first, so that one look at each word is enough."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for one in sorted(set(phrases), key=lambda one: (-len(one.words), one.words, one.slug)):
            self._by_first[one.words[0]].append(one)

    def find(self, text: str) -> list[str]:
        """The slugs named in ``text``, each once, in the order they are named."""
        return list(dict.fromkeys(one.slug for one, _ in self._walk(words(text)) if one))

    def whole(self, text: str) -> str | None:
        """The one slug that ``text`` names and nothing else besides filling words and figures."""
        found: set[str] = set()
        for one, word in self._walk(words(text)):
            if one is not None:
                found.add(one.slug)
            elif not (word == END or word.isdecimal() or word.casefold() in _FILLING):
                return None
        return found.pop() if len(found) == 1 else None

    def _walk(self, text: list[str]) -> Iterator[tuple[Phrase | None, str]]:
        at = 0
        lower = [word.casefold() for word in text]
        while at < len(text):
            one = self._at(text, lower, at)
            yield one, text[at]
            at += len(one.words) if one else 1

    def _at(self, text: list[str], lower: list[str], at: int) -> Phrase | None:
        for one in self._by_first.get(lower[at], ()):
            if tuple(lower[at : at + len(one.words)]) != one.words:
                continue
            if not one.exact or text[at].isupper():
                return one
        return None


def says(text: str, names: Iterable[str]) -> bool:
    """Whether ``text`` contains one of ``names`` as whole words."""
    lower = f" {' '.join(words(text)).casefold()} "
    return any(f" {' '.join(words(name)).casefold()} " in lower for name in names)

"""The language of a text by its small words, and by its letters where they say it."""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

from roadmap.lanes.postings.taxonomy import reading
from roadmap.lanes.postings.words import words

LEAST_SHARE, LEAST_WORDS = 0.05, 3
"""Of all words those that must be a language's small ones, and how many there must be."""

SAMPLE = 8_000
"""Characters that tell a language."""

SHARE_OF_LETTERS = 6
"""One character in so many: such texts are full of Latin names of tools."""

_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f]")
_SCRIPTS = (
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
    ("ARABIC", "ar"),
    ("HEBREW", "he"),
    ("DEVANAGARI", "hi"),
    ("THAI", "th"),
)


def language(text: str) -> str:
    """An ISO 639-1 code, "" where it cannot be told, as with a mere list of tools."""
    return _by_letters(text[:SAMPLE]) or _by_words(text[:SAMPLE])


def covered() -> frozenset[str]:
    """The languages whose headings, cue words and role names we know."""
    return frozenset(one.code for one in reading().language if one.covered)


def _by_letters(text: str) -> str:
    """Japanese is Chinese with a tenth of its own letters; it may be full of the names of tools."""
    scripts: Counter[str] = Counter()
    for letter, times in Counter(_FOREIGN.findall(text)).items():
        name = unicodedata.name(letter, "")
        code = next((code for script, code in _SCRIPTS if name.startswith(script)), "")
        scripts[code] += times
    del scripts[""]
    if not scripts or scripts.total() * SHARE_OF_LETTERS < len(text):
        return ""
    if scripts["ja"] * 10 >= scripts["zh"]:
        scripts["ja"] += scripts.pop("zh", 0)
    return scripts.most_common(1)[0][0]


def _by_words(text: str) -> str:
    said = words(text.casefold())
    heard: Counter[str] = Counter()
    for word, times in Counter([one[0] for one in said.found]).items():
        for code in _small_words().get(word, ()):
            heard[code] += times
    if not heard:
        return ""
    code, times = heard.most_common(1)[0]
    return code if times >= max(LEAST_WORDS, LEAST_SHARE * len(said)) else ""


@cache
def _small_words() -> dict[str, list[str]]:
    small: dict[str, list[str]] = defaultdict(list)
    for one in reading().language:
        for word in one.words:
            small[word].append(one.code)
    return small

"""An employer who stays unnamed: their name leaves every word of a document."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from django.utils.translation import gettext as _

from portfolio.telling import markdown
from portfolio.telling.document import Document

_SHORT = 4
"""A name of fewer letters is looked for in addresses as a word only: "IT", not "GitHub"."""
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>)\]\"']+", re.IGNORECASE)
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s{0,9}<?([^\s<>\[]{0,2000}?)>?"
    r"(?:\s{1,9}[\"'(][^\n\[]{0,500}?)?\s{0,9}\)"
)
"""Everything in it ends at the next bracket, or soon: a text of brackets alone, read to its end
from each of them, kept a process busy for minutes."""
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE)
_GAP = r"[\s\u00ad\u200b-\u200d\u2060_-]*"
_HUMP = "(?-i:(?<=[a-z])(?=[A-Z]))"
"""Where one word ends and another begins in "acmeProd"."""


def without_employer(document: Document, name: str, said: str) -> Document:
    """``document`` with ``said`` wherever ``name`` stood as a whole word, in any case, also in
    titles and the texts of links. An address that holds the name is left out."""
    return document.with_words(without(name, said))


def without(name: str, said: str) -> Callable[[str], str]:
    """The same for one text."""
    words = folded(name).split()
    if not words:
        return lambda text: text
    return _Naming(words, said.strip() or _("the employer")).without


def folded(text: str) -> str:
    """One form for each sign, without signs that nobody sees."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds a name in a text that is ``folded``: "Acme", "acme's", "acme_prod", "acmeProd",
    "acme2", and no "acmeist"."""
    name = _GAP.join(re.escape(word) for word in words)
    # A digit next to a digit goes on with the number: 13M is not 3M.
    before = r"[^\W_]" if words[0][0].isdigit() else r"[^\W\d_]"
    after = r"[^\W_]" if words[-1][-1].isdigit() else r"[^\W\d_]"
    return re.compile(rf"(?:(?<!{before})|{_HUMP}){name}(?:(?!{after})|{_HUMP})", re.IGNORECASE)


class _Naming:
    """One name, and what is said in its place."""

    def __init__(self, words: list[str], said: str) -> None:
        self.said = said
        self.whole = pattern(words)
        self.squeezed = _squeezed(" ".join(words))

    def without(self, text: str) -> str:
        """The text without the name. Where marks within the name hide it from a search, the text
        loses its marks, too; where signs that only look the same do, it gets the usual ones."""
        usual = folded(text)
        if usual != text and self._hides_in(usual, text):
            text = usual
        found = self._replaced(text)
        if not any(mark in found for mark in "*_`\\&[<~"):
            return found
        plain = markdown.plain(found)
        if self.whole.search(plain):
            return self._replaced(plain)
        return found

    def _hides_in(self, usual: str, text: str) -> bool:
        return len(self.whole.findall(usual)) != len(self.whole.findall(text)) or (
            self.squeezed in _squeezed(usual) and self.squeezed not in _squeezed(text)
        )

    def _replaced(self, text: str) -> str:
        text = _LINK.sub(lambda link: link[1] if self._names(link[2]) else link[0], text)
        text = _DEFINITION.sub(lambda line: "" if self._names(line[0]) else line[0], text)
        text = _ADDRESS.sub(lambda address: "" if self._names(address[0]) else address[0], text)
        return self.whole.sub(lambda _found: self.said, text)

    def _names(self, address: str) -> bool:
        """Whether an address holds the name, also run together, or with its signs encoded."""
        read = unquote(address)
        if self.whole.search(read):
            return True
        return len(self.squeezed) >= _SHORT and self.squeezed in _squeezed(read)


def _squeezed(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())

"""An employer who stays unnamed: their name leaves every word of a document."""

import re
from urllib.parse import unquote

from django.utils.translation import gettext as _

from portfolio.telling import markdown
from portfolio.telling.document import Document

_SHORT = 4
"""A name of fewer letters is looked for in addresses as a word only: "IT", not "GitHub"."""
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>)\]\"']+", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^\s<>]*?)>?(?:\s+[\"'(][^\n]*?)?\s*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE)
_WORD = r"(?<!\w){}(?!\w)"


def without_employer(document: Document, name: str, said: str) -> Document:
    """``document`` with ``said`` wherever ``name`` stood as a whole word, in any case, also in
    titles and the texts of links. An address that holds the name is left out."""
    words = name.split()
    if not words:
        return document
    naming = _Naming(words, said.strip() or _("the employer"))
    return document.with_words(naming.without)


class _Naming:
    """One name, and what is said in its place."""

    def __init__(self, words: list[str], said: str) -> None:
        gap = r"[\s\u00ad\u200b-\u200d\u2060_-]*"
        self.said = said
        self.whole = re.compile(
            _WORD.format(gap.join(re.escape(word) for word in words)), re.IGNORECASE
        )
        self.squeezed = _squeezed(" ".join(words))

    def without(self, text: str) -> str:
        """The text without the name. Where marks within the name hide it from a search, the text
        loses its marks, too."""
        found = self._replaced(text)
        if not any(mark in found for mark in "*_`\\&[<~"):
            return found
        plain = markdown.plain(found)
        if self.whole.search(plain):
            return self._replaced(plain)
        return found

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

"""An employer's name in every form, found in a text and taken out of it. Values in, values out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, reduce

from django.utils.translation import gettext as _

from portfolio.sharing.distinctive import is_distinctive
from portfolio.telling import naming
from portfolio.telling.document import Document
from portfolio.telling.naming import folded

_WORD = re.compile(r"[^\W_]+")
LETTERS = 4
"""A first word of fewer is "The", or says nothing."""
_LEGAL = re.compile(
    r"[,\s]+(?:inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|se|kg|"
    r"ohg|mbh|ug|e\.?v|s\.?a|sas|sarl|bv|b\.v|nv|n\.v|ab|as|a/s|aps|oy|oyj|spa|s\.p\.a|srl|pty|"
    r"holding|holdings|group|& co)\.?$",
    re.IGNORECASE,
)


def variants(name: str) -> tuple[str, ...]:
    """``Acme Holding GmbH``, ``Acme Holding``, ``Acme``: the longest first."""
    names = [" ".join(folded(name).split())]
    names = [one for one in names if one]
    while names and (shorter := _LEGAL.sub("", names[-1])) and shorter != names[-1]:
        names.append(shorter)
    return tuple(names)


def first_word(name: str) -> str:
    """What people call a firm with a longer name: "Halvorsen" of Halvorsen Freight Ltd. Empty where
    there is none, or where it has fewer than ``LETTERS``."""
    words = _WORD.findall(variants(name)[-1]) if variants(name) else []
    return words[0] if len(words) > 1 and len(words[0]) >= LETTERS else ""


def alone(name: str, kept: Iterable[str] = ()) -> str:
    """The first word where it names the firm by itself. Empty where it may be an ordinary word, or
    stands in one of the names ``kept``: then it is asked about."""
    word = first_word(name)
    elsewhere = {one.casefold() for other in kept for one in _WORD.findall(folded(other))}
    return word if is_distinctive(word) and word.casefold() not in elsewhere else ""


def unnamed(document: Document, name: str, said: str) -> Document:
    """``document`` without the employer's name in any variant, and without their domain."""
    return document.with_words(unnaming(name, said, kept=[document.author]))


def unnaming(name: str, said: str, kept: Iterable[str] = ()) -> Callable[[str], str]:
    """What takes the name in any variant, its first word where it is distinctive, and their domain
    out of a text. ``kept``: other names that may be seen."""
    said = said.strip() or _("my employer")
    steps: list[Callable[[str], str]] = []
    for one in filter(None, (*variants(name), alone(name, kept))):
        if (domain := _domain(one)) is not None:
            steps.append(partial(domain.sub, lambda _found: said))
        steps.append(naming.without(one, said))
    return lambda text: reduce(lambda told, step: step(told), steps, text)


class Unnaming:
    """Takes several names out of texts, as ``unnaming`` does; ``found`` are those that stood there.
    A text in which nothing can hide is searched for the names it holds the letters of alone: a
    person may have sixty employers, and a page hundreds of lines."""

    def __init__(self, names: Iterable[tuple[str, str]], kept: Sequence[str] = ()) -> None:
        self.found: list[str] = []
        self._names = [
            (name, naming.squeezed(alone(name) or variants(name)[-1]), unnaming(name, said, kept))
            for name, said in names
            if variants(name)
        ]

    def without(self, text: str) -> str:
        """``text`` without any of them."""
        letters = self._letters(text)
        for name, word, said in self._names:
            if letters is not None and word not in letters:
                continue
            if (after := said(text)) != text:
                self.found += [name] if name not in self.found else []
                text, letters = after, self._letters(after)
        return text

    def _letters(self, text: str) -> str | None:
        """None where a name may hide between marks, or in an address that is encoded."""
        hides = any(mark in text for mark in (*naming.MARKS, "%"))
        return None if hides else naming.squeezed(folded(text))


def _domain(name: str) -> re.Pattern[str] | None:
    """Addresses of mail and machines that hold the name: ``ops@mail.acme.com``, ``acme-eu.io``."""
    word = re.sub(r"\W", "", name.casefold())
    if len(word) < 3:
        return None
    loose = "-?".join(map(re.escape, word))
    return re.compile(
        rf"(?<![\w/.@-])(?:[\w.+-]{{1,64}}@)?(?:[\w-]{{1,63}}\.){{0,6}}{loose}(?:-[\w-]{{1,40}})?"
        rf"(?:\.[\w-]{{1,63}}){{0,4}}\.[a-z]{{2,24}}\b(?!/)",
        re.IGNORECASE,
    )


def called(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where the text has the first word of a longer name, as people say it, also glued to signs and
    digits: "Bridge-prod" for Bridge Freight Ltd. It may be an ordinary word there, so whatever
    ``unnaming`` left is asked about."""
    word = first_word(name)
    return naming.pattern([word]).finditer(text) if word else iter(())

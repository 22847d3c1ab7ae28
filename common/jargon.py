"""Words of the trade, what to say instead to somebody outside it, and finding them in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from common import facts

FACTS = Path(__file__).parent / "facts" / "jargon.toml"

# Code and addresses are read to nobody. Whatever begins one of these ends at the next mark of its
# kind, or at the end: so a hostile text is gone through once, and not again from every mark.
_LEFT_OUT = (
    r"^[ ]{0,3}(?P<fence>```|~~~)(?s:.*?)(?:^[ ]{0,3}(?P=fence)|\Z)"
    r"|`[^`\n]*`"
    r"|\]\([^)\s]*"
    r"|(?i:https?://|www\.)\S+"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the trade. ``also`` are its other forms; plurals need not be said."""

    word: str
    plain: str
    also: tuple[str, ...] = ()


@cache
def terms() -> dict[str, str]:
    """The plain words for each word of the trade, in the file's order."""
    return {term.word: term.plain for term in _terms()}


def found(text: str) -> list[Term]:
    """The words of the trade in ``text``, each once, in order of appearance.

    Whole words and their plurals; of two that begin at the same place the longer one. A word with
    a capital inside it (SLA, IaC) is looked for as it is written, any other in small letters and
    large. Code and addresses are left out. The time grows as the text does, and no faster.
    """
    seen: dict[str, Term] = {}
    for _, term in pieces(text):
        if term is not None:
            seen.setdefault(term.word, term)
    return list(seen.values())


def pieces(text: str) -> Iterator[tuple[str, Term | None]]:
    """The whole of ``text`` in pieces, each with the word of the trade that it is, or None."""
    pattern, known = _reader()
    end = 0
    for match in pattern.finditer(text):
        term = known.get(match.lastgroup or "")
        if term is None:
            continue
        if match.start() > end:
            yield text[end : match.start()], None
        yield match.group(), term
        end = match.end()
    if end < len(text):
        yield text[end:], None


@cache
def _terms() -> Sequence[Term]:
    return tuple(facts.read_list(FACTS, "term", Term, alongside={"basis"}))


@cache
def _reader() -> tuple[re.Pattern[str], Mapping[str, Term]]:
    """What finds every term, and which one a named group of it stands for."""
    forms = [(form, term) for term in _terms() for form in (term.word, *term.also)]
    forms.sort(key=lambda one: (one[0][0].lower(), -len(one[0])))
    known = {f"t{number}": term for number, (_, term) in enumerate(forms)}
    named = ((form[0].lower(), f"(?P<t{n}>{_form(form)})") for n, (form, _) in enumerate(forms))
    # By the first letter, so that a word is not held against every term there is.
    each = "|".join(
        f"(?=[{letter}{letter.upper()}])(?:{'|'.join(one for _, one in group)})"
        for letter, group in groupby(named, key=lambda one: one[0])
    )
    pattern = rf"{_LEFT_OUT}|(?<![\w.@])(?=\w)(?:{each})(?!\w|\.\w)"
    return re.compile(pattern, re.MULTILINE), known


def _form(word: str) -> str:
    """A form, in the singular and the plural, joined by spaces, a line's end or hyphens."""
    parts = [re.escape(part) for part in re.split(r"[ -]", word)]
    last = parts[-1]
    parts[-1] = rf"(?:{last[:-1]}ies|{last})" if last.endswith("y") else rf"{last}(?:e?s)?"
    whole = r"[\s-]+".join(parts)
    return whole if any(letter.isupper() for letter in word[1:]) else f"(?i:{whole})"

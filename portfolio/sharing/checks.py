"""What stands in a document and should not be seen by strangers. Values in, values out.

Pictures cannot be read here: whoever publishes looks at them.
"""

import enum
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.casestudies.parts import prompts
from portfolio.results.figures import Figure
from portfolio.sharing import exact, numbers
from portfolio.sharing.numbers import Secret
from portfolio.sharing.unnaming import called, first_word, variants
from portfolio.telling import naming
from portfolio.telling.document import Document
from portfolio.telling.naming import folded

MOST = 200
"""So many remarks are shown; with more of them nothing is published."""
SENTENCES = 3
"""So many places are quoted for each."""
MOST_QUOTED = 8
"""So many numbers of one sentence are listed."""
AROUND = 60
"""Characters at each side of what was found."""


class Sort(enum.StrEnum):
    """What was found."""

    FIGURE = "figure"
    WORK = "work"
    EMPLOYER = "employer"
    EMAIL = "email"
    ADDRESS = "address"
    HOST = "host"
    ACCOUNT = "account"
    KEY = "key"

    @property
    def label(self) -> str:
        return str(_LABELS[self])

    @property
    def can_be_public(self) -> bool:
        """Whether a tick lets it through. A key is a key, whatever its owner says."""
        return self is not Sort.KEY


_LABELS = {
    Sort.FIGURE: gettext_lazy("a figure you keep back"),
    Sort.WORK: gettext_lazy("counts as your employer’s figure"),
    Sort.EMPLOYER: gettext_lazy("your employer’s name"),
    Sort.EMAIL: gettext_lazy("an email address"),
    Sort.ADDRESS: gettext_lazy("an IP address"),
    Sort.HOST: gettext_lazy("the name of an internal machine"),
    Sort.ACCOUNT: gettext_lazy("twelve digits, as account numbers have"),
    Sort.KEY: gettext_lazy("a key or a password"),
}

_PATTERNS = {
    Sort.KEY: re.compile(
        r"\b(?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{16}\b"
        r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
        r"|\bgh[pousr]_[A-Za-z0-9]{20,255}|\bgithub_pat_\w{20,255}|\bglpat-[\w-]{20,64}"
        r"|\bxox[abeprs]-[\w-]{10,255}|\bAIza[\w-]{35}|\bsk_live_\w{16,255}"
        r"|\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{10,2000}"
        r"|\b[a-z][a-z0-9+]{1,12}://[^\s:/@]{1,80}:[^\s:/@]{1,80}@"
        r"|(?i:\b(?:aws_secret_access_key|secret_key|api_key|password|passwd)\b\s{0,3}[=:]\s{0,3}"
        r"['\"]?[^\s'\"<]{8,255})"
    ),
    Sort.EMAIL: re.compile(r"\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"),
    Sort.ADDRESS: re.compile(
        r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)"
        r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}(?![\w:])"
        r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4}:){0,5}[0-9a-fA-F]{1,4}(?![\w:])"
    ),
    Sort.HOST: re.compile(
        r"\b(?:[a-z0-9-]{1,63}\.){1,8}(?:internal|local|corp|lan|intra|intranet)\b", re.IGNORECASE
    ),
    Sort.ACCOUNT: re.compile(r"(?<![\w.,-])\d{4}[ -]?\d{4}[ -]?\d{4}(?![\w,-])"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A string that is seen, and where it stands."""

    where: str
    text: str
    is_made: bool = False
    """Whether the document worded it, as far as its number may be seen."""
    work: str = ""
    """What it tells of, where every number in it counts as an employer's."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to change, to hide, or to stand by. ``mark`` is its tick's name."""

    sort: Sort
    found: str
    sentences: tuple[tuple[str, str], ...]
    """Where, and what stands around it; at most ``SENTENCES``."""
    of: str = ""
    """The metric whose figure it is."""
    line: str = ""
    """The whole sentence, where a tick is for that alone."""
    group: str = ""
    """The position it is said of."""

    @property
    def mark(self) -> str:
        told = f"{self.sort}\n{self.found}" + (f"\n{self.line}" if self.line else "")
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def open_ones(remarks: Iterable[Remark], accepted: Iterable[str]) -> tuple[Remark, ...]:
    """Those in the way of publishing, where what has a mark of ``accepted`` may be public."""
    marks = set(accepted)
    return tuple(one for one in remarks if not one.sort.can_be_public or one.mark not in marks)


def strings(document: Document) -> Iterator[Said]:
    """Everything of a document that is read as words."""
    yield Said(_("the title"), document.title)
    yield Said(_("your name"), document.author)
    yield Said(_("the employer"), document.employer)
    yield Said(prompts()["question"].title, document.question)
    for text in (*document.sections, *document.decisions, *document.evidence):
        yield Said(text.title, text.text)
    for number, tradeoff in enumerate(document.tradeoffs, start=1):
        for words in _words(tradeoff):
            yield Said(_("tradeoff %d") % number, words)
    for figure in document.figures:
        yield from _of_figure(figure)
    for artifact in document.artifacts:
        where = _("the artifact “%s”") % artifact.title
        for words in (artifact.title, artifact.text, artifact.url):
            yield Said(where, words)
        if artifact.picture:
            yield Said(where, artifact.picture.alt)


def _of_figure(figure: Figure) -> Iterator[Said]:
    where = _("the result “%s”") % figure.name
    for text in (figure.name, figure.period, figure.how):
        yield Said(where, text)
    for text in (
        figure.said,
        figure.before,
        figure.after,
        figure.limit,
        figure.again,
        figure.measured,
    ):
        yield Said(where, text, is_made=True)


def _words(value: Any) -> Iterator[str]:
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _words(getattr(value, one.name))
    elif isinstance(value, str):
        yield value


def changed(before: Document, after: Document) -> tuple[str, ...]:
    """Where the words of two documents of the same shape differ, each place once."""
    pairs = zip(strings(before), strings(after), strict=True)
    return tuple(dict.fromkeys(old.where for old, new in pairs if old.text != new.text))


def remarks(document: Document, secrets: Sequence[Secret], employer: str = "") -> list[Remark]:
    """What should be looked at before strangers see it. ``employer``: a name that must not stand
    there; empty where it may. At most one more than ``MOST``."""
    return remarks_in(strings(document), secrets, [employer])


def remarks_in(
    strings: Iterable[Said], secrets: Sequence[Secret], employers: Sequence[str]
) -> list[Remark]:
    """The same of anything that is read as words."""
    places: dict[tuple[Sort, str], list[tuple[str, str]]] = {}
    of: dict[tuple[Sort, str], str] = {}
    listed = list(strings)
    for said in listed:
        for text in dict.fromkeys((folded(said.text), exact.read(said.text))):
            for sort, found, at, whose in _found(text, said, secrets, employers):
                key = (sort, found)
                if key not in places and len(places) > MOST:
                    continue
                around = found if sort is Sort.KEY else _around(text, at, len(found))
                quoted = places.setdefault(key, [])
                of.setdefault(key, whose)
                if len(quoted) < SENTENCES and said.where not in (where for where, _q in quoted):
                    quoted.append((said.where, around))
    made = [Remark(sort, found, tuple(p), of[sort, found]) for (sort, found), p in places.items()]
    made = sorted(made, key=lambda one: one.sort.can_be_public)
    return (made + _of_work(listed, secrets))[: MOST + 1]


def _of_work(strings: Iterable[Said], secrets: Sequence[Secret]) -> list[Remark]:
    """One remark for each sentence about an employer that holds numbers, but for those that are
    asked about by themselves."""
    made: dict[str, Remark] = {}
    for said in strings:
        text = exact.read(said.text) if said.work and said.text not in made else ""
        own = [one for one in exact.exact(text) if not any(s.stands_in(one) for s in secrets)]
        if own and len(made) <= MOST:
            found = ", ".join(dict.fromkeys(map(exact.short, own[:MOST_QUOTED])))
            quoted = ((said.where, _around(text, own[0].start, 2 * AROUND)),)
            made[said.text] = Remark(Sort.WORK, found, quoted, line=text, group=said.work)
    return list(made.values())


def _found(
    text: str, said: Said, secrets: Iterable[Secret], employers: Sequence[str]
) -> Iterator[tuple[Sort, str, int, str]]:
    taken: list[tuple[int, int]] = []
    for sort, pattern in _PATTERNS.items():
        for one in pattern.finditer(text):
            if sort is Sort.ADDRESS and not _is_address(one[0]):
                continue
            if not any(start <= one.start() < end for start, end in taken):
                taken.append(one.span())
                yield sort, _kept_short(sort, one[0]), one.start(), ""
    for employer in employers:
        yield from ((Sort.EMPLOYER, one[0], one.start(), "") for one in _named(employer, text))
    if not said.is_made:
        for secret, number in numbers.found(text, secrets):
            yield Sort.FIGURE, number.said, number.start, secret.of


def _named(employer: str, text: str) -> Iterator[re.Match[str]]:
    first = first_word(employer) or next(iter(folded(employer).split()), "")
    if first.isascii() and first.lower() not in text.lower():
        return
    for name in variants(employer):
        yield from naming.pattern(name.split()).finditer(text)
    yield from called(employer, text)


def _is_address(text: str) -> bool:
    return ":" in text or all(int(part) < 256 for part in text.split("."))


def _kept_short(sort: Sort, found: str) -> str:
    """A key is not repeated in full, not even to its owner."""
    return f"{found[:12]}…" if sort is Sort.KEY else found


def _around(text: str, at: int, length: int) -> str:
    start, end = max(0, at - AROUND), min(len(text), at + length + AROUND)
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"

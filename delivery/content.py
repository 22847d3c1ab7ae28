"""What a mail says: the answers a composer gives, and the templates they are made from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

import css_inline
from django.conf import settings
from django.core.mail import BadHeaderError
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates

from delivery.models import Mail

LONGEST_SUBJECT = 70
"""Characters. Beyond that a telephone's list of mails cuts it off at a place of its own choice."""


@dataclass(frozen=True, slots=True)
class Content:
    """One mail's words. ``from_name`` is the sender's name as shown; empty for the usual one.

    Raises:
        BadHeaderError: for a line break in anything that becomes a header.
        ValueError: for a subject that is empty or longer than LONGEST_SUBJECT (see ``short``).
    """

    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    from_name: str = ""

    def __post_init__(self) -> None:
        for value in (self.subject, self.from_name, *self.headers, *self.headers.values()):
            one_line(value)
        if not 0 < len(self.subject) <= LONGEST_SUBJECT:
            raise ValueError(f"A subject has 1 to {LONGEST_SUBJECT} characters: {self.subject!r}")


@dataclass(frozen=True, slots=True)
class NotWanted:
    """No longer worth sending. ``reason`` completes "skipped: …" in the person's delivery log.

    It is an English msgid (``gettext_noop("you were paused")``): kept as it is, translated when
    it is shown.
    """

    reason: str


class Composer(Protocol):
    """Writes the mails of one kind, for a whole batch in a constant number of queries.

    Named by dotted path in ``settings.MAIL_KINDS``. ``mails`` come with their ``user``; the answer
    has one entry for each, under the mail's primary key.
    """

    def __call__(
        self, mails: Sequence[Mail], now: datetime
    ) -> Mapping[int, Content | NotWanted]: ...


def one_line(value: str) -> str:
    """``value``, if it can stand in a header without beginning another one.

    Raises:
        BadHeaderError: for a line break or a NUL.
    """
    if re.search(r"[\r\n\0]", value):
        raise BadHeaderError("A header has one line.")
    return value


def short(subject: str) -> str:
    """``subject`` on one line and within LONGEST_SUBJECT, cut between words if it can be."""
    line = " ".join(subject.replace("\0", "").split())
    if len(line) <= LONGEST_SUBJECT:
        return line
    cut = line[: LONGEST_SUBJECT - 1]
    word_end = cut.rfind(" ")
    if word_end > LONGEST_SUBJECT // 2:
        cut = cut[:word_end]
    return cut.rstrip(" ,.;:–—-") + "…"


def absolute(path: str) -> str:
    """The whole address of a page of ours: mail is read far from the site."""
    return f"{settings.SITE_URL}{path}"


def render(
    name: str,
    context: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
    from_name: str = "",
) -> Content:
    """The mail ``templates/emails/<name>/{subject.txt,body.txt,body.html}`` make of ``context``.

    The text files are plain text: nothing in them is escaped. Styles are written into the
    elements (many readers ignore a style element); what only a style element can say, dark mode
    and narrow screens, stays in one.
    """
    values = {"site_url": settings.SITE_URL, **context}
    return Content(
        subject=short(_template(f"emails/{name}/subject.txt", values, escape=False)),
        text=_paragraphs(_template(f"emails/{name}/body.txt", values, escape=False)),
        html=_inliner().inline(_template(f"emails/{name}/body.html", values, escape=True)),
        headers=dict(headers or {}),
        from_name=from_name,
    )


def _template(name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)  # noqa: S101 - the one engine there is
    template = backend.engine.get_template(name)
    text: str = template.render(Context(dict(values), autoescape=escape))
    return text


def _paragraphs(text: str) -> str:
    """No trailing blanks, never two empty lines in a row: template tags leave such traces."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(
        keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
    )

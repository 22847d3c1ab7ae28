"""What ``gh pr list --json …`` prints; and the same out of the interface behind it, whose names
are written otherwise."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from portfolio.wins.importing import routine
from portfolio.wins.importing.candidates import (
    Candidate,
    Found,
    Unreadable,
    clean,
    cleaned,
    key_of,
    shortened,
)
from portfolio.wins.models import LONGEST_PART, Source

ASK = "gh pr list --state merged --author @me --limit 500 --json number,title,mergedAt,url,body"
"""The command that prints what is read here."""
MOST_VALUES = 30_000
"""So many are looked at, as of other texts lines."""
_ALSO = {"merged_at": "mergedAt", "closed_at": "closedAt", "created_at": "createdAt",
         "html_url": "url"}  # fmt: skip
_READ = {"number", "title", "mergedAt", "closedAt", "createdAt", "url", "body", "state", "author"}
_BEGINS = re.compile(r"\s*(?:\[\s*(?:\{|\]\s*$)|\{\s*(?:\"|\}\s*$))")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def is_json(text: str) -> bool:
    """Whether it begins like a list of objects, or like one."""
    return _BEGINS.match(text[:2000]) is not None


def read(text: str, today: date, zone: tzinfo) -> Found:
    """The pull requests. Moments become days by the clock of ``zone``.

    Raises:
        Unreadable: it is no JSON, or no pull request is in it. Nothing is half-read.
    """
    found = Found(Source.PULL_REQUEST)
    ignored: set[str] = set()
    for at, value in enumerate(_objects(text), start=1):
        if at > MOST_VALUES:
            raise Unreadable(
                _("More than %s entries are not read at once. Give them in parts.")
                % f"{MOST_VALUES:,}"
            )
        if not isinstance(value, dict):
            found.skip(at, _whole(str(value)[:200]), _("It is no pull request."))
            continue
        one = {_ALSO.get(name, _whole(name)): said for name, said in value.items()}
        ignored |= set(one) - _READ
        if not isinstance(one.get("title"), str) or not one["title"].strip():
            found.skip(at, json.dumps(one)[:200], _("It has no title."))
        else:
            found.add(_candidate(at, one, zone), today)
    if not found.candidates and not found.unread:
        raise Unreadable(_("There is no pull request in it. This prints some: %s") % ASK)
    if ignored:
        named = ", ".join(shortened(name, 30) for name in sorted(ignored)[:8])
        found.remarks.append(_("Not read: %s.") % named)
    return found


def _objects(text: str) -> Iterator[Any]:
    """A list, one object, or one a line."""
    decoder, at, text = json.JSONDecoder(), 0, text.strip()
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise Unreadable(
                _("This is no JSON we can read, from line %d on: it is cut off or malformed.")
                % error.lineno
            ) from None
        except (ValueError, RecursionError):
            raise Unreadable(_("This is no JSON we can read.")) from None
        yield from value if isinstance(value, list) else [value]
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1


def _candidate(at: int, one: dict[str, Any], zone: tzinfo) -> Candidate:
    title, link = clean(_whole(one["title"])), _said(one.get("url"))
    moments = [_day(one.get(name), zone) for name in ("mergedAt", "closedAt", "createdAt")]
    on = next((day for day in moments if day), None)
    body, remarks = cleaned(_COMMENT.sub("", _said(one.get("body"))).splitlines()), []
    if len(body) > LONGEST_PART:
        body = ""
        remarks.append(_("Its text has more than 2,000 characters: it stays where it is."))
    more = {"result": body, "link": link}
    return Candidate(
        at=at,
        line=title,
        on=on,
        more={name: text for name, text in more.items() if text},
        key=link[:200] or key_of(on, title),
        why_not=_why_not(one, title),
        remarks=tuple(remarks),
    )


def _why_not(one: dict[str, Any], title: str) -> str:
    if "mergedAt" in one and not one["mergedAt"]:
        is_open = _said(one.get("state")).upper() == "OPEN" or not one.get("closedAt")
        return _("It is not merged yet.") if is_open else _("It was closed and not merged.")
    author = one.get("author")
    by = _said(author.get("login")) if isinstance(author, dict) else _said(author)
    return routine.why_not(title, by)


def _day(value: Any, zone: tzinfo) -> date | None:
    try:
        moment = datetime.fromisoformat(_said(value))
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        return None


def _said(value: Any) -> str:
    return _whole(value) if isinstance(value, str) else ""


def _whole(text: str) -> str:
    """JSON may have half a character."""
    return text.encode("utf-8", "replace").decode()

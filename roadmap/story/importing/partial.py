"""A date as exact as it was said: "2024", "2024-03" or "2024-03-15". Values in, values out."""

import re
from datetime import datetime

_OURS = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_FORMS = (
    ("%b %Y", "%Y-%m"),
    ("%B %Y", "%Y-%m"),
    ("%m/%Y", "%Y-%m"),
    ("%Y/%m", "%Y-%m"),
    ("%Y-%m", "%Y-%m"),
    ("%d %b %Y", "%Y-%m-%d"),
    ("%b %d, %Y", "%Y-%m-%d"),
    ("%d %B %Y", "%Y-%m-%d"),
    ("%B %d, %Y", "%Y-%m-%d"),
    ("%d.%m.%Y", "%Y-%m-%d"),
    ("%Y/%m/%d", "%Y-%m-%d"),
    ("%Y-%m-%d", "%Y-%m-%d"),
)
"""As people and LinkedIn write them, and how much of a day each says."""
_NOW = {"", "-", "present", "now", "current", "today", "ongoing"}


def read(text: str) -> str | None:
    """The date of ``text``; empty where it says "until now"; None where none can be told."""
    text = " ".join(text[:80].split())
    if text.casefold() in _NOW:
        return ""
    for one in (text, text.partition("T")[0]):  # a moment: the day it says
        if found := _one(one):
            return found
    return None


def _one(text: str) -> str:
    if _OURS.fullmatch(text):
        return text
    for form, kept in _FORMS:
        try:
            said = datetime.strptime(text, form).strftime(kept)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return said if _OURS.fullmatch(said) else ""
    return ""

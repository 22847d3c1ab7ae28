"""Slices of JSON, JavaScript or PHP, as people copy them from a page's source, to their words."""

import json
import re
from collections.abc import Iterator
from typing import Any

_ESCAPED_LINE = re.compile(r"\\n|\\u[0-9a-fA-F]{4}")
_ESCAPE = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
                     r"|\\u([0-9a-fA-F]{4})|\\([nrt\"'/\\])")  # fmt: skip
_MEANT = {"n": "\n", "r": "\n", "t": " "}
_JOINT = re.compile(r"(\"\s{0,3},)\s{0,3}(\"\w{1,40}\"\s{0,3}:\s{0,3}[\"\[{])")
_KEYED = re.compile(
    r"\s*+(?://\s*+)?[\"']?(?P<key>[A-Za-z][\w-]{0,40})[\"']?\s{0,40}+(?::|=>)\s{0,3}+"
    r"(?P<rest>[\"'`\[{].*)"
)
_ITEM = re.compile(r"\s*+(?://\s*+)?([\"'`])(?P<item>.*)\1\s*+,?\s*+")
_SCAFFOLD = re.compile(r"\s*+(?:<\?php|return\s*+\[|(?://)?[\s\[\](){},;'\"]*+)\s*+")
_INLINE = re.compile(r"[\"']((?:[^\"'\\]|\\.)*+)[\"']")

_LEAD = {"title", "jobtitle", "job-title", "job_title", "name", "position", "role"}
_NOTHING = ("id", "url", "link", "href", "logo", "slug", "_at", "image", "icon")
_TEXT = ("title", "text", "heading", "closing", "description", "about", "intro", "summary", "body")
_CLOSED = ("',", '",', "`,")
SHORT = 80
"""A value shorter than this stays beside its key."""


def unquoted(text: str) -> str:
    """Keys as headings, items as bullets, escapes as what they stand for. Ordinary text, even one
    that quotes, is left as it is."""
    if (said := _from_json(text)) is not None:
        return said
    if len(_JOINT.findall(text)) > 1:
        text = _JOINT.sub(r"\1\n\2", text)
    lines = text.split("\n")
    if sum(1 for line in lines if _KEYED.fullmatch(line)) > 2:
        text = "\n".join(said for line in lines for said in _said(line))
    if len(_ESCAPED_LINE.findall(text)) > 1:
        text = _ESCAPE.sub(_meant, text)
    return text


def _meant(escape: re.Match[str]) -> str:
    high, low, one, letter = escape.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    return chr(int(one, 16)) if one else _MEANT.get(letter, letter)


def _said(line: str) -> Iterator[str]:
    if keyed := _KEYED.fullmatch(line):
        yield from _of_key(keyed["key"], keyed["rest"].strip())
    elif item := _ITEM.fullmatch(line):
        yield f"- {item['item']}"
    elif not _SCAFFOLD.fullmatch(line):
        yield re.sub(r"[\"'`]\s{0,3}+,?\s*+$", "", re.sub(r"^\s*+//", "", line))


def _of_key(key: str, rest: str) -> Iterator[str]:
    if rest[0] in "[{":
        items = [item for item in _INLINE.findall(rest) if item]
        yield f"{_heading(key)}:"
        yield from (f"- {item}" for item in items)
    elif value := (rest[:-1] if rest.endswith(_CLOSED) else rest).strip("\"'`"):
        yield from _with_heading(key, value)


def _heading(key: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", key).lower()
    return words[:1].upper() + words[1:]


def _with_heading(key: str, value: str) -> Iterator[str]:
    if key.lower().endswith(_NOTHING):
        return
    if key.lower() in _LEAD or key.lower().endswith(_TEXT):
        yield value
    elif len(value) < SHORT:
        yield f"{_heading(key)}: {value}"
    else:
        yield f"{_heading(key)}:"
        yield value


def _from_json(text: str) -> str | None:
    """A whole JSON document; a list's objects apart, as each may be a posting."""
    text = text.strip()
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(document, dict):
        return "\n".join(_of_value(document))
    if all(isinstance(one, dict) for one in document):
        return "\f".join("\n".join(_of_value(one)) for one in document)
    return None


def _of_value(fields: dict[str, Any]) -> Iterator[str]:
    for key, value in sorted(fields.items(), key=lambda field: field[0].lower() not in _LEAD):
        if isinstance(value, str) and value.strip():
            yield from _with_heading(key, value)
        elif isinstance(value, list):
            yield f"{_heading(key)}:"
            yield from (f"- {item}" for item in value if isinstance(item, str))
        elif isinstance(value, dict):
            yield from (item for item in value.values() if isinstance(item, str))

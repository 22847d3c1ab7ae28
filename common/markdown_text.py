"""Words in a Markdown file that stay words: what somebody wrote makes no heading, link or tag.
Values in, values out."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
_LEADING = re.compile(r"^(\d+)([.)])|^([+\-=])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile(r"[\ue021-\ue07e]")
_FIRST_HELD = 0xE000
"""Signs that nobody types stand for those that were escaped."""


def line(text: str) -> str:
    """Words on one line that mean nothing to Markdown."""
    return escaped(" ".join(text.replace("\0", "").split()))


def escaped(text: str) -> str:
    """One line as it is, of which nothing means anything to Markdown."""
    special = _SPECIAL.sub(r"\\\1", text)
    return _LEADING.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", special)


def held(text: str) -> str:
    """With one other sign for each that is escaped, so that nothing takes it for markup; ``freed``
    gives the signs themselves."""
    return _ESCAPED.sub(lambda at: chr(_FIRST_HELD + ord(at[1])), _HELD.sub("", text))


def freed(text: str) -> str:
    """The words that were escaped, as they were."""
    return _HELD.sub(lambda at: chr(ord(at[0]) - _FIRST_HELD), text)

"""Lines as a posting means them: bullets, headings, wrapped sentences, and no page around them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from roadmap.lanes.postings import chrome, headings

_GLYPHS = "•●▪▫■□◦○‣⁃∙⦁➤➢➔➜➡►▶▸▹◆◇❖✓✔✅☑☐🔹🔸🔷🔶🔵🟢🟣🟠⚫⚪👉★☆✦✧⭐🌟\uf0b7\uf0a7"
_WITHIN = "•●▪■◦‣⦁➤➢►▸❖✓✔✅☑🔹🔸\uf0b7\uf0a7"
_GLYPH = re.compile(rf"^[{_GLYPHS}·・→⇒](?:[\s{_GLYPHS}]*)(?=\S|$)")
_BULLET = re.compile(r"^(?:[-*+–—−‐‑]{1,3} ++)++(?=\S)|^-(?=[A-Za-z(])|^--+ *(?=\w)")
_ALONE = re.compile(r"^[-*+–—−‐‑]$")
_INNER = re.compile(rf"(?=[{_WITHIN}])")
_DASHES = re.compile(r"\s[-–*]\s(?=[A-Z0-9])")
_EMOJI = re.compile(
    r"^(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\u25a0-\u25ff]\s*+)++"
)
_RULE = re.compile(r"^[-=*_~#•·.\s]{3,}$|^[─━═–—]{2,}$")
_WORDS_BULLET = re.compile(r"^[o§] +(?=[A-Z])")

FLAT = 250
"""Characters of a line in which dashes part items, and not words."""
WRAPPED = (50, 120)
"""Characters of a line that a mail or a PDF broke for want of room."""


def tidy(text: str) -> str:
    """The posting line by line, at most one empty line between two."""
    lines: Iterable[str] = (" ".join(line.split()) for line in re.split(r"[\n\f]", text))
    lines = ["" if _RULE.match(line) else line for line in lines]
    lines = _bulleted([piece for line in lines for piece in _at_bullets(line)])
    lines = [piece for line in lines for piece in headings.apart(line) or [""]]
    lines = _unwrapped(_joined_bullets(chrome.without(lines)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_rule(line: str) -> bool:
    """A line that only parts what is above from what is below."""
    return len(line.strip()) > 2 and _RULE.match(line.strip()) is not None


def _at_bullets(line: str) -> list[str]:
    """Items that ran together on one line."""
    pieces = [piece.strip() for piece in _INNER.split(line)]
    if len(pieces) > 2:
        return [piece for piece in pieces if piece]
    if len(line) > FLAT and len(items := _DASHES.split(line)) > 3:
        return [items[0].strip(), *(f"- {item.strip()}" for item in items[1:])]
    return [line]


def _bulleted(lines: list[str]) -> list[str]:
    """Every sort of bullet as "- ". An emoji is one where it begins several lines, else it goes."""
    first = Counter(line[0] for line in lines if _EMOJI.match(line))
    letters = sum(1 for line in lines if _WORDS_BULLET.match(line))
    return [_BULLET.sub("- ", _with_bullet(line, first, letters)).strip() for line in lines]


def _with_bullet(line: str, first: Counter[str], letters: int) -> str:
    if glyph := _GLYPH.match(line):
        return f"- {line[glyph.end() :]}"
    if emoji := _EMOJI.match(line):
        return ("- " if first[line[0]] > 1 else "") + line[emoji.end() :]
    if letters > 1 and (letter := _WORDS_BULLET.match(line)):
        return f"- {line[letter.end() :]}"
    return line


def _joined_bullets(lines: Iterable[str]) -> Iterator[str]:
    """A bullet that lost its words to the next line gets them back."""
    waiting = False
    for line in lines:
        if _ALONE.match(line):
            waiting = True
        elif waiting and line:
            waiting = False
            yield line if line.startswith("- ") else f"- {line}"
        elif not waiting:
            yield line


def _unwrapped(lines: Iterable[str]) -> list[str]:
    """Sentences that were broken over lines, whole again."""
    found: list[str] = []
    last = 0
    for line in lines:
        if found and line[:1].islower() and _goes_on(found[-1], last):
            found[-1] += line if found[-1].endswith("-") else f" {line}"
        else:
            found.append(line)
        last = len(line)
    return found


def _goes_on(line: str, last: int) -> bool:
    return WRAPPED[0] <= last <= WRAPPED[1] and (line[-1].isalnum() or line[-1] in ",-(/&")

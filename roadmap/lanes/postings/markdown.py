"""Markdown's marks, and the front matter of a site's source, taken off the words."""

import re

from roadmap.lanes.postings.headings import same

_FRONT = re.compile(
    r"\s*+---\n(?P<fields>(?:(?!---\s*\n)[^\n]{0,2000}\n){1,60}+)---[^\S\n]*+(?:\n|\Z)"
)
_TITLE = re.compile(r"^title\s{0,3}:\s{0,3}(?P<title>[^\n]{1,300})", re.MULTILINE)
_FIELD = re.compile(r"^[A-Za-z_][\w-]{0,40}\s{0,3}:", re.MULTILINE)

_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}+\]\([^()\n]{0,1000}+\)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500}+)\]\([^()\n]{0,1000}+(?:\([^()\n]{0,200}+\)[^()\n]{0,500}+)?\)"
)
_ESCAPE = re.compile(r"\\([-\\*_.#+()\[\]{}!>~|`&$])")
_FENCE = re.compile(r"^[^\S\n]{0,8}(?:```|~~~)[^\n]*+$", re.MULTILINE)
_HEADING = re.compile(
    r"^[^\S\n]{0,8}#{1,6}[^\S\n]+(?=\S)|(?<=\S)[^\S\n]#{1,6}[^\S\n]{0,8}$", re.MULTILINE
)
_NO_HEADING = re.compile(r"^[^\S\n]{0,8}#{1,6}[^\S\n]{0,8}$", re.MULTILINE)
_QUOTED = re.compile(r"^[^\S\n]{0,8}>[^\S\n]?", re.MULTILINE)
_PAIRS = re.compile(r"\*\*+|~~+|`+")
_STRONG = re.compile(r"(?<!\w)__(?=[^\s_])([^_\n]{1,300}+)__(?!\w|\.\w)")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}+)(?<!\s)\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w])_(?=[^\s_])([^_\n]{1,300}+)(?<!\s)_(?!\w)")
_TABLE_RULE = re.compile(r"^[^\S\n]*+\|[ |:-]*+$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[^\S\n]*+\|(?P<cells>[^\n]+)\|[^\S\n]*+$", re.MULTILINE)


def without_front_matter(text: str) -> str:
    """The title of a front matter as the first line, unless the text begins with it anyway."""
    found = _FRONT.match(text)
    if not found or not _FIELD.search(found["fields"]):
        return text
    body = text[found.end() :].lstrip()
    title = _TITLE.search(found["fields"])
    said = title["title"].strip(" \"'") if title else ""
    first = body.split("\n", 1)[0]
    return body if not said or same(said, first) else f"{said}\n\n{body}"


def without_marks(text: str) -> str:
    """Links as their words; no images, stars, backticks or hashes. Lines of dashes stay."""
    # Most texts have none of these marks, and looking for a character costs next to nothing.
    if "`" in text or "~" in text:
        text = _FENCE.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if ">" in text:
        text = _QUOTED.sub("", text)
    if "#" in text:
        text = _NO_HEADING.sub("", _HEADING.sub("", text))
    if "|" in text:
        text = _TABLE_ROW.sub(_cells, _TABLE_RULE.sub("", text))
    if "*" in text or "~" in text or "`" in text:
        text = "\n".join(
            line if _is_rule(line) else _PAIRS.sub("", line) for line in text.split("\n")
        )
        text = _STAR.sub(r"\1", text)
    if "_" in text:
        text = _UNDERSCORE.sub(r"\1", _STRONG.sub(r"\1", text))
    return text


def _is_rule(line: str) -> bool:
    return not line.strip(" *_~-=#")


def _cells(row: re.Match[str]) -> str:
    return " | ".join(cell for cell in map(str.strip, row["cells"].split("|")) if cell)

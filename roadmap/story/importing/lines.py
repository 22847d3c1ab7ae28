"""The lines below an entry, and the text above them. Values in, values out."""

import re
from collections.abc import Iterable

from portfolio.overview import Line
from roadmap.story.importing.report import Report
from roadmap.story.narrative.json_resume import one_line

LONGEST_LINE, LONGEST_SUMMARY = 600, 2000
_MARK = re.compile(r"^(?:[-*•·–—▪●◦‣]|\d{1,2}[.)])\s+")


def below(
    texts: Iterable[str], summary: str, where: str, report: Report
) -> tuple[str, tuple[Line, ...]]:
    """The summary, and the lines. One that is too long for a line is the summary where there is
    none; else it is reported."""
    lines: list[Line] = []
    for text in texts:
        if len(text) <= LONGEST_LINE:
            lines.append(Line(text))
        elif not summary and len(text) <= LONGEST_SUMMARY:
            summary = text
        else:
            report.long[where] += 1
    return summary, tuple(lines)


def split(description: str) -> list[str]:
    """A description as people write it into one field: a line each, without its mark."""
    rows = (one_line(row) for row in description.splitlines())
    return [text for row in rows if (text := _MARK.sub("", row).strip())]

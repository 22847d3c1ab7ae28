"""A pack as what the typesetter's template places: data.json. Values in, values out."""

from typing import Any

from django.utils.text import capfirst

from common.typesetting.drawing import drawable
from roadmap.story.review.pack import Line, Pack

LONGEST = 250_000
"""Characters that are set: some 80 pages. More would keep the machine from everybody else."""


class TooLong(Exception):
    """More than the typesetter is given."""


def paper(pack: Pack, title: str, left: str) -> dict[str, Any]:
    """``left`` says that statements are not shown, with a place for how many.

    Raises:
        TooLong: it has more characters than are set.
    """
    if sum(map(len, pack.words)) > LONGEST:
        raise TooLong
    return {
        "title": drawable(title),
        "author": drawable(pack.author),
        "sections": [
            {
                "title": drawable(section.title),
                "left": left % section.left if section.left else "",
                "groups": [
                    {
                        "title": drawable(capfirst(group.title)),
                        "lines": [_line(one) for one in group.lines],
                    }
                    for group in section.groups
                ],
            }
            for section in pack.sections
        ],
    }


def _line(one: Line) -> dict[str, Any]:
    return {
        "text": drawable(one.text),
        "when": drawable(one.when),
        "figure": drawable(one.figure),
        "more": [drawable(words) for words in one.more],
        "parts": [{"name": drawable(name), "words": drawable(words)} for name, words in one.parts],
        "quotes": [{"who": drawable(who), "words": drawable(words)} for who, words in one.quotes],
        "links": [
            {"label": drawable(link.label), "url": link.url} for link in one.links if link.url
        ],
    }

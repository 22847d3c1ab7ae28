"""A pack as Markdown. What somebody wrote is text in it and no markup. Pictures are the page's."""

from collections.abc import Iterator

from django.utils.text import capfirst

from portfolio.overview import readme
from roadmap.story.review.pack import Group, Line, Pack

line, address = readme.line, readme.address


def markdown(pack: Pack, title: str, left: str) -> str:
    """``left`` says that statements are not shown, with a place for how many."""
    blocks = [f"# {line(title)}"]
    if pack.author:
        blocks.append(line(pack.author))
    for section in pack.sections:
        blocks.append(f"## {line(section.title)}")
        for group in section.groups:
            blocks += _group(group)
        if section.left:
            blocks.append(line(left % section.left))
    return "\n\n".join(blocks) + "\n"


def _group(group: Group) -> Iterator[str]:
    if group.title:
        yield f"### {line(capfirst(group.title))}"
    yield "\n".join("\n".join(_line(one)) for one in group.lines)


def _line(one: Line) -> Iterator[str]:
    """One item of a list: the statement, and what belongs to it below."""
    when = f" ({line(one.when)})" if one.when else ""
    figure = f": {line(one.figure)}" if one.figure else ""
    yield f"- **{line(one.text)}**{figure}{when}"
    for more in one.more:
        yield f"  - {line(more)}"
    for name, words in one.parts:
        yield f"  - {line(name)}: {line(words)}"
    for who, words in one.quotes:
        yield f"  - {line(who)}: “{line(words)}”" if who else f"  - “{line(words)}”"
    for link in one.links:
        if link.url:
            yield f"  - [{line(link.label)}]({address(link.url)})"

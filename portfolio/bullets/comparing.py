"""What of a résumé from elsewhere is new beside the one that is kept. Values in, values out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from portfolio.bullets.resume import Entry, Line, Resume, SkillLine

Said = Mapping[int | None, Collection[str]]
"""The lines below each entry (by its row; None: below none), as they are and as they were handed
in, each ``folded``."""


def folded(text: str) -> str:
    """One form for what differs in case and in spaces alone."""
    return " ".join(text.split()).casefold()


def fresh(found: Resume, kept: Resume, said: Said) -> Resume:
    """What ``found`` adds to ``kept``. An entry that is there carries its row and only the lines
    that are not; what stands twice in ``found`` comes once."""
    return Resume(
        tuple(_entries(found.entries, kept.entries, said)),
        tuple(_lines(found.loose, said.get(None, ()))),
        tuple(_skills(found.skills, kept.skills)),
    )


def same(one: Entry, other: Entry) -> bool:
    """Whether both are one position: the same names, and beginnings that can be the same day."""
    if one.kind is not other.kind or not one.starts.startswith(other.starts[: len(one.starts)]):
        return False
    mine, theirs = (folded(f"{entry.title}\n{entry.organisation}") for entry in (one, other))
    return mine == theirs


def _entries(found: Iterable[Entry], kept: Collection[Entry], said: Said) -> list[Entry]:
    new: list[Entry] = []
    for one in found:
        twice = next((at for at, earlier in enumerate(new) if same(one, earlier)), None)
        if twice is not None:
            earlier = new[twice]
            more = _lines(one.lines, {folded(line.text) for line in earlier.lines})
            known = said.get(earlier.row, ()) if earlier.row else ()
            new[twice] = replace(earlier, lines=(*earlier.lines, *_lines(more, known)))
            continue
        there = next((entry for entry in kept if same(one, entry)), None)
        known = said.get(there.row, ()) if there else ()
        row = there.row if there else None
        new.append(replace(one, lines=tuple(_lines(one.lines, known)), row=row))
    return [one for one in new if one.row is None or one.lines]


def _lines(found: Iterable[Line], known: Collection[str]) -> list[Line]:
    seen, new = set(known), []
    for line in found:
        if (text := folded(line.text)) and text not in seen:
            seen.add(text)
            new.append(line)
    return new


def _skills(found: Iterable[SkillLine], kept: Iterable[SkillLine]) -> list[SkillLine]:
    seen, new = {folded(one.name) for one in kept}, []
    for one in found:
        if (name := folded(one.name)) and name not in seen:
            seen.add(name)
            new.append(one)
    return new

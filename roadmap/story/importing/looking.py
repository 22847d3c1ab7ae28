"""What a file would add, beside what is there: items to tick. Values in, values out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolio.overview import Entry, PositionKind, Resume, SkillLine, comparing
from roadmap.story.importing.found import Certificate, Field, Found, Link, Words
from roadmap.story.importing.report import short

folded = comparing.folded


@dataclass(frozen=True, slots=True)
class Beside:
    """What is there already."""

    resume: Resume = field(default_factory=Resume)
    said: comparing.Said = field(default_factory=dict)
    shown: Mapping[Field, str] = field(default_factory=dict)
    """What each field says, written or made."""
    own: Mapping[Field, str] = field(default_factory=dict)
    """What each field says where it was written: that would be replaced."""
    links: Collection[str] = ()
    outcomes: Collection[str] = ()
    """``folded``."""
    case_studies: Collection[str] = ()
    """Their titles, ``folded``."""
    held: Collection[int] = ()
    """Numbers of the certificates that are held."""
    wrong: Mapping[int, str] = field(default_factory=dict)
    """Numbers of those that cannot be kept, and why."""
    shows_results: bool = False
    """Whether the page shows the best results, since nobody claimed an outcome yet."""
    room: Mapping[str, int] = field(default_factory=dict)
    """How many more skills, links and outcomes may be kept."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tick."""

    key: str
    title: str
    detail: str = ""
    lines: tuple[str, ...] = ()
    note: str = ""
    is_ticked: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...]
    are_words: bool = False
    """Whether its items are a word or two each."""


@dataclass(frozen=True, slots=True)
class Look:
    """What can be kept, what is there by its name, and why something cannot be."""

    sections: tuple[Section, ...]
    there: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(len(one.items) for one in self.sections)

    @property
    def keys(self) -> set[str]:
        return {item.key for one in self.sections for item in one.items}


def look(found: Found, beside: Beside) -> Look:
    """Each part of ``found``, in the order of a résumé."""
    there: list[str] = []
    entries = list(_entries(found.resume.entries, beside, there))
    sections = [
        Section(title, tuple(item for one, item in entries if one is kind))
        for kind, title in (
            (PositionKind.WORK, _("Positions")),
            (PositionKind.PROJECT, _("Projects")),
            (PositionKind.EDUCATION, _("Education")),
        )
    ]
    skills = tuple(_skills(found.resume.skills, beside, there))
    sections += [
        Section(_("Skills"), skills, are_words=True),
        Section(_("Certificates"), tuple(_certificates(found.certificates, beside, there))),
        Section(_("Outcomes"), tuple(_outcomes(found.outcomes, beside, there))),
        Section(_("About you"), tuple(_words(found.words, beside, there))),
        Section(_("Links"), tuple(_links(found.links, beside, there))),
    ]
    return Look(
        tuple(one for one in sections if one.items),
        tuple(there),
        (*found.remarks, *beside.wrong.values()),
    )


def chosen(found: Found, taken: Collection[str]) -> Found:
    """What of it was ticked."""

    def of(kind: str, many: Sequence[object]) -> tuple[int, ...]:
        return tuple(n for n in range(len(many)) if f"{kind}-{n}" in taken)

    resume = found.resume
    return replace(
        found,
        resume=Resume(
            tuple(resume.entries[n] for n in of("entry", resume.entries)),
            (),
            tuple(resume.skills[n] for n in of("skill", resume.skills)),
        ),
        words=tuple(one for one in found.words if f"words-{one.field}" in taken),
        links=tuple(found.links[n] for n in of("link", found.links)),
        outcomes=tuple(found.outcomes[n] for n in of("outcome", found.outcomes)),
        certificates=tuple(found.certificates[n] for n in of("certificate", found.certificates)),
    )


def _entries(
    entries: Sequence[Entry], beside: Beside, there: list[str]
) -> Iterator[tuple[PositionKind, Item]]:
    for n, one in enumerate(entries):
        title = ", ".join(filter(None, (one.title, one.organisation)))
        is_case = one.kind is PositionKind.PROJECT and folded(one.title) in beside.case_studies
        new = comparing.fresh(Resume((one,)), beside.resume, beside.said).entries
        if is_case or not new:
            there.append(title)
            continue
        lines = tuple(line.text for line in new[0].lines)
        until = _("until now") if one.starts and not one.ends else one.ends
        dates = " – ".join(filter(None, (one.starts, until)))
        detail = " · ".join(filter(None, (dates, one.location, one.url)))
        item = Item(f"entry-{n}", title, detail, lines, short(one.summary, 200))
        yield one.kind, item if new[0].row is None else replace(item, note=_more(len(lines)))


def _more(lines: int) -> str:
    return ngettext(
        "It is there already; one line is new.",
        "It is there already; %(n)d lines are new.",
        lines,
    ) % {"n": lines}


def _skills(skills: Sequence[SkillLine], beside: Beside, there: list[str]) -> Iterator[Item]:
    known, room = {folded(one.name) for one in beside.resume.skills}, beside.room.get("skill", 0)
    for n, one in enumerate(skills):
        if folded(one.name) in known:
            there.append(one.name)
            continue
        known.add(folded(one.name))
        detail = ", ".join(filter(None, (one.level, *one.keywords)))
        yield Item(f"skill-{n}", one.name, short(detail, 200), is_ticked=room > 0)
        room -= 1


def _certificates(
    certificates: Sequence[Certificate], beside: Beside, there: list[str]
) -> Iterator[Item]:
    for n, one in enumerate(certificates):
        if n in beside.held:
            there.append(one.name)
        elif n not in beside.wrong:
            dates = " – ".join(filter(None, (one.issued_on, one.expires_on)))
            detail = " · ".join(filter(None, (one.issuer, dates, one.number)))
            yield Item(f"certificate-{n}", one.name, detail)


def _outcomes(outcomes: Sequence[str], beside: Beside, there: list[str]) -> Iterator[Item]:
    known, room = set(beside.outcomes), beside.room.get("outcome", 0)
    note = _("Kept as your claim; you choose its proof afterwards.")
    if beside.shows_results:
        note = _(
            "Kept as your claim. The page then shows what you claim, and not your best results."
        )
    for n, one in enumerate(outcomes):
        if folded(one) in known:
            there.append(short(one))
            continue
        known.add(folded(one))
        yield Item(f"outcome-{n}", one, note=note, is_ticked=room > 0 and not beside.shows_results)
        room -= 1


def _words(words: Sequence[Words], beside: Beside, there: list[str]) -> Iterator[Item]:
    for one in words:
        now = beside.own.get(one.field, "")
        if folded(one.text) in (folded(now), folded(beside.shown.get(one.field, ""))):
            there.append(str(one.field.label))
            continue
        note = _("It replaces: %s") % short(now, 200) if now else ""
        is_current = one.field in (Field.CURRENT_HEADLINE, Field.CURRENT_ABOUT)
        key = f"words-{one.field}"
        yield Item(key, str(one.field.label), one.text, (), note, is_current or not now)


def _links(links: Sequence[Link], beside: Beside, there: list[str]) -> Iterator[Item]:
    known, room = set(beside.links), beside.room.get("link", 0)
    for n, one in enumerate(links):
        if one.url in known:
            there.append(one.url)
            continue
        known.add(one.url)
        yield Item(
            f"link-{n}", one.name or one.url, one.url if one.name else "", is_ticked=room > 0
        )
        room -= 1

"""LinkedIn's data export as what may be kept: positions, projects, education and skills for the
lines of a résumé, headline and About for the same-story check. Values in, values out."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from portfolio.overview import Entry, PositionKind, Resume, SkillLine
from roadmap.story.importing import archive, partial, tables
from roadmap.story.importing.found import Certificate, Field, Found, Link, Unreadable, Words
from roadmap.story.importing.lines import below, split
from roadmap.story.importing.objects import is_address
from roadmap.story.importing.report import Report
from roadmap.story.narrative.json_resume import one_line, paragraphs
from roadmap.story.narrative.models import ABOUT, HEADLINE

TITLE, PLACE, SKILL = 160, 120, 80
Row = Mapping[str, str]

_TOLD = ("notes", "activities")
_DATED = ("started on", "finished on")
HEADINGS = {
    "positions.csv": ("company name", "title", "description", "location", *_DATED),
    "profile.csv": ("first name", "last name", "headline", "summary", "geo location", "websites"),
    "education.csv": ("school name", "degree name", "start date", "end date", *_TOLD),
    "projects.csv": ("title", "description", "url", *_DATED),
    "skills.csv": ("name",),
    "certifications.csv": ("name", "url", "authority", *_DATED, "license number"),
}
"""The tables that are read, and their columns."""
TELLING = {
    "positions.csv": {"company name"},
    "profile.csv": {"headline"},
    "education.csv": {"school name"},
    "projects.csv": {"url", "title"},
    "certifications.csv": {"authority"},
}
"""Headings that tell one table from the others, asked in this order."""
_WEBSITE = re.compile(r"(?:([A-Z][A-Z ]{0,30}):)?(https?://[^\s,\]]+)")


def read_archive(data: bytes) -> Found:
    """All of an export.

    Raises:
        Unreadable: the archive, or one of its tables; nothing of it is kept then.
    """
    found = archive.tables(data, HEADINGS)
    if not found:
        raise Unreadable(
            _(
                "In this archive there is no Positions.csv, Skills.csv, Profile.csv or "
                "Education.csv."
            )
        )
    return _found({name: _table(name, data) for name, data in found.items()})


def read_table(data: bytes) -> Found:
    """One table of it, told by its headings."""
    known = frozenset({"name"}).union(*TELLING.values())
    table = tables.read(data, _("This file"), known)
    for name, telling in TELLING.items():
        if telling <= {*table.headings}:
            return _found({name: table})
    if {*table.headings} - {""} == {"name"}:  # any list may have a column of names beside others
        return _found({"skills.csv": table})
    raise Unreadable(
        _("This table is none of those we read: Positions, Skills, Profile, Education, Projects.")
    )


def _table(name: str, data: bytes) -> tables.Table:
    return tables.read(data, name.capitalize(), frozenset(HEADINGS[name]))


def _found(read: Mapping[str, tables.Table]) -> Found:
    report = Report()
    for name, table in read.items():
        for heading in table.headings:
            if heading and heading not in HEADINGS[name]:
                report.homeless[f"{name.capitalize()}: {heading}"] += 1
    rows = {name: table.rows for name, table in read.items()}
    entries = [
        *_each(rows.get("positions.csv", ()), _position, report),
        *_each(rows.get("projects.csv", ()), _project, report),
        *_each(rows.get("education.csv", ()), _school, report),
    ]
    profile = next(iter(rows.get("profile.csv", ())), {})
    found = Found(
        kind=_("LinkedIn’s data export"),
        resume=Resume(tuple(entries), (), tuple(_skills(rows.get("skills.csv", ()), report))),
        words=tuple(_words(profile, report)),
        links=tuple(_links(profile.get("websites", ""))),
        certificates=tuple(_certificate(one) for one in rows.get("certifications.csv", ())),
    )
    if found.is_empty:
        raise Unreadable(
            _("There is nothing in this export that can be kept: its tables are empty.")
        )
    return replace(found, remarks=report.sentences())


def _each(
    rows: tuple[Row, ...], entry: Callable[[Row, Report], Entry], report: Report
) -> Iterator[Entry]:
    for row in rows:
        one = entry(row, report)
        if one.title or one.organisation:
            yield one
        else:
            report.nameless += 1


def _position(row: Row, report: Report) -> Entry:
    summary, lines = below(
        split(row.get("description", "")), "", "Positions.csv: description", report
    )
    return Entry(
        PositionKind.WORK,
        title=_cell(row, "title", TITLE, report),
        organisation=_cell(row, "company name", TITLE, report),
        location=_cell(row, "location", PLACE, report),
        starts=_date(row, "started on", report),
        ends=_date(row, "finished on", report),
        summary=summary,
        lines=lines,
    )


def _project(row: Row, report: Report) -> Entry:
    url = one_line(row.get("url", ""))
    summary, lines = below(
        split(row.get("description", "")), "", "Projects.csv: description", report
    )
    return Entry(
        PositionKind.PROJECT,
        title=_cell(row, "title", TITLE, report),
        url=url if is_address(url) else "",
        starts=_date(row, "started on", report),
        ends=_date(row, "finished on", report),
        summary=summary,
        lines=lines,
    )


def _school(row: Row, report: Report) -> Entry:
    texts = [*split(row.get("notes", "")), *split(row.get("activities", ""))]
    summary, lines = below(texts, "", "Education.csv: notes", report)
    return Entry(
        PositionKind.EDUCATION,
        title=_cell(row, "degree name", TITLE, report),
        organisation=_cell(row, "school name", TITLE, report),
        starts=_date(row, "start date", report),
        ends=_date(row, "end date", report),
        summary=summary,
        lines=lines,
    )


def _skills(rows: tuple[Row, ...], report: Report) -> Iterator[SkillLine]:
    for row in rows:
        if name := _cell(row, "name", SKILL, report):
            yield SkillLine(name)


def _words(profile: Row, report: Report) -> Iterator[Words]:
    """Headline and About are what stands on LinkedIn now; name and place are the page's."""
    name = " ".join(
        filter(None, (one_line(profile.get(f"{n} name", "")) for n in ("first", "last")))
    )
    texts = {
        Field.NAME: (name, 80),
        Field.LOCATION: (one_line(profile.get("geo location", "")), PLACE),
        Field.CURRENT_HEADLINE: (one_line(profile.get("headline", "")), HEADLINE),
        Field.CURRENT_ABOUT: (paragraphs(profile.get("summary", "")), 2 * ABOUT),
    }
    for field, (text, most) in texts.items():
        if len(text) > most:
            report.long[str(field.label)] += 1
        elif text:
            yield Words(field, text)


def _links(cell: str) -> Iterator[Link]:
    """ "[COMPANY:https://example.org,PORTFOLIO:https://example.com]" """
    for kind, url in _WEBSITE.findall(cell[:4000]):
        if is_address(url):
            yield Link(kind.capitalize() or _("Website"), url)


def _certificate(row: Row) -> Certificate:
    names = HEADINGS["certifications.csv"]
    name, url, issuer, issued, expires, number = (one_line(row.get(one, "")) for one in names)
    return Certificate(name, issuer, issued, expires, number, url)


def _cell(row: Row, name: str, most: int, report: Report) -> str:
    text = one_line(row.get(name, ""))
    if len(text) > most:
        report.long[name] += 1
        return ""
    return text


def _date(row: Row, name: str, report: Report) -> str:
    found = partial.read(row.get(name, ""))
    if found is None:
        report.undated[f"{name}: {row.get(name, '')}"] += 1
    return found or ""

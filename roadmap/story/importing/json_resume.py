"""A JSON Resume, ours or another's, as what may be kept. Values in, values out."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from portfolio.overview import Entry, PositionKind, Resume, SkillLine
from roadmap.story.importing.found import Certificate, Field, Found, Link, Unreadable, Words
from roadmap.story.importing.lines import LONGEST_SUMMARY, below
from roadmap.story.importing.objects import Object
from roadmap.story.importing.report import Report, names, short
from roadmap.story.narrative.json_resume import STUDY
from roadmap.story.narrative.models import ABOUT, HEADLINE, LONGEST

TITLE, PLACE, SKILL, LEVEL = 160, 120, 80, 40
LONGEST_CLAIM = 400
MOST_KEYWORDS = 40
SECTIONS = ("basics", "work", "education", "projects", "certificates", "skills", "meta")
HOMELESS = ("volunteer", "awards", "publications", "languages", "interests", "references")
"""What the standard knows and Forte has no place for."""
OURS = {
    Field.PROBLEM_SPACE: LONGEST,
    Field.LEVERAGE: 300,
    Field.KEEPS: 300,
    Field.LOOKING_FOR: LONGEST,
    Field.ABOUT: ABOUT,
    Field.SPOKEN: ABOUT,
}
"""The texts below ``meta.forte``, and how long each may be."""


def read(text: str) -> Found:
    """What is in it.

    Raises:
        Unreadable: it is no JSON, or no JSON Resume, or a list in it is too long.
    """
    report = Report()
    whole = Object(_object(text), "", report)
    meta = whole.object("meta")
    version, ours = meta.text(200, "version"), meta.object("forte")
    meta.skip("canonical", "lastModified", "theme")
    words, links = _basics(whole, ours)
    found = Found(
        kind=_("JSON Resume"),
        resume=Resume(tuple(_entries(whole)), (), tuple(_skills(whole))),
        words=tuple(words),
        links=tuple(links),
        outcomes=tuple(_outcomes(ours)),
        certificates=tuple(_certificates(whole)),
        lane=", ".join(filter(None, (ours.text(TITLE, "lane"), ours.text(TITLE, "second")))),
        remarks=(*_version(version), *_rest(whole, meta, ours, report)),
    )
    if found.is_empty:
        raise Unreadable(_("There is nothing in this JSON Resume that can be kept."))
    return found


def _rest(whole: Object, meta: Object, ours: Object, report: Report) -> tuple[str, ...]:
    """What was not taken, once everything is read."""
    whole.leave(*HOMELESS)
    whole.skip("$schema")
    ours.skip("by")
    for one in (whole, meta, ours):
        one.done()
    return report.sentences()


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(_("This is no JSON we can read: it is cut off or malformed.")) from None
    if not isinstance(value, dict):
        raise Unreadable(
            _("A JSON Resume is one object, with “basics”, “work” and so on in it. This is none.")
        )
    if not any(one in value for one in (*SECTIONS, *HOMELESS)):
        said = names(short(one) for one in list(value)[:50]) or _("nothing")
        raise Unreadable(
            _("This is JSON, and no JSON Resume: there is no “basics” and no “work”. It has: %s.")
            % said
        )
    return value


def _version(said: str) -> tuple[str, ...]:
    """What to say of another version than ours."""
    if not said or said.lstrip("v").startswith("1."):
        return ()
    words = _("It says that it follows version %s. Version 1 is read, and older names beside it.")
    return (words % short(said, 20),)


def _basics(whole: Object, ours: Object) -> tuple[list[Words], list[Link]]:
    basics = whole.object("basics")
    texts = {
        Field.NAME: basics.text(80, "name"),
        Field.HEADLINE: basics.text(HEADLINE, "label", "title", "headline"),
        Field.LOCATION: _place(basics),
        Field.CONTACT: basics.mail("email"),
    }
    texts |= {field: ours.words(most, field.value) for field, most in OURS.items()}
    summary = basics.words(ABOUT, "summary")
    if summary not in (texts[Field.ABOUT], texts[Field.PROBLEM_SPACE]):
        texts[Field.ABOUT] = summary  # written, or changed, elsewhere
    links = list(_links(basics))
    basics.leave("phone", "image", "picture")
    basics.done()
    return [Words(field, text) for field, text in texts.items() if text], links


def _place(basics: Object) -> str:
    location = basics.object("location")
    parts = [location.text(PLACE, name) for name in ("city", "region", "countryCode")]
    location.leave("address", "postalCode")
    location.done()
    return ", ".join(filter(None, parts))[:PLACE]


def _links(basics: Object) -> Iterator[Link]:
    """The profiles, and the page of its own where none of them leads there."""
    found = []
    for one in basics.objects("profiles"):
        name = one.text(60, "network") or one.text(60, "username")
        one.skip("username")  # the address says it
        if url := one.address("url"):
            found.append(Link(name, url))
    own = basics.address("url", "website")
    if own and own not in {one.url for one in found}:
        found.insert(0, Link(_("Website"), own))
    yield from found


def _entries(whole: Object) -> Iterator[Entry]:
    for one in whole.objects("work"):
        yield from _named(_entry(one, PositionKind.WORK, "highlights"), whole.report)
    for one in whole.objects("projects"):
        yield from _named(_entry(one, PositionKind.PROJECT, "highlights"), whole.report)
    for one in whole.objects("education"):
        yield from _named(_entry(one, PositionKind.EDUCATION, "courses"), whole.report)


def _named(entry: Entry, report: Report) -> Iterator[Entry]:
    if entry.title or entry.organisation:
        yield entry
    else:
        report.nameless += 1


def _entry(one: Object, kind: PositionKind, lines: str) -> Entry:
    title, organisation = _names(one, kind)
    said = one.words(LONGEST_SUMMARY, "summary", "description")
    summary, found = below(one.texts(lines), said, f"{one.where}.{lines}", one.report)
    if kind is PositionKind.WORK:
        one.leave("description")
    if kind is PositionKind.PROJECT:
        one.leave("roles", "type", "keywords")
    if kind is PositionKind.EDUCATION:
        one.leave("score", "gpa")
    return Entry(
        kind,
        title,
        organisation,
        one.text(PLACE, "location"),
        one.address("url", "website"),
        one.date("startDate"),
        one.date("endDate"),
        summary,
        found,
    )


def _names(one: Object, kind: PositionKind) -> tuple[str, str]:
    """Title and organisation."""
    if kind is PositionKind.WORK:
        return one.text(TITLE, "position"), one.text(TITLE, "name", "company")
    if kind is PositionKind.PROJECT:
        return one.text(TITLE, "name"), one.text(TITLE, "entity")
    study = STUDY.join(filter(None, (one.text(TITLE, "studyType"), one.text(TITLE, "area"))))
    return study[:TITLE], one.text(TITLE, "institution")


def _skills(whole: Object) -> Iterator[SkillLine]:
    for one in whole.objects("skills"):
        name, level = one.text(SKILL, "name"), one.text(LEVEL, "level")
        words = tuple(short(word, SKILL) for word in one.texts("keywords"))[:MOST_KEYWORDS]
        if name:
            yield SkillLine(name, level, words)
        else:
            whole.report.nameless += 1


def _certificates(whole: Object) -> Iterator[Certificate]:
    for one in whole.objects("certificates"):
        yield Certificate(
            name=one.text(200, "name"),
            issuer=one.text(200, "issuer"),
            issued_on=one.date("date"),
            expires_on=one.date("expires"),
            url=one.address("url"),
        )


def _outcomes(ours: Object) -> Iterator[str]:
    """Each as it was read; where that is too long to be kept, without its figure."""
    for one in ours.objects("outcomes"):
        one.skip("proof")
        text, brief = one.text(LONGEST, "text"), one.text(LONGEST, "short")
        if 0 < len(text) <= LONGEST_CLAIM:
            yield text
        elif 0 < len(brief) <= LONGEST_CLAIM:
            one.report.long["outcomes[].text"] += 1
            yield brief
        elif text:
            one.report.long["outcomes[].text"] += 1

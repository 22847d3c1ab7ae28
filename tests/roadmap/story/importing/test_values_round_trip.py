"""Any page at all: written, read, and written again it says the same. Values alone."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, given, settings

from portfolio.overview import PositionKind
from roadmap.story.importing import json_resume
from roadmap.story.importing.found import Field, Found, Unreadable
from roadmap.story.narrative.document import Credential, Outcome, Page
from roadmap.story.narrative.json_resume import one_line, written
from tests.roadmap.story.json_resume.pages import pages


def site(path: str) -> str:
    return f"https://forte.example{path}"


def page_of(found: Found) -> Page:
    """What somebody's page would be who kept all of it."""
    entries = {kind: tuple(found.resume.of_kind(kind)) for kind in PositionKind}
    texts = {one.field.value: one.text for one in found.words}
    return Page(
        **texts,
        outcomes=tuple(Outcome(text) for text in found.outcomes),
        positions=entries[PositionKind.WORK],
        projects=entries[PositionKind.PROJECT],
        education=entries[PositionKind.EDUCATION],
        skills=found.resume.skills,
        credentials=tuple(
            Credential(one.name, one.issuer, _day(one.issued_on), _day(one.expires_on), one.url)
            for one in found.certificates
        ),
        links=found.links,
    )


def _day(text: str) -> Any:
    return date.fromisoformat(text) if text else None


def nameable(page: Page) -> Page:
    """Without rows that no table would take: each has a name."""

    def named(entries: Any) -> Any:
        return tuple(one for one in entries if one_line(one.title) or one_line(one.organisation))

    return replace(
        page,
        positions=named(page.positions),
        projects=named(page.projects),
        education=named(page.education),
        skills=tuple(one for one in page.skills if one_line(one.name)),
    )


def compared(values: Any) -> Any:
    ours = values["meta"].get("forte", {})
    for name in ("lane", "second", "by"):
        ours.pop(name, None)
    ours["outcomes"] = [one["text"] for one in ours.get("outcomes", ())]
    return {**values, "meta": {**values["meta"], "forte": ours}}


@settings(max_examples=50)
@given(pages)
def test_any_page_comes_back(page: Page) -> None:
    first = json.loads(json.dumps(written(nameable(page), site)))
    try:
        found = json_resume.read(json.dumps(first))
    except Unreadable:
        assume(False)
    assert found.remarks == ()
    second = written(page_of(found))
    assert compared(second) == compared(first)


def test_every_text_of_the_page_has_its_field() -> None:
    kept = {one.value for one in Field if not one.value.startswith("current-")}
    assert kept <= set(Page.__dataclass_fields__)

"""Somebody's rows as the one page, through what may be seen of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from accounts.models import User
from certifications.models import Credential as Held
from common.lanes import Lane
from portfolio import overview as portfolio
from portfolio.models import Story
from portfolio.overview import Case, Disclosure, Entry, Line, PositionKind
from roadmap.story.narrative import forms_of, made, proofs
from roadmap.story.narrative.document import Credential, Finished, Link, Page, Told
from roadmap.story.narrative.known import Known, known


def page(user: User, disclosure: Disclosure) -> Page:
    """What ``disclosure`` lets be seen of somebody's one page, in a constant number of queries.

    Keys: ``name`` · ``headline`` · ``problem_space`` · ``leverage`` · ``keeps`` · ``looking_for``
    · ``target_by`` · ``location`` · ``contact`` · ``links`` · ``skills`` · ``claim.<pk>`` (its
    words) · ``result.<pk>`` and ``win.<pk>`` (their figures) · ``result.<pk>.limit`` ·
    ``credential.<pk>`` · ``position.<pk>`` · ``line.<pk>`` (of a position, where
    it holds an employer's figures) · ``organisation.<pk>``. The lanes are always seen.
    """
    return of(known(user), disclosure)


def of(rows: Known, disclosure: Disclosure) -> Page:
    """The same of rows that were fetched."""
    entries = [one for row in rows.resume.entries if (one := _entry(row, disclosure)) is not None]
    pair = rows.pair
    choice = rows.choice
    found = Page(
        name=_if(disclosure, "name", rows.user.name),
        headline=_if(disclosure, "headline", rows.narrative.headline),
        has_own_headline=disclosure.shows("headline") and bool(rows.narrative.headline),
        lane=pair.primary if pair is not None else "",
        lane_name=str(Lane(pair.primary).label) if pair is not None else "",
        second=pair.second_label if pair is not None else "",
        **{name: _if(disclosure, name, line(rows, name)) for name in made.LINES},
        outcomes=proofs.outcomes(rows, disclosure),
        target_by=_target(choice.apply_by if choice else None, disclosure),
        positions=_of_kind(entries, PositionKind.WORK),
        projects=_of_kind(entries, PositionKind.PROJECT),
        education=_of_kind(entries, PositionKind.EDUCATION),
        skills=rows.resume.skills if disclosure.shows("skills") else (),
        credentials=_credentials(rows.credentials, disclosure),
        stories=_stories(rows.stories) if disclosure.everything else (),
        finished=_finished(rows.shelf.finished) if disclosure.everything else (),
        location=_if(disclosure, "location", rows.narrative.location),
        contact=_if(disclosure, "contact", rows.narrative.contact),
        links=links(rows.narrative.links) if disclosure.shows("links") else (),
        about=rows.narrative.about if disclosure.everything else "",
        spoken=rows.narrative.spoken if disclosure.everything else "",
    )
    return forms_of.with_headline(found) if disclosure.shows("headline") else found


def line(rows: Known, name: str) -> str:
    """One of the lines: as it was written, else as it is made."""
    written: str = getattr(rows.narrative, name)
    if written.strip():
        return written
    ready = made.made(rows, name)
    return ready.text if ready is not None else ""


def links(kept: object) -> tuple[Link, ...]:
    """Those that are whole and lead to the web, wherever they were read in from."""
    rows = kept if isinstance(kept, list) else []
    return tuple(
        Link(str(one.get("name", "")), str(one["url"]))
        for one in rows
        if isinstance(one, dict) and str(one.get("url")).lower().startswith(_WEB)
    )


_WEB = ("http://", "https://")


def _if(disclosure: Disclosure, key: str, text: str) -> str:
    return text if disclosure.shows(key) else ""


def _target(day: date | None, disclosure: Disclosure) -> date | None:
    return day if disclosure.shows("target_by") else None


def _of_kind(entries: Iterable[Entry], kind: PositionKind) -> tuple[Entry, ...]:
    return tuple(one for one in entries if one.kind is kind)


def _entry(entry: Entry, disclosure: Disclosure) -> Entry | None:
    """As far as it may be seen: where somebody worked has a choice of its own."""
    if not disclosure.shows(f"position.{entry.row}"):
        return None
    hidden = [one for one in chosen_lines(entry) if not disclosure.shows(f"line.{one.row}")]
    entry = replace(entry, lines=tuple(one for one in entry.lines if one not in hidden))
    named = disclosure.shows(f"organisation.{entry.row}")
    return entry if named else replace(entry, organisation="", url="")


def chosen_lines(entry: Entry) -> list[Line]:
    """Those with a choice of their own: they hold figures that count as an employer's."""
    if entry.kind is not PositionKind.WORK:
        return []
    return [one for one in entry.lines if portfolio.holds_exact(one.text)]


def _credentials(held: Iterable[Held], disclosure: Disclosure) -> tuple[Credential, ...]:
    return tuple(
        _credential(one, disclosure) for one in held if disclosure.shows(f"credential.{one.pk}")
    )


def _credential(row: Held, disclosure: Disclosure) -> Credential:
    return Credential(
        name=row.name,
        issuer=row.issuer,
        earned=row.issued_on,
        expires=row.expires_on,
        url=row.url,
        path=reverse("credential", args=[row.pk]) if disclosure.everything else "",
        row=row.pk,
    )


def _stories(rows: Iterable[Story]) -> tuple[Told, ...]:
    return tuple(
        Told(row.title, str(row.get_kind_display()), reverse("story", args=[row.pk]), row.pk)
        for row in rows
    )


def _finished(cases: Iterable[Case]) -> tuple[Finished, ...]:
    return tuple(Finished(one.title, one.result, one.link, one.pk) for one in cases)


__all__ = ["line", "links", "of", "page"]

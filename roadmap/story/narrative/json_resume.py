"""The one page as a JSON Resume, version 1 of the published schema. Values in, values out.

What the standard has no place for stands below ``meta.forte``; what is not known is left out.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from portfolio.overview import Entry, SkillLine
from roadmap.story.narrative.document import Credential, Link, Outcome, Page

VERSION = "v1.0.0"
SCHEMA = f"https://raw.githubusercontent.com/jsonresume/resume-schema/{VERSION}/schema.json"
STUDY = ", "
"""Between the kind of a degree and its subject: one text here, two in the standard."""

Values = dict[str, Any]


def one_line(text: str) -> str:
    """One line of it, without what no file and no table takes."""
    return " ".join(_whole(text).split())


def paragraphs(text: str) -> str:
    """The same with its line breaks, of one kind."""
    rows = [row.rstrip() for row in _whole(text).splitlines()]
    return "\n".join(rows).strip()


def written(page: Page, absolute: Callable[[str], str] = str, at: datetime | None = None) -> Values:
    """A JSON Resume. ``absolute`` makes an address of a path of ours; ``at`` is now. The address of
    the account is in no page, and so in no file: only the one for answers, where there is one."""
    return _known(
        {
            "$schema": SCHEMA,
            "basics": _basics(page),
            "work": [_work(one) for one in page.positions],
            "education": [_education(one) for one in page.education],
            "projects": [*map(_project, page.projects), *_proofs(page, absolute)],
            "certificates": [_certificate(one) for one in page.credentials],
            "skills": [_skill(one) for one in page.skills],
            "meta": {
                "version": VERSION,
                "lastModified": f"{at:%Y-%m-%dT%H:%M:%S}" if at else "",
                "forte": _ours(page, absolute),
            },
        }
    )


def _whole(text: str) -> str:
    """JSON may have half a character, and a character that no table takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _known(values: Values) -> Values:
    """Without what is empty, at every depth."""
    found = {name: _known(one) if isinstance(one, dict) else one for name, one in values.items()}
    return {name: one for name, one in found.items() if one not in ("", None, [], {})}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _basics(page: Page) -> Values:
    return {
        "name": one_line(page.name),
        "label": one_line(page.headline),
        "email": page.contact,
        "url": page.links[0].url if page.links else "",
        "summary": paragraphs(page.about) or paragraphs(page.problem_space),
        "location": {"city": one_line(page.location)},
        "profiles": [_profile(one) for one in page.links],
    }


def _profile(link: Link) -> Values:
    return _known({"network": one_line(link.name), "url": link.url})


def _dated(entry: Entry) -> Values:
    """What every entry has, under the names that all of them share. The standard has no place for
    where a project was, nor for a school's summary: an added name is allowed."""
    return {
        "location": one_line(entry.location),
        "url": entry.url,
        "startDate": entry.starts,
        "endDate": entry.ends,
    }


def _lines(entry: Entry) -> list[str]:
    return [text for one in entry.lines if (text := one_line(one.text))]


def _work(entry: Entry) -> Values:
    named = {"name": one_line(entry.organisation), "position": one_line(entry.title)}
    told = {"summary": paragraphs(entry.summary), "highlights": _lines(entry)}
    return _known(named | _dated(entry) | told)


def _education(entry: Entry) -> Values:
    kind, area = _study(one_line(entry.title))
    named = {"institution": one_line(entry.organisation), "studyType": kind, "area": area}
    told = {"summary": paragraphs(entry.summary), "courses": _lines(entry)}
    return _known(named | _dated(entry) | told)


def _study(title: str) -> tuple[str, str]:
    """ "BSc, Physics" in two; what is not in two is the kind alone."""
    kind, _sign, area = title.partition(STUDY)
    return (kind, area) if kind and area else (title, "")


def _project(entry: Entry) -> Values:
    named = {"name": one_line(entry.title), "entity": one_line(entry.organisation)}
    told = {"description": paragraphs(entry.summary), "highlights": _lines(entry)}
    return _known(named | _dated(entry) | told)


def _proofs(page: Page, absolute: Callable[[str], str]) -> Iterator[Values]:
    """The case studies behind the outcomes, each once, with what is said of it; then the finished
    ones that no outcome names. Below the projects: they carry no day."""
    named = {one_line(one.title).casefold() for one in page.projects}
    said: dict[str, list[Outcome]] = {}
    for one in page.outcomes:
        if one.rows.case_study is not None and one_line(one.proof_title) and sentence(one):
            said.setdefault(one_line(one.proof_title), []).append(one)
    for title, outcomes in said.items():
        if title.casefold() not in named:
            lines = list(dict.fromkeys(sentence(one) for one in outcomes))
            path = next((one.proof_url for one in outcomes if one.proof_url), "")
            url = absolute(path) if path else ""
            yield _known({"name": title, "url": url, "highlights": lines})
    named |= {title.casefold() for title in said}
    for case in page.finished:
        if (title := one_line(case.title)) and title.casefold() not in named:
            url, result = absolute(case.url) if case.url else "", one_line(case.result)
            named.add(title.casefold())
            yield _known({"name": title, "url": url, "highlights": [result] if result else []})


def sentence(outcome: Outcome) -> str:
    """All of an outcome that can be read, its limit too."""
    return one_line(" ".join(filter(None, (outcome.line, outcome.limit))))


def _certificate(one: Credential) -> Values:
    return _known(
        {
            "name": one_line(one.name),
            "issuer": one_line(one.issuer),
            "date": _day(one.earned),
            "expires": _day(one.expires),  # not in the standard, which allows more
            "url": one.url,
        }
    )


def _skill(one: SkillLine) -> Values:
    words = [text for keyword in one.keywords if (text := one_line(keyword))]
    return _known({"name": one_line(one.name), "level": one_line(one.level), "keywords": words})


def _ours(page: Page, absolute: Callable[[str], str]) -> Values:
    """What the standard has no place for."""
    return {
        "lane": page.lane_name,
        "second": one_line(page.second),
        "by": _day(page.target_by),
        "problem_space": paragraphs(page.problem_space),
        "leverage": one_line(page.leverage),
        "keeps": one_line(page.keeps),
        "looking_for": paragraphs(page.looking_for),
        "about": paragraphs(page.about),
        "spoken": paragraphs(page.spoken),
        "outcomes": _outcomes(page.outcomes, absolute),
    }


def _outcomes(outcomes: Sequence[Outcome], absolute: Callable[[str], str]) -> list[Values]:
    """``text`` is all of it in a sentence and survives wherever the file is read; ``proof`` says
    what stands behind it here."""
    return [
        {
            "text": sentence(one),
            **_known(
                {
                    "short": one_line(one.text),
                    "proof": {
                        "title": one_line(one.proof_title) if one.is_proven else "",
                        "url": absolute(one.proof_url) if one.proof_url else "",
                        "measured": _day(one.measured_on),
                    },
                }
            ),
        }
        for one in outcomes
        if sentence(one)
    ]

"""Pages of values, as hypothesis makes them, and the schema they are held against."""

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from portfolio.overview import Entry, Line, PositionKind, SkillLine
from roadmap.story.narrative.document import Credential, Finished, Link, Outcome, Page, Rows
from tests import published
from tests.used import used

text = st.text(max_size=40)
some = st.one_of(text, st.sampled_from(["Ångström & Søn", "Κώστας", "Ирина", "a\r\nb\n\n c "]))
partial = st.sampled_from(["", "1999", "2024", "2024-03", "2024-02-31", "2026-11-20"])
address = st.sampled_from(["", "https://example.org/a", "https://example.com/b?c=d"])
day = st.none() | st.dates(date(1900, 1, 1), date(2099, 12, 31))


def entries(kind: PositionKind) -> Any:
    one = st.builds(
        Entry,
        st.just(kind),
        title=some,
        organisation=some,
        location=text,
        url=address,
        starts=partial,
        ends=partial,
        summary=some,
        lines=st.lists(st.builds(Line, some), max_size=4).map(tuple),
    )
    return st.lists(one, max_size=3).map(tuple)


def many(one: Any) -> Any:
    return st.lists(one, max_size=3).map(tuple)


outcome = st.builds(
    Outcome,
    text=some,
    figure=some,
    proof_title=some,
    proof_url=st.sampled_from(["", "/case/a/"]),
    is_proven=st.booleans(),
    measured_on=day,
    limit=text,
    rows=st.builds(Rows, case_study=st.none() | st.integers(1, 9)),
)
pages = st.builds(
    Page,
    name=some,
    finished=many(st.builds(Finished, some, some, st.sampled_from(["", "/case/b/"]))),
    headline=some,
    lane_name=text,
    second=some,
    keeps=some,
    leverage=some,
    problem_space=some,
    outcomes=many(outcome),
    looking_for=some,
    target_by=day,
    positions=entries(PositionKind.WORK),
    projects=entries(PositionKind.PROJECT),
    education=entries(PositionKind.EDUCATION),
    skills=many(st.builds(SkillLine, some, text, many(some))),
    credentials=many(
        st.builds(Credential, name=some, issuer=some, earned=day, expires=day, url=address)
    ),
    location=some,
    contact=st.sampled_from(["", "answers@example.org"]),
    links=many(st.builds(Link, some, address.filter(bool))),
    about=some,
    spoken=some,
)


@cache
def validator() -> Draft7Validator:
    """Of the schema as it is published. Without npm there is none, which ``make test`` says."""
    try:
        path = published.fetch()
    except published.NotFetched as why:
        pytest.skip(f"the published schema is not here: {why}")
    used("schema")
    schema = json.loads(path.read_text())
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=FormatChecker())


def faults(values: Any) -> list[str]:
    """What the schema says against it, as it would be read from a file."""
    read = json.loads(json.dumps(values))
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(read)]

"""What gh prints of pull requests."""

import json
from typing import Any

import pytest

from portfolio.wins.importing.candidates import Unreadable
from portfolio.wins.models import Source
from tests.portfolio.wins.importing.reads import dated, read

MERGED: dict[str, Any] = {
    "number": 12,
    "title": "Switch idle GPUs off at night",
    "mergedAt": "2026-11-23T23:30:00Z",
    "closedAt": "2026-11-23T23:30:00Z",
    "createdAt": "2026-11-01T10:00:00Z",
    "url": "https://example.org/pull/12",
    "body": "<!-- say why -->\nEleven hours a day nobody asked.",
}


def test_a_merged_one_is_proposed_on_its_day_by_the_own_clock() -> None:
    found = read(json.dumps([MERGED]))
    [one] = found.candidates
    assert found.source is Source.PULL_REQUEST
    assert (str(one.on), one.line) == ("2026-11-24", MERGED["title"])  # half past midnight, Berlin
    assert one.more == {
        "link": "https://example.org/pull/12",
        "result": "Eleven hours a day nobody asked.",
    }
    assert (one.key, one.why_not) == ("https://example.org/pull/12", "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"mergedAt": None, "state": "OPEN"}, "not merged yet"),
        ({"mergedAt": None}, "closed and not merged"),
        ({"title": "Bump x from 1.0 to 1.1"}, "newer version"),
        ({"author": {"login": "app/dependabot"}}, "newer version"),
    ],
)
def test_others_are_shown_with_the_reason(fields: dict[str, Any], why: str) -> None:
    [one] = read(json.dumps([MERGED | fields])).candidates
    assert why in one.why_not


def test_without_the_merge_the_next_moment_is_taken() -> None:
    bare = {name: MERGED[name] for name in ("title", "createdAt")}
    [one] = read(json.dumps([bare])).candidates
    assert (str(one.on), one.why_not) == ("2026-11-01", "")


def test_names_of_the_interface_behind_it_and_one_a_line_are_read() -> None:
    text = '{"title": "One", "merged_at": "2026-11-02T10:00:00Z", "html_url": "https://e.org/1"}\n'
    assert dated(text + text.replace("One", "Two")) == [
        ("2026-11-02", "One"),
        ("2026-11-02", "Two"),
    ]


def test_a_body_that_does_not_fit_is_said() -> None:
    [one] = read(json.dumps([MERGED | {"body": "x" * 2001}])).candidates
    assert "result" not in one.more
    assert "2,000" in one.remarks[0]


def test_fields_that_are_not_read_are_named_and_what_is_none_told() -> None:
    found = read(json.dumps([MERGED | {"labels": [], "additions": 3}, 7, {"number": 1}]))
    assert found.remarks == ["Not read: additions, labels."]
    assert [(one.at, one.why) for one in found.unread] == [
        (2, "It is no pull request."),
        (3, "It has no title."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "x"',
        '[{"title": "x"}, nonsense]',
        "[]",
        '[{"a": ' + "[" * 20_000,
        '{"title": "x"} and more',
        '[{"number": ' + "9" * 6000 + "}]",
    ],
)
def test_broken_json_is_one_sentence_and_nothing_is_half_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, Source.PULL_REQUEST)


def test_anything_may_stand_in_a_field() -> None:
    for name in MERGED:
        for value in (None, 7, [], {}, "\ud800", "\x00", True, "x" * 700):
            if name == "title" and not isinstance(value, str):
                continue
            read(json.dumps([MERGED | {name: value}]))

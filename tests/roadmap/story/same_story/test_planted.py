"""Contradictions planted into what invented people say of themselves, and edits that are none."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from roadmap.story.same_story.check import check
from roadmap.story.same_story.statements import (
    Disagreement,
    Earned,
    Facts,
    Measured,
    Position,
    Text,
)

HERE = Path(__file__).parent
SETS = {
    name: tomllib.loads((HERE / f"{name}.toml").read_text()) for name in ("planted", "invented")
}
"""One planted by somebody who had not read the check, one written beside it."""


def _edits(table: str) -> Iterable[Any]:
    for name, rows in SETS.items():
        for number, edit in enumerate(rows[table]):
            yield pytest.param(name, edit, id=f"{name}-{number}-{edit['person']}-{edit['text']}")


PEOPLE = [
    pytest.param(person, id=f"{name}-{person['slug']}")
    for name, rows in SETS.items()
    for person in rows["person"]
]


def facts_of(person: dict[str, Any]) -> Facts:
    return Facts(
        person["lane"],
        person["secondary"],
        [
            Position(one["title"], one["organisation"], one["from"], one["to"])
            for one in person["position"]
        ],
        [
            Measured(
                one["metric"],
                Decimal(one["before"]),
                Decimal(one["after"]) if one["after"] else None,
                one["unit"],
                one["measured_on"],
            )
            for one in person["result"]
        ],
        [Earned(one["name"], one["earned"]) for one in person["credential"]],
    )


def checked(person: dict[str, Any], texts: dict[str, str]) -> list[Disagreement]:
    return check(facts_of(person), [Text(name, words) for name, words in texts.items()])


def with_edit(name: str, edit: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    person = next(one for one in SETS[name]["person"] if one["slug"] == edit["person"])
    texts = dict(person["texts"])
    assert texts[edit["text"]].count(edit["find"]) == 1
    texts[edit["text"]] = texts[edit["text"]].replace(edit["find"], edit["replace"])
    return person, texts


def is_it(one: Disagreement, edit: dict[str, Any], words: str) -> bool:
    """Whether this report is the planted contradiction. A number has to be named itself."""
    if (one.text, one.kind) != (edit["text"], edit["kind"]):
        return False
    start = words.index(edit["says"])
    overlaps = one.place.start < start + len(edit["says"]) and one.place.end > start
    return overlaps or edit["kind"] != "number"


@pytest.mark.parametrize("person", PEOPLE)
def test_a_consistent_set_is_left_alone(person: dict[str, Any]) -> None:
    assert checked(person, person["texts"]) == []


@pytest.mark.parametrize(("name", "edit"), _edits("planted"))
def test_a_planted_contradiction_is_found(name: str, edit: dict[str, Any]) -> None:
    person, texts = with_edit(name, edit)
    found = checked(person, texts)
    assert [one for one in found if is_it(one, edit, texts[edit["text"]])]
    assert {one.text for one in found} == {edit["text"]}, "nothing else is touched"


@pytest.mark.parametrize(("name", "edit"), _edits("harmless"))
def test_a_harmless_edit_is_left_alone(name: str, edit: dict[str, Any]) -> None:
    assert checked(*with_edit(name, edit)) == []


@pytest.mark.parametrize(("name", "edit"), _edits("planted"))
def test_its_words_are_those_at_its_place(name: str, edit: dict[str, Any]) -> None:
    """So that a page can mark them."""
    person, texts = with_edit(name, edit)
    for one in checked(person, texts):
        assert texts[one.text][one.place.start : one.place.end] == one.words
        assert one.sentence
        assert one.against

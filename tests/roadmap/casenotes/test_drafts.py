"""Which words fit which slot. Values alone."""

from datetime import date
from typing import Any

import pytest

from portfolio.casestudies import parts
from portfolio.models import CaseStudy
from roadmap.casenotes import drafts
from roadmap.casenotes.drafts import Draft, Fit, Slot, Source, fit, offered, page
from roadmap.plan.uses import Use

BEGUN = date(2027, 4, 1)


def slot(slug: str, **more: Any) -> Slot:
    return Slot(slug, **{"lane": "finops", "since": BEGUN, **more})


def words(found: list[drafts.Offer]) -> list[str]:
    return [one.draft.words for one in found]


@pytest.mark.parametrize(
    ("source", "into"),
    [
        (Source.AIM, "question"),
        (Source.BASELINE, "problem"),
        (Source.LIMIT, "constraints"),
        (Source.HINDRANCE, "lessons"),
        (Source.DESIGN, "decision"),
        (Source.LAB, "implementation"),
        (Source.COST, "tradeoffs"),
        (Source.READING, "result"),
        (Source.STORY, "plain"),
        (Source.COST, "decision.cost"),
        (Source.DESIGN, "decision.architecture"),
    ],
)
def test_each_source_has_a_slot_it_is_asked_for(source: Source, into: str) -> None:
    assert fit(Draft(source, "Some words"), slot(into)) is Fit.ASKED


def test_a_limit_is_no_decision_and_a_reading_no_lesson() -> None:
    assert fit(Draft(Source.LIMIT, "p95 stays under 900 ms."), slot("decision")) is None
    assert fit(Draft(Source.READING, "$4,200"), slot("lessons")) is None


def test_every_use_of_a_milestone_in_a_case_study_leads_to_a_slot() -> None:
    uses = [use.value for use in Use if use.value.startswith(("casestudy.", "artifact."))]
    for use in uses:
        into = [
            one
            for one in parts.slots("finops")
            if fit(Draft(Source.MILESTONE, "A note", feeds=[use]), slot(one)) is Fit.ASKED
        ]
        assert into, use


def test_a_milestone_fits_where_it_feeds_and_nowhere_else() -> None:
    note = Draft(Source.MILESTONE, "Two people pay for it", feeds=["casestudy.constraints"])
    assert fit(note, slot("constraints")) is Fit.ASKED
    assert fit(note, slot("result")) is None


def test_what_was_written_for_such_a_milestone_fits_there_too() -> None:
    said = Draft(Source.LAB, "Finance cannot wait", feeds=["casestudy.constraints"])
    assert fit(said, slot("constraints")) is Fit.ASKED


def test_a_lab_note_that_names_a_decision_stands_beside_it() -> None:
    said = Draft(Source.LAB, "Rolled back in four minutes, with the old image")
    assert fit(said, slot("decision.rollback")) is Fit.NEAR
    assert fit(said, slot("decision.cost")) is None
    assert fit(Draft(Source.LAB, "the catalogue"), slot("decision.observability")) is None


def test_a_field_of_evidence_is_known_by_its_own_words() -> None:
    said = Draft(Source.LAB, "84 % of the bill is attributed to a team")
    asked = slot("evidence.attribution", asks="Attribution How much of the bill has an owner?")
    assert fit(said, asked) is Fit.NEAR
    other = slot("evidence.cut", asks="One reduction What became cheaper?")
    assert fit(said, other) is None


def test_what_fits_best_comes_first_then_the_lane_then_since_it_began_then_the_newest() -> None:
    found = offered(
        [
            Draft(Source.LAB, "before", date(2027, 3, 31), "finops"),
            Draft(Source.LAB, "elsewhere", date(2027, 6, 1), "security"),
            Draft(Source.LAB, "older", date(2027, 4, 2), "finops"),
            Draft(Source.LAB, "newer", date(2027, 5, 2), "finops"),
            Draft(Source.CLOSE, "loose", date(2027, 6, 30)),
            Draft(Source.LAB, "of no lane", date(2027, 5, 1)),
        ],
        slot("implementation"),
    )
    assert words(found) == ["newer", "of no lane", "older", "before", "elsewhere", "loose"]


def test_what_was_taken_over_is_marked_however_it_was_wrapped() -> None:
    found = offered(
        [Draft(Source.LAB, "retries count as\nrequests"), Draft(Source.LAB, "not this one")],
        slot("implementation", text="We saw that retries count  as requests, so …"),
    )
    assert {one.draft.words: one.taken for one in found} == {
        "retries count as\nrequests": True,
        "not this one": False,
    }


def test_the_same_words_stand_there_once_and_empty_ones_not_at_all() -> None:
    found = offered(
        [Draft(Source.LAB, "the same"), Draft(Source.LAB, "the  same"), Draft(Source.LAB, "  ")],
        slot("implementation"),
    )
    assert words(found) == ["the same"]


def test_a_link_is_taken_along_with_its_name() -> None:
    made = Draft(Source.MILESTONE, "Done", about="A [page]", link="https://example.org/a(b)")
    assert made.text == "Done\n\n[A page](<https://example.org/a(b)>)"


def test_twenty_stand_on_a_page_and_the_rest_on_the_next() -> None:
    found = offered([Draft(Source.LAB, f"note {n}") for n in range(45)], slot("implementation"))
    first, last = page(found, 0), page(found, 40)
    assert (len(first.offers), first.following, first.of) == (20, 20, 45)
    assert (len(last.offers), last.following) == (5, None)
    assert page(found, 9999).offers == []


def test_every_slot_of_a_lane_is_answered() -> None:
    for one in CaseStudy(lane="finops", started_on=BEGUN).slots:
        assert drafts.sources(one) >= {Source.LAB, Source.MILESTONE}

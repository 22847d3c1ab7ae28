"""Versions, retakes, smaller exams and training providers: decisions on values alone."""

from datetime import date, timedelta

import pytest

from certifications.catalogue import catalog
from certifications.catalogue.providers import Retake
from certifications.goals import retake
from certifications.goals.editions import Matter, edition
from certifications.goals.smaller import smaller
from certifications.goals.vetting import Question, Verdict, vet
from tests.certifications.goals.rows import TODAY

KNOWN = catalog.catalogue().credentials


# --- Which exam ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "version", "exam_on", "matter"),
    [
        ("comptia-security-plus", "sy0-701", None, Matter.ENDS),
        ("comptia-security-plus", "sy0-701", date(2027, 6, 11), Matter.ENDS),
        ("comptia-security-plus", "sy0-701", date(2027, 6, 12), Matter.ENDS_BEFORE),
        ("comptia-security-plus", "sy0-801", date(2027, 6, 12), Matter.NOTHING),
        ("aws-ml-engineer-associate", "mla-c01", None, Matter.OVER),
        ("aws-ml-engineer-associate", "mla-c02", date(2027, 1, 13), Matter.BETA),
        ("aws-ml-engineer-associate", "mla-c02", date(2027, 1, 14), Matter.NOTHING),
        ("aws-developer-associate", "dva-c03", date(2026, 11, 30), Matter.NOT_YET),
        ("azure-security-engineer-associate", "az-500", None, Matter.RETIRED),
    ],
)
def test_what_its_dates_mean_for_the_day_chosen(
    slug: str, version: str, exam_on: date | None, matter: Matter
) -> None:
    found = KNOWN[slug].version(version)
    assert found is not None
    assert edition(KNOWN[slug], found, exam_on, TODAY).matter is matter


def test_the_other_exams_offered_can_be_taken_that_day() -> None:
    known = KNOWN["comptia-security-plus"]
    old, new = known.versions
    assert edition(known, old, date(2027, 7, 1), TODAY).others == (new,)
    assert edition(known, new, date(2027, 6, 1), TODAY).others == (old,)
    assert edition(known, new, date(2027, 7, 1), TODAY).others == ()


# --- Sitting it again ---------------------------------------------------------------------------

RULE = Retake(waits_days=(1, 14), note="", sources=(), per_year=3)


def test_the_wait_grows_with_the_attempts() -> None:
    assert retake.earliest([TODAY], RULE) == TODAY + timedelta(days=1)
    later = TODAY + timedelta(days=5)
    assert retake.earliest([later, TODAY], RULE) == later + timedelta(days=14)


def test_so_many_attempts_a_year_and_no_more() -> None:
    days = [TODAY + timedelta(days=30 * n) for n in range(3)]
    assert retake.earliest(days, RULE) == TODAY + timedelta(days=365)


def test_without_a_rule_or_an_attempt_no_day_is_made_up() -> None:
    assert retake.earliest([TODAY], None) is None
    assert retake.earliest([], RULE) is None


def test_what_the_fee_has_paid_for() -> None:
    assert retake.paid_attempts_left(2, 1) == 1
    assert retake.paid_attempts_left(2, 3) == 0
    assert retake.paid_attempts_left(None, 1) is None


# --- A smaller exam -----------------------------------------------------------------------------


def offered(than: str, hours: int, *, passed: tuple[str, ...] = ()) -> list[str]:
    found = smaller(
        KNOWN[than], KNOWN.values(), hours, TODAY, passed=passed, known_already={*passed, than}
    )
    return [one.slug for one in found]


def test_smaller_exams_share_a_lane_fit_and_can_be_taken() -> None:
    found = offered("aws-devops-engineer-professional", 60)
    assert 0 < len(found) <= 3
    lanes = {place.lane for place in KNOWN["aws-devops-engineer-professional"].lanes}
    for slug in found:
        assert (KNOWN[slug].study_hours_min or 0) <= 60
        assert lanes & {place.lane for place in KNOWN[slug].lanes}
        assert KNOWN[slug].status_on(TODAY) in ("active", "retiring")


def test_fewer_hours_never_offer_a_larger_one() -> None:
    assert offered("aws-devops-engineer-professional", 0) == []


def test_what_is_passed_already_is_not_offered() -> None:
    first = offered("aws-devops-engineer-professional", 60)[0]
    assert first not in offered("aws-devops-engineer-professional", 60, passed=(first,))


def test_what_builds_on_one_that_is_not_passed_is_not_offered() -> None:
    below_cks = [
        one for one in KNOWN.values() if (one.study_hours_min or 0) > KNOWN["cks"].study_hours_min
    ]
    without = [offered(one.slug, 500) for one in below_cks]
    assert not any("cks" in found for found in without)


# --- Training -----------------------------------------------------------------------------------

YES = {question.value: True for question in Question}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, Verdict.ASK),
        (YES, Verdict.GOOD),
        (YES | {"labs": False}, Verdict.WEIGH),
        (YES | {"labs": False, "teacher": False}, Verdict.LEAVE),
        (YES | {"honest": False}, Verdict.LEAVE),
        ({"honest": False}, Verdict.LEAVE),
        ({"labs": False}, Verdict.ASK),
    ],
)
def test_five_answers_make_a_verdict(answers: dict[str, bool], verdict: Verdict) -> None:
    assert vet(answers).verdict is verdict


def test_what_is_open_and_what_was_refused_are_named() -> None:
    found = vet({"labs": False, "current": True})
    assert found.refused == (Question.LABS,)
    assert set(found.open) == {Question.HONEST, Question.TEACHER, Question.WAY_OUT}

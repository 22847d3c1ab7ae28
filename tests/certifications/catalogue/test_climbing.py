"""The next rung: one foundation, then one certification of the lane, then what rounds it off."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.catalogue import catalog, ladder
from certifications.catalogue.catalog import Ladder, Track
from certifications.catalogue.climbing import Next, Why, next_rung, reached
from certifications.catalogue.credential import Rung
from certifications.catalogue.standing import NOBODY, Stand, Standing
from common.lanes import Lane

DAY = date(2026, 11, 28)
ALL = catalog.catalogue().credentials
LADDERS = catalog.catalogue().ladders


def on(lane: Lane, track: Track) -> Ladder:
    return catalog.catalogue().ladder(lane, track)


def having(*slugs: str) -> Standing:
    return Standing(held=frozenset(slugs))


def following(one: Ladder, standing: Standing) -> Next:
    found = next_rung(one, standing, DAY)
    assert found
    return found


@pytest.mark.parametrize("one", LADDERS, ids=lambda one: f"{one.lane.value}-{one.provider.value}")
def test_everybody_begins_with_one_foundation(one: Ladder) -> None:
    found = following(one, NOBODY)
    assert found.rung is Rung.FOUNDATION
    assert found.why is Why.BEGIN


def test_a_foundation_of_another_cloud_counts() -> None:
    found = following(on(Lane.DEVOPS, Track.NEUTRAL), having("azure-fundamentals"))
    assert (found.rung, found.why) == (Rung.STARTER, Why.UP)


def test_the_recommended_one_of_a_rung_comes_first() -> None:
    found = following(on(Lane.DEVOPS, Track.AWS), having("aws-cloud-practitioner"))
    assert found.credential.slug == "aws-devops-engineer-professional"


def test_who_begins_higher_is_not_sent_back_down() -> None:
    found = following(on(Lane.DEVOPS, Track.AWS), having("aws-solutions-architect-associate"))
    assert (found.rung, found.credential.slug) == (Rung.FOLLOW_UP, "cka")


def test_what_asks_for_another_one_is_not_suggested_before_it() -> None:
    one = on(Lane.DEVOPS, Track.NEUTRAL)
    assert following(one, having("ckad")).credential.slug == "cnpe"  # a CKS needs a passed CKA
    assert following(one, having("cka")).credential.slug == "cks"


def test_where_all_of_a_rung_ask_for_something_that_comes_first() -> None:
    one = on(Lane.FINOPS, Track.NEUTRAL)
    found = following(one, having("finops-certified-practitioner", "finops-certified-ai-value"))
    assert found.credential.slug == "finops-certified-technology-value"
    assert found.why is Why.FIRST
    assert found.opens is ALL["finops-certified-professional"]


def test_who_is_after_one_is_not_sent_to_another() -> None:
    after = Standing(goals={"azure-administrator-associate": 7})
    found = following(on(Lane.DEVOPS, Track.AWS), after)
    assert (found.credential.slug, found.why) == ("azure-administrator-associate", Why.AFTER)


def test_of_two_goals_the_one_that_the_other_asks_for_comes_first() -> None:
    after = Standing(
        goals={"azure-solutions-architect-expert": 7, "azure-administrator-associate": 9}
    )
    found = following(on(Lane.DEVOPS, Track.AZURE), after)
    assert found.credential.slug == "azure-administrator-associate"


def test_the_top_of_a_ladder_has_no_next() -> None:
    assert next_rung(on(Lane.SECURITY, Track.AWS), having("isc2-cissp"), DAY) is None


def test_a_goal_that_was_passed_counts_without_a_credential() -> None:
    assert reached(Lane.FINOPS, Standing(passed=frozenset(["azure-fundamentals"]))) is (
        Rung.FOUNDATION
    )


def test_what_is_held_is_said_before_what_is_wanted() -> None:
    both = Standing(held=frozenset(["cka"]), goals={"cka": 1, "cks": 2})
    assert both.of("cka") is Stand.HELD
    assert both.of("cks") is Stand.GOAL
    assert both.of("kcna") is None


@given(
    one=st.sampled_from(LADDERS),
    held=st.frozensets(st.sampled_from(sorted(ALL)), max_size=12),
    day=st.dates(date(2026, 11, 28), date(2027, 12, 31)),
)
def test_what_is_suggested_can_be_taken_is_not_had_and_lacks_nothing(
    one: Ladder, held: frozenset[str], day: date
) -> None:
    standing = Standing(held=held)
    found = next_rung(one, standing, day)
    if found is not None:
        assert not standing.has(found.credential.slug)
        assert ladder.can_be_taken(found.credential, day)
        assert not standing.lacks(found.credential.prerequisites)


def test_a_goal_that_cannot_be_earned_any_more_is_no_next_rung() -> None:
    retired = Standing(goals={"azure-security-engineer-associate": 1})
    found = following(on(Lane.SECURITY, Track.AZURE), retired)
    assert (found.rung, found.why) == (Rung.FOUNDATION, Why.BEGIN)

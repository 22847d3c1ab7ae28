"""The one page as values: what it is made of, and what a stranger's copy of it leaves out."""

import json
from datetime import date
from typing import Any

import pytest

from accounts.models import User
from portfolio.overview import Disclosure, Shown
from roadmap.story.narrative import forms_of, gather
from roadmap.story.narrative.document import Page
from roadmap.story.narrative.models import Claim, Narrative
from tests.people import choice
from tests.roadmap.story.narrative import people


def whole(user: User) -> Page:
    return gather.page(user, Disclosure.whole())


def test_what_is_empty_is_made_of_what_is_known(dana: User) -> None:
    people.full(dana)
    page = whole(dana)
    assert page.lane_name == "FinOps"
    assert page.second == "Security"
    assert page.keeps == "DevOps, AI infrastructure and Data engineering"
    assert page.problem_space.startswith("I am known for telling a product owner")
    assert page.leverage.startswith("Two teams hold 60 %")
    assert "cloud spend" in page.looking_for
    assert page.target_by == date(2027, 6, 1)
    assert [one.name for one in page.credentials] == ["FinOps Practitioner"]
    assert [one.organisation for one in page.education] == ["Delft"]


def test_without_a_claim_the_best_results_stand_by_themselves(dana: User) -> None:
    people.full(dana)
    texts = [one.text for one in whole(dana).outcomes]
    assert len(texts) == 2
    assert texts[0].startswith("Idle share: from 61")  # it moved most
    assert all(one.is_proven and one.proof_path for one in whole(dana).outcomes)


def test_own_words_stand_with_the_figure_of_their_proof(dana: User) -> None:
    study = people.full(dana)
    spend = study.results.get(name="Cloud spend")
    Claim.objects.create(user=dana, text="The bill fits its owner", case_result=spend)
    Claim.objects.create(user=dana, text="Everybody likes me", place=1)
    first, second = whole(dana).outcomes
    assert first.text == "The bill fits its owner"
    assert "$3,000" in first.figure
    assert first.limit.startswith("while p95 latency")
    assert (first.is_proven, second.is_proven) == (True, False)


def test_a_figure_that_the_words_say_is_said_once(dana: User) -> None:
    study = people.full(dana)
    spend = study.results.get(name="Cloud spend")
    Claim.objects.create(user=dana, text="Spend is down to $3,000 per month", case_result=spend)
    assert whole(dana).outcomes[0].figure == ""


def test_what_somebody_wrote_goes_before_what_is_made(dana: User) -> None:
    people.full(dana)
    Narrative.objects.create(user=dana, problem_space="Bills without owners.", headline="Mine")
    page = whole(dana)
    assert page.problem_space == "Bills without owners."
    assert forms_of.texts(page).headline == "Mine"
    assert forms_of.made(page).headline.startswith("Cloud engineer · FinOps with Security")


def test_nothing_is_seen_that_was_not_chosen(dana: User) -> None:
    people.full(dana)
    page = gather.page(dana, Disclosure())
    assert page == Page(lane="finops", lane_name="FinOps", second="Security")


def test_a_figure_is_seen_as_exactly_as_chosen(dana: User) -> None:
    study = people.full(dana)
    spend = study.results.get(name="Cloud spend")
    chosen = {f"result.{spend.pk}": Shown.PERCENT, "headline": Shown.EXACT}
    page = gather.page(dana, Disclosure(chosen))
    assert [one.text.replace("\u00a0", " ") for one in page.outcomes] == ["Cloud spend: −29 %"]
    assert "4,200" not in json.dumps(page.as_json())
    assert page.outcomes[0].proof_path == ""


def test_where_somebody_worked_has_a_tick_of_its_own(dana: User) -> None:
    people.full(dana)
    work = dana.positions.get(kind="work")
    chosen: dict[str, Shown] = {f"position.{work.pk}": Shown.EXACT}
    assert gather.page(dana, Disclosure(chosen)).positions[0].organisation == ""
    chosen[f"organisation.{work.pk}"] = Shown.EXACT
    named = gather.page(dana, Disclosure(chosen)).positions[0]
    assert named.organisation == "Halvorsen Freight Ltd"


def test_it_goes_to_json_and_back(dana: User) -> None:
    people.full(dana)
    page = whole(dana)
    assert Page.from_json(json.loads(json.dumps(page.as_json()))) == page


@pytest.mark.parametrize("bring", [lambda user: None, lambda user: choice(user, secondary="")])
def test_a_nearly_empty_account_has_forms_without_holes(dana: User, bring: Any) -> None:
    bring(dana)
    forms = forms_of.texts(whole(dana))
    assert "  " not in forms.spoken
    assert "None" not in "".join((forms.headline, forms.about, forms.resume, forms.spoken))
    assert forms.spoken.startswith("I am Dana.")


def test_the_forms_keep_to_their_lengths(dana: User) -> None:
    people.full(dana)
    Narrative.objects.create(
        user=dana, problem_space="p" * 1200, looking_for="l" * 1200, leverage="v" * 300
    )
    for place in range(12):
        Claim.objects.create(user=dana, text="c" * 400, place=place)
    forms = forms_of.texts(whole(dana))
    assert len(forms.headline) <= 220
    assert 0 < len(forms.about) <= 2600


def test_rows_do_not_cost_queries(dana: User, django_assert_max_num_queries: Any) -> None:
    people.full(dana)
    with django_assert_max_num_queries(28) as few:
        whole(dana)
    study = people.case(dana, "Another")
    for number in range(6):
        found = people.result(study, name=f"Metric {number}")
        Claim.objects.create(user=dana, case_result=found, place=number)
    with django_assert_max_num_queries(len(few) + 0):
        whole(dana)

"""One line, before and after: the missing piece is asked for, and what was kept can back it."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.bullets.critique import critique
from portfolio.bullets.models import Bullet
from portfolio.wins.models import Win
from tests.portfolio.bullets.rows import bullet, position
from tests.portfolio.rows import case, result

pytestmark = pytest.mark.django_db

LINE = "Configured backups with Velero."


def win(user: User, line: str = "Restores are quick now", **fields: object) -> Win:
    return Win.objects.create(user=user, happened_on=date(2026, 10, 1), line=line, **fields)


def measured_win(user: User) -> Win:
    return win(
        user, metric="Deployment time", unit="min", direction="lower", before=Decimal(40),
        after=Decimal(12), for_whom="the web team",
    )  # fmt: skip


def page_of(client: Client, row: Bullet, typed: dict[str, object] | None = None) -> str:
    address = reverse("bullet", args=[row.pk])
    answer = client.get(address) if typed is None else client.post(address, typed)
    return unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def test_it_is_judged_beside_itself_and_proof_stands_ready(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    measured_win(dana)
    result(case(dana))
    page = page_of(as_dana, row)
    assert page.count("It names what you worked with") == 1
    assert "<mark>Velero" in page
    assert "from 40 min to 12 min (−70 %)" in page
    assert "from 4 h to 25 min (−90 %)" in page
    assert page.count("button primary") == 1


def test_a_suggestion_is_made_of_a_result_and_keeps_nothing(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    proof = result(case(dana))
    typed = {"text": LINE, "proof": f"result-{proof.pk}", "for_whom": "the support team"}
    page = page_of(as_dana, row, {**typed, "suggest": "1"})
    wanted = (
        "Cut time to restore from 4 h to 25 min (−90 %) for the support team, "
        "by configuring backups with Velero."
    )
    assert page.count(wanted) >= 2
    assert critique(wanted).is_strong
    row.refresh_from_db()
    assert row.text == LINE
    assert row.case_result is None


def test_a_win_says_for_whom_it_mattered(dana: User, as_dana: Client) -> None:
    row = bullet(dana, "Responsible for CI pipelines")
    proof = measured_win(dana)
    page = page_of(as_dana, row, {"text": row.text, "proof": f"win-{proof.pk}", "suggest": "1"})
    assert (
        "Cut deployment time from 40 min to 12 min (−70 %) for the web team, with CI pipelines."
        in page
    )


def test_a_win_without_figures_lends_its_words(dana: User, as_dana: Client) -> None:
    row = bullet(dana, "Responsible for CI pipelines")
    proof = win(dana, "Web developers merge in 12 minutes instead of 40.")
    page = page_of(as_dana, row, {"text": row.text, "proof": f"win-{proof.pk}", "suggest": "1"})
    assert "Web developers merge in 12 minutes instead of 40, with CI pipelines." in page


def test_a_suggestion_leaves_nothing_typed_behind(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    typed = {"text": "My own words for it", "for_whom": "support engineers", "suggest": "1"}
    page = page_of(as_dana, row, typed)
    assert "Configured backups with Velero for support engineers." in page
    assert "What you had typed: My own words for it" in page


def test_figures_that_are_typed_take_the_name_of_a_metric(dana: User, as_dana: Client) -> None:
    row = bullet(dana, "Used Karpenter")
    typed = {
        "text": row.text, "metric": "cloud-spend", "figure_before": "4,200",
        "figure_after": "3000", "for_whom": "finance", "suggest": "1", "lane": "finops",
    }  # fmt: skip
    page = page_of(as_dana, row, typed)
    assert (
        "Cut cloud spend from $4,200 to $3,000 per month (−29 %) for finance, with Karpenter."
        in page
    )
    assert 'value="4,200"' in page


def test_keeping_keeps_the_line_as_it_was_and_what_backs_it(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE, position=position(dana))
    proof = result(case(dana))
    page_of(
        as_dana, row, {"text": "Cut  restores by 90 %\nfor support.", "proof": f"result-{proof.pk}"}
    )
    row.refresh_from_db()
    assert row.text == "Cut restores by 90 % for support."
    assert row.before == LINE
    assert row.case_result == proof
    other = measured_win(dana)
    page_of(as_dana, row, {"text": row.text, "proof": f"win-{other.pk}"})
    row.refresh_from_db()
    assert (row.win, row.case_result) == (other, None)
    page_of(as_dana, row, {"text": row.text, "proof": ""})
    row.refresh_from_db()
    assert (row.win, row.case_result) == (None, None)


def test_judging_first_writes_nothing(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    typed = {"text": "Cut restores from 4 h to 25 min for support engineers.", "judge": "1"}
    page = page_of(as_dana, row, typed)
    assert "This line holds." in page
    assert "As it was<" in page
    assert "It names what you worked with" in page
    assert "As it would be, not kept yet" in page
    row.refresh_from_db()
    assert row.text == LINE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 601}, "at most 600 characters"),
        ({"figure_before": "4"}, "A comparison needs both figures."),
        ({"figure_before": "a lot", "figure_after": "3"}, "no number"),
        ({"proof": "win-999"}, "Select a valid choice"),
        ({"metric": "happiness"}, "Select a valid choice"),
        ({"for_whom": "w" * 121}, "at most 120"),
    ],
)
def test_wrong_input_is_said_and_all_that_was_typed_stays(
    dana: User, as_dana: Client, typed: dict[str, str], sentence: str
) -> None:
    row = bullet(dana, LINE)
    whole = {"text": "Typed “anew” <b>", "for_whom": "the <i>team", **typed}
    page = page_of(as_dana, row, whole)
    assert sentence in page
    assert all(value in page for value in whole.values() if value and "999" not in value)
    row.refresh_from_db()
    assert row.text == LINE


def test_anothers_proof_cannot_be_picked(dana: User, eve: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    theirs = win(eve, "A stranger's win")
    page = page_of(as_dana, row, {"text": LINE, "proof": f"win-{theirs.pk}"})
    assert "Select a valid choice" in page
    assert "A stranger's win" not in page


def test_the_lane_says_whose_metrics_are_offered(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    address = reverse("bullet", args=[row.pk])
    every = as_dana.get(address).content.decode()
    one = as_dana.get(address + "?lane=finops").content.decode()
    assert "<optgroup" in every
    assert "<optgroup" not in one
    assert 'value="cloud-spend"' in one
    assert as_dana.get(address + "?lane=gardening").status_code == 200


def test_the_page_costs_as_many_queries_for_many(dana: User, as_dana: Client) -> None:
    row = bullet(dana, LINE)
    study = case(dana)
    measured_win(dana)
    result(study)
    with CaptureQueriesContext(connection) as few:
        page_of(as_dana, row)
    for number in range(20):
        win(dana, f"Win {number}")
        result(study, name=f"Metric {number}")
    with CaptureQueriesContext(connection) as many:
        page = page_of(as_dana, row)
    assert len(many) == len(few)
    assert "more</summary>" in page

"""Somebody adds a result, changes it, measures again, and takes it out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.metrics import NO_BREAK
from portfolio.readiness import standing
from portfolio.results.change import Level
from portfolio.results.figures import figure
from portfolio.results.models import MOST, Result
from tests.portfolio.rows import case, result

TYPED = {
    "metric_slug": "", "name": "Time to restore", "unit": "min", "direction": "lower",
    "before": "240", "after": "25", "wanted": "", "period": "", "how": "", "outcome": "",
    "origin": "lab", "limit_what": "", "limit_sense": "under", "limit_value": "",
    "limit_unit": "", "limit_after": "",
}  # fmt: skip


def send(client: Client, pk: int, **typed: str) -> Any:
    return client.post(reverse("result-add", args=[pk]), TYPED | typed, follow=True)


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def test_a_result_is_said_back_as_readers_see_it(dana: User, as_dana: Client) -> None:
    study = case(dana)
    page = text(send(as_dana, study.pk))
    assert "from 4 h to 25 min (−90 %)" in page
    assert 'role="img"' in page
    study_before = study.touched_at
    study.refresh_from_db()
    assert study.touched_at > study_before


def test_one_of_the_catalogue_brings_name_unit_and_direction(dana: User, as_dana: Client) -> None:
    study = case(dana)
    send(as_dana, study.pk, metric_slug="cloud-spend", name="", unit="", direction="")
    kept = Result.objects.get()
    assert (kept.name, kept.unit, kept.direction) == ("Cloud spend", "USD per month", "lower")


def test_the_metrics_of_its_lane_come_first(dana: User, as_dana: Client) -> None:
    page = text(as_dana.get(reverse("result-add", args=[case(dana, lane="security").pk])))
    assert page.index('optgroup label="Security"') < page.index('optgroup label="DevOps"')
    named = text(as_dana.get(reverse("result-add", args=[case(dana).pk]) + "?metric=cloud-spend"))
    assert 'value="Cloud spend"' in named


def test_a_baseline_needs_no_after(dana: User, as_dana: Client) -> None:
    page = text(send(as_dana, case(dana).pk, after=""))
    assert "baseline" in page
    assert Result.objects.get().after is None


def test_no_improvement_is_said_plainly(dana: User, as_dana: Client) -> None:
    assert "no improvement</span>" in text(send(as_dana, case(dana).pk, after="300"))


def test_a_broken_limit_is_no_improvement(dana: User, as_dana: Client) -> None:
    limit = {
        "limit_what": "p95 latency", "limit_value": "900", "limit_unit": "ms", "limit_after": "950",
    }  # fmt: skip
    page = text(send(as_dana, case(dana).pk, **limit))
    assert "no improvement: the limit broke" in page
    assert "While p95 latency stays under 900 ms: 950 ms, broken." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"before": ""}, "What was it before you changed anything?"),
        ({"before": "€3k"}, "Only the number goes here"),
        ({"before": "1e9"}, "Write the number out"),
        ({"before": "a lot"}, "This is no number."),
        ({"before": "NaN"}, "This is no number."),
        ({"before": "1.2.3"}, "Which point is the decimal one?"),
        ({"before": "900000000000"}, "more than a hundred billion"),
        ({"before": "٣"}, "This is no number."),
        ({"name": ""}, "Choose a metric above, or give it a name here."),
        ({"direction": ""}, "Say which way is better"),
        ({"direction": "target"}, "Which value is wanted?"),
        ({"limit_value": "900"}, "What is it that must not suffer?"),
        ({"limit_what": "p95"}, "Which figure must it not pass?"),
        ({"metric_slug": "nothing"}, "That is no metric of the list."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"how": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    dana: User, as_dana: Client, typed: dict[str, str], sentence: str
) -> None:
    page = text(send(as_dana, case(dana).pk, **typed, period="one week in May"))
    assert sentence in page
    assert "one week in May" in page
    assert not Result.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4,200", "4200"), ("$4,200.50", "4200.5"), ("4.200,50", "4200.5"), ("0,97", "0.97"),
        ("−3", "-3"), ("1 168", "1168"), ("-$5", "-5"), ("1'000'000", "1000000"),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_write_them(
    dana: User, as_dana: Client, typed: str, kept: str
) -> None:
    send(as_dana, case(dana).pk, before=typed)
    assert Result.objects.get().before == Decimal(kept)


def test_it_can_be_changed(dana: User, as_dana: Client) -> None:
    row = result(case(dana))
    address = reverse("result-change", args=[row.case_study_id, row.pk])
    assert 'value="240"' in text(as_dana.get(address))
    assert "from 4 h to 20 min" in text(as_dana.post(address, TYPED | {"after": "20"}, follow=True))


def test_measured_again_it_held_or_says_what_moved_it(dana: User, as_dana: Client) -> None:
    row = result(case(dana))
    address = reverse("result-again", args=[row.case_study_id, row.pk])
    day = dana.today().isoformat()
    drifted = {"again": "40", "again_on": day, "again_why": ""}
    assert "Say what moved it." in text(as_dana.post(address, drifted))
    held = {"again": "27", "again_on": day, "again_why": ""}
    assert "27 min, held." in text(as_dana.post(address, held, follow=True))
    drifted["again_why"] = "a larger queue"
    assert "40 min, drifted (a larger queue)." in text(as_dana.post(address, drifted, follow=True))
    late = {"again": "27", "again_on": "2999-01-01"}
    assert "This day is still to come." in text(as_dana.post(address, late))
    as_dana.post(address, {"again": "", "again_on": day})
    row.refresh_from_db()
    assert (row.again, row.again_on, row.again_why) == (None, None, "")


def test_a_baseline_is_not_measured_again(dana: User, as_dana: Client) -> None:
    row = result(case(dana), after=None)
    address = reverse("result-again", args=[row.case_study_id, row.pk])
    assert "has no figure after yet" in text(as_dana.get(address))
    as_dana.post(address, {"again": "1"})
    row.refresh_from_db()
    assert row.again is None


def test_it_is_taken_out(dana: User, as_dana: Client) -> None:
    row = result(case(dana))
    address = reverse("result-remove", args=[row.case_study_id, row.pk])
    assert as_dana.get(address).status_code == 405
    assert "is taken out" in text(as_dana.post(address, follow=True))
    assert not Result.objects.exists()


def test_fifty_are_as_many_as_fit(dana: User, as_dana: Client) -> None:
    study = case(dana)
    Result.objects.bulk_create(
        Result(case_study=study, name="x", direction="lower", before=1, origin="lab")
        for _each in range(MOST)
    )
    assert "as many as fit" in text(send(as_dana, study.pk))
    assert Result.objects.count() == MOST


@pytest.mark.parametrize("name", ["result-change", "result-again", "result-remove"])
def test_strangers_find_nothing(dana: User, as_eve: Client, eve: User, name: str) -> None:
    row = result(case(dana))
    theirs = case(eve)
    for pk in (row.case_study_id, theirs.pk):
        assert as_eve.post(reverse(name, args=[pk, row.pk]), TYPED).status_code == 404
    assert as_eve.get(reverse("result-add", args=[row.case_study_id])).status_code == 404
    row.refresh_from_db()
    assert row.before == 240


@pytest.mark.parametrize(
    "half",
    [
        {"direction": "target"},
        {"wanted": Decimal(1)},
        {"limit_what": "p95"},
        {"limit_value": Decimal(900)},
        {"limit_after": Decimal(820)},
        {"again": Decimal(26)},
        {"again_on": date(2026, 11, 28)},
    ],
)
def test_the_table_keeps_no_half_of_a_claim(dana: User, half: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        result(case(dana), **half)


# --- The day of the figure after ------------------------------------------------------------------


def test_it_says_when_the_figure_after_is_of(dana: User, as_dana: Client) -> None:
    page = text(send(as_dana, case(dana).pk, measured_on="2025-11-20"))
    assert "Measured in November 2025" in page
    assert Result.objects.get().measured_on == date(2025, 11, 20)


def test_left_empty_it_is_of_the_persons_today(dana: User, as_dana: Client) -> None:
    dana.time_zone = "Pacific/Auckland"
    dana.save()
    with time_machine.travel("2026-11-28T20:00:00Z", tick=False):
        send(as_dana, case(dana).pk)
    assert Result.objects.get().measured_on == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"measured_on": "2090-01-01"}, "This day is still to come."),
        ({"measured_on": "1066-01-01"}, "That is before 2000."),
        ({"measured_on": "2025-01-01", "after": ""}, "There is no figure after that it is the day"),
        ({"measured_on": "yesterday"}, "Enter a valid date."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(
    dana: User, as_dana: Client, typed: dict[str, str], sentence: str
) -> None:
    page = text(send(as_dana, case(dana).pk, **typed))
    assert sentence in page
    assert f'value="{typed["measured_on"]}"' in page
    assert not Result.objects.exists()


def test_a_figure_after_that_is_taken_out_takes_its_day_along(dana: User, as_dana: Client) -> None:
    found = result(case(dana), measured_on=date(2026, 1, 2))
    url = reverse("result-change", args=[found.case_study_id, found.pk])
    as_dana.post(url, TYPED | {"after": "", "measured_on": "2026-01-02"})
    found.refresh_from_db()
    assert (found.after, found.measured_on) == (None, None)


def test_it_is_measured_again_after_it_was_measured(dana: User, as_dana: Client) -> None:
    found = result(case(dana), measured_on=date(2026, 5, 2))
    url = reverse("result-again", args=[found.case_study_id, found.pk])
    page = text(as_dana.post(url, {"again": "25", "again_on": "2026-05-01"}))
    assert "The figure after is of a later day than that." in page


def test_its_age_counts_from_that_day(dana: User) -> None:
    study = case(dana)
    found = result(study, measured_on=date(2026, 1, 2))
    stale = {gate.slug for gate in standing.of(study, date(2026, 4, 30)).gates}
    assert "again" in stale
    found.again, found.again_on = Decimal(26), date(2026, 4, 1)
    found.save()
    assert "again" not in {gate.slug for gate in standing.of(study, date(2026, 4, 30)).gates}


def test_a_percentage_moves_by_points_wherever_it_is_said(dana: User, as_dana: Client) -> None:
    study = case(dana)
    found = result(
        study, name="Owned", unit="%", direction="higher", before=Decimal(61), after=Decimal(96)
    )
    for name in ("casestudy", "casestudy-article", "casestudy-readme", "casestudy-share"):
        page = text(as_dana.get(reverse(name, args=[study.pk])))
        assert "from 61 % to 96 % (+35 points)" in page, name
        assert "57" not in page.replace(study.title, ""), name
    assert "points only" in page
    seen = figure(found, Level.NO_FIGURE)
    assert (seen.said.replace(NO_BREAK, " "), seen.percent, seen.bars) == ("+35 points", None, ())

"""Figures that a line holds already."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.wins.models import Win
from portfolio.wins.spotting import has_figure, has_pair, spotted


@pytest.mark.parametrize(
    ("line", "before", "after", "unit", "metric", "name"),
    [
        ("Time to restore from 4 h to 25 min", "240", "25", "min", "", "Time to restore"),
        ("Cut the nightly build from 48 to 11 minutes", "48", "11", "min", "", "Nightly build"),
        ("Cloud spend: $4,200 to $3,100 a month", "4200", "3100", "USD per month", "cloud-spend",
         "Cloud spend"),
        ("GPU utilisation 38 % → 71 %", "38", "71", "%", "gpu-utilization", "GPU utilisation"),
        ("p95 latency went from 900 ms to 420 ms", "900", "420", "ms", "request-latency-p95",
         "P95 latency"),
        ("Change lead time: 3 days to 5 hours", "72", "5", "h", "change-lead-time",
         "Change lead time"),
        ("Error rate from 0.8% to 0.1%, for Ines", "0.8", "0.1", "%", "", "Error rate"),
        ("Restore drill took 25 minutes, it was 4 hours.", "240", "25", "min", "", "Restore drill"),
        ("Nightly build now 11 min, it used to be 48", "48", "11", "min", "", "Nightly build"),
        ("Restore in 25 minutes on a Monday instead of 4 h", "240", "25", "min", "", "Restore"),
        ("Cloud spend $3,100 a month, down from $4,200", "4200", "3100", "USD per month",
         "cloud-spend", "Cloud spend"),
        ("from 4 to 25", "4", "25", "", "", ""),
    ],
)  # fmt: skip
def test_a_before_and_an_after_are_found(
    line: str, before: str, after: str, unit: str, metric: str, name: str
) -> None:
    found = spotted(line)
    assert found
    assert has_pair(line)
    assert (found.before, found.after) == (Decimal(before), Decimal(after))
    assert (found.unit, found.metric, found.name) == (unit, metric, name)


@pytest.mark.parametrize(
    "line",
    [
        "Nothing is counted here",
        "The plan of 2024 to 2026 is written",
        "From 5 to 5",
        "From $4 to €3",
        "From 3 % to 4 min",
        "From 1e9 days to 3 ms",
        "From 99999999999999 days to 3 ms",
        "It took 25 minutes",
        "It took 25 minutes. It was 4 people who did it",
        "It took 25 minutes, it was 2024",
        "5 people came, it was a 3 day drill",
        "",
        "to " * 160,
    ],
)
def test_what_is_none_is_not_found(line: str) -> None:
    assert spotted(line) is None
    assert not has_pair(line)


@pytest.mark.parametrize("line", ["Saved $1,200 a month", "Twice as fast: 25 min", "Down 28 %"])
def test_a_figure_is_one(line: str) -> None:
    assert has_figure(line)


@pytest.mark.parametrize(
    "line", ["EC2 is gone", "k8s and p95", "In 2024", "On 2026-11-12", "#418 is merged", "halved"]
)
def test_a_name_a_year_and_a_day_are_no_figures(line: str) -> None:
    assert not has_figure(line)


@pytest.mark.django_db
def test_a_before_that_comes_second_is_not_asked_for(dana: User, as_dana: Client) -> None:
    line = "Restore drill took 25 minutes, it was 4 hours."
    mine = Win.objects.create(user=dana, line=line, happened_on=dana.today())
    said = as_dana.get(reverse("wins")).content.decode()
    assert "It has a before and an after." in said
    assert "What was it before" not in said
    said = as_dana.get(reverse("win-tell", args=[mine.pk])).content.decode()
    assert "Before and after stand ready" in said
    for value in ("240", "25", "Restore drill"):
        assert f'value="{value}"' in said

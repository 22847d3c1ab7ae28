"""The metric's readings: typed, from a table, and on the wrong side of the limit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.lanes.models import Choice
from roadmap.plan import readings
from roadmap.plan.models import Reading
from tests.people import choice

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture
def spend(dana: User) -> Choice:
    return choice(dana)


def test_a_reading_moves_the_figure_and_its_picture(as_dana: Client, spend: Choice) -> None:
    as_dana.post(
        reverse("metric"),
        {"on": "2026-11-20", "value": "3900", "limit_value": "850", "how": "bill"},
    )
    page = as_dana.get(reverse("metric")).content.decode()
    assert "4,200 → 3,900" in page
    assert "−7 % since the baseline: better" in page
    assert "<polyline" in page


def test_a_reading_that_breaks_the_limit_is_shown_as_such(as_dana: Client, spend: Choice) -> None:
    as_dana.post(reverse("metric"), {"on": "2026-11-20", "value": "3000", "limit_value": "950"})
    assert "breaks the limit" in as_dana.get(reverse("metric")).content.decode()


def test_a_day_to_come_is_refused_and_the_figure_stays_typed(
    as_dana: Client, spend: Choice
) -> None:
    page = as_dana.post(reverse("metric"), {"on": "2027-01-01", "value": "3333"})
    assert "still to come" in page.content.decode()
    assert "3333" in page.content.decode()
    assert not Reading.objects.exists()


def test_two_columns_come_in_once(as_dana: Client, spend: Choice) -> None:
    text = 'date,spend\n2026-10-01,4200\n2026-11-01,"4,000.50"\n'
    for _time in range(2):
        as_dana.post(reverse("metric-import"), {"text": text})
    assert list(Reading.objects.values_list("value", flat=True)) == [
        Decimal("4200"),
        Decimal("4000.5"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-10-01,4200\nyesterday,4100", "Line 2: “yesterday” is no date"),
        ("2026-10-01,cheap", "“cheap” is no number"),
        ("2026-10-01", "no second column"),
        ("2030-10-01,1", "still to come"),
        ("", "no line with a date"),
        ("2026-10-01,NaN", "is no number"),
        ("2026-10-01,1,168", "more than two columns"),
        ("2026-10-01,99999999999999.99", "is no number"),
    ],
)
def test_a_table_that_cannot_be_read_names_the_line_and_nothing_comes_in(
    as_dana: Client, spend: Choice, text: str, sentence: str
) -> None:
    page = as_dana.post(reverse("metric-import"), {"text": text})
    assert sentence in page.content.decode()
    assert not Reading.objects.exists()


def test_old_line_ends_are_line_ends() -> None:
    assert len(readings.parse("2026-01-01,1\r2026-01-02,2", TODAY)) == 2


def test_the_same_table_with_more_digits_comes_in_once(as_dana: Client, spend: Choice) -> None:
    for _time in range(2):
        as_dana.post(reverse("metric-import"), {"text": "2026-01-01,1.00005"})
    assert Reading.objects.count() == 1


def test_a_binary_file_is_refused_in_one_sentence(as_dana: Client, spend: Choice) -> None:
    file = SimpleUploadedFile("m.csv", b"\xff\xfe\x00\x81")
    page = as_dana.post(reverse("metric-import"), {"file": file})
    assert "no text we can read" in page.content.decode()


def test_european_tables_are_read_too() -> None:
    assert readings.parse("01.10.2026;4.200,50\n", TODAY) == [
        (date(2026, 10, 1), Decimal("4200.50"))
    ]


def test_a_strangers_reading_stays(as_eve: Client, dana: User, spend: Choice) -> None:
    reading = Reading.objects.create(
        user=dana, metric_slug="cloud-spend", on=TODAY, value=Decimal(1)
    )
    assert as_eve.post(reverse("metric-remove", args=[reading.pk])).status_code == 404


def test_a_change_of_mind_loses_no_reading(as_dana: Client, dana: User, spend: Choice) -> None:
    Reading.objects.create(user=dana, metric_slug="cloud-spend", on=TODAY, value=Decimal(1))
    spend.metric_slug = "waste-percentage"
    spend.save()
    assert not Reading.objects.of(spend).exists()
    spend.metric_slug = "cloud-spend"
    assert Reading.objects.of(spend).exists()

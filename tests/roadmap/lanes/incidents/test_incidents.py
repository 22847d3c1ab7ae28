"""People and visitors keep a tally of what goes wrong: one tap, no text."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.models import User
from common.lanes import Pain
from roadmap.lanes import owners
from roadmap.lanes.incidents.models import MOST, Incident, Source, counts, weeks_kept
from roadmap.lanes.owners import Owner

pytestmark = pytest.mark.django_db

PAGE = "/lanes/incidents/"
TAP = "/lanes/incidents/tap/cloud-spend/"
UNDO = "/lanes/incidents/undo/cloud-spend/"
TABLE = "/lanes/incidents/table/"
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 9)
PASSWORD = "a long enough secret"

EXPORT = """\
Number,Created,Short description
1,2026-03-09,Quokkarollback rollback of Wombatsvc
2,2026-03-02,budget alert in Platypusaccount
3,2026-03-03,budget alert in Platypusaccount
4,2026-03-03,Numbatprinter jams
5,,hotfix for Bilbysvc
6,2019-03-03,hotfix for Bilbysvc
"""


@pytest.fixture(autouse=True)
def that_wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def mine(user: User, since: date = date(2026, 1, 1)) -> dict[str, int]:
    found = counts(Owner(user=user), since, date(2026, 3, 31))
    return {pain.value: n for pain, n in found.items() if n}


# --- Tapping ------------------------------------------------------------------------------------


def test_a_tap_counts_one_incident_this_week(as_dana: Client, dana: User) -> None:
    as_dana.post(TAP)
    as_dana.post(TAP)
    row = Incident.objects.get()
    assert (row.user, row.week, row.count, row.source) == (dana, MONDAY, 2, Source.TAP)
    assert mine(dana) == {"cloud-spend": 2}
    assert '<span class="figure">2</span>' in as_dana.get(PAGE).content.decode()


def test_a_tap_can_be_taken_back_and_never_more_than_there_were(
    as_dana: Client, dana: User
) -> None:
    as_dana.post(TAP)
    assert UNDO in as_dana.get(PAGE).content.decode()
    for _ in range(3):
        as_dana.post(UNDO)
    assert mine(dana) == {}
    assert UNDO not in as_dana.get(PAGE).content.decode()


def test_the_week_is_that_of_the_person_s_clock(as_dana: Client) -> None:
    with time_machine.travel(datetime(2026, 3, 15, 23, 30, tzinfo=UTC), tick=False):
        as_dana.post(TAP)  # Monday in Berlin
        Client().post(TAP)  # still Sunday by the server's
    assert set(Incident.objects.values_list("user__email", "week")) == {
        ("dana@example.org", date(2026, 3, 16)),
        (None, MONDAY),
    }


def test_a_full_week_says_so_and_counts_no_further(as_dana: Client, dana: User) -> None:
    as_dana.post(TAP)
    Incident.objects.update(count=MOST)
    answer = as_dana.post(TAP, follow=True)
    assert f"{MOST} of cloud spend this week already" in answer.content.decode()
    assert mine(dana) == {"cloud-spend": MOST}


def test_a_pain_that_there_is_not_is_not_found(as_dana: Client) -> None:
    assert as_dana.post("/lanes/incidents/tap/printers/").status_code == 404
    assert as_dana.post("/lanes/incidents/undo/printers/").status_code == 404


@pytest.mark.parametrize("address", [TAP, UNDO, TABLE])
def test_no_link_counts(address: str, as_dana: Client) -> None:
    assert as_dana.get(address).status_code == 405


def test_a_tap_from_another_site_is_refused(dana: User) -> None:
    assert Client(enforce_csrf_checks=True).post(TAP).status_code == 403
    assert not Incident.objects.exists()


def test_looking_writes_nothing(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        page = client.get(PAGE)
    assert page.status_code == 200
    assert not Incident.objects.exists()
    assert "session" not in page.cookies


def test_a_year_of_counts_costs_no_more_queries(
    as_dana: Client, dana: User, django_assert_max_num_queries
) -> None:
    for n in range(1, 10):
        for pain in Pain:
            week = date(2026, 1, 5 + 7 * (n % 4)) if n < 5 else date(2025, n, 1)
            week = date.fromordinal(week.toordinal() - week.weekday())
            Incident.objects.get_or_create(
                user=dana, pain=pain, week=week, source=Source.CSV, defaults={"count": n}
            )
    with django_assert_max_num_queries(8):
        as_dana.get(PAGE)


# --- Whose ---------------------------------------------------------------------------------------


def test_everybody_sees_their_own_counts(as_dana: Client, as_eve: Client, eve: User) -> None:
    as_dana.post(TAP)
    as_eve.post(UNDO)
    assert mine(eve) == {}
    assert '<span class="figure">1</span>' not in as_eve.get(PAGE).content.decode()
    assert Incident.objects.get().count == 1


def test_a_visitor_s_counts_are_theirs_when_they_sign_in_and_add_up(dana: User) -> None:
    Incident.objects.create(user=dana, pain="cloud-spend", week=MONDAY, source="tap", count=2)
    Incident.objects.create(user=dana, pain="cloud-spend", week=MONDAY, source="csv", count=9)
    client = Client()
    client.post(TAP)
    client.post(TABLE, {"text": EXPORT.replace("rollback of", "budget alert")})
    client.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    found = Incident.objects.filter(week=MONDAY, pain="cloud-spend")
    assert {(row.source, row.user, row.count) for row in found} == {
        ("tap", dana, 3),
        ("csv", dana, 1),
    }
    assert not Incident.objects.exclude(visitor="").exists()


def test_a_visitor_is_told_how_long_a_count_is_kept(client: Client, as_dana: Client) -> None:
    assert "kept for 14 days" in client.get(PAGE).content.decode()
    assert "kept for 14 days" not in as_dana.get(PAGE).content.decode()
    client.post(TAP)
    assert owners.forget(datetime(2026, 4, 1, tzinfo=UTC)) == 1


# --- From a table -------------------------------------------------------------------------------


def test_a_table_gives_counts_and_says_what_became_of_each_line(
    as_dana: Client, dana: User
) -> None:
    page = as_dana.post(TABLE, {"text": EXPORT}).content.decode()
    assert mine(dana) == {"cloud-spend": 2, "deployment-failures": 1}
    for said in (
        "3 of 6 lines counted",
        "1 line speaks of none of the five pains",
        "1 line has no date",
        "1 line is older than two years",
        "2 Mar 2026: 2",
        "replaces these counts and does not double them",
    ):
        assert said in page


def test_the_same_table_twice_does_not_double(as_dana: Client, dana: User) -> None:
    as_dana.post(TAP)
    as_dana.post(TABLE, {"text": EXPORT})
    page = as_dana.post(TABLE, {"text": EXPORT}).content.decode()
    assert mine(dana) == {"cloud-spend": 3, "deployment-failures": 1}
    assert "counts of 2 weeks were replaced; what you tapped stays" in page


def test_a_later_table_corrects_its_own_weeks_alone(as_dana: Client, dana: User) -> None:
    as_dana.post(TABLE, {"text": EXPORT})
    as_dana.post(TABLE, {"text": "Title,Created\nPrinter,2026-03-02\n"})
    assert mine(dana) == {"deployment-failures": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_whatever_encoding_it_was_saved(
    encoding: str, as_dana: Client, dana: User
) -> None:
    data = EXPORT.replace(",", ";").replace("jams", "für").encode(encoding)
    as_dana.post(TABLE, {"file": SimpleUploadedFile("export.txt", data)})
    assert mine(dana) == {"cloud-spend": 2, "deployment-failures": 1}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": ""}, "Choose a CSV file, or paste its lines"),
        ({"text": "one line"}, "no lines below a head"),
        ({"text": "Title,Owner\nKeptwords,Ann\n"}, "No column of dates"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"\x00\x01" * 900)}, "no CSV file"),
        ({"file": SimpleUploadedFile("a.csv", b"a," * 500_001)}, "has 1.0 MB"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "empty"),
    ],
)
def test_what_cannot_be_counted_says_why_and_loses_nothing(
    sent, said: str, as_dana: Client
) -> None:
    page = as_dana.post(TABLE, sent).content.decode()
    assert said in page
    assert sent.get("text", "") in page
    assert not Incident.objects.exists()


def test_counts_of_a_table_end_at_the_most_of_a_week(as_dana: Client, dana: User) -> None:
    text = "Title,Created\n" + "hotfix,2026-03-09\n" * (MOST + 3)
    assert f"ends at {MOST}" in as_dana.post(TABLE, {"text": text}).content.decode()
    assert mine(dana) == {"deployment-failures": MOST}


def test_no_word_of_a_table_is_kept_or_logged(
    as_dana: Client, caplog: pytest.LogCaptureFixture
) -> None:
    words = ["Quokka", "Wombat", "Platypus", "Numbat", "Bilby"]
    with caplog.at_level(logging.DEBUG):
        page = as_dana.post(TABLE, {"text": EXPORT}).content.decode()
        as_dana.post(TABLE, {"file": SimpleUploadedFile("Wombat.csv", EXPORT.encode())})
    kept = page
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            kept += repr(cursor.fetchall())
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    for word in words:
        assert word.lower() not in kept.lower()
        assert word.lower() not in logged.lower()


# --- For others ---------------------------------------------------------------------------------


def test_counts_name_all_five_pains_and_both_sources_in_whole_weeks(dana: User) -> None:
    for source, n in (("tap", 2), ("csv", 3)):
        Incident.objects.create(user=dana, pain="cloud-spend", week=MONDAY, source=source, count=n)
    owner = Owner(user=dana)
    assert counts(owner, date(2026, 3, 12), date(2026, 3, 12)) == {
        **dict.fromkeys(Pain, 0),
        Pain.CLOUD_SPEND: 5,
    }
    assert weeks_kept(owner, date(2026, 1, 1), date(2026, 3, 15)) == 1
    assert counts(owner, date(2026, 3, 16), date(2026, 3, 31)) == dict.fromkeys(Pain, 0)
    assert counts(Owner(), date(2026, 1, 1), date(2026, 3, 31)) == dict.fromkeys(Pain, 0)


def test_two_years_of_a_visitors_weeks_are_adopted_in_a_few_queries(
    dana: User, django_assert_max_num_queries: Any
) -> None:
    mondays = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(90)]
    for owner in ({"visitor": "a1"}, {"user": dana}):
        Incident.objects.bulk_create(
            Incident(**owner, pain="cloud-spend", week=monday, source=source, count=2)
            for monday in mondays
            for source in Source
        )
    with django_assert_max_num_queries(10):
        Incident.adopt("a1", dana)
    rows = Incident.objects.filter(user=dana)
    assert set(rows.filter(source=Source.TAP).values_list("count", flat=True)) == {4}
    assert set(rows.filter(source=Source.CSV).values_list("count", flat=True)) == {2}
    assert rows.count() == 180

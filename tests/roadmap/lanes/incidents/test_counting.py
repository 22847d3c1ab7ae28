"""An export's lines become counts per pain and week, and nothing else."""

import re
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from common.lanes import Pain
from roadmap.lanes.incidents.counting import Row, count, incident_facts, pain_of
from roadmap.lanes.incidents.exports import ExportError, rows

BERLIN = ZoneInfo("Europe/Berlin")
HEAD = "Number,Created,Resolved,Short description,Priority\n"


@pytest.mark.parametrize(
    ("title", "pain"),
    [
        ("Rollback of checkout 4.2 after errors", Pain.DEPLOYMENT_FAILURES),
        ("payments-api pods OOMKilled", Pain.DEPLOYMENT_FAILURES),
        ("S3 bucket with invoices was public for an hour", Pain.SECURITY_EXPOSURES),
        ("Critical CVE overdue on edge hosts", Pain.SECURITY_EXPOSURES),
        ("Budget alert: dev account at 140 %", Pain.CLOUD_SPEND),
        ("Untagged resources again", Pain.CLOUD_SPEND),
        ("Airflow DAG nightly_orders failed", Pain.DATA_BOTTLENECKS),
        ("Dashboards wrong since Monday", Pain.DATA_BOTTLENECKS),
        ("GPUs idle over the weekend", Pain.AI_OPERATING_COSTS),
        ("LLM rate limit hit by the support bot", Pain.AI_OPERATING_COSTS),
        ("Printer on floor two", None),
        ("", None),
    ],
)
def test_a_title_tells_its_pain(title: str, pain: Pain | None) -> None:
    assert pain_of(title) == pain


def test_every_pain_has_words_and_no_phrase_speaks_of_two() -> None:
    found = incident_facts().pain
    assert {words.slug for words in found} == set(Pain)
    phrases = [phrase for words in found for phrase in words.phrases]
    assert len(phrases) == len(set(phrases))
    wrong = {phrase: pain_of(phrase) for words in found for phrase in words.phrases
             if pain_of(phrase) != words.slug}  # fmt: skip
    assert not wrong


def test_lines_are_counted_in_their_week_and_add_up() -> None:
    counted = count(
        [
            Row(date(2026, 3, 2), "rollback"),
            Row(date(2026, 3, 8), "hotfix"),
            Row(date(2026, 3, 9), "hotfix"),
            Row(date(2026, 3, 9), "budget alert"),
            Row(date(2026, 3, 10), "printer"),
            Row(None, "rollback"),
            Row(date(2020, 1, 1), "rollback"),
            Row(date(2027, 1, 1), "rollback"),
        ],
        since=date(2025, 1, 1),
        until=date(2026, 3, 31),
    )
    assert counted.weeks == {
        date(2026, 3, 2): {Pain.DEPLOYMENT_FAILURES: 2},
        date(2026, 3, 9): {Pain.DEPLOYMENT_FAILURES: 1, Pain.CLOUD_SPEND: 1},
    }
    assert (counted.counted, counted.without_pain) == (4, 1)
    assert (counted.without_date, counted.outside, counted.read) == (1, 2, 8)
    assert [row.pain for row in counted.rows] == [Pain.DEPLOYMENT_FAILURES, Pain.CLOUD_SPEND]


def test_the_column_named_for_the_beginning_is_the_date_and_the_title_s_the_title() -> None:
    text = HEAD + 'INC1,2026-03-02 09:00,2026-03-09 10:00,"Rollback, again",High\n'
    assert rows(text, UTC) == [Row(date(2026, 3, 2), "Rollback, again")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_is_understood(delimiter: str) -> None:
    text = f"Title{delimiter}Date\r\nRollback{delimiter}2026-03-02\r\n"
    assert rows(text, UTC) == [Row(date(2026, 3, 2), "Rollback")]


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-04", "2026/03/04", "2026-03-04 23:59", "2026-03-04T10:00:00Z", "04.03.2026",
        "4.3.26", "03/04/2026", "3/4/2026 11:15 PM", "4 Mar 2026", "4 March 2026, 10:00",
        "Mar 4, 2026", "March 4th, 2026 at 10:00", "1772618400", "1772618400000",
    ],
)  # fmt: skip
def test_dates_are_read_as_tools_write_them(written: str) -> None:
    assert rows(f'Title,Created\nRollback,"{written}"\n', UTC)[0].day == date(2026, 3, 4)


def test_a_figure_above_twelve_tells_that_the_day_comes_first() -> None:
    found = rows("Title,Created\nOne,04/03/2026\nTwo,25/03/2026\n", UTC)
    assert [row.day for row in found] == [date(2026, 3, 4), date(2026, 3, 25)]


def test_a_moment_with_its_offset_falls_on_the_day_of_the_person_s_clock() -> None:
    text = "Title,Created\nRollback,2026-03-01T23:30:00Z\n"
    assert rows(text, BERLIN)[0].day == date(2026, 3, 2)
    assert rows(text, UTC)[0].day == date(2026, 3, 1)


def test_a_line_without_a_date_is_kept_without_one() -> None:
    found = rows("Title,Created\nOne,2026-03-04\nTwo,\nThree,soon\nFour\nFive,2026-02-31", UTC)
    assert [row.day for row in found] == [date(2026, 3, 4), None, None, None, None]


def test_without_a_column_of_titles_all_words_count() -> None:
    assert rows("When,What\n2026-03-04,Rollback\n", UTC)[0].title == "Rollback"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Title,Created", "no lines below a head"),
        ("", "no lines below a head"),
        ("Title,Owner\nRollback,Ann\n", "No column of dates"),
        ('Title,Created\n"' + "x" * 200_000 + '",2026-03-04', "cannot be read as a table"),
    ],
)
def test_what_is_no_export_is_refused_with_a_way_out(text: str, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        rows(text, UTC)


def test_a_phrase_is_looked_for_by_one_of_its_words() -> None:
    """So the cost of a title does not grow with the number of phrases."""
    from roadmap.lanes.incidents import counting

    index = counting._phrases()
    assert max(len(found) for found in index.values()) < 40
    assert all(re.fullmatch(r"[^\W_]+", word) for word in index)

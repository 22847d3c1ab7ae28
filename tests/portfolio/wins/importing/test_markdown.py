"""A log in Markdown, or in plain lines."""

from portfolio.wins.importing.candidates import MOST_UNREAD
from portfolio.wins.models import Source
from tests.portfolio.wins.importing.reads import dated, read


def test_points_are_dated_by_themselves_or_by_the_heading() -> None:
    text = """# Wins
## November 2026
- 2026-11-24: Idle GPUs are off
- The runbook has a way back
## 3 November 2026
1. Restored in 25 minutes (2026-11-02)
2) Alerts halved
### Team
* Two new people are on call
## Other
+ Undated
"""
    assert dated(text) == [
        ("2026-11-24", "Idle GPUs are off"),
        ("2026-11-01", "The runbook has a way back"),
        ("2026-11-02", "Restored in 25 minutes"),
        ("2026-11-03", "Alerts halved"),
        ("2026-11-03", "Two new people are on call"),
        ("", "Undated"),
    ]
    remarks = [one.remarks for one in read(text).candidates]
    assert [bool(one) for one in remarks] == [False, True, False, False, False, False]


def test_days_are_read_as_people_write_them() -> None:
    days = ["2026-11-02", "2.11.2026", "2 Nov 2026", "Nov 2, 2026", "November 2nd, 2026"]
    days += ["Mon 2 Nov 2026", "2026/11/02", "02/11/2026"]
    text = "\n".join(f"- {day}: A line" for day in days)
    assert dated(text)[:7] == [("2026-11-02", "A line")] * 7
    assert dated(text)[7] == ("", "02/11/2026: A line")  # could be two days
    assert dated("- 24/11/2026: A line") == [("2026-11-24", "A line")]
    assert dated("## 2026-W45\n- A line") == [("2026-11-02", "A line")]
    assert dated("- 2026-02-30: A line") == [("", "2026-02-30: A line")]


def test_what_is_below_a_point_is_told_of_it() -> None:
    text = """- 2026-11-24: **p95** is [300 ms](https://example.org/p95), with `cache` on
  - For: product
  - Problem: pages were slow
    for everybody
  - **Trade-off**: stale for a minute
  - Link: https://example.org/other
  and a word more
"""
    [one] = read(text).candidates
    assert one.line == "p95 is 300 ms, with cache on"
    assert one.more["link"] == "https://example.org/p95"
    assert one.more["for_whom"] == "product"
    assert one.more["problem"] == "pages were slow\nfor everybody"
    assert one.more["tradeoff"] == "stale for a minute"
    assert one.more["result"] == "Link: https://example.org/other\nand a word more"


def test_a_task_that_is_not_done_is_not_proposed() -> None:
    found = read("- [x] Done\n- [ ] Not done\n")
    assert [bool(one.why_not) for one in found.candidates] == [False, True]
    assert [one.line for one in found.candidates] == ["Done", "Not done"]


def test_plain_lines_are_a_win_each() -> None:
    assert dated("2026-11-24 Idle GPUs are off\nAlerts halved\n") == [
        ("2026-11-24", "Idle GPUs are off"),
        ("", "Alerts halved"),
    ]


def test_loose_words_beside_a_list_are_told_and_not_taken() -> None:
    found = read("This is my log.\n\n- A line\n\nMore words.\n```\n- code\n```\n")
    assert [one.line for one in found.candidates] == ["A line"]
    assert [one.at for one in found.unread] == [1, 5, 7]


def test_a_point_over_two_lines_is_one() -> None:
    assert dated("- Idle GPUs are off (2026-11-24)\nat night\n") == [
        ("2026-11-24", "Idle GPUs are off at night")
    ]


def test_what_does_not_fit_goes_on_below_or_is_told() -> None:
    found = read("- " + "word " * 200 + "\n- " + "word " * 900 + "\n- " + "x" * 20_000)
    [one] = found.candidates
    assert f"{one.line} {one.more['result']}".split() == ["word"] * 200
    assert [line.at for line in found.unread] == [2, 3]


def test_a_day_to_come_and_one_long_ago_are_told() -> None:
    found = read("- 2027-01-01: x\n- 1901-01-01: y\n")
    assert not found.candidates
    assert [one.at for one in found.unread] == [1, 2]


def test_five_hundred_are_shown_and_the_rest_is_counted() -> None:
    found = read("\n".join(f"- line {number}" for number in range(620)))
    assert (len(found.candidates), found.beyond) == (500, 120)
    words = "- a\n\n" + "\n\n".join(["loose"] * 200)
    found = read(words)
    assert (len(found.unread), found.unread_beyond) == (MOST_UNREAD, 200 - MOST_UNREAD)


def test_any_kind_reads_any_text() -> None:
    for text in ("- x", "a\tb", "\u202e\u0000\x1b[31m", "'\"<b>", "|||", "(((", "2026-99-99"):
        for kind in (Source.MARKDOWN, Source.GIT):
            read(text, kind)

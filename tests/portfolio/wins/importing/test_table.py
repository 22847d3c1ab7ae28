"""A table with any of several names for its columns."""

from decimal import Decimal

import pytest

from portfolio.wins.importing import reading
from portfolio.wins.importing.candidates import Unreadable
from portfolio.wins.models import Source
from tests.portfolio.wins.importing.reads import dated, read


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_columns_stand_in_any_order_whatever_parts_them(sign: str) -> None:
    head = ["What happened", "Date", "Metric", "Before", "After", "For whom", "URL", "Notes"]
    row = ["Less", "24 Nov 2026", "Cost", "$0.97", "0.49", "finance", "https://e.org/1", "Held"]
    text = "\n".join(sign.join(cells) for cells in (head, row))
    assert reading.kind_of(text) is Source.TABLE
    [one] = read(text).candidates
    assert (str(one.on), one.line) == ("2026-11-24", "Less")
    assert (one.before, one.after) == (Decimal("0.97"), Decimal("0.49"))
    assert one.more == {
        "metric": "Cost",
        "for_whom": "finance",
        "link": "https://e.org/1",
        "result": "Held",
    }


def test_a_markdown_table_is_one_too() -> None:
    assert dated("| Day | Win |\n|:---|---:|\n| 2026-11-02 | Less |\n") == [("2026-11-02", "Less")]


def test_columns_that_are_not_known_are_named() -> None:
    assert read("date,win,mood\n2026-11-02,Less,good\n").remarks == [
        "Columns that are not read: “mood”."
    ]


def test_a_table_with_other_columns_is_a_sentence_that_names_both() -> None:
    text = "foo,bar,baz\n1,2,3\n"
    assert reading.kind_of(text) is Source.TABLE
    with pytest.raises(Unreadable, match=r"date, win, metric.*“foo”, “bar”, “baz”"):
        read(text)


@pytest.mark.parametrize("text", ["win\n", 'win,x\n"a', "date,mood\n1,2", " \n"])
def test_what_is_no_table_is_a_sentence(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, Source.TABLE)


def test_a_line_that_is_wrong_is_told_with_its_number_and_the_others_are_read() -> None:
    text = """win,date,before
Less,2026-11-02,
"two
lines",2026-11-03,
No day,03/04/2026,
No figure,,much
,2026-11-03,
Long,2026-11-03,,,x
"""
    found = read(text)
    assert [(one.at, one.line) for one in found.candidates] == [(2, "Less"), (4, "two lines")]
    assert [one.at for one in found.unread] == [5, 6, 7, 8]
    assert "03/04/2026" in found.unread[0].why


def test_figures_without_a_metric_and_a_link_that_is_none_are_said() -> None:
    [one] = read("win,before,after,link\nLess,4,2,javascript:alert(1)\n").candidates
    assert (one.before, one.after, one.more) == (None, None, {})
    assert len(one.remarks) == 2


def test_a_month_is_its_first_day_and_says_so() -> None:
    [one] = read("win,date\nLess,November 2026\n").candidates
    assert str(one.on) == "2026-11-01"
    assert one.remarks


def test_prose_with_commas_is_no_table() -> None:
    text = "Cut, moved, and named the cost\nAsked finance, product and security\n"
    assert reading.kind_of(text) is Source.MARKDOWN or dated(text, Source.MARKDOWN)

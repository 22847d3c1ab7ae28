"""What is found in a text before strangers see it."""

from decimal import Decimal

import pytest

from portfolio.sharing import checks, numbers
from portfolio.sharing.checks import Sort
from portfolio.sharing.numbers import Secret
from portfolio.sharing.unnaming import unnamed
from portfolio.telling.document import Document, Text

BILL = Secret("Monthly bill", Decimal(4200), "USD per month")
RESTORE = Secret("Time to restore", Decimal(240), "min")
DEPLOYS = Secret("Deploys", Decimal(5), "per week")
CUT = Secret("Cost", Decimal(-90), is_percent=True)


def document(text: str, **fields: str) -> Document:
    fields = {"title": "A title", **fields}
    return Document(lane="finops", sections=(Text("problem", "Problem", text),), **fields)


def found(text: str, *secrets: Secret, employer: str = "") -> list[tuple[Sort, str]]:
    made = checks.remarks(document(text), secrets, employer)
    return [(one.sort, one.found) for one in made]


@pytest.mark.parametrize(
    "text",
    [
        "It was 4200 a month.", "It was $4,200.", "4.200 €", "4 200", "4'200", "4,200.00 in May",
        "$4.2k", "4.2 k", "4,2k", "USD 4200.00", "(4200)", "from 4\u202f200 to less", "**4,200**",
        "4,**200**", "4&#44;200", "４２００", "4\u200b200",
    ],
)  # fmt: skip
def test_a_figure_is_found_however_it_is_written(text: str) -> None:
    assert [sort for sort, _found in found(text, BILL)] == [Sort.FIGURE]


@pytest.mark.parametrize(
    "text",
    ["It was 42000.", "It was 420.", "4,201", "14,200", "4200.5", "v4.200.1", "four thousand"],
)
def test_another_figure_is_none_of_ours(text: str) -> None:
    assert found(text, BILL) == []


@pytest.mark.parametrize(
    "text", ["240 min", "240 minutes", "4 h", "4 hours", "4-hour", "a 4h outage"]
)
def test_a_time_is_found_in_any_unit(text: str) -> None:
    assert len(found(text, RESTORE)) == 1


@pytest.mark.parametrize("text", ["4 people", "4 days", "40 h"])
def test_a_time_is_not_found_in_other_units(text: str) -> None:
    assert found(text, RESTORE) == []


def test_a_small_number_is_found_with_its_unit_alone() -> None:
    assert found("5 per week", DEPLOYS)
    assert not found("We took 5 steps.", DEPLOYS)


def test_a_hidden_percentage_is_found() -> None:
    assert found("It fell by 90 %.", CUT)
    assert found("It fell by 90%.", CUT)
    assert found("a 90 percent cut", CUT)
    assert not found("90 people", CUT)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("ask ops@example.org", Sort.EMAIL),
        ("on 10.1.2.3, port 80", Sort.ADDRESS),
        ("at 2001:db8:0:1::12", Sort.ADDRESS),
        ("on db-1.prod.internal", Sort.HOST),
        ("in 123456789012", Sort.ACCOUNT),
        ("in 1234-5678-9012", Sort.ACCOUNT),
        ("AKIAIOSFODNN7EXAMPLE", Sort.KEY),
        ("-----BEGIN RSA PRIVATE KEY-----", Sort.KEY),
        ("ghp_abcdefghijklmnopqrstuvwxyz012345", Sort.KEY),
        ("postgres://forte:hunter2hunter2@db/forte", Sort.KEY),
        ("password = correcthorse", Sort.KEY),
    ],
)
def test_what_names_a_system_or_opens_it_is_found(text: str, sort: Sort) -> None:
    assert sort in [one for one, _found in found(text)]


@pytest.mark.parametrize("text", ["version 1.2.3", "12:30:45", "999.1.2.3", "the local.yml file"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_key_is_not_repeated() -> None:
    (remark,) = checks.remarks(document("AKIAIOSFODNN7EXAMPLE"), [])
    assert "EXAMPLE" not in str(remark)
    assert not remark.sort.can_be_public


@pytest.mark.parametrize(
    "text",
    [
        "At Acme Holding GmbH", "at ACME", "acme's bill", "Acme-owned", "see www.acme.com",
        "mail ops@acme.com", "https://wiki.acme.com/cost", "[wiki](https://acme.io/x)",
        "git.acme-eu.io", "Ac**me**", "&#65;cme", "Acme Holding", "acme_prod", "acme2-eu",
        "AcmeProd", "prodAcme", "Ａｃｍｅ", "Ac\u200bme", "`acme_db.orders`", "| acme | 1 |",
        "[a]: https://acme.com/x", "```\nresource acme_vpc main\n```", "https://x.test/?q=acme",
    ],
)  # fmt: skip
def test_the_employer_is_nowhere(text: str) -> None:
    made = unnamed(document(text), "Acme Holding GmbH", "a bank")
    whole = " ".join(one.text for one in checks.strings(made)).casefold()
    assert "acme" not in whole
    assert checks.remarks(made, [], "Acme Holding GmbH") == []


@pytest.mark.parametrize(
    "text",
    [
        "At Nordlicht", "nordlicht-prod", "NORDLICHT_prod", "**Nordlicht**’s bill", "nordlicht2",
        "NordlichtProd", "Nord**licht**", "mail ops@nordlicht.example", "https://nordlicht.example/x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Nordlicht Logistik GmbH", "Nordlicht-Logistik GmbH"])
def test_the_distinctive_first_word_of_a_longer_name_is_taken_out(text: str, name: str) -> None:
    made = unnamed(document(text), name, "a carrier")
    assert "nordlicht" not in made.sections[0].text.replace("*", "").casefold()
    assert checks.remarks(made, [], name) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Up in northern lights", "Northern Light Ltd"),
        ("a bridge-prod cluster", "Bridge Freight Ltd"),
        ("BRIDGE2 is down", "Bridge Freight Ltd"),
        ("Kafka kept us awake", "Kafka Coffee Company"),
        ("the Munich office", "Munich Freight AG"),
    ],
)
def test_a_first_word_that_may_be_an_ordinary_one_is_asked_about(text: str, name: str) -> None:
    made = unnamed(document(text), name, "a carrier")
    assert made.sections[0].text == text
    assert [one.sort for one in checks.remarks(made, [], name)] == [Sort.EMPLOYER]
    assert found("The freight of the nation", employer="The Freight Rail Company") == []


def test_an_author_with_the_name_of_the_firm_keeps_it() -> None:
    made = unnamed(document("At Halvorsen", author="Dana Halvorsen"), "Halvorsen Freight", "")
    assert made.author == "Dana Halvorsen"
    assert checks.remarks(made, [], "Halvorsen Freight")


def test_it_is_said_where_the_name_stood() -> None:
    before = document("At Acme.", title="Acme pays less")
    after = unnamed(before, "Acme", "")
    assert checks.changed(before, after) == ("the title", "Problem")
    assert after.title == "my employer pays less"


def test_a_name_is_found_however_its_signs_are_made() -> None:
    for name, text in (("Mu\u0308ller", "At Müller."), ("Müller", "At Mu\u0308ller.")):
        made = unnamed(document(text), name, "a bank")
        assert made.sections[0].text == "At a bank."
        assert checks.remarks(document(text), [], name) != []


@pytest.mark.parametrize("text", ["[](", '[](a "', "[](a" + " " * 200 + '"', "![x](<", "<", "www."])
def test_a_text_of_brackets_keeps_nobody_waiting(text: str) -> None:
    """From each bracket to the end of the text took minutes, for everybody in the process."""
    long = text * (60_000 // len(text))
    assert unnamed(document(long), "Acme Cloud", "a bank").sections


def test_a_name_within_a_word_stays() -> None:
    assert unnamed(document("the acmeist poets"), "Acme", "").sections[0].text == (
        "the acmeist poets"
    )


def test_one_thing_is_said_once_with_where_it_stands() -> None:
    made = Document(
        title="10.0.0.1", lane="finops", sections=(Text("problem", "Problem", "10.0.0.1 " * 50),)
    )
    (remark,) = checks.remarks(made, [])
    assert [where for where, _words in remark.sentences] == ["the title", "Problem"]


def test_there_is_an_end_to_it() -> None:
    text = " ".join(f"a{number}@example.org" for number in range(3000))
    assert len(checks.remarks(document(text), [])) == checks.MOST + 1


def test_numbers_of_a_long_text_are_read_in_one_go() -> None:
    assert len(list(numbers.numbers("1" * 60_000))) < 10_000
    assert list(numbers.numbers("1 " * 30_000))

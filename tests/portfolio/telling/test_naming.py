"""An employer who is not named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.telling.document import Artifact, Document, Picture, Text, Tradeoff
from portfolio.telling.naming import without_employer

SAID = "a large shop"


def one(text: str, url: str = "") -> Document:
    """A document with ``text`` wherever a person types."""
    picture = Picture("f00d", 1, 1, text)
    return Document(
        title=text,
        lane="finops",
        author=text,
        question=text,
        sections=(Text("problem", "Problem", text),),
        decisions=(Text("decision.cost", "Cost", text),),
        tradeoffs=(Tradeoff(text, text, text, text),),
        artifacts=(Artifact("Link", text, "decision", text, url, picture),),
        on=date(2026, 11, 1),
    )


def said(text: str, name: str = "Acme") -> str:
    return without_employer(one(text), name, SAID).sections[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At ACME we paid", "At a large shop we paid"),
        ("acme's bill, Acme.", "a large shop's bill, a large shop."),
        ("Acmeology is a word", "Acmeology is a word"),
        ("[the Acme page](https://acme.example)", "the a large shop page"),
        ("[a page](https://a.example)", "[a page](https://a.example)"),
        ("![Acme](https://x.example/acme.png)", "a large shop"),
        ("see https://www.acme-corp.example/x now", "see  now"),
        ("see https://x.example/%41cme/y", "see "),
        ("[x]\n\n[x]: https://acme.example", "[x]\n\n"),
        ("**Ac**me was slow", "a large shop was slow"),
        ("Ac&#109;e was slow", "a large shop was slow"),
        ("Ac\\me", "Ac\\me"),
    ],
)
def test_a_name_is_replaced_as_a_word(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", ["Big  Shop", "big\nshop", "Big-Shop", "BigShop", "BIG_SHOP"])
def test_a_name_of_two_words_is_found_however_it_is_spaced(text: str) -> None:
    assert said(f"At {text}, then", "Big Shop") == "At a large shop, then"


def test_a_name_with_signs_is_found() -> None:
    assert said("At A&B (Corp.) we", "A&B (Corp.)") == "At a large shop we"
    assert said("At A&amp;B we", "A&B") == "At a large shop we"


def test_a_short_name_leaves_other_addresses_alone() -> None:
    assert said("https://github.example/x IT", "IT") == "https://github.example/x a large shop"
    assert said("https://it.example/x", "IT") == ""


def test_an_artifact_loses_an_address_that_holds_the_name() -> None:
    made = without_employer(one("x", "https://git.example/acme/x"), "Acme", SAID)
    assert made.artifacts[0].url == ""
    assert made.artifacts[0].picture is not None
    assert made.artifacts[0].picture.key == "f00d"


def test_nothing_is_hidden_where_there_is_no_name() -> None:
    made = one("Acme")
    assert without_employer(made, "  ", SAID) == made


@given(
    st.text("abcXYZ19&.", min_size=2, max_size=12).filter(lambda name: name.isalnum()),
    st.text("abc *_[](){}<>`#\\&;/:.\n-", max_size=60),
    st.text("abc *_[](){}<>`#\\&;/:.\n-", max_size=60),
)
def test_whatever_stands_around_it_the_name_is_gone(name: str, before: str, after: str) -> None:
    made = without_employer(one(f"{before} {name.upper()} {after}"), name, "§")
    words = str(made.as_json()).lower()
    assert f" {name.lower()} " not in words


@given(st.text(max_size=200))
def test_words_without_the_name_stay_as_they_are(text: str) -> None:
    assert said(text, "Zyxwvutsrq") == text

"""The one page for its author: read, written, and in the forms it takes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmap.story.narrative.models import MOST_LINKS, Claim, Narrative
from tests.people import choice
from tests.roadmap.story.narrative import people

PAGE, WRITE, FORMS = "/narrative/", "/narrative/write/", "/narrative/forms/"


def said(client: Client, address: str = PAGE) -> str:
    return " ".join(client.get(address).content.decode().replace("\u00a0", " ").split())


def test_a_new_account_gets_one_next_step(as_dana: Client) -> None:
    page = said(as_dana)
    assert "A page begins with what you want to be known for." in page
    assert page.count("button primary") == 1
    assert not Narrative.objects.exists()


def test_a_lane_alone_makes_a_page(dana: User, as_dana: Client) -> None:
    choice(dana)
    page = said(as_dana)
    assert "From the page of your lane." in page
    assert "One before and after is enough to begin." in page
    assert "Two or three lines belong here" in page


def test_it_says_to_its_author_where_each_line_is_from(dana: User, as_dana: Client) -> None:
    people.full(dana)
    page = said(as_dana)
    assert page.count("From your decision.") == 2
    assert page.count("From your choice of lanes.") == 2
    assert "these are your best results" in page
    Narrative.objects.create(user=dana, leverage="Two teams.", problem_space="Bills.")
    assert "From your decision." not in said(as_dana)


def test_what_stands_and_the_loop_are_said(dana: User, as_dana: Client) -> None:
    people.full(dana)
    page = said(as_dana)
    for words in ("A clear lane: FinOps.", "One credential.", "Each outcome has its proof."):
        assert words in page
    assert "One project finished." in page
    assert "One explanation that somebody outside understands" in page
    Claim.objects.create(user=dana, text="Loved by all")
    assert "One of your outcomes has no proof." in said(as_dana)


def test_what_was_said_elsewhere_stands_ready(dana: User, as_dana: Client) -> None:
    people.full(dana)
    page = said(as_dana, WRITE)
    assert "One person said: “I learn what a customer costs in March.”" in page
    assert "From your conversations" in page
    assert "Two teams hold 60 % of our bill" in page
    assert "I learn what a customer costs" not in said(as_dana)  # until its author makes it theirs


def test_lines_are_written_and_links_kept(dana: User, as_dana: Client) -> None:
    links = "Code https://example.org/dana\nhttps://example.org/talk"
    as_dana.post(WRITE, {"problem_space": "<b>Bills</b> & owners", "links": links})
    page = said(as_dana)
    assert "&lt;b&gt;Bills&lt;/b&gt; &amp; owners" in page
    assert Narrative.objects.get().links == [
        {"name": "Code", "url": "https://example.org/dana"},
        {"name": "", "url": "https://example.org/talk"},
    ]
    assert "Code https://example.org/dana" in said(as_dana, WRITE)


def test_a_comma_or_a_colon_before_an_address_is_no_part_of_the_name(
    dana: User, as_dana: Client
) -> None:
    links = "Code, https://example.org/dana\nTalks: https://example.org/talk"
    as_dana.post(WRITE, {"links": links})
    assert [one["name"] for one in Narrative.objects.get().links] == ["Code", "Talks"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"leverage": "x" * 301}, "This has 301 characters; 300 fit."),
        ({"contact": "nobody"}, "Write an address such as name@example.org."),
        ({"links": "Code javascript:alert(1)"}, "ends in no address"),
        ({"links": "https://example.org/a\n" * (MOST_LINKS + 1)}, "links that matter most"),
    ],
)
def test_wrong_input_gets_a_sentence_and_stays(
    as_dana: Client, typed: dict[str, str], sentence: str
) -> None:
    page = as_dana.post(WRITE, {"problem_space": "Still here.", **typed}).content.decode()
    assert sentence in page
    assert "Still here." in page
    assert not Narrative.objects.exists()


def test_a_form_of_the_page_is_made_until_it_is_written(dana: User, as_dana: Client) -> None:
    people.full(dana)
    page = as_dana.get(FORMS)
    made = {name: page.context["form"][name].value() for name in ("headline", "about", "spoken")}
    typed = made | {"about": made["about"].replace("\n", "\r\n"), "headline": "The bill’s owner"}
    as_dana.post(FORMS, typed)
    row = Narrative.objects.get()
    assert (row.headline, row.about, row.spoken) == ("The bill’s owner", "", "")
    assert "16 of 220" in said(as_dana, FORMS).replace("<span data-characters>", "").replace(
        "</span>", ""
    )
    assert "The bill’s owner" in said(as_dana)
    as_dana.post(reverse("narrative-form-made", args=["headline"]))
    assert Narrative.objects.get().headline == ""


def test_a_headline_longer_than_it_may_be_is_refused(as_dana: Client) -> None:
    page = as_dana.post(FORMS, {"headline": "x" * 221, "about": "Mine."}).content.decode()
    assert "This has 221 characters; 220 fit." in page
    assert "Mine." in page


def test_how_long_it_takes_to_say_is_said(dana: User, as_dana: Client) -> None:
    Narrative.objects.create(user=dana, spoken="word " * 75)
    assert "75 words, said in 0:30" in said(as_dana, FORMS)


def test_files_hold_what_the_page_says(dana: User, as_dana: Client) -> None:
    people.full(dana)
    Narrative.objects.create(user=dana, problem_space="# Not a *heading*")
    markdown = as_dana.get(reverse("narrative-markdown"))
    assert 'filename="dana.md"' in markdown["Content-Disposition"]
    text = markdown.content.decode()
    assert "\n\\# Not a \\*heading\\*" in text
    assert "**Cloud engineer, Halvorsen Freight Ltd**" in text
    plain = as_dana.get(reverse("narrative-text")).content.decode()
    assert "# Not a *heading*" in plain
    assert "- FinOps Practitioner, FinOps, September 2026" in plain


def test_as_chosen_a_file_holds_what_strangers_see(dana: User, as_dana: Client) -> None:
    people.full(dana)
    for address in ("narrative-markdown", "narrative-text"):
        text = as_dana.get(reverse(address) + "?as=chosen").content.decode()
        assert "FinOps" in text or text.strip()
        assert "Halvorsen" not in text
        assert "4,200" not in text
    made = as_dana.post(reverse("narrative-pdf"), {"as": "chosen"})
    assert made["Content-Type"] == "application/pdf"


def test_a_pdf_that_cannot_be_made_is_said(as_dana: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("common.typesetting.process.SECONDS", 0.01)
    answer = as_dana.post(reverse("narrative-pdf"), follow=True)
    assert "could not be set in the time" in answer.content.decode()


def test_letters_the_pdf_leaves_out_are_named_before(dana: User, as_dana: Client) -> None:
    Narrative.objects.create(user=dana, problem_space="日本 bills")
    assert "leaves them out: 日 本" in said(as_dana)


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    for address in (PAGE, WRITE, FORMS, "/narrative/outcomes/", "/narrative/share/"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    "address", [PAGE, WRITE, FORMS, "/narrative/outcomes/", "/narrative/share/"]
)
def test_more_rows_cost_no_more_queries(
    dana: User, as_dana: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    study = people.full(dana)
    Claim.objects.create(user=dana, case_result=study.results.first())
    with django_assert_max_num_queries(60) as few:
        as_dana.get(address)
    for number in range(5):
        another = people.case(dana, f"Study {number}")
        found = people.result(another, name=f"Metric {number}")
        Claim.objects.create(user=dana, case_result=found, place=number)
        Claim.objects.create(user=dana, case_study=another, place=number)
        dana.positions.create(title=f"Role {number}", organisation=f"Company {number}")
        dana.credentials.create(name=f"Badge {number}")
    with django_assert_max_num_queries(len(few)):
        as_dana.get(address)

"""What a manager is handed says nothing of plan, lane and the search for work: in no form of it."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from tests.roadmap.story.review.full import SECRETS, TODAY, WORDS, everything

pytestmark = pytest.mark.django_db
AUDIENCES = ["review", "interview", "promotion"]


@pytest.fixture(autouse=True)
def full(dana: User) -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        everything(dana)
        yield


def asked(audience: str, **more: str) -> dict[str, str]:
    return {"period": "quarter", "audience": audience, **more}


def article(client: Client, sent: dict[str, str]) -> str:
    """The pack as it stands on the page, its links and attributes too."""
    page = client.get(reverse("review"), sent).content.decode()
    parts = r'<header class="[^"]*pack-head.*?</header>|<article class="pack.*?</article>'
    found = re.findall(parts, page, re.DOTALL)
    assert len(found) == 2, page
    return "".join(found)


def markdown(client: Client, sent: dict[str, str]) -> str:
    answer = client.get(reverse("review-markdown"), sent)
    return answer["Content-Disposition"] + answer.content.decode()


def pdf(client: Client, sent: dict[str, str]) -> str:
    """Every word of it, its metadata, its links and its name."""
    answer = client.post(reverse("review-pdf"), sent)
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    read = PdfReader(io.BytesIO(answer.content))
    links = [
        str(one.get_object()["/A"]["/URI"])
        for page in read.pages
        for one in page.get("/Annots", [])
        if "/A" in one.get_object()
    ]
    words = [page.extract_text() for page in read.pages]
    meta: Any = read.metadata
    xmp = read.xmp_metadata.stream.get_data().decode() if read.xmp_metadata else ""
    return "\n".join([answer["Content-Disposition"], *words, *links, *map(str, meta.values()), xmp])


def told(text: str) -> list[str]:
    """What of it should not be there."""
    plain = " ".join(re.sub(r"\s+", " ", text).split())
    found = [one for one in SECRETS if one.lower() in plain.lower()]
    return found + [
        one for one in WORDS if re.search(rf"(?<![\w-]){one}s?(?![\w-])", plain, re.IGNORECASE)
    ]


@pytest.mark.parametrize("form", [article, markdown, pdf])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_of_it_shows(as_dana: Client, form: Any, audience: str) -> None:
    said = form(as_dana, asked(audience, without="on"))
    assert told(said) == []
    for kept in ("Idle cards switched off at night", "What one answer costs", "Cloud Badge"):
        assert kept in " ".join(said.split())


@pytest.mark.parametrize("form", [article, markdown, pdf])
def test_with_the_plan_it_would_show_so_the_test_can_fail(as_dana: Client, form: Any) -> None:
    said = told(form(as_dana, asked("interview")))
    assert "Zanzibar milestone" in said
    assert "Interview story dingo" in said
    assert "Quokka month" in said


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_pack_has_the_search_for_work_or_the_goal(as_dana: Client, audience: str) -> None:
    never = {
        "Platypus Architect", "Echidna Corp", "Certified Kangaroo", "Narrative koala",
        "Looking for wallabies", "Claimed bandicoot", "31 March 2027", "$3,000",
        "Wombat next month", "Known for numbats",
    }  # fmt: skip
    assert not never & set(told(markdown(as_dana, asked(audience))))


def test_the_page_around_it_has_no_colour_of_a_lane(as_dana: Client) -> None:
    page = as_dana.get(reverse("review"), asked("review", without="on")).content.decode()
    assert "data-lane" not in page
    assert "data-lane" in as_dana.get(reverse("review"), asked("review")).content.decode()


def test_a_metric_of_ones_own_lab_is_there_because_of_the_plan(as_dana: Client, dana: User) -> None:
    assert "Cloud spend" in article(as_dana, asked("review", without="on"))
    dana.choices.update(place="lab")
    assert "Cloud spend" not in article(as_dana, asked("review", without="on"))
    assert "Cloud spend" in article(as_dana, asked("review"))


def test_names_in_ones_own_words_are_said_before_it_is_sent(as_dana: Client, dana: User) -> None:
    page = as_dana.get(reverse("review"), asked("review", without="on")).content.decode()
    assert "These names are still in it" not in page
    dana.wins.filter(line__startswith="Idle").update(line="Zanzibar milestone, in finops words")
    page = as_dana.get(reverse("review"), asked("review", without="on")).content.decode()
    assert "FinOps, Zanzibar milestone." in page
    assert "These names" not in article(as_dana, asked("review", without="on"))


def test_what_is_left_out_alone_makes_an_empty_pack(as_dana: Client, dana: User) -> None:
    for rows in (dana.wins, dana.stakeholders, dana.credentials, dana.readings, dana.case_studies):
        rows.all().delete()
    assert "Nothing is kept from" not in as_dana.get(reverse("review")).content.decode()
    page = as_dana.get(reverse("review"), asked("review", without="on")).content.decode()
    assert "Nothing is kept from" in page
    assert "There is something from" not in page

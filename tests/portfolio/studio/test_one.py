"""One case study: what is next, what it is about, finishing it, deleting it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.sharing.models import Publication
from roadmap.signals.models import Pairing
from tests.certifications.held.rows import credential
from tests.portfolio.readers.rows import reader as asked
from tests.portfolio.rows import case, result, write
from tests.portfolio.studio.rows import (
    NOON,
    TODAY,
    artifact,
    measured,
    picture,
    told,
    tradeoff,
    whole,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def page(client: Client, study: CaseStudy) -> str:
    return client.get(reverse("casestudy", args=[study.pk])).content.decode()


def send(client: Client, name: str, study: CaseStudy, **fields: object) -> str:
    answer = client.post(reverse(name, args=[study.pk]), fields, follow=True)
    return answer.content.decode()


def test_the_one_next_thing_is_the_primary_button(dana: User, as_dana: Client) -> None:
    study = case(dana)
    said = page(as_dana, study)
    write_page = reverse("casestudy-write", args=[study.pk])
    primary = f'<a class="button primary" href="{write_page}#passage-question">Write the question'
    assert primary in said
    assert said.count("button primary") == 1


def test_each_gate_leads_to_the_page_that_mends_it(dana: User, as_dana: Client) -> None:
    study = told(dana)
    picture(artifact(study, alt=""))
    study.results.update(how="")
    said = page(as_dana, study)
    row, shown = study.results.get().pk, study.artifacts.get().pk
    assert reverse("result-change", args=[study.pk, row]) in said
    assert reverse("tradeoff-add", args=[study.pk]) in said
    assert (
        f"{reverse('casestudy-decisions', args=[study.pk])}#passage-decision-architecture" in said
    )
    assert reverse("artifact-change", args=[study.pk, shown]) in said
    for address in {
        gate.path
        for part in as_dana.get(reverse("casestudy", args=[study.pk])).context["gates"]
        for gate in part
    }:
        assert as_dana.get(address).status_code == 200


def test_sections_stand_there_with_their_words(dana: User, as_dana: Client) -> None:
    study = case(dana)
    write(study, problem="Nine of thirty releases were taken back.", lessons="  \n ")
    said = page(as_dana, study)
    assert "7 words" in said
    assert "none of six answered" in said
    assert "Evidence for FinOps" in said


def test_everything_it_holds_is_on_its_page(dana: User, as_dana: Client) -> None:
    study = whole(dana)
    said = page(as_dana, study)
    assert "We chose a managed queue over our own" in said
    assert "Time to restore" in said
    assert "runbook" in said
    assert "Nobody but you can read it." in said


def test_a_title_is_text_and_nothing_else(dana: User, as_dana: Client) -> None:
    study = case(dana, title="<script>alert(1)</script>")
    tradeoff(study, chose="<b>bold</b>")
    assert "<script>alert(1)" not in page(as_dana, study)
    assert "<b>bold" not in page(as_dana, study)


def test_it_costs_as_many_queries_with_much_in_it(dana: User, as_dana: Client) -> None:
    study = told(dana)
    tradeoff(study)
    picture(artifact(study))
    with CaptureQueriesContext(connection) as few:
        page(as_dana, study)
    for number in range(40):
        picture(artifact(study, title=f"Picture {number}"))
        measured(study, name=f"Metric {number}")
        tradeoff(study)
    with CaptureQueriesContext(connection) as many:
        page(as_dana, study)
    assert len(many) == len(few)
    assert not any('"data"' in query["sql"] for query in many.captured_queries)


# --- What it is about ---------------------------------------------------------------------------

ABOUT = {
    "title": "A bill with owners",
    "lane": "finops",
    "categories": ["business", "automation"],
    "origin": "employer",
    "employer": "Contoso Payments",
    "employer_said": "a payments company",
    "started_on": "2026-10-05",
}


def test_what_it_is_about_can_be_changed(dana: User, as_dana: Client) -> None:
    study = case(dana)
    before = study.touched_at
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert "Kept." in send(as_dana, "casestudy-about", study, **ABOUT)
    study.refresh_from_db()
    assert study.categories == ["business", "automation"]
    assert (study.employer, study.employer_said) == ("Contoso Payments", "a payments company")
    assert study.started_on == date(2026, 10, 5)
    assert study.touched_at > before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"started_on": "2026-12-24"}, "That day is still to come."),
        ({"started_on": "0026-12-24"}, "That is before 1990."),
        ({"started_on": "2026-11-21"}, "You finished it before that day."),
        ({"categories": ["sales"]}, "errorlist"),
        ({"lane": "cooking"}, "errorlist"),
        ({"title": ""}, "errorlist"),
    ],
)
def test_wrong_input_stays_and_is_said(
    dana: User, as_dana: Client, changed: dict[str, object], said: str
) -> None:
    study = case(dana, finished_on=date(2026, 11, 20))
    page = send(as_dana, "casestudy-about", study, **{**ABOUT, **changed})
    assert said in page
    assert "Contoso Payments" in page
    study.refresh_from_db()
    assert study.employer == ""


# --- Finishing ----------------------------------------------------------------------------------


def test_it_is_finished_once_nothing_blocks(dana: User, as_dana: Client) -> None:
    study = told(dana)
    assert "It is finished" in page(as_dana, study)
    send(as_dana, "casestudy-finish", study)
    study.refresh_from_db()
    assert study.finished_on == TODAY
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        send(as_dana, "casestudy-finish", study)
    study.refresh_from_db()
    assert study.finished_on == TODAY, "finishing twice keeps the first day"


def test_what_blocks_is_said_and_it_stays_open(dana: User, as_dana: Client) -> None:
    study = told(dana)
    study.passages.filter(slot="lessons").delete()
    assert "casestudy-finish" not in page(as_dana, study)
    said = send(as_dana, "casestudy-finish", study)
    assert "It cannot be finished yet. Nobody learns what you would do differently now." in said
    study.refresh_from_db()
    assert study.finished_on is None


def test_no_improvement_honestly_told_can_be_finished(dana: User, as_dana: Client) -> None:
    study = told(dana)
    study.results.update(after=300)
    send(as_dana, "casestudy-finish", study)
    study.refresh_from_db()
    assert study.finished_on == TODAY


def test_it_can_be_opened_again(dana: User, as_dana: Client) -> None:
    study = told(dana, finished_on=TODAY)
    assert "It is open again." in send(as_dana, "casestudy-reopen", study)
    study.refresh_from_db()
    assert study.finished_on is None


# --- Deleting -----------------------------------------------------------------------------------


def test_deleting_says_what_goes_with_it(dana: User, as_dana: Client) -> None:
    study = whole(dana)
    now = timezone.now()
    Publication.objects.create(
        case_study=study,
        content={},
        published_at=now,
        created_at=now,
        expires_at=now + timedelta(days=30),
    )
    said = as_dana.get(reverse("casestudy-delete", args=[study.pk])).content.decode()
    assert "three artifacts, with their pictures" in said
    assert "one tradeoff" in said
    assert "the published page: its address leads nowhere from then on" in said
    assert CaseStudy.objects.exists()
    assert "is deleted" in send(as_dana, "casestudy-delete", study)
    assert not CaseStudy.objects.exists()


# --- Strangers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "casestudy",
        "casestudy-about",
        "casestudy-finish",
        "casestudy-reopen",
        "casestudy-delete",
        "tradeoff-add",
    ],
)
def test_to_a_stranger_there_is_none(dana: User, as_eve: Client, client: Client, name: str) -> None:
    study = told(dana)
    address = reverse(name, args=[study.pk])
    assert as_eve.post(address, ABOUT).status_code in (404, 405)
    assert as_eve.get(address).status_code in (404, 405)
    assert client.post(address, ABOUT).status_code in (302, 401, 405)
    study.refresh_from_db()
    assert (study.title, study.finished_on) == ("A bill in which every line has an owner", None)


@pytest.mark.parametrize("name", ["casestudy-finish", "casestudy-reopen"])
def test_looking_changes_nothing(dana: User, as_dana: Client, name: str) -> None:
    study = told(dana)
    result(study)
    assert as_dana.get(reverse(name, args=[study.pk])).status_code == 405


# --- Version 0 ------------------------------------------------------------------------------------


def test_version_0_is_a_step_of_its_own(dana: User, as_dana: Client) -> None:
    study = case(dana)
    said = page(as_dana, study)
    assert "Before anything is built" in said
    assert said.count('<span class="soft">missing</span>') == 3
    write(study, question="What does an idle cluster cost us?")
    assert page(as_dana, study).count('<span class="soft">missing</span>') == 2
    measured(study, after=None)
    write(study, constraints="The database stays.")
    said = page(as_dana, study)
    assert "Version 0 is there" in said
    assert "It stands: enough to begin building on." in said
    study.delete()
    assert 'id="version-zero"' not in page(as_dana, told(dana))


# --- Taken out, opened again, deleted -------------------------------------------------------------


def test_finished_it_stays_finished_and_says_what_is_missing(dana: User, as_dana: Client) -> None:
    study = told(dana, finished_on=TODAY)
    as_dana.post(reverse("result-remove", args=[study.pk, study.results.get().pk]))
    study.refresh_from_db()
    assert study.finished_on == TODAY
    missing = "There is no number from before, so no change can be shown."
    assert missing in page(as_dana, study)
    listed = as_dana.get(reverse("casestudies")).content.decode()
    assert missing in listed
    assert "finished on 28 Nov 2026" in listed
    send(as_dana, "casestudy-reopen", study)
    said = send(as_dana, "casestudy-finish", study)
    assert "It cannot be finished yet. There is no number" in said
    study.refresh_from_db()
    assert study.finished_on is None


def test_deleted_with_all_that_hung_on_it(dana: User, as_dana: Client) -> None:
    study = told(dana, finished_on=TODAY)
    now = timezone.now()
    published = Publication.objects.create(
        case_study=study,
        content={"title": "x", "lane": "finops"},
        created_at=now,
        published_at=now,
        expires_at=now + timedelta(days=9),
    )
    reading = asked(study)
    held = credential(dana)
    Pairing.objects.create(credential=held, case_study=study)
    said = as_dana.get(reverse("casestudy-delete", args=[study.pk])).content.decode()
    for sentence in ("the published page", "the link of one reader", "beside a credential"):
        assert sentence in said
    addresses = [
        reverse("public-case", args=[published.token]),
        reverse("reader", args=[reading.token]),
    ]
    assert [Client().get(one).status_code for one in addresses] == [200, 200]
    send(as_dana, "casestudy-delete", study)
    assert [Client().get(one).status_code for one in addresses] == [404, 404]
    assert not Pairing.objects.exists()
    held.refresh_from_db()

"""Turns that writing takes: another lane, a finished case study, two browsers, far too much."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.lanes import Lane
from portfolio.casestudies import parts
from portfolio.casestudies.models import LONGEST, CaseStudy
from portfolio.models import Publication, Sharing
from portfolio.readers.standing import standing
from portfolio.telling.disclosure import Disclosure
from portfolio.telling.gather import document
from tests.portfolio.readers.rows import TEXT, answered, reader, rewrite
from tests.portfolio.rows import case, write

pytestmark = pytest.mark.django_db
ABOUT = {"title": "A bill with owners", "origin": "lab", "started_on": "2026-10-01"}


def url(name: str, study: CaseStudy, *more: object) -> str:
    return reverse(name, args=[study.pk, *more])


def moved(client: Client, user: User) -> tuple[CaseStudy, str]:
    """A case study with evidence of FinOps that was made one of security; the slot."""
    study = case(user, lane="finops")
    slot = parts.evidence("finops")[0].slug
    write(study, **{slot.replace(".", "__"): "Every line has an owner."})
    Sharing.objects.create(case_study=study, chosen={slot: "exact"})
    client.post(url("casestudy-about", study), ABOUT | {"lane": "security"})
    return CaseStudy.objects.get(pk=study.pk), slot


def test_evidence_of_the_lane_before_stays_and_can_be_written_on(
    dana: User, as_dana: Client
) -> None:
    study, slot = moved(as_dana, dana)
    assert study.lane == "security"
    page = as_dana.get(url("casestudy-decisions", study)).content.decode()
    assert "From the lane before" in page
    assert "Every line has an owner." in page
    sent = {f"text.{slot}": "Every line has an owner and a limit.", f"version.{slot}": "1"}
    as_dana.post(url("casestudy-decisions", study), sent)
    assert "and a limit" in study.passages.get(slot=slot).text
    assert as_dana.get(url("passage-history", study, slot)).status_code == 200
    assert "and a limit" in as_dana.get(url("casestudy-article", study)).content.decode()
    assert "(from the lane before)" in document(study, Disclosure.whole()).evidence[0].title
    assert as_dana.get(url("casenotes", study, slot)).status_code == 200


def test_evidence_of_the_lane_before_is_published_only_where_it_is_chosen_anew(
    dana: User, as_dana: Client
) -> None:
    study, slot = moved(as_dana, dana)
    as_dana.post(url("casestudy-publish", study), {"lasts": "90"})
    public = reverse("public-case", args=[Publication.objects.get().token])
    assert "Every line" not in Client().get(public).content.decode()
    usual = as_dana.post(url("casestudy-share", study), {"usual": "1"}).context["form"]
    assert usual[f"level.former.{slot}"].value() == "hidden"
    as_dana.post(url("casestudy-share", study), {f"level.former.{slot}": "exact"})
    as_dana.post(url("casestudy-publish", study), {"lasts": "90"})
    assert "Every line" in Client().get(public).content.decode()


def test_back_in_its_lane_it_is_evidence_again(dana: User, as_dana: Client) -> None:
    study, _slot = moved(as_dana, dana)
    as_dana.post(url("casestudy-about", study), ABOUT | {"lane": "finops"})
    page = as_dana.get(url("casestudy-decisions", study)).content.decode()
    assert "From the lane before" not in page
    assert "Every line has an owner." in page


def test_another_lanes_slot_without_a_word_is_no_slot(dana: User, as_dana: Client) -> None:
    slot = parts.evidence("finops")[0].slug
    study = case(dana, lane="security")
    sent = {f"text.{slot}": "x", f"version.{slot}": "0"}
    assert as_dana.post(url("passage-save", study, slot), sent).status_code == 404


def test_a_finished_one_stays_finished_and_its_test_is_of_another_text(
    dana: User, as_dana: Client
) -> None:
    study = case(dana, finished_on=date(2026, 11, 1))
    rewrite(study, TEXT)
    answered(reader(study), said_right=True)
    assert standing(study).is_current
    sent = {"text.plain": f"{TEXT} And more.", "version.plain": "1"}
    as_dana.post(url("passage-save", study, "plain"), sent)
    study.refresh_from_db()
    assert study.finished_on == date(2026, 11, 1)
    assert standing(study).said == "Passed with version 1; the text has changed since."
    page = as_dana.get(url("casestudy", study)).content.decode()
    assert "The plain version changed since somebody understood it." in page


def test_two_browsers_of_one_person_meet_and_lose_nothing(dana: User, as_dana: Client) -> None:
    study, other = case(dana), Client()
    other.force_login(dana)
    address, script = url("passage-save", study, "problem"), {"Accept": "application/json"}

    def save(client: Client, tab: str, turn: int, version: int, text: str) -> tuple[int, str]:
        sent = {
            "text.problem": text,
            "version.problem": str(version),
            "tab": tab,
            "turn": str(turn),
        }
        answer = client.post(address, sent, headers=script)
        return answer.status_code, answer.json().get("other", "")

    assert save(as_dana, "laptop", 1, 0, "From the laptop.") == (200, "")
    assert save(other, "phone", 1, 0, "From the phone.") == (409, "From the laptop.")
    assert save(as_dana, "laptop", 2, 1, "From the laptop, more.") == (200, "")
    assert save(other, "phone", 2, 2, "From both.") == (200, "")
    history = as_dana.get(url("passage-history", study, "problem")).content.decode()
    for length in (len("From the phone."), len("From the laptop, more.")):
        assert f"{length} characters" in history


# --- Far too much ---------------------------------------------------------------------------------


def test_a_page_of_the_longest_texts_in_any_letters_fits() -> None:
    """In the letters that take most bytes."""
    evidence = max(len(parts.evidence(lane.value)) for lane in Lane)
    most = (len(parts.ProductionDecision) + evidence) * LONGEST * 4
    assert most < (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def test_what_is_more_than_fits_is_said_on_a_page(dana: User, as_dana: Client) -> None:
    study = case(dana)
    sent = {
        "text.problem": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0),
        "version.problem": "0",
    }
    answer = as_dana.post(url("casestudy-write", study), sent)
    assert answer.status_code == 413
    assert "your browser still has what you typed" in answer.content.decode()
    script = {"Accept": "application/json"}
    answer = as_dana.post(url("passage-save", study, "problem"), sent, headers=script)
    assert answer.status_code == 400
    assert answer.json()["said"] == "Not saved: it is more than fits. Save it in parts."
    assert not study.passages.exists()


def test_more_fields_than_any_form_has_are_refused_likewise(dana: User, as_dana: Client) -> None:
    sent = {f"level.{number}": "exact" for number in range(1001)}
    assert as_dana.post(url("casestudy-share", case(dana)), sent).status_code == 413

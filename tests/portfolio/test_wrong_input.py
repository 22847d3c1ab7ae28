"""Every form of the portfolio, sent with what it does not take: a sentence at the field, and all
that was typed stands there still."""

from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.models import Artifact, Reader, ReadingTest, Result, Tradeoff
from portfolio.readers.reading import begin, has_read
from tests.portfolio.readers.rows import TEXT, reader, rewrite
from tests.portfolio.rows import case, result

pytestmark = pytest.mark.django_db
LONG, NULL = "x" * 70_001, "a\0b"

FORMS = {
    "casestudy-start": (
        {"title": "t" * 161, "lane": "finops", "question": "q" * 2001, "brief": ""},
        {"title": "at most 160", "question": "at most 2000"},
    ),
    "casestudy-about": (
        {
            "title": "Kept “title”", "lane": "gardening", "origin": "lab",
            "employer": "e" * 121, "employer_said": "said <b>so</b>", "started_on": "2090-01-01",
        },
        {
            "lane": "Select a valid choice", "employer": "at most 120",
            "started_on": "still to come",
        },
    ),
    "tradeoff-add": (
        {"chose": "A & B", "over": "", "because": "b" * 501, "gave_up": "g", "on": "2090-01-01"},
        {"over": "required", "because": "at most 500", "on": "still to come"},
    ),
    "result-add": (
        {
            "metric_slug": "", "name": "n" * 101, "unit": "min", "direction": "sideways",
            "before": "a lot", "after": "€3k", "wanted": "", "measured_on": "soon",
            "period": "Some <week>", "how": "h" * 301, "outcome": "", "origin": "lab",
            "limit_what": "", "limit_sense": "under", "limit_value": "900", "limit_unit": "ms",
            "limit_after": "",
        },
        {
            "name": "at most 100", "direction": "Select a valid choice", "before": "no number",
            "after": "Only the number", "measured_on": "valid date", "how": "at most 300",
            "limit_what": "must not suffer",
        },
    ),
    "artifact-add": (
        {
            "kind": "link", "title": "t" * 161, "text": "Some <text>", "url": "ftp://example.org",
            "section": "", "alt": "a" * 301,
        },
        {"title": "at most 160", "url": "https://", "alt": "at most 300"},
    ),
    "reader-invite": (
        {"name": "n" * 81, "role": "r" * 81, "days": "400"},
        {"name": "at most 80", "role": "at most 80", "days": "Select a valid choice"},
    ),
}  # fmt: skip


@pytest.fixture
def study(dana: User) -> CaseStudy:
    made = case(dana)
    rewrite(made, TEXT)
    return made


def kept_nothing() -> bool:
    rows = (Artifact, Reader, Result, Tradeoff)
    return not any(model.objects.exists() for model in rows) and CaseStudy.objects.count() == 1


@pytest.mark.parametrize("name", FORMS)
def test_a_sentence_at_each_field_and_nothing_lost(
    name: str, study: CaseStudy, as_dana: Client
) -> None:
    typed, wrong = FORMS[name]
    args = [] if name == "casestudy-start" else [study.pk]
    answer = as_dana.post(reverse(name, args=args), typed)
    assert answer.status_code == 200
    form, page = answer.context["form"], unescape(answer.content.decode())
    assert set(form.errors) == set(wrong)
    for field, sentence in wrong.items():
        said = str(form.errors[field][0])
        assert sentence in said, (field, said)
        assert said in page
        assert f"id_{field}_error" in page or field == "days", field
    for field, value in typed.items():
        is_choice = hasattr(form.fields[field], "choices")
        assert is_choice or value in page, field
    assert kept_nothing()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("value", [NULL, LONG])
def test_null_bytes_and_what_has_no_end_are_refused(
    name: str, value: str, study: CaseStudy, as_dana: Client
) -> None:
    typed = dict.fromkeys(FORMS[name][0], value)
    args = [] if name == "casestudy-start" else [study.pk]
    answer = as_dana.post(reverse(name, args=args), typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert kept_nothing()


def test_measured_again_wrongly(study: CaseStudy, as_dana: Client) -> None:
    row = result(study)
    url = reverse("result-again", args=[study.pk, row.pk])
    answer = as_dana.post(url, {"again": "90", "again_on": "2090-01-01", "again_why": "w" * 301})
    page = answer.content.decode()
    for said in ("This day is still to come.", "at most 300", "w" * 301, 'value="90"'):
        assert said in page
    assert 'value="2090-01-01"' in page
    row.refresh_from_db()
    assert (row.again, row.after) == (None, Decimal(25))


def test_a_readers_answers(study: CaseStudy, client: Client) -> None:
    ines = reader(study)
    begin(ines, ines.created_at)
    has_read(ines, ines.created_at)
    typed = {"confused": "c" * 2001, "said_back": "", "would_fund": "maybe", "fund_why": "f" * 1001}
    answer = client.post(reverse("reader-answer", args=[ines.token]), typed)
    page = answer.content.decode()
    assert set(answer.context["form"].errors) == set(typed)
    assert "c" * 2001 in page
    assert "f" * 1001 in page
    assert not ReadingTest.objects.exclude(answered_at=None).exists()


def test_choosing_what_is_no_level(study: CaseStudy, as_dana: Client) -> None:
    sent = {"level.author": "everything", "level.result.999": "exact"}
    answer = as_dana.post(reverse("casestudy-share", args=[study.pk]), sent)
    assert "Select a valid choice" in answer.content.decode()
    answer = as_dana.post(reverse("casestudy-publish", args=[study.pk]), {"lasts": "9999"})
    assert "Select a valid choice" in answer.content.decode()

"""The one page as a JSON Resume: as the published schema has it, and with nothing lost."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings

from accounts.models import User
from portfolio.models import Bullet, Position
from portfolio.overview import Disclosure, Entry, Line, PositionKind
from roadmap.story.narrative import gather
from roadmap.story.narrative.document import Credential, Finished, Link, Outcome, Page, Rows
from roadmap.story.narrative.json_resume import one_line, paragraphs, written
from roadmap.story.narrative.models import Narrative
from tests.roadmap.story.json_resume.pages import faults, pages, validator
from tests.roadmap.story.narrative.people import full

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def site(path: str) -> str:
    return f"https://forte.example{path}"


@pytest.mark.django_db
def test_a_full_page_is_valid(dana: User) -> None:
    full(dana)
    values = written(gather.page(dana, Disclosure.whole()), site, NOON)
    assert faults(values) == []
    assert values["work"][0]["highlights"] == ["Cut idle hours by a third"]
    assert values["projects"][0]["name"] == "What one answer costs"
    assert values["meta"]["lastModified"] == "2026-11-20T12:00:00"
    assert len(values["meta"]["forte"]["outcomes"]) == 2


@pytest.mark.django_db
def test_a_nearly_empty_page_is_valid(dana: User) -> None:
    values = written(gather.page(dana, Disclosure.whole()))
    assert faults(values) == []
    assert values["basics"] == {"name": "Dana"}
    assert "work" not in values


def test_an_empty_page_is_valid() -> None:
    assert faults(written(Page())) == []


@settings(max_examples=40)
@given(pages)
def test_any_page_is_valid(page: Page) -> None:
    assert faults(written(page, site, NOON)) == []


@settings(max_examples=40)
@given(pages)
def test_every_word_of_any_page_is_in_the_file(page: Page) -> None:
    said = json.dumps(written(page, site), ensure_ascii=False)
    entries = (*page.positions, *page.projects, *page.education)
    texts = [line.text for entry in entries for line in entry.lines]
    texts += [page.headline, page.leverage, page.keeps, page.name]
    for text in texts:
        assert json.dumps(one_line(text), ensure_ascii=False).strip('"') in said
    for text in (page.problem_space, page.looking_for, page.spoken, page.about):
        assert json.dumps(paragraphs(text), ensure_ascii=False).strip('"') in said


def test_the_schema_would_notice() -> None:
    assert faults({"work": [{"startDate": "March 2024"}]})
    assert faults({"basics": {"name": 3}})
    assert validator().is_valid({})


def test_a_date_stays_as_exact_as_it_was_said() -> None:
    entry = Entry(PositionKind.WORK, "Engineer", "Acme", starts="2022-03", ends="2024")
    work = written(Page(positions=(entry,)))["work"][0]
    assert work == {
        "name": "Acme", "position": "Engineer", "startDate": "2022-03", "endDate": "2024",
    }  # fmt: skip


def test_a_degree_is_its_kind_and_its_subject() -> None:
    entry = Entry(PositionKind.EDUCATION, "BSc, Physics", "Delft", lines=(Line("Optics"),))
    assert written(Page(education=(entry,)))["education"] == [
        {"institution": "Delft", "studyType": "BSc", "area": "Physics", "courses": ["Optics"]}
    ]


def test_a_case_study_is_a_project_with_its_results() -> None:
    outcome = Outcome(
        text="Cloud spend: from $4,200 to $3,000",
        limit="while p95 stays under 900 ms",
        proof_title="What one answer costs",
        proof_url="/case/x/",
        is_proven=True,
        measured_on=date(2026, 11, 1),
        rows=Rows(case_study=4),
    )
    values = written(Page(outcomes=(outcome, outcome)), site)
    sentence = "Cloud spend: from $4,200 to $3,000 while p95 stays under 900 ms"
    assert values["projects"] == [
        {
            "name": "What one answer costs",
            "url": "https://forte.example/case/x/",
            "highlights": [sentence],
        }
    ]
    first = values["meta"]["forte"]["outcomes"][0]
    assert first["text"] == sentence
    assert first["proof"]["measured"] == "2026-11-01"


def test_links_and_certificates() -> None:
    page = Page(
        links=(Link("Code", "https://example.org/d"),),
        credentials=(Credential("CKA", "CNCF", date(2025, 2, 1), date(2027, 2, 1)),),
    )
    values = written(page)
    assert values["basics"]["url"] == "https://example.org/d"
    assert values["basics"]["profiles"] == [{"network": "Code", "url": "https://example.org/d"}]
    assert values["certificates"] == [
        {"name": "CKA", "issuer": "CNCF", "date": "2025-02-01", "expires": "2027-02-01"}
    ]


# --- The file -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_is_a_file_to_take_along(dana: User, as_dana: Client) -> None:
    full(dana)
    answer = as_dana.get(reverse("narrative-json"))
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert 'filename="resume.json"' in answer["Content-Disposition"]
    assert faults(json.loads(answer.content)) == []


@pytest.mark.django_db
def test_the_address_of_the_account_is_not_in_it_unless_it_was_given(
    dana: User, as_dana: Client
) -> None:
    full(dana)
    User.objects.filter(pk=dana.pk).update(name="")
    said = as_dana.get(reverse("narrative-json")).content.decode()
    assert "dana" not in said
    Narrative.objects.create(user=dana, contact="answers@example.org")
    values = json.loads(as_dana.get(reverse("narrative-json")).content)
    assert values["basics"]["email"] == "answers@example.org"


@pytest.mark.django_db
def test_what_strangers_may_not_see_is_not_in_the_file_for_them(
    dana: User, as_dana: Client
) -> None:
    full(dana)
    url = reverse("narrative-json")
    assert "Halvorsen" in as_dana.get(url).content.decode()
    chosen = as_dana.get(url, {"as": "chosen"})
    assert "Halvorsen" not in chosen.content.decode()
    assert "4,200" not in chosen.content.decode()
    assert faults(json.loads(chosen.content)) == []


@pytest.mark.django_db
def test_it_is_somebodys_own(client: Client) -> None:
    assert client.get(reverse("narrative-json")).status_code == 302


@pytest.mark.django_db
def test_queries_do_not_grow(dana: User, as_dana: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_dana.get(reverse("narrative-json"))
        return len(queries)

    full(dana)
    few = asked()
    for n in range(12):
        one = Position.objects.create(user=dana, title=f"Role {n}", organisation="Acme")
        Bullet.objects.create(user=dana, position=one, before="x", text=f"Line {n}")
    assert asked() == few


def test_a_finished_case_study_that_no_outcome_names_is_a_project_too() -> None:
    named = Outcome(text="Halved it", proof_title="The bill", rows=Rows(case_study=1))
    finished = (
        Finished("The bill", "Spend from 9 to 4", "", 1),
        Finished("The endpoint", "p95 from 9 s to 1 s", "/case/b/", 2),
        Finished("The endpoint", "", "", 3),
    )
    made = written(Page(outcomes=(named,), finished=finished), lambda path: f"https://here{path}")
    assert made["projects"] == [
        {"name": "The bill", "highlights": ["Halved it"]},
        {
            "name": "The endpoint",
            "url": "https://here/case/b/",
            "highlights": ["p95 from 9 s to 1 s"],
        },
    ]

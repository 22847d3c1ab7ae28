"""All postings together: what is counted, what is shown, the samples, the export, deleting."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from roadmap.lanes import owners
from roadmap.lanes.audit import samples
from roadmap.lanes.audit.demand import FIRST, Entry, demand
from roadmap.lanes.audit.export import safe
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings.overall import overall
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.taxonomy import Category, skills
from tests.roadmap.lanes.audit.written import DEVOPS, FINOPS, numbered

pytestmark = pytest.mark.django_db


def keep(user: User, *texts: str) -> list[Posting]:
    made = [Posting.made_from(text, user=user) for text in texts]
    for posting in made:
        posting.save()
    return made


def see(client: Client) -> str:
    return client.get(reverse("audit")).content.decode()


def test_without_postings_the_page_says_why_and_offers_samples(client: Client) -> None:
    page = see(client)
    assert "Every figure opens to the sentences it comes from." in page
    assert "Try it with six sample postings" in page
    assert owners.KEY not in client.session


def test_the_figures_on_the_page_are_those_of_all_postings(as_dana: Client, dana: User) -> None:
    postings = keep(dana, FINOPS, DEVOPS, numbered(1))
    found = overall([posting.reading for posting in postings])
    page = re.sub(r"<[^>]+>", " ", see(as_dana))
    said = " ".join(page.split())
    for skill in found.skills:
        line = f"{skills()[skill.slug].name} {skill.postings} of 3 {skill.must} must"
        assert f"{line} {skill.nice} nice {skill.context} context" in said
    for pain in found.pains:
        assert f"{pain.pain.label.capitalize()} {pain.postings} of 3" in said


def test_every_figure_opens_to_its_sentence_with_the_words_marked(
    as_dana: Client, dana: User
) -> None:
    (posting,) = keep(dana, FINOPS)
    page = see(as_dana)
    assert "<mark>rightsizing</mark>" in page
    assert f'href="{reverse("audit-posting", args=[posting.pk])}"' in page


def test_the_most_demanded_come_first_and_soft_skills_stand_apart() -> None:
    entries = [Entry(n, name, read(text)) for n, (name, text) in enumerate(samples.texts().items())]
    shown = demand(entries)
    assert len(shown.first) == FIRST
    weights = [row.demand.weight for row in shown.first + shown.rest]
    assert weights == sorted(weights, reverse=True)
    assert all(row.category is Category.SOFT for row in shown.soft)
    assert not any(row.category is Category.SOFT for row in shown.first + shown.rest)
    assert sum(count for _, count in shown.verdicts) == shown.total == 6


@pytest.mark.parametrize("slug", [*samples.NAMES])
def test_a_sample_shows_what_its_name_says(slug: str) -> None:
    found = read(samples.texts()[slug])
    if slug == "no-clear-lane":
        assert found.verdict.value in ("none", "mixed")
    else:
        assert found.verdict.value == slug
        assert found.pains
        assert found.lanes[0].lane.facts.pain in {one.pain for one in found.pains}


def test_the_six_samples_come_and_go_with_one_button_each(client: Client) -> None:
    client.post(reverse("audit-samples"))
    client.post(reverse("audit-samples"))
    assert Posting.objects.samples().count() == 6
    page = see(client)
    assert "What six sample postings ask for" in page
    assert page.count(">sample</span>") == 6
    client.post(reverse("audit-samples-out"))
    assert not Posting.objects.exists()
    assert "Try it with six sample postings" in see(client)


def test_samples_do_not_count_beside_ones_own(as_dana: Client, dana: User) -> None:
    as_dana.post(reverse("audit-samples"))
    assert len(Posting.objects.of(Owner(user=dana)).readings()) == 6
    (own,) = keep(dana, FINOPS)
    assert Posting.objects.of(Owner(user=dana)).counted() == [own]
    page = see(as_dana)
    assert "Your posting is FinOps." in page
    assert "The samples stand aside" in page
    as_dana.post(reverse("audit-samples-out"))
    assert Posting.objects.get() == own


def test_taking_out_the_samples_of_somebody_else_is_not_possible(
    as_dana: Client, as_eve: Client
) -> None:
    as_dana.post(reverse("audit-samples"))
    as_eve.post(reverse("audit-samples-out"))
    assert Posting.objects.count() == 6


def test_deleting_everything_asks_first_and_leaves_no_row_and_no_text(
    as_dana: Client, dana: User, eve: User
) -> None:
    keep(dana, FINOPS, DEVOPS)
    (hers,) = keep(eve, numbered(1))
    page = as_dana.get(reverse("audit-delete")).content.decode()
    assert "Delete all two postings with their texts?" in page
    assert "DevOps Engineer at Example Foods" in page
    assert Posting.objects.count() == 3
    as_dana.post(reverse("audit-delete"))
    assert list(Posting.objects.all()) == [hers]
    assert "There is nothing to delete" in as_dana.get(reverse("audit-delete")).content.decode()


def test_a_visitor_deletes_only_their_own(client: Client, dana: User) -> None:
    keep(dana, FINOPS)
    client.post(reverse("audit-delete"))
    assert Posting.objects.count() == 1


def test_the_table_comes_as_a_file_with_the_same_figures(as_dana: Client, dana: User) -> None:
    postings = keep(dana, FINOPS, DEVOPS)
    answer = as_dana.get(reverse("audit-csv"))
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = {skills()[one.slug].name: one for one in overall([p.reading for p in postings]).skills}
    assert {line["skill"]: int(line["postings"]) for line in lines} == {
        name: one.postings for name, one in found.items()
    }
    assert {line["of postings"] for line in lines} == {"2"}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_a_posting_named_like_a_formula_is_text_in_the_file(as_dana: Client, dana: User) -> None:
    (posting,) = keep(dana, FINOPS)
    Posting.objects.filter(pk=posting.pk).update(title="=HYPERLINK(1)")
    lines = csv.DictReader(
        io.StringIO(as_dana.get(reverse("audit-csv")).content.decode("utf-8-sig"))
    )
    assert {line["asked for in"] for line in lines} == {"'=HYPERLINK(1)"}


def test_an_empty_audit_is_a_file_with_its_heads_alone(client: Client) -> None:
    answer = client.get(reverse("audit-csv"))
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 1


def test_the_page_costs_the_same_queries_with_more_postings(as_dana: Client, dana: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            as_dana.get(reverse("audit"))
        return len(asked)

    keep(dana, FINOPS)
    few = queries()
    keep(dana, *(numbered(n) for n in range(20)))
    assert queries() == few


def test_what_another_version_kept_is_read_anew(as_dana: Client, dana: User) -> None:
    keep(dana, FINOPS)
    Posting.objects.update(kept_reading={"title": "of another shape"})
    assert "Your posting is FinOps." in see(as_dana)


def test_looking_writes_nothing(as_dana: Client, dana: User) -> None:
    (posting,) = keep(dana, FINOPS)
    Posting.objects.update(edition="another")
    pages = [reverse(name) for name in ("audit", "audit-csv", "audit-delete")]
    pages += [reverse(f"audit-{one}", args=[posting.pk]) for one in ("posting", "title", "remove")]
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            assert as_dana.get(page).status_code == 200
        said: list[Any] = [query["sql"] for query in asked]
        assert not [sql for sql in said if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("name", ["audit-add", "audit-samples", "audit-samples-out"])
def test_what_changes_something_is_never_a_link(as_dana: Client, name: str) -> None:
    assert as_dana.get(reverse(name)).status_code == 405

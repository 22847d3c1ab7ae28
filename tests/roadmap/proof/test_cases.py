"""A case study on the proof sheet: proof while it is finished, words until then."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.models import CaseStudy, Publication
from roadmap.lanes.owners import Owner
from roadmap.proof import records
from roadmap.proof.sheet import Evidence, Kind, Record
from tests.portfolio import rows as portfolio

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 10)


def told(user: User) -> list[Record]:
    return records.of(Owner(user=user))


@pytest.fixture
def study(dana: User) -> CaseStudy:
    made = portfolio.case(dana, title="Restores that hold", lane="devops")
    portfolio.write(
        made,
        question="Can we restore the cluster before the shop opens?",
        implementation="A Kubernetes cluster, built with Terraform, restores from etcd snapshots.",
        plain="Nothing about PostgreSQL.",
    )
    return made


def finish(study: CaseStudy, on: date = DAY) -> None:
    study.finished_on = on
    study.save(update_fields=["finished_on"])


def test_finished_it_is_proof_of_what_its_sections_name(dana: User, study: CaseStudy) -> None:
    finish(study)
    [record] = told(dana)
    assert (record.kind, record.evidence) == (Kind.CASE_STUDY, Evidence.PROOF)
    assert {"kubernetes", "terraform"} <= record.skills
    assert record.url == reverse("casestudy", args=[study.pk])
    assert record.link == ""
    assert record.sentence == "Can we restore the cluster before the shop opens?"


def test_the_plain_version_proves_nothing_of_the_trade(dana: User, study: CaseStudy) -> None:
    finish(study)
    assert "postgresql" not in told(dana)[0].skills


def test_unfinished_it_is_words_and_with_a_measured_result_proof(
    dana: User, study: CaseStudy
) -> None:
    assert told(dana)[0].kind is Kind.DRAFT
    assert told(dana)[0].evidence is Evidence.WORDS
    assert records.proofs(dana) == []
    baseline = portfolio.result(study, after=None)
    assert told(dana)[0].evidence is Evidence.WORDS
    baseline.after = 25
    baseline.save()
    [record] = records.proofs(dana)
    assert (record.kind, record.evidence) == (Kind.RESULT, Evidence.PROOF)
    assert "from" in record.sentence


def test_reopened_or_deleted_it_is_proof_no_more(dana: User, study: CaseStudy) -> None:
    finish(study)
    assert records.proofs(dana)
    study.finished_on = None
    study.save(update_fields=["finished_on"])
    assert records.proofs(dana) == []
    finish(study)
    study.delete()
    assert told(dana) == []


def test_by_a_day_only_what_was_finished_then_counts(dana: User, study: CaseStudy) -> None:
    portfolio.result(study)
    assert records.proofs(dana, DAY) == []
    finish(study, DAY)
    assert records.proofs(dana, DAY - timedelta(days=1)) == []
    assert len(records.proofs(dana, DAY)) == 1


def test_a_standing_publication_is_its_link(dana: User, study: CaseStudy) -> None:
    finish(study)
    now = timezone.now()
    page = Publication.objects.create(
        case_study=study, content={}, published_at=now, created_at=now,
        expires_at=now + timedelta(days=9),
    )  # fmt: skip
    [record] = told(dana)
    assert record.link.startswith("http")
    assert "/case/" in record.link
    page.revoke(now)
    assert told(dana)[0].link == ""


def test_nobody_elses_prove_anything(eve: User, study: CaseStudy) -> None:
    finish(study)
    assert told(eve) == []


def test_more_case_studies_cost_no_more_queries(dana: User, study: CaseStudy) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as caught:
            told(dana)
        return len(caught)

    def add(n: int, **fields: Any) -> None:
        more = portfolio.case(dana, title=f"Study {n}", **fields)
        portfolio.write(more, problem="Kubernetes")
        portfolio.result(more)

    add(0, finished_on=DAY)
    few = counted()
    for n in range(1, 9):
        add(n, finished_on=DAY if n % 2 else None)
    assert counted() == few

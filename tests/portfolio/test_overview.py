"""What the floors above may read: shelves of many people, in a constant number of queries."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.lanes import Lane
from portfolio import overview
from portfolio.casestudies.models import CaseStudy
from portfolio.overview import Category, Stage
from portfolio.readers.models import PlainVersion, Reader, ReadingTest
from portfolio.readiness import standing
from portfolio.sharing.models import Publication
from tests.people import person
from tests.portfolio.rows import case, result, write
from tests.portfolio.studio.rows import NOON, TODAY, artifact, measured, told, tradeoff, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def shelf(user: User) -> overview.Shelf:
    return overview.case_studies({user.pk: TODAY})[user.pk]


def said(study: CaseStudy) -> list[str]:
    """What a reader would miss."""
    return [gate.said for gate in standing.of(study, TODAY).gates]


def publish(study: CaseStudy, **fields: datetime) -> Publication:
    now = timezone.now()
    lasts = {"created_at": now, "expires_at": now + timedelta(days=30), **fields}
    return Publication.objects.create(case_study=study, content={}, published_at=now, **lasts)


def understood(study: CaseStudy, seconds: int = 90) -> ReadingTest:
    """Somebody read the plain version as it stands, and said back what is so."""
    now = timezone.now()
    text = study.passages.get(slot="plain").text
    number = study.plain_versions.count() + 1
    version = PlainVersion.objects.create(case_study=study, number=number, text=text, made_at=now)
    reader = Reader.objects.create(
        case_study=study,
        version=version,
        name="Ines",
        created_at=now,
        expires_at=now + timedelta(days=30),
    )
    return ReadingTest.objects.create(
        reader=reader,
        version=version,
        started_at=now,
        read_at=now + timedelta(seconds=seconds),
        answered_at=now + timedelta(seconds=seconds + 60),
        confused="Nothing",
        said_back="Releases go back by themselves.",
        would_fund="yes",
        said_right=True,
    )


def test_a_shelf_holds_each_case_study_in_brief(dana: User) -> None:
    study = whole(dana, categories=["resilience", "business"], brief="finops-bill-with-owners")
    understood(study)
    link = publish(study)
    (one,) = shelf(dana).cases
    assert (one.pk, one.title, one.lane) == (study.pk, study.title, Lane.FINOPS)
    assert one.stage is Stage.DRAFTED
    assert one.categories == (Category.RESILIENCE, Category.BUSINESS)
    assert one.result.startswith("Time to restore: from 4")
    assert one.link == reverse("public-case", args=[link.token])
    assert one.plain_passed
    assert one.next.said == "A reader misses nothing."
    assert one.next.path == reverse("casestudy", args=[study.pk])


def test_the_unfinished_come_first_the_latest_touched_before_others(dana: User) -> None:
    done = case(dana, title="Done", finished_on=TODAY)
    old = case(dana, title="Old", touched_at=timezone.now() - timedelta(days=9))
    new = case(dana, title="New")
    found = shelf(dana)
    assert [one.pk for one in found.cases] == [new.pk, old.pk, done.pk]
    assert [one.pk for one in found.finished] == [done.pk]
    assert found.coverage(Lane.FINOPS, None).unfinished == 2


def test_who_keeps_nothing_has_an_empty_shelf(dana: User, eve: User) -> None:
    case(eve)
    assert shelf(dana) == overview.Shelf()
    assert overview.case_studies({}) == {}


def test_stages_are_what_is_written(dana: User) -> None:
    study = case(dana)
    assert shelf(dana).cases[0].stage is Stage.BEGUN
    write(study, question="Who spends what?", constraints="One month of bills.")
    result(study, after=None)
    assert shelf(dana).cases[0].stage is Stage.VERSION_ZERO
    told(dana)
    assert {one.stage for one in shelf(dana).cases} == {Stage.VERSION_ZERO, Stage.DRAFTED}


def test_a_link_that_leads_nowhere_is_no_link(dana: User) -> None:
    study = whole(dana, finished_on=TODAY)
    understood(study)
    publish(study, expires_at=timezone.now() - timedelta(days=1))
    (one,) = shelf(dana).cases
    assert one.link == ""
    assert one.next.path == reverse("casestudy-share", args=[study.pk])


def test_the_plain_version_passed_as_it_stood(dana: User) -> None:
    study = whole(dana)
    assert "Nobody outside the trade has understood it within two minutes yet." in said(study)
    understood(study, seconds=121)
    assert not shelf(dana).cases[0].plain_passed
    understood(study)
    assert said(study) == []
    study.passages.filter(slot="plain").update(text="Other words.")
    assert "The plain version changed since somebody understood it." in said(study)
    assert not shelf(dana).cases[0].plain_passed


def test_words_are_looked_at_where_they_stand(dana: User) -> None:
    study = whole(dana)
    study.tradeoffs.all().delete()
    study.results.update(after=300)
    study.passages.filter(slot="decision").update(text="We built a canary.\n\n" * 400)
    study.passages.filter(slot="lessons").update(text="It took long.")
    study.passages.filter(slot="question").update(text="What is our p95?")
    study.passages.filter(slot="problem").update(text=" \n\t ")
    found = said(study)
    assert "The decision names nothing it was chosen over, so nobody sees a choice." in found
    assert "“Time to restore” did not improve, and the lessons do not say why." in found
    assert "Whoever pays for it may not know what “p95” in the question means." in found
    assert "A reader does not learn what went wrong, and what it cost whom." in found
    later = "We built a canary.\n\n" * 400 + "Rather than\ntwo environments."
    study.passages.filter(slot="decision").update(text=later)
    study.passages.filter(slot="lessons").update(text="Because the queue was full.")
    found = said(study)
    assert not any("chosen over" in sentence or "say why" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("limit_after", "missing"), [(None, "held while"), (2, "broke its limit"), (1, "")]
)
def test_the_limit_is_looked_at(dana: User, limit_after: int | None, missing: str) -> None:
    study = told(dana)
    study.results.update(limit_after=limit_after)
    assert any(missing in sentence for sentence in said(study))
    if not missing:
        assert not any("imit" in sentence for sentence in said(study))


def test_the_best_result_is_the_one_that_moved_most(dana: User) -> None:
    study = case(dana)
    measured(study, name="Spend", before=100, after=50)
    measured(study, name="Incidents", before=100, after=5)
    measured(study, name="Spoiled", before=100, after=1, limit_after=9)
    result(study, name="Baseline", after=None)
    assert shelf(dana).cases[0].result.startswith("Incidents: ")


def test_what_was_measured_again_is_fresh(dana: User) -> None:
    study = told(dana, finished_on=date(2026, 7, 1))
    study.results.update(created_at=datetime(2026, 6, 1, tzinfo=UTC))
    old = "“Time to restore” is older than three months: a reader asks what it is today."
    assert old in said(study)
    study.results.update(again=26, again_on=TODAY)
    assert old not in said(study)


def test_many_people_cost_as_many_queries_as_one(dana: User) -> None:
    def fill(user: User) -> None:
        study = whole(user, finished_on=TODAY)
        understood(study)
        publish(study)
        tradeoff(study)
        artifact(study)

    fill(dana)
    with CaptureQueriesContext(connection) as few:
        overview.case_studies({dana.pk: TODAY})
    people = [person(f"p{number}@example.org") for number in range(8)]
    for one in people:
        fill(one)
        fill(one)
    with CaptureQueriesContext(connection) as many:
        found = overview.case_studies({one.pk: TODAY for one in people})
    assert len(many) == len(few)
    assert all(len(found[one.pk].cases) == 2 for one in people)

"""Facts into tables: nothing twice, nothing lost."""

from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from certifications.catalogue import catalog, syncing
from certifications.models import Certification, Credential, ExamVersion, Goal
from common.facts import FactError

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("sync_facts", *arguments, stdout=out)
    return out.getvalue()


def without(slug: str) -> catalog.Catalogue:
    found = catalog.catalogue()
    rest = {key: one for key, one in found.credentials.items() if key != slug}
    return replace(found, credentials=rest)


def test_every_certification_gets_a_row() -> None:
    result = syncing.sync(catalog.catalogue(), TODAY)
    assert Certification.objects.count() == len(catalog.catalogue().credentials) == 73
    assert result.made == Certification.objects.count() + ExamVersion.objects.count()
    retired = Certification.objects.get(slug="aws-machine-learning-specialty")
    assert retired.retired_on == date(2026, 3, 31)


def test_a_second_run_changes_nothing_and_costs_one_query(django_assert_num_queries: Any) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    with django_assert_num_queries(1):
        assert syncing.sync(catalog.catalogue(), TODAY) == syncing.Synced()


def test_what_vanished_is_retired_and_comes_back_when_it_does() -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    assert syncing.sync(without("cka"), TODAY).retired == 2  # and its exam
    assert Certification.objects.get(slug="cka").retired_on == TODAY

    assert syncing.sync(without("cka"), date(2027, 1, 1)) == syncing.Synced()
    assert Certification.objects.get(slug="cka").retired_on == TODAY

    assert syncing.sync(catalog.catalogue(), TODAY).changed == 2
    assert Certification.objects.get(slug="cka").retired_on is None


def test_a_goal_keeps_a_certification_that_vanished_and_a_credential_does(dana: User) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    certification = Certification.objects.get(slug="cka")
    goal = Goal.objects.create(
        user=dana, certification=certification, version=certification.versions.get()
    )
    held = Credential.objects.create(user=dana, certification=certification, name="CKA")
    syncing.sync(without("cka"), TODAY)
    for row in (goal, held):
        row.refresh_from_db()
        assert row.certification == certification
    assert goal.version
    assert goal.version.retired_on == TODAY


def test_a_page_of_what_vanished_is_none_and_the_list_goes_on(
    as_dana: Client, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    Goal.objects.create(user=dana, certification=Certification.objects.get(slug="cnpa"))
    rest = replace(without("cnpa"), ladders=())
    monkeypatch.setattr(catalog, "catalogue", lambda: rest)
    assert as_dana.get("/certifications/exams/cnpa/").status_code == 404
    assert as_dana.get("/certifications/").status_code == 200


def test_a_new_name_keeps_the_row() -> None:
    syncing.sync(catalog.catalogue(), TODAY)
    key = Certification.objects.get(slug="cka").pk
    found = catalog.catalogue()
    renamed = replace(found.credentials["cka"], name="Kubernetes, certified")
    both = {**found.credentials, "cka": renamed}
    assert syncing.sync(replace(found, credentials=both), TODAY).changed == 1
    row = Certification.objects.get(slug="cka")
    assert (row.pk, row.name) == (key, "Kubernetes, certified")


def test_the_command_says_what_it_did_and_then_nothing() -> None:
    assert " new, 0 changed, 0 retired" in said()
    assert said() == ""


@pytest.mark.parametrize(
    ("day", "switched", "last"),
    [
        ("2026-11-22", 0, ""),
        ("2026-11-30", 0, ""),
        ("2026-12-01", 1, "the last day of DVA-C02 was 2026-11-30"),
        ("2027-01-15", 2, "the last day of beta of MLA-C02 was 2027-01-13"),
        ("2027-06-12", 3, "the last day of SY0-701 was 2027-06-11"),
    ],
)
def test_the_check_names_each_date_that_passed_and_what_follows(
    day: str, switched: int, last: str
) -> None:
    answer = said("--check", "--on", day)
    assert f"0 to look at again, {switched} switched by themselves" in answer
    assert last in answer
    assert not Certification.objects.exists()


@pytest.mark.parametrize(
    ("slug", "day"),
    [
        ("aws-developer-associate", "2026-12-01"),
        ("comptia-security-plus", "2027-06-12"),
    ],
)
def test_the_check_asks_for_what_has_nothing_to_follow(
    slug: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = catalog.catalogue()
    alone = replace(found.credentials[slug], versions=found.credentials[slug].versions[:1])
    known = replace(found, credentials={**found.credentials, slug: alone})
    monkeypatch.setattr(catalog, "catalogue", lambda: known)
    answer = said("--check", "--on", day)
    assert f"{slug}: the last day of" in answer
    assert "nothing is known to follow. Look again: https://" in answer
    assert "1 to look at again" in answer


def test_a_broken_fact_file_stops_it_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise FactError("finops.toml: lacks pain")

    monkeypatch.setattr("common.lanes.lane_facts", broken)
    with pytest.raises(CommandError, match=r"finops\.toml: lacks pain"):
        said()


def test_every_fact_file_is_read() -> None:
    assert "roadmap.plan.library.library" in syncing.read_all()


@pytest.mark.django_db(transaction=True)
def test_one_migration_back_and_forth_keeps_the_certifications_and_brings_their_exams_back() -> (
    None
):
    syncing.sync(catalog.catalogue(), TODAY)
    before = dict(Certification.objects.values_list("slug", "pk"))
    call_command("migrate", "certifications", "0001", verbosity=0)
    call_command("migrate", verbosity=0)
    assert dict(Certification.objects.values_list("slug", "pk")) == before
    syncing.sync(catalog.catalogue(), TODAY)
    assert ExamVersion.objects.filter(certification__slug="comptia-security-plus").count() == 2
    assert syncing.sync(catalog.catalogue(), TODAY) == syncing.Synced()

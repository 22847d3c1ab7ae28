"""What a visitor and a person find in the catalogue, read about a certification, and see of a
ladder."""

import gzip
import html
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from certifications.catalogue import catalog, ladder, page, signal, syncing
from certifications.catalogue.credential import Rung
from certifications.catalogue.standing import NOBODY
from certifications.models import Certification, Credential, Goal
from common.lanes import Lane
from tests.people import person, unproven

pytestmark = pytest.mark.django_db
ALL = catalog.catalogue().credentials
LIST = "/certifications/"


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-28T12:00:00Z", tick=False):
        yield


def row(slug: str) -> Certification:
    syncing.sync(catalog.catalogue(), date(2026, 11, 28))
    return Certification.objects.get(slug=slug)


def read(client: Client, path: str, **asked: str) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).replace("’", "'")


def links(text: str) -> list[str]:
    """The certifications that a list leads to, in its order."""
    return [slug for slug in ALL if f'href="/certifications/exams/{slug}/"' in text]


def holds(user: User, slug: str, **fields: Any) -> Credential:
    return Credential.objects.create(user=user, certification=row(slug), name=slug, **fields)


def wants(user: User, slug: str, state: Goal.State = Goal.State.STUDYING) -> Goal:
    return Goal.objects.create(user=user, certification=row(slug), state=state)


# --- Finding ------------------------------------------------------------------------------------


def test_a_visitor_sees_all_of_them_on_one_page(client: Client) -> None:
    text = read(client, LIST)
    assert "All 73" in text
    assert links(text) == list(ALL)


@pytest.mark.parametrize(
    ("asked", "some", "none"),
    [
        ({"q": "cka"}, "cka", "aws-cloud-practitioner"),
        ({"q": "sysops"}, "aws-cloudops-engineer-associate", "cka"),
        ({"q": "kubernetes SECURITY"}, "cks", "cka"),
        ({"lane": "finops"}, "finops-certified-practitioner", "cka"),
        ({"provider": "isc2"}, "isc2-ccsp", "csa-ccsk"),
        ({"level": "expert"}, "isc2-cissp", "cka"),
        ({"price": "100"}, "azure-fundamentals", "cka"),
        ({"price": "100"}, "terraform-associate", "github-actions"),
        ({"hands_on": "on"}, "cka", "kcna"),
        ({"status": "retired"}, "azure-security-engineer-associate", "cka"),
        ({"status": "beta"}, "aws-ml-engineer-associate", "cka"),
        ({"lane": "security", "level": "specialty", "provider": "cncf"}, "cks", "kcsa"),
    ],
)
def test_one_finds_what_fits_and_nothing_else(
    client: Client, asked: dict[str, str], some: str, none: str
) -> None:
    text = read(client, LIST, **asked)
    found = links(text)
    assert some in found
    assert none not in found
    assert f"{len(found)} of 73" in text


def test_a_price_limit_says_what_it_leaves_out_for_want_of_a_price(client: Client) -> None:
    text = read(client, LIST, price="100000", status="active", provider="github")
    assert not links(text)
    assert "One more fits, but its price is not known." in text


def test_a_search_that_finds_nothing_says_what_to_do(client: Client) -> None:
    text = read(client, LIST, q="cobol")
    assert "Take one condition away" in text
    assert "Show all" in text


def test_a_wrong_price_gets_a_sentence_and_the_rest_still_counts(client: Client) -> None:
    text = read(client, LIST, price="cheap", lane="finops")
    assert "Enter the price as a number of US dollars" in text
    assert 'value="cheap"' in text
    assert "finops-certified-practitioner" in links(text)
    assert "cka" not in links(text)


@pytest.mark.parametrize("asked", [{"lane": "cobol"}, {"price": "-1"}, {"level": "x" * 500}])
def test_nonsense_in_the_address_breaks_nothing(client: Client, asked: dict[str, str]) -> None:
    assert "errorlist" in read(client, LIST, **asked)


def test_the_page_is_small_and_asks_the_database_no_more_for_more(
    as_dana: Client, dana: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = as_dana.get(LIST)
        assert len(gzip.compress(answer.content)) < 60_000
        return len(seen)

    wants(dana, "isc2-ccsp")
    holds(dana, "kcna")
    few = queries()
    for slug in list(ALL)[:20]:
        holds(dana, slug)
    for slug in list(ALL)[30:50]:
        wants(dana, slug)
    assert queries() == few


def test_a_person_sees_what_they_hold_and_are_after_and_nobody_elses(
    as_dana: Client, dana: User, client: Client
) -> None:
    holds(dana, "kcna")
    wants(dana, "cka")
    other = person("else@example.org")
    holds(other, "cks")
    wants(other, "ckad")
    text = read(as_dana, LIST)
    assert text.count("you hold it") == 1
    assert text.count("your goal") == 1
    assert "you hold it" not in read(client, LIST)


# --- One of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ALL)
def test_each_has_a_page_with_its_sources_and_when_they_were_read(
    client: Client, slug: str
) -> None:
    one, text = ALL[slug], read(client, f"/certifications/exams/{slug}/")
    assert one.title.replace("’", "'") in text
    assert f'href="{one.url}"' in text
    assert "Last checked on 22 November 2026" in text
    for source in one.sources:
        assert source.what.removeprefix("https://") in text
    for version in one.versions:
        assert version.price in text
    assert ("no price known" in text) == any(not version.price for version in one.versions)
    assert ("was not opened" in text) == (not one.url_seen)
    assert ("one weak source" in text) == (one.confidence == "low")


def test_versions_stand_side_by_side_and_what_nobody_has_seen_is_said(client: Client) -> None:
    text = read(client, "/certifications/exams/comptia-security-plus/")
    assert "SY0-701 can be taken until 11 June 2027; SY0-801 follows." in text
    assert '<span class="tag is-framed">announced</span>' in text
    assert "from 17 Nov 2026, as announced" in text


def test_prerequisites_lead_to_their_pages_and_back(client: Client) -> None:
    assert "cka" in links(read(client, "/certifications/exams/cks/"))
    assert "cks" in links(read(client, "/certifications/exams/cka/"))


def test_what_retired_names_what_took_its_place(client: Client) -> None:
    text = read(client, "/certifications/exams/azure-security-engineer-associate/")
    assert "cannot be earned any more" in text
    assert links(text) == ["azure-cloud-ai-security-engineer-associate"]
    assert "make it a goal" not in text


def test_a_date_that_passed_is_said_with_the_day_of_the_last_check() -> None:
    one = ALL["aws-developer-associate"]
    alone = replace(one, versions=one.versions[:1])
    about = page.about(alone, NOBODY, date(2026, 12, 5))
    context = {"page": about, "one": alone, "version": about.row.version}
    text = render_to_string("certifications/catalogue/_what_to_know.html", context)
    assert "Its last known day was 30 November 2026." in text
    assert "This date has passed, last checked on 22 November 2026" in text


def test_the_day_a_version_ends_the_page_speaks_of_the_next_one(client: Client) -> None:
    path = "/certifications/exams/aws-developer-associate/"
    assert "Associate · DVA-C02" in read(client, path)
    with time_machine.travel("2026-12-01T12:00:00Z", tick=False):
        text = read(client, path)
    assert "Associate · DVA-C03" in text
    assert "What it asks" not in text  # no domains of it are held


def test_an_exam_that_follows_by_announcement_alone_is_no_certainty(client: Client) -> None:
    path = "/certifications/exams/aws-developer-associate/"
    said = "DVA-C03 was announced for 1 December 2026 and not seen when this was last checked"
    assert said not in read(client, path)
    with time_machine.travel("2026-12-01T12:00:00Z", tick=False):
        assert f"{said}, on 22 November 2026" in read(client, path)
        assert "announced for 1 Dec 2026" in read(client, LIST)


def test_the_five_recommended_rows_stand_together_as_the_article_has_them(client: Client) -> None:
    text = read(client, LIST)
    for words in (
        "AWS Certified DevOps Engineer – Professional",
        "Kubernetes Administrator (CKA)",
        "Validates delivery, automation, and platform operations",
        "Cloud provider cost optimization / architect path",
        "Security specialty or associate cloud security cert",
        "Shows capability with pipelines, warehouses, and governance",
    ):
        assert words in text
    assert "CCSP / cloud security architecture" in read(client, "/certifications/security/")


def test_a_retake_rule_carries_its_source_and_a_missing_one_is_said(client: Client) -> None:
    text = read(client, "/certifications/exams/google-professional-data-engineer/")
    assert "14 days after the first failed attempt" in text
    assert 'href="https://cloud.google.com/certification/faqs' in text
    assert "is not known here" in read(client, "/certifications/exams/cka/")


def test_an_unknown_certification_is_no_page(client: Client) -> None:
    assert client.get("/certifications/exams/cobol-master/").status_code == 404


# --- The ladder ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lane", Lane)
def test_each_track_of_a_ladder_shows_every_rung_and_how_strong_a_signal_it_is(
    client: Client, lane: Lane
) -> None:
    for one in catalog.catalogue().ladders_of(lane):
        text = read(client, reverse("ladder", args=[lane]), track=one.provider.value)
        for rung in Rung:
            assert signal.signals().lanes[lane].of(rung) in text
            assert set(one.on(rung)) <= set(links(text))
            for slug in one.on(rung):
                rating = signal.signals().of(lane, slug)
                assert rating
                assert rating.why in text


def test_a_track_that_is_none_shows_the_one_without_a_cloud(client: Client) -> None:
    text = read(client, "/certifications/devops/", track="oracle")
    assert 'aria-current="page">No single cloud' in text


def test_a_person_sees_where_they_stand_and_what_is_next(as_dana: Client, dana: User) -> None:
    holds(dana, "aws-cloud-practitioner")
    text = read(as_dana, "/certifications/devops/", track="aws")
    assert "You stand on: Foundation." in text
    assert "The ring is the next one: Starter." in text


def test_the_guard_speaks_instead_of_the_next_rung(as_dana: Client, dana: User) -> None:
    unproven(dana)
    text = read(as_dana, "/certifications/devops/")
    assert "Do not buy another certification yet." in text
    assert "none of your 2 credentials is proven." in text
    assert "What it asks and costs" not in text
    assert "Do not buy another certification yet." in read(as_dana, "/certifications/exams/cka/")


def test_the_page_of_a_lane_leads_to_its_ladder(client: Client) -> None:
    assert 'href="/certifications/finops/"' in read(client, "/lanes/finops/")


def test_the_catalogue_opens_with_a_row_for_each_lane(client: Client) -> None:
    text = read(client, "/certifications/")
    for lane in Lane:
        row = ladder.RECOMMENDED[lane]
        assert f"{row.starter} · then: {row.follow_up}".replace("’", "'") in text
        assert f'href="/certifications/{lane.value}/"' in text


def test_a_ladder_names_what_its_row_stands_for(client: Client) -> None:
    text = read(client, "/certifications/finops/")
    assert "Cloud provider cost optimization / architect path" in text
    assert "Microsoft Certified: Azure Administrator Associate" in text


def test_what_expired_is_said_on_its_page_and_where_it_is_needed(
    as_dana: Client, dana: User
) -> None:
    holds(dana, "azure-administrator-associate", expires_on=date(2026, 10, 1))
    own = read(as_dana, "/certifications/exams/azure-administrator-associate/")
    assert "You held it until 1 October 2026." in own
    assert "Make it my goal" in own
    assert "I hold it" not in own
    needs = read(as_dana, "/certifications/exams/azure-solutions-architect-expert/")
    assert "yours expired on 1 Oct 2026" in needs
    holds(dana, "azure-administrator-associate", expires_on=date(2027, 10, 1))
    assert "yours expired" not in read(
        as_dana, "/certifications/exams/azure-solutions-architect-expert/"
    )


def test_a_certifications_page_names_the_rung_its_ladder_has(client: Client) -> None:
    text = " ".join(read(client, "/certifications/exams/cks/").split())
    assert "Stretch · " in text
    assert "Follow-up · " not in text

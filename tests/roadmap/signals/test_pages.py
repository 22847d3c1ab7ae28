"""What a person does to prove a credential, and where the guard speaks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.syncing import sync
from certifications.models import Certification, Credential, TalkThrough
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner
from roadmap.plan import building
from roadmap.plan.models import Milestone, Plan
from roadmap.proof import standing as proof
from roadmap.proof.sheet import Evidence, Kind, Row
from roadmap.signals.models import Pairing
from tests.people import choice
from tests.portfolio import rows as portfolio

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)
ROLE = """Platform Engineer

Requirements
- Kubernetes in production
- Helm charts and Linux
- Terraform
"""


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-10T12:00:00Z", tick=False):
        yield


@pytest.fixture
def plan(dana: User) -> Plan:
    return building.begin(choice(dana))


@pytest.fixture
def cka(dana: User) -> Credential:
    sync(catalog.catalogue(), TODAY)
    return credential(dana, "cka", "Certified Kubernetes Administrator", issuer="CNCF")


def credential(user: User, slug: str, name: str, **fields: Any) -> Credential:
    known = Certification.objects.filter(slug=slug).first()
    return Credential.objects.create(user=user, certification=known, name=name, **fields)


def done(plan: Plan, title: str = "A cluster that survives", **fields: Any) -> Milestone:
    fields = {"evidence_url": "https://example.org/x", "done_on": TODAY, **fields}
    return Milestone.objects.create(
        plan=plan, role="own", block="lab", month=1, title=title, **fields
    )


def pair(client: Client, held: Credential, **sent: Any) -> str:
    answer = client.post(reverse("pairing", args=[held.pk]), sent, follow=True)
    return answer.content.decode()


def cell(user: User, skill: str) -> Row:
    rows = proof.sheet_of(Owner(user=user)).rows
    return next(row for row in rows if row.demand.slug == skill)


# --- Pairing ------------------------------------------------------------------------------------


def test_a_milestone_that_is_done_and_linked_can_stand_beside_it(
    as_dana: Client, cka: Credential, plan: Plan
) -> None:
    shown = done(plan)
    done(plan, "Not done", done_on=None)
    done(plan, "Without a link", evidence_url="")
    page = as_dana.get(reverse("pairing", args=[cka.pk])).content.decode()
    assert "A cluster that survives" in page
    assert "Not done" not in page
    assert "One milestone is done and has no link." in page
    page = pair(as_dana, cka, what=shown.pk, used="etcd and RBAC")
    assert "It stands beside Certified Kubernetes Administrator now." in page
    assert "etcd and RBAC" in page
    assert Pairing.objects.get().milestone == shown


def test_it_is_offered_once(as_dana: Client, cka: Credential, plan: Plan) -> None:
    shown = done(plan)
    pair(as_dana, cka, what=shown.pk)
    page = pair(as_dana, cka, what=shown.pk)
    assert "Choose another one." in page
    assert Pairing.objects.count() == 1


def test_a_write_up_elsewhere_needs_a_title_and_a_link_and_loses_nothing(
    as_dana: Client, cka: Credential
) -> None:
    page = pair(as_dana, cka, what="elsewhere", used="scheduling")
    assert "Give it a title" in page
    assert "Give its link" in page
    assert 'value="scheduling"' in page
    assert "It begins with https://" in pair(
        as_dana, cka, what="elsewhere", title="x", url="not one"
    )
    assert not Pairing.objects.exists()
    page = pair(as_dana, cka, what="elsewhere", title="Eleven minutes", url="example.org/etcd")
    assert 'href="https://example.org/etcd"' in page
    assert "Eleven minutes" in page


def test_what_nobody_chose_is_asked_for(as_dana: Client, cka: Credential, plan: Plan) -> None:
    done(plan)
    assert "Choose what stands beside it." in pair(as_dana, cka, used="RBAC")


def test_somebody_elses_milestone_cannot_stand_beside_mine(
    as_dana: Client, cka: Credential, eve: User
) -> None:
    theirs = done(building.begin(choice(eve)))
    assert "Choose another one." in pair(as_dana, cka, what=theirs.pk)
    assert not Pairing.objects.exists()


def test_a_finished_case_study_is_offered_first(
    as_dana: Client, dana: User, cka: Credential, plan: Plan, eve: User
) -> None:
    done(plan)
    study = portfolio.case(dana, title="A restore that holds", finished_on=TODAY)
    open_one = portfolio.case(dana, title="Still open")
    theirs = portfolio.case(eve, title="Eve’s", finished_on=TODAY)
    page = as_dana.get(reverse("pairing", args=[cka.pk])).content.decode()
    assert page.index("A restore that holds") < page.index("A cluster that survives")
    assert "case study, finished on 10 Nov 2026" in page
    assert "Still open" not in page
    for wrong in (open_one, theirs):
        assert "Choose another one." in pair(as_dana, cka, what=f"case-{wrong.pk}")
    page = pair(as_dana, cka, what=f"case-{study.pk}", used="etcd")
    assert "It stands beside" in page
    assert f'href="{reverse("casestudy", args=[study.pk])}"' in page
    assert Pairing.objects.get().case_study == study
    assert "Choose another one." in pair(as_dana, cka, what=f"case-{study.pk}")
    study.finished_on = None
    study.save()
    page = as_dana.get(reverse("pairing", args=[cka.pk])).content.decode()
    assert "It is open again: it counts once it is finished." in page


def test_taken_back_the_milestone_stays(as_dana: Client, cka: Credential, plan: Plan) -> None:
    pair(as_dana, cka, what=done(plan).pk)
    where = reverse("pairing-remove", args=[cka.pk, Pairing.objects.get().pk])
    assert as_dana.get(where).status_code == 405
    assert "Taken back." in as_dana.post(where, follow=True).content.decode()
    assert not Pairing.objects.exists()
    assert Milestone.objects.filter(title="A cluster that survives").exists()


def test_strangers_and_visitors_see_and_change_nothing(
    as_eve: Client, client: Client, cka: Credential
) -> None:
    kept = Pairing.objects.create(credential=cka, title="Mine", url="https://example.org")
    where = reverse("pairing", args=[cka.pk])
    back = reverse("pairing-remove", args=[cka.pk, kept.pk])
    assert as_eve.get(where).status_code == 404
    assert as_eve.post(where, {"what": "elsewhere"}).status_code == 404
    assert as_eve.post(back).status_code == 404
    assert "Mine" not in as_eve.get(reverse("signals")).content.decode()
    for one in (where, reverse("signals")):
        assert client.get(one).status_code == 302
    assert Pairing.objects.count() == 1


def test_a_pairing_is_taken_back_beside_its_own_credential_alone(
    as_dana: Client, dana: User, cka: Credential
) -> None:
    kept = Pairing.objects.create(credential=cka, title="Mine", url="https://example.org")
    other = credential(dana, "", "Another")
    assert as_dana.post(reverse("pairing-remove", args=[other.pk, kept.pk])).status_code == 404
    assert as_dana.get(f"/certifications/held/{'9' * 30}/pair/").status_code == 404


# --- Signal and proof ---------------------------------------------------------------------------


def test_without_a_credential_the_page_says_what_to_do(as_dana: Client) -> None:
    page = as_dana.get(reverse("signals")).content.decode()
    assert "No credential yet, so nothing to prove." in page
    assert page.count("button primary") == 1


def test_two_numbers_and_what_each_lacks(as_dana: Client, dana: User, cka: Credential) -> None:
    credential(dana, "", "Another badge")
    Pairing.objects.create(credential=cka, title="Mine", url="https://example.org")
    TalkThrough.objects.create(credential=cka, kind="incident", text="We lost quorum.")
    page = as_dana.get(reverse("signals")).content.decode()
    assert "Two signals." in page
    assert "One proven." in page
    assert "An incident" in page
    assert "none beside it yet" in page
    assert "Prove Another badge" in page


def test_everything_proven_asks_for_nothing(as_dana: Client, cka: Credential) -> None:
    Pairing.objects.create(credential=cka, title="Mine", url="https://example.org")
    TalkThrough.objects.create(credential=cka, kind="cost", text="A third off.")
    page = as_dana.get(reverse("signals")).content.decode()
    assert "One signal, and it is proven." in page
    assert "button primary" not in page


def test_what_has_expired_counts_as_neither_and_is_kept(
    as_dana: Client, dana: User, cka: Credential
) -> None:
    Credential.objects.update(expires_on=date(2026, 11, 9))
    page = as_dana.get(reverse("signals")).content.decode()
    assert "What you hold has expired." in page
    assert "expired on 9 Nov 2026" in page
    assert "no signal now" in as_dana.get(reverse("pairing", args=[cka.pk])).content.decode()


def test_a_lost_pairing_is_said_with_the_way_to_its_milestone(
    as_dana: Client, cka: Credential, plan: Plan
) -> None:
    shown = done(plan)
    pair(as_dana, cka, what=shown.pk)
    shown.untick()
    assert "has no link now" in as_dana.get(reverse("signals")).content.decode()
    page = as_dana.get(reverse("pairing", args=[cka.pk])).content.decode()
    assert reverse("milestone", args=[shown.pk]) in page


def test_the_page_costs_the_same_queries_with_more_of_everything(
    as_dana: Client, dana: User, cka: Credential, django_assert_max_num_queries: Any
) -> None:
    for n in range(10):
        held = credential(dana, "", f"Badge {n}")
        Pairing.objects.create(credential=held, title=f"W{n}", url="https://example.org")
        TalkThrough.objects.create(credential=held, kind="design", text="x")
    with django_assert_max_num_queries(6):
        as_dana.get(reverse("signals"))


# --- The guard on Today -------------------------------------------------------------------------


def test_today_speaks_at_the_second_signal_without_proof(
    as_dana: Client, dana: User, cka: Credential, plan: Plan
) -> None:
    page = as_dana.get(reverse("today")).content.decode()
    assert "Do not buy another certification yet." not in page
    assert "1 signal" in page
    credential(dana, "", "Another badge", issued_on=date(2026, 11, 1))
    page = as_dana.get(reverse("today")).content.decode()
    assert "Do not buy another certification yet." in page
    assert "Another badge has neither a case study nor a talk-through yet" in page
    assert "0 proven" in page


def test_today_says_nothing_of_signals_to_who_has_none(as_dana: Client, plan: Plan) -> None:
    assert reverse("signals") not in as_dana.get(reverse("today")).content.decode()


def test_before_there_is_a_plan_it_speaks_too(as_dana: Client, dana: User, cka: Credential) -> None:
    credential(dana, "", "Another badge")
    page = as_dana.get(reverse("today")).content.decode()
    assert "Do not buy another certification yet." in page


# --- On the proof sheet -------------------------------------------------------------------------


def test_a_credential_alone_is_a_signal_for_what_it_stands_for(dana: User, cka: Credential) -> None:
    Posting.made_from(ROLE, user=dana).save()
    assert cell(dana, "kubernetes").evidence is Evidence.SIGNAL
    assert cell(dana, "linux").evidence is Evidence.SIGNAL
    assert cell(dana, "terraform").evidence is Evidence.NOTHING


def test_a_case_study_proves_the_core_and_of_the_rest_what_it_names(
    as_dana: Client, dana: User, cka: Credential
) -> None:
    Posting.made_from(ROLE, user=dana).save()
    Pairing.objects.create(credential=cka, title="Mine", url="https://example.org/m")
    row = cell(dana, "kubernetes")
    assert row.is_proven
    assert row.best
    assert row.best.kind is Kind.PAIRED_CREDENTIAL
    assert row.best.link == "https://example.org/m"
    assert as_dana.get(row.best.url).status_code == 200
    assert cell(dana, "linux").evidence is Evidence.SIGNAL
    Pairing.objects.update(used="Linux hosts tuned for it")
    assert cell(dana, "linux").is_proven
    page = as_dana.get(reverse("proof")).content.decode()
    assert "credential with a case study" in page


def test_todays_figure_counts_it_and_an_earlier_month_does_not(dana: User, cka: Credential) -> None:
    Posting.made_from(ROLE, user=dana).save()
    Posting.objects.update(added_at=datetime(2026, 9, 1, tzinfo=UTC))
    Pairing.objects.create(credential=cka, title="Mine", url="https://example.org/m")
    assert proof.figure(dana) == proof.sheet_of(Owner(user=dana)).figure
    assert proof.figure(dana).proven == 1
    assert proof.figure(dana, by=date(2026, 11, 9)).proven == 0


def test_expired_or_not_yet_earned_it_is_nothing(dana: User, cka: Credential) -> None:
    Posting.made_from(ROLE, user=dana).save()
    Credential.objects.update(issued_on=date(2026, 11, 11))
    assert cell(dana, "kubernetes").evidence is Evidence.NOTHING
    Credential.objects.update(issued_on=None, expires_on=date(2026, 11, 9))
    assert cell(dana, "kubernetes").evidence is Evidence.NOTHING


def test_a_number_no_row_can_have_is_no_such_page(as_dana: Client) -> None:
    assert as_dana.post(reverse("pairing-remove", args=[10**30, 1])).status_code == 404

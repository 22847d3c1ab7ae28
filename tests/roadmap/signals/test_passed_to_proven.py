"""One exam from passed to proven and back: goal, credential, the plan's evidence, proof sheet and
guard say the same at each step, and each step can be undone."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from certifications.catalogue import catalog
from certifications.catalogue.syncing import sync
from certifications.models import Certification, Credential, Goal, TalkThrough
from roadmap.plan.models import Milestone
from roadmap.signals import standing
from roadmap.signals.models import Pairing
from tests.roadmap.cadence import rows

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 12)
FOCP = "finops-certified-practitioner"
EVIDENCE = "Met by evidence: FinOps Certified Practitioner"


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(TODAY, tick=False) as clock:
        sync(catalog.catalogue(), TODAY)
        yield clock


@pytest.fixture
def exam(dana: User) -> Milestone:
    return rows.milestone(rows.plan(dana), "study", "The exam", kept="credential")


def test_from_passed_to_proven_and_back(as_dana: Client, dana: User, exam: Milestone) -> None:
    def plan() -> str:
        return as_dana.get("/plan/1/").content.decode()

    def guard() -> tuple[int, int]:
        found = standing.of(dana, TODAY)
        return found.signals, found.proven

    goal = Goal.objects.create(
        user=dana, certification=Certification.objects.get(slug=FOCP),
        state=Goal.State.BOOKED, exam_on=date(2027, 1, 11),
    )  # fmt: skip
    at = f"/certifications/goals/{goal.pk}/"
    assert f"{at}result/" in as_dana.get("/today/").content.decode()
    answer = as_dana.post(f"{at}result/", {"passed": "1", "on": "2027-01-11"})
    assert f"{at}result/" not in as_dana.get("/today/").content.decode()
    assert EVIDENCE in plan()
    assert guard() == (0, 0), "a credential is entered by its person"

    form = as_dana.get(answer.url).context["form"]
    said = {name: value for name, value in form.initial.items() if value}
    said["certification"] = Certification.objects.get(slug=FOCP).pk
    as_dana.post(answer.url, said)
    made = Credential.objects.get(goal=goal)
    assert (made.issued_on, guard()) == (date(2027, 1, 11), (1, 0))

    Pairing.objects.create(credential=made, title="Our bill", url="https://example.org/bill")
    TalkThrough.objects.create(credential=made, kind=TalkThrough.Kind.COST, text="The idle GPU.")
    assert guard() == (1, 1)

    back = as_dana.post(f"{at}result/back/", follow=True).content.decode()
    assert "What came of it stays among what you hold" in back
    assert EVIDENCE in plan(), "the credential is still held"
    as_dana.post(f"/certifications/held/{made.pk}/delete/")
    assert EVIDENCE not in plan()
    assert guard() == (0, 0)
    assert f"{at}result/" in as_dana.get("/today/").content.decode()
    goal.refresh_from_db()
    assert (goal.state, goal.exam_on) == (Goal.State.BOOKED, date(2027, 1, 11))

"""What a visitor writes is theirs when they sign in, and forgotten when nobody claims it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from roadmap.lanes import owners
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.incidents.models import Incident
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller.models import Answers
from roadmap.proof.models import Resume
from tests.people import person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"


def visitor(client: Client, key: str = "a1") -> Owner:
    session = client.session
    session[owners.KEY] = key
    session.save()
    return Owner(visitor=key)


def posting(owner: Owner, text: str = "FinOps Engineer\nOwn cost allocation") -> Posting:
    made = Posting.made_from(text, **owner.fields)
    made.save()
    return made


def test_what_a_visitor_sent_is_theirs_after_signing_in(client: Client) -> None:
    dana = person()
    posting(visitor(client))
    answer = client.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert "kept with you" in client.get("/lanes/audit/").content.decode()
    assert [one.title for one in Posting.objects.of(Owner(user=dana))] == ["FinOps Engineer"]
    assert not Posting.objects.exclude(visitor="")


def test_what_a_visitor_sent_and_answered_is_theirs_after_signing_up(client: Client) -> None:
    pasted = "FinOps Engineer\n\nRequirements\n- You reduce cloud spend across forty accounts"
    client.post(reverse("audit-add"), {"postings": pasted})
    client.post(reverse("painkiller-question", args=["industry"]), {"option": "banking"})
    client.post(reverse("incidents-tap", args=["cloud-spend"]))
    client.post(reverse("proof-resume"), {"text": "Cut the cost of forty AWS accounts by a third."})
    result = reverse("painkiller-result")
    given = {"email": "new@example.org", "password1": PASSWORD, "website": "", "time_zone": "UTC"}
    client.post(f"{reverse('account_signup')}?next={result}", given | {"next": result})
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[0].body), re.M)
    assert code
    there = client.post(reverse("account_email_verification_sent"), {"code": code[0]}, follow=True)
    assert there.redirect_chain[-1][0] == result
    new = User.objects.get(email="new@example.org")
    for model in (Posting, Answers, Incident, Resume):
        assert [row.user for row in model.objects.all()] == [new], model


def test_the_same_posting_sent_before_and_after_is_one(client: Client) -> None:
    dana = person()
    posting(Owner(user=dana))
    posting(visitor(client))
    client.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    assert Posting.objects.count() == 1


def test_two_visitors_and_two_people_see_their_own(dana: User, eve: User) -> None:
    hers = posting(Owner(user=dana))
    theirs = posting(Owner(visitor="a1"))
    assert list(Posting.objects.of(Owner(user=dana))) == [hers]
    assert list(Posting.objects.of(Owner(visitor="a1"))) == [theirs]
    for nobody in (Owner(user=eve), Owner(visitor="b2"), Owner()):
        assert not Posting.objects.of(nobody)


def test_nobody_can_own_a_row() -> None:
    with pytest.raises(ValueError, match=r"Owner\.sending"):
        posting(Owner())


def test_looking_gives_no_visitor_a_key(rf: RequestFactory, client: Client) -> None:
    client.get("/lanes/")
    assert owners.KEY not in client.session


def test_what_nobody_claims_is_forgotten_after_two_weeks(dana: User) -> None:
    posting(Owner(user=dana))
    posting(Owner(visitor="a1"))
    now = timezone.now()
    assert owners.forget(now + timedelta(days=13)) == 0
    assert owners.forget(now + timedelta(days=15)) == 1
    assert Posting.objects.get().user == dana


def test_one_address_cannot_send_visitors_without_end(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"visitor": "2/h/ip"}
    for page in ("test/incidents/skip/", "incidents/tap/cloud-spend/"):
        assert Client().post(f"/lanes/{page}").status_code == 302
    for page, data in (
        ("test/incidents/skip/", {}),
        ("incidents/tap/cloud-spend/", {}),
        ("proof/resume/", {"text": "I wrote Terraform."}),
        ("audit/samples/", {}),
    ):
        assert Client().post(f"/lanes/{page}", data).status_code == 429
    assert Incident.objects.count() == 1
    assert not Posting.objects.exists()


def test_a_visitor_who_is_known_goes_on(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"visitor": "1/h/ip"}
    for _ in range(3):
        assert client.post("/lanes/incidents/tap/cloud-spend/").status_code == 302
    assert Incident.objects.get().count == 3

"""What a person does with what they hold: adding, changing, renewing, writing about it."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from certifications import overview
from certifications.models import Certification, Goal, Sitting, TalkThrough
from tests.at_once import comes_first
from tests.certifications.held.rows import NOON, OPENS_EARLY, TODAY, credential, kept, known

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def add(client: Client, query: str = "", **fields: object) -> str:
    """Send the form; what the page says then."""
    answer = client.post(f"{reverse('credential-add')}{query}", fields, follow=True)
    return answer.content.decode()


def test_one_of_the_catalogue_brings_its_name_issuer_and_expiry(
    dana: User, as_dana: Client
) -> None:
    page = add(as_dana, certification=known().pk, issued_on="2025-02-10")
    made = kept(dana).get()
    assert (made.name, made.expires_on) == ("Certified Kubernetes Administrator", date(2027, 2, 10))
    assert made.issuer
    assert "By the catalogue’s validity it expires on 10 February 2027" in page


def test_what_lasts_gets_no_expiry(dana: User, as_dana: Client) -> None:
    add(as_dana, certification=known().pk, issued_on="2025-02-10", lasts="on")
    made = kept(dana).get()
    assert made.expires_on is None
    page = as_dana.get(reverse("credentials")).content.decode()
    assert "Does not expire" in page
    assert "Enter its expiry" not in page
    change = reverse("credential-change", args=[made.pk])
    as_dana.post(change, {"name": made.name, "lasts": "on", "expires_on": "2029-01-01"})
    assert kept(dana).get().expires_on is None


def test_renewed_without_a_new_day_it_lasts_until_that_is_taken_back(
    dana: User, as_dana: Client
) -> None:
    made = credential(dana, certification=known(), expires_on=date(2027, 2, 10))
    as_dana.post(reverse("credential-renew", args=[made.pk]), {"on": "2026-11-08"})
    assert kept(dana).get().never_expires
    as_dana.post(reverse("credential-renew-undo", args=[made.pk]))
    made.refresh_from_db()
    assert (made.expires_on, made.lasts) == (date(2027, 2, 10), False)


def test_another_one_has_its_own_name(dana: User, as_dana: Client) -> None:
    add(as_dana, name="ITIL Foundation", issuer="PeopleCert", url="peoplecert.org/verify/77")
    made = kept(dana).get()
    assert (made.name, made.certification, made.url) == (
        "ITIL Foundation", None, "https://peoplecert.org/verify/77",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose one of the catalogue above, or give it a name here."),
        ({"name": "X", "issued_on": "2026-11-11"}, "The day of issue is still to come."),
        ({"name": "X", "issued_on": "1926-11-11"}, "lies before 1980"),
        (
            {"name": "X", "issued_on": "2026-01-01", "expires_on": "2026-01-01"},
            "The expiry is not after the day of issue.",
        ),
        ({"name": "X", "expires_on": "9999-01-01"}, "The expiry lies outside 1980 to 2100."),
        ({"name": "X", "url": "ftp://example.org/a"}, "This is no web address."),
        ({"name": "X", "url": "javascript:alert(1)"}, "This is no web address."),
        ({"name": "X", "opens_months": "99"}, "36"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    dana: User, as_dana: Client, fields: dict[str, str], sentence: str
) -> None:
    page = add(as_dana, **fields)
    assert sentence in page
    if "url" in fields:
        assert page.count(sentence) == 1
    assert 'aria-invalid="true"' in page
    for value in fields.values():
        assert value in page
    assert not kept(dana).exists()


def test_a_passed_goal_is_filled_in_and_makes_one_credential(dana: User, as_dana: Client) -> None:
    goal = Goal.objects.create(user=dana, certification=known(), state=Goal.State.PASSED)
    Sitting.objects.create(goal=goal, on=date(2026, 11, 3), passed=True)
    query = f"?goal={goal.pk}"
    page = as_dana.get(f"{reverse('credential-add')}{query}").content.decode()
    assert 'value="2026-11-03"' in page
    add(as_dana, query, certification=goal.certification_id, issued_on="2026-11-03")
    made = kept(dana).get()
    assert made.goal == goal
    again = as_dana.post(f"{reverse('credential-add')}{query}", {"name": "twice"})
    assert again["Location"] == reverse("credential", args=[made.pk])
    assert kept(dana).count() == 1


@pytest.mark.parametrize("query", ["?goal=1", "?goal=x", "?goal=" + "9" * 30, "?certification=no"])
def test_an_address_that_names_nothing_of_theirs_fills_in_nothing(
    eve: User, as_dana: Client, query: str
) -> None:
    Goal.objects.create(pk=1, user=eve, certification=known(), state=Goal.State.PASSED)
    page = as_dana.get(f"{reverse('credential-add')}{query}")
    assert page.status_code == 200
    assert page.context["form"].instance.goal is None


def test_what_needs_doing_first_stands_first(dana: User, as_dana: Client) -> None:
    talked = credential(dana, "Done with", expires_on=date(2030, 1, 1))
    TalkThrough.objects.create(credential=talked, kind="design", text="Three zones.")
    credential(dana, "Silent")
    credential(dana, "Over", expires_on=date(2026, 11, 9))
    credential(dana, "No day", certification=known())
    credential(dana, "Open", certification=known(OPENS_EARLY), expires_on=date(2027, 5, 1))
    credential(dana, "Soon", expires_on=date(2027, 2, 1))
    page = as_dana.get(reverse("credentials"))
    names = [one.credential.name for one in page.context["held"]]
    assert names == ["Soon", "Open", "Over", "No day", "Silent", "Done with"]
    said = page.content.decode()
    assert "Renewal open since 1 Nov 2026" in said
    assert "Expired on 9 Nov 2026" in said
    assert said.count("button primary") == 1


def test_the_list_asks_as_much_for_many_as_for_one(dana: User, as_dana: Client) -> None:
    def queries(count: int) -> int:
        for n in range(count):
            made = credential(dana, f"Number {n}", certification=known(), issued_on=TODAY)
            TalkThrough.objects.create(credential=made, kind="cost", text="Halved.")
        with CaptureQueriesContext(connection) as asked:
            assert as_dana.get(reverse("credentials")).status_code == 200
        return len(asked)

    assert queries(1) == queries(20)


def test_a_renewal_moves_the_expiry_and_can_be_taken_back(dana: User, as_dana: Client) -> None:
    made = credential(dana, certification=known(), expires_on=date(2027, 2, 10))
    address = reverse("credential-renew", args=[made.pk])
    assert 'value="2029-02-10"' in as_dana.get(address).content.decode()
    as_dana.post(address, {"on": "2026-11-08", "expires_on": "2029-02-10"})
    made.refresh_from_db()
    assert (made.expires_on, made.expiry_set_on) == (date(2029, 2, 10), TODAY)
    page = as_dana.get(reverse("credential", args=[made.pk])).content.decode()
    assert "before that it held until 10 February 2027" in page
    as_dana.post(reverse("credential-renew-undo", args=[made.pk]))
    made.refresh_from_db()
    assert made.expires_on == date(2027, 2, 10)
    assert not made.renewals.exists()
    assert as_dana.post(reverse("credential-renew-undo", args=[made.pk])).status_code == 302


@pytest.mark.parametrize(
    ("on", "expires_on", "sentence"),
    [
        ("2026-11-11", "2029-01-01", "That day is still to come."),
        ("2024-01-01", "2029-01-01", "It was issued after that day."),
        ("2026-11-08", "2027-02-10", "It expires on 10 February 2027 already."),
        ("2026-11-08", "2199-01-01", "The expiry lies outside 1980 to 2100."),
        ("", "2029-01-01", "This field is required."),
    ],
)
def test_a_renewal_that_cannot_be_is_refused(
    dana: User, as_dana: Client, on: str, expires_on: str, sentence: str
) -> None:
    made = credential(dana, issued_on=date(2025, 2, 10), expires_on=date(2027, 2, 10))
    address = reverse("credential-renew", args=[made.pk])
    page = as_dana.post(address, {"on": on, "expires_on": expires_on}).content.decode()
    assert sentence in page
    assert not made.renewals.exists()


def test_renewed_twice_by_one_form_is_renewed_once(dana: User, as_dana: Client) -> None:
    made = credential(dana, expires_on=date(2027, 2, 10))
    for _ in range(2):
        as_dana.post(
            reverse("credential-renew", args=[made.pk]),
            {"on": "2026-11-08", "expires_on": "2029-02-10"},
        )
    assert made.renewals.count() == 1


def test_the_renewal_of_an_expired_one_counts_from_its_day(dana: User) -> None:
    made = credential(dana, certification=known(), expires_on=date(2025, 2, 10))
    assert made.next_expiry(TODAY) == date(2028, 11, 10)
    assert credential(dana, "Own").next_expiry(TODAY) is None


def test_ones_own_word_on_the_renewal_comes_before_the_catalogues(dana: User) -> None:
    made = credential(
        dana, certification=known(OPENS_EARLY), expires_on=date(2027, 5, 1), opens_months=2,
        renewal_note="Ask Ada for the voucher",
    )  # fmt: skip
    assert made.window.opens_on == date(2027, 3, 1)
    assert made.route == "Ask Ada for the voucher"


def test_a_talk_through_is_kept_changed_and_taken_out(dana: User, as_dana: Client) -> None:
    made = credential(dana)
    address = reverse("credential-talk", args=[made.pk, "incident"])
    assert "What broke" in as_dana.get(address).content.decode()
    as_dana.post(address, {"text": "A queue filled up."})
    as_dana.post(address, {"text": "A queue filled up, by a retry."})
    assert made.talks.get().text == "A queue filled up, by a retry."
    page = as_dana.get(reverse("credential", args=[made.pk])).content.decode()
    assert "Written on 10 Nov 2026" in page
    as_dana.post(address, {"text": " "})
    assert not made.talks.exists()


def test_a_talk_through_that_is_too_long_stays_in_its_field(dana: User, as_dana: Client) -> None:
    made = credential(dana)
    address = reverse("credential-talk", args=[made.pk, "design"])
    page = as_dana.post(address, {"text": "word " * 900}).content.decode()
    assert "word word" in page
    assert not made.talks.exists()
    assert as_dana.get(reverse("credential-talk", args=[made.pk, "poem"])).status_code == 404


def test_deleting_says_what_goes_and_leaves_the_goal(dana: User, as_dana: Client) -> None:
    goal = Goal.objects.create(user=dana, certification=known(), state=Goal.State.PASSED)
    made = credential(dana, goal=goal)
    TalkThrough.objects.create(credential=made, kind="cost", text="Halved.")
    address = reverse("credential-delete", args=[made.pk])
    assert "one talk-through" in as_dana.get(address).content.decode()
    as_dana.post(address)
    assert not kept(dana).exists()
    assert Goal.objects.get() == goal


@pytest.mark.parametrize(
    "name",
    [
        "credential", "credential-change", "credential-delete", "credential-renew",
        "credential-renew-undo", "credential-mails-on", "credential-mails-off",
    ],
)  # fmt: skip
def test_a_stranger_finds_nothing(dana: User, as_eve: Client, name: str) -> None:
    made = credential(dana, expires_on=date(2027, 2, 10))
    address = reverse(name, args=[made.pk])
    fields = {"name": "Eve's", "on": "2026-11-01", "expires_on": "2029-01-01"}
    assert as_eve.post(address, fields).status_code in (404, 405)
    assert as_eve.get(address).status_code in (404, 405)
    talk = reverse("credential-talk", args=[made.pk, "design"])
    assert as_eve.post(talk, {"text": "mine"}).status_code == 404
    made.refresh_from_db()
    assert (made.name, made.reminded, made.expires_on) == ("CKA", True, date(2027, 2, 10))


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    for name in ("credentials", "credential-add", "credentials-import", "credentials-export"):
        assert "/login/" in client.get(reverse(name))["Location"]


def test_reminders_go_off_and_on_for_one_and_for_all(dana: User, as_dana: Client) -> None:
    made = credential(dana, expires_on=date(2027, 2, 10))
    as_dana.post(reverse("credential-mails-off", args=[made.pk]))
    assert not kept(dana).get().reminded
    as_dana.post(reverse("credential-mails-on", args=[made.pk]))
    assert kept(dana).get().reminded
    settings = reverse("settings-nudges")
    assert "One of yours has a day." in as_dana.get(settings).content.decode()
    as_dana.post(reverse("renewal-mails-off"))
    assert "No mail comes before a credential expires." in as_dana.get(settings).content.decode()
    assert "You stopped the mails" in as_dana.get(reverse("credentials")).content.decode()
    as_dana.post(reverse("mail-resume", args=["renewal"]))
    assert "One of yours has a day." in as_dana.get(settings).content.decode()


def test_the_calendar_is_told_of_windows_and_expiries(dana: User, eve: User) -> None:
    credential(dana, "Lasts")
    late = credential(dana, "Late", expires_on=date(2028, 1, 1))
    opens = credential(
        dana, "Opens", certification=known(OPENS_EARLY), expires_on=date(2027, 5, 1)
    )  # fmt: skip
    credential(eve, "Hers", expires_on=date(2027, 1, 1))
    told = overview.renewals(dana)
    assert [(one.credential, one.opens_on, one.expires_on) for one in told] == [
        (opens.pk, date(2026, 11, 1), date(2027, 5, 1)),
        (late.pk, None, date(2028, 1, 1)),
    ]
    assert told[0].url == reverse("credential", args=[opens.pk])


# --- The same thing twice at once, and addresses nobody wrote -----------------------------------


def test_a_talk_through_sent_twice_at_once_is_one(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = credential(dana)
    met = comes_first(monkeypatch, lambda: made.talks.create(kind="design", text="First."))
    url = reverse("credential-talk", args=[made.pk, "design"])
    assert as_dana.post(url, {"text": "Second."}).status_code == 302
    assert met
    assert [talk.text for talk in TalkThrough.objects.all()] == ["Second."]


def test_a_renewal_sent_twice_at_once_is_one(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = credential(dana, expires_on=date(2027, 2, 10))
    day = date(2026, 11, 8)
    met = comes_first(monkeypatch, lambda: made.renew(day, date(2029, 2, 10), TODAY))
    url = reverse("credential-renew", args=[made.pk])
    as_dana.post(url, {"on": "2026-11-08", "expires_on": "2029-02-10"})
    assert met
    assert made.renewals.count() == 1


def test_a_goal_passed_is_kept_as_one_credential_when_sent_twice_at_once(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = Goal.objects.create(user=dana, certification=known(), state="passed")
    met = comes_first(monkeypatch, lambda: credential(dana, goal=passed))
    add(as_dana, f"?goal={passed.pk}", name="CKA")
    assert met
    assert kept(dana).count() == 1


def test_an_address_with_a_null_character_prefills_nothing(as_dana: Client, dana: User) -> None:
    """PostgreSQL refuses to be asked for one."""
    answer = as_dana.get(reverse("credential-add"), {"certification": "\0"})
    assert answer.status_code == 200


def test_one_that_is_renewed_by_an_exam_leads_to_a_goal_and_names_its_next_mail(
    dana: User, as_dana: Client
) -> None:
    made = credential(dana, certification=known(), expires_on=date(2027, 4, 1))
    text = as_dana.get(reverse("credential", args=[made.pk])).content.decode()
    assert reverse("goal-aim", args=["cka"]) in text
    assert "The next is due on 1 January 2027." in text


def test_a_goal_passed_again_is_kept_once_its_credential_is_renewed(
    dana: User, as_dana: Client
) -> None:
    made = credential(dana, certification=known(), expires_on=date(2027, 4, 1))
    goal = Goal.objects.create(user=dana, certification=known(), state=Goal.State.PASSED)
    said = as_dana.get(reverse("goals")).content.decode()
    assert "not among what you hold yet" in said
    as_dana.post(
        reverse("credential-renew", args=[made.pk]),
        {"on": "2026-11-08", "expires_on": "2029-04-01"},
    )
    made.refresh_from_db()
    assert made.goal == goal
    said = as_dana.get(reverse("goals")).content.decode()
    assert "not among what you hold yet" not in said


def test_the_list_counts_what_holds_and_not_what_expired(dana: User, as_dana: Client) -> None:
    credential(dana, "AZ-104", expires_on=date(2026, 10, 1))
    assert "What you held has expired." in as_dana.get(reverse("credentials")).content.decode()
    credential(dana, "ITIL 4 Foundation")
    assert "You hold one credential." in as_dana.get(reverse("credentials")).content.decode()


def test_one_that_expired_promises_no_mail_and_no_renewal(dana: User, as_dana: Client) -> None:
    made = credential(dana, certification=known(OPENS_EARLY), expires_on=date(2026, 10, 1))
    text = as_dana.get(reverse("credential", args=[made.pk])).content.decode()
    assert reverse("goal-aim", args=[OPENS_EARLY]) in text
    assert "Reminders" not in text
    assert "Renewal opens" not in text


def test_one_that_is_kept_already_can_be_renewed_instead_of_added(
    dana: User, eve: User, as_dana: Client
) -> None:
    address = f"{reverse('credential-add')}?certification={known().slug}"
    credential(eve, certification=known(), expires_on=date(2027, 4, 1))
    assert "You keep one of it already" not in as_dana.get(address).content.decode()
    made = credential(dana, certification=known(), expires_on=date(2027, 4, 1))
    text = as_dana.get(address).content.decode()
    assert "You keep one of it already, valid until 1 April 2027." in text
    assert reverse("credential-renew", args=[made.pk]) in text


def test_a_certification_that_left_the_catalogue_is_no_link(dana: User, as_dana: Client) -> None:
    made = credential(dana, certification=known())
    address = reverse("certification", args=["cka"])
    page = reverse("credential", args=[made.pk])
    assert address in as_dana.get(page).content.decode()
    Certification.objects.filter(pk=made.certification_id).update(slug="gone-since")
    assert "gone-since" not in as_dana.get(page).content.decode()

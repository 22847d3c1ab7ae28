"""Somebody from outside looks at the month and says what they would drop."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.models import CaseStudy
from roadmap.mentor.models import MOST, Advice, Mentor
from roadmap.plan.models import Milestone, Pause, Plan
from tests.people import choice, person
from tests.portfolio import rows as portfolio
from tests.portfolio.readers import rows as readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def april() -> Iterator[None]:
    with time_machine.travel("2027-04-06T12:00:00Z", tick=False):
        yield


@pytest.fixture
def plan(dana: User) -> Plan:
    return plan_of(dana)


def plan_of(user: User) -> Plan:
    start = date(2027, 1, 1)
    return Plan.objects.create(user=user, choice=choice(user, start_month=start), start_month=start)


def milestone(plan: Plan, title: str, **fields: Any) -> Milestone:
    return Milestone.objects.create(
        plan=plan, title=title, role="own", **{"block": "lab", "month": 4, "day": 28, **fields}
    )


@pytest.fixture
def ines(dana: User) -> Mentor:
    return mentor(dana)


def mentor(user: User, name: str = "Ines", **fields: Any) -> Mentor:
    now = timezone.now()
    return Mentor.objects.create(
        user=user,
        name=name,
        **{"created_at": now, "expires_at": now + timedelta(days=92), **fields},
    )


def page_of(mentor: Mentor) -> str:
    return reverse("mentor-page", args=[mentor.token])


def seen(client: Client, mentor: Mentor) -> str:
    answer = client.get(page_of(mentor))
    assert answer.status_code == 200
    return answer.content.decode()


def say(client: Client, mentor: Mentor, **sent: Any) -> str:
    answer = client.post(reverse("mentor-answer", args=[mentor.token]), sent, follow=True)
    return answer.content.decode()


# --- The link -----------------------------------------------------------------------------------


def test_a_link_is_made_with_a_name_and_its_words_stand_ready(as_dana: Client, dana: User) -> None:
    page = as_dana.get(reverse("mentors")).content.decode()
    assert "Nobody sees your month yet." in page
    answer = as_dana.post(reverse("mentor-add"), {"name": "Ines", "lasts": "3"}, follow=True)
    page = answer.content.decode()
    made = Mentor.objects.get()
    assert (made.user, made.name) == (dana, "Ines")
    assert made.expires_at - made.created_at == timedelta(days=92)
    assert "One person can see your month." in page
    assert "Send it to Ines." in page
    assert "Hello Ines," in page
    assert "open until 7 July 2027" in page
    address = re.search(r'value="(http[^"]+/mentor/[^"]+)"', page)
    assert address
    assert Client().get(address[1].removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "lasts": "3"}, "Give the link a name"),
        ({"name": "x" * 81, "lasts": "3"}, "Keep the name to 80 characters."),
        ({"name": "Ines", "lasts": "2"}, "Choose one, three or six months."),
        ({"name": "Ines"}, "Choose one, three or six months."),
        ({"name": "I\x00nes", "lasts": "1"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(
    as_dana: Client, sent: dict[str, str], said: str
) -> None:
    page = as_dana.post(reverse("mentor-add"), sent).content.decode()
    assert said in page
    assert not Mentor.objects.exists()


def test_twelve_open_links_are_the_most(as_dana: Client, dana: User) -> None:
    for n in range(MOST):
        mentor(dana, f"M{n}")
    page = as_dana.post(reverse("mentor-add"), {"name": "One more", "lasts": "1"}).content.decode()
    assert "Twelve links are open" in page
    assert Mentor.objects.count() == MOST


def test_it_can_be_taken_back_and_what_was_answered_stays(
    as_dana: Client, plan: Plan, ines: Mentor
) -> None:
    cut = milestone(plan, "A cut")
    say(Client(), ines, drop=cut.pk, why="You have a result already")
    where = reverse("mentor-revoke", args=[ines.pk])
    assert as_dana.get(where).status_code == 405
    page = as_dana.post(where, follow=True).content.decode()
    assert "taken back on 6 Apr 2027" in page
    assert "You have a result already" in page
    answer = Client().get(page_of(ines))
    assert answer.status_code == 410
    assert "This link was taken back." in answer.content.decode()


def test_it_holds_as_long_again_once(as_dana: Client, ines: Mentor) -> None:
    where = reverse("mentor-resend", args=[ines.pk])
    with time_machine.travel("2027-07-01T12:00:00Z", tick=False):
        assert "It holds as long again." in as_dana.post(where, follow=True).content.decode()
        ines.refresh_from_db()
        assert ines.expires_at == datetime(2027, 10, 1, 12, tzinfo=UTC)
        again = as_dana.post(where, follow=True).content.decode()
        assert "Nobody is asked three times." in again


def test_one_that_ended_can_be_sent_again_and_one_taken_back_cannot(
    as_dana: Client, dana: User
) -> None:
    past = timezone.now() - timedelta(days=100)
    ended = mentor(dana, created_at=past, expires_at=past + timedelta(days=31))
    assert Client().get(page_of(ended)).status_code == 410
    as_dana.post(reverse("mentor-resend", args=[ended.pk]))
    assert Client().get(page_of(ended)).status_code == 200
    ended.revoke(timezone.now())
    said = as_dana.post(reverse("mentor-resend", args=[ended.pk]), follow=True).content.decode()
    assert "This link is taken back." in said
    assert Client().get(page_of(ended)).status_code == 410


def test_strangers_reach_nobody_elses_links(as_eve: Client, client: Client, ines: Mentor) -> None:
    for name in ("mentor-revoke", "mentor-resend"):
        where = reverse(name, args=[ines.pk])
        assert as_eve.post(where).status_code == 404
        assert client.post(where).status_code == 302
    assert "Ines" not in as_eve.get(reverse("mentors")).content.decode()
    ines.refresh_from_db()
    assert ines.revoked_at is None


# --- What they see ------------------------------------------------------------------------------


def test_they_see_the_month_and_nothing_else(
    client: Client, dana: User, plan: Plan, ines: Mentor
) -> None:
    milestone(
        plan, "Every dollar has an owner", note="A private note", lab_money=47,
        evidence_url="https://private.example.org/", why="A private why",
    )  # fmt: skip
    milestone(plan, "It is done", done_on=date(2027, 4, 2))
    milestone(plan, "Dropped long ago", dropped_at=timezone.now())
    milestone(plan, "Next month", month=5)
    mentor(dana, "Another mentor")
    page = seen(client, ines)
    for told in ("Dana", "Ines", "FinOps", "with Security", "month 4 of 12", "1 of 2 done"):
        assert told in page
    for told in ("Every dollar has an owner", "due 28 Apr", "It is done", "None of them"):
        assert told in page
    for hidden in (
        "private", "$47", "Dropped long ago", "Next month", "Another mentor", "dana@example.org",
        "4,200", "Settings",
    ):  # fmt: skip
        assert hidden not in page.replace('meta name="', ""), hidden


def test_without_a_name_nothing_of_the_address_is_told(client: Client) -> None:
    nameless = person("secret.name@example.org", name="")
    plan_of(nameless)
    page = seen(client, mentor(nameless))
    assert "secret.name" not in page
    assert "from the person who sent you this" in page


def test_nothing_is_kept_listed_or_sent_on(client: Client, plan: Plan, ines: Mentor) -> None:
    milestone(plan, "A cut")
    for answer in (client.get(page_of(ines)), client.get("/mentor/forged/")):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert set(answer.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_looking_changes_nothing(client: Client, plan: Plan, ines: Mentor) -> None:
    milestone(plan, "A cut")
    with CaptureQueriesContext(connection) as caught:
        seen(client, ines)
        client.head(page_of(ines))
    assert all(one["sql"].startswith("SELECT") for one in caught)


def test_forged_cut_off_and_foreign_tokens_open_nothing(
    client: Client, dana: User, ines: Mentor
) -> None:
    study: CaseStudy = portfolio.case(dana)
    reader = readers.reader(study)
    whole = ines.token
    for wrong in (whole[:-3], whole + "x", "x" * 40, reader.token):
        for name, send in (("mentor-page", client.get), ("mentor-answer", client.post)):
            assert send(reverse(name, args=[wrong])).status_code == 404
    ines.delete()
    assert client.get(reverse("mentor-page", args=[whole])).status_code == 404


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-20", "The plan begins on 1 January 2027."),
        ("2028-02-01", "The plan is over."),
    ],
)
def test_before_and_after_the_year_nothing_is_asked(
    client: Client, dana: User, plan: Plan, day: str, said: str
) -> None:
    first = milestone(plan, "A cut", month=1)
    always = mentor(dana, expires_at=datetime(2029, 1, 1, tzinfo=UTC))
    with time_machine.travel(f"{day}T12:00:00Z", tick=False):
        assert said in seen(client, always)
        assert said in say(client, always, drop=first.pk)
    assert not Advice.objects.exists()


def test_a_paused_plan_a_plan_that_ended_and_none_say_so(
    client: Client, plan: Plan, ines: Mentor
) -> None:
    cut = milestone(plan, "A cut")
    pause = Pause.objects.create(plan=plan, starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 18))
    assert "The plan rests until 18 April." in seen(client, ines)
    assert "The plan rests" in say(client, ines, drop=cut.pk)
    pause.delete()
    Plan.objects.update(ended_on=date(2027, 4, 5), ending="have-it")
    assert "The plan is over." in seen(client, ines)
    assert "A cut" not in seen(client, ines)
    Milestone.objects.all().delete()
    Plan.objects.all().delete()
    assert "There is no plan at present." in seen(client, ines)
    say(client, ines, drop="none")
    assert not Advice.objects.exists()


# --- The question -------------------------------------------------------------------------------


def test_they_say_which_they_would_drop_and_may_change_it_until_the_month_ends(
    client: Client, plan: Plan, ines: Mentor
) -> None:
    cut, runbook = milestone(plan, "A cut"), milestone(plan, "A runbook", block="story")
    page = say(client, ines, drop=cut.pk, why="One result is enough")
    assert "You answered on 6 April. You may change it until 30 April." in page
    assert "One result is enough" in page
    say(client, ines, drop=runbook.pk, why="Nobody is on call")
    advice = Advice.objects.get()
    assert (advice.milestone, advice.month, advice.why) == (runbook, 4, "Nobody is on call")
    say(client, ines, drop="none")
    advice.refresh_from_db()
    assert (advice.milestone, advice.drops_none, advice.why) == (None, True, "")
    with time_machine.travel("2027-05-03T12:00:00Z", tick=False):
        may = milestone(plan, "Of May", month=5)
        assert "You answered" not in seen(client, ines)
        say(client, ines, drop=may.pk)
    assert [one.month for one in Advice.objects.order_by("month")] == [4, 5]


def test_only_an_open_milestone_of_this_month_can_be_named(
    client: Client, plan: Plan, ines: Mentor, eve: User
) -> None:
    milestone(plan, "A cut")
    wrong = [
        milestone(plan, "Done", done_on=date(2027, 4, 2)).pk,
        milestone(plan, "Dropped", dropped_at=timezone.now()).pk,
        milestone(plan, "Of May", month=5).pk,
        milestone(plan_of(eve), "Eve’s").pk,
        "x", "", "9" * 30,
    ]  # fmt: skip
    for one in wrong:
        page = say(client, ines, drop=one, why="kept as typed")
        assert "This one is not open any more." in page or "Choose one, or none of them." in page
        assert "kept as typed" in page
    assert "Keep it to 2,000 characters." in say(client, ines, drop="none", why="x" * 2001)
    assert not Advice.objects.exists()


def test_their_person_reads_it_beside_the_month_and_at_its_close_with_the_drop_at_hand(
    client: Client, as_dana: Client, plan: Plan, ines: Mentor
) -> None:
    cut = milestone(plan, "A cut")
    say(client, ines, drop=cut.pk, why="One <b>result</b> is enough")
    for page in ("plan-month", "plan-close"):
        shown = as_dana.get(reverse(page, args=[4])).content.decode()
        assert "<strong>Ines</strong> would drop “A cut”" in shown
        assert "One &lt;b&gt;result&lt;/b&gt; is enough" in shown
        assert f'action="{reverse("milestone-drop", args=[cut.pk])}"' in shown
        assert "Ines" not in as_dana.get(reverse(page, args=[3])).content.decode()
    back = {"next": reverse("plan-month", args=[4])}
    as_dana.post(reverse("milestone-drop", args=[cut.pk]), back)
    cut.refresh_from_db()
    assert cut.dropped_at
    assert "dropped" in as_dana.get(reverse("plan-month", args=[4])).content.decode()
    assert Advice.objects.get().milestone == cut


def test_the_answer_needs_the_token_of_the_form(plan: Plan, ines: Mentor) -> None:
    cut = milestone(plan, "A cut")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("mentor-answer", args=[ines.token]), {"drop": cut.pk})
    assert answer.status_code == 403
    assert not Advice.objects.exists()
    assert strict.get(reverse("mentor-answer", args=[ines.token])).status_code == 405


def test_more_mentors_and_milestones_cost_no_more_queries(
    as_dana: Client, dana: User, plan: Plan
) -> None:
    def add(n: int) -> None:
        one = mentor(dana, f"M{n}")
        Advice.objects.create(
            mentor=one, plan=plan, month=4, milestone=milestone(plan, f"S{n}"),
            answered_at=timezone.now(),
        )  # fmt: skip

    def counted() -> list[int]:
        pages = [
            reverse("mentors"), reverse("plan-month", args=[4]), reverse("plan-close", args=[4]),
            page_of(Mentor.objects.first()),
        ]  # fmt: skip
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as caught:
                assert as_dana.get(page).status_code == 200
            found.append(len(caught))
        return found

    add(0)
    few = counted()
    for n in range(1, 9):
        add(n)
    assert counted() == few

"""Deciding on evidence: a dated record of each decision, and what moved between two."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.lanes import Lane
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.decisions.recording import decide
from roadmap.lanes.decisions.sentences import examples
from roadmap.lanes.models import Choice
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller.models import Answers
from roadmap.lanes.painkiller.questions import questions
from roadmap.plan.models import MonthClose, Plan
from tests.people import choice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAIR = {"primary": "finops", "secondary": "security", "secondary_name": ""}
ADDRESS = {"primary": "finops", "secondary": "security"}
SENTENCES = {
    "known_for": "I am known for honest bills.",
    "leverage": "Two teams hold 60 % of the bill.",
}
FIGURES = {
    "unit": "USD per month",
    "place": "work",
    "baseline": "4200",
    "target": "3000",
    "limit_what": "p95 latency",
    "limit_sense": "under",
    "limit_value": "900",
    "limit_unit": "ms",
    "start_month": "2026-12-01",
    "apply_by": "",
}
POSTING = "FinOps Engineer\n\nRequirements\nYou control cloud costs and own cost allocation.\n"


@pytest.fixture
def november() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def deciding(**answers: str) -> str:
    return f"{reverse('decide')}?{urlencode(ADDRESS | answers)}"


def figures_page(**answers: str) -> str:
    return f"{reverse('choose-figures')}?{urlencode(ADDRESS | {'metric': 'cloud-spend'} | answers)}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def answered(user: User, question: str, *picked: str) -> None:
    Answers.keep(Owner(user=user), question, picked, NOW)


def took_the_test(user: User, times: str = "3") -> None:
    """What Dana answered: cloud spend met her team, and a posting says so."""
    answered(user, "incidents", f"cloud-spend.{times}", "data-bottlenecks.1")
    if not Posting.objects.of(Owner(user=user)).exists():
        Posting.made_from(POSTING, user=user).save()


def decided(user: User, at: datetime = NOW, **fields: Any) -> Decision:
    return Decision.objects.create(user=user, decided_at=at, **PAIR | fields)


# --- Deciding -----------------------------------------------------------------------------------


def test_a_visitor_signs_up_and_comes_back_to_what_they_were_deciding(client: Client) -> None:
    asked = client.get(deciding())
    assert asked.url.startswith(f"{reverse('account_signup')}?next=")
    form = client.get(asked.url).content.decode()
    wanted = re.search(r'name="next" value="([^"]+)"', form)
    assert wanted
    given = {
        "email": "new@example.org",
        "password1": "a long enough secret",
        "website": "",
        "time_zone": "UTC",
    }
    client.post(asked.url, given | {"next": wanted[1].replace("&amp;", "&")})
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[0].body), re.M)
    assert code
    there = client.post(reverse("account_email_verification_sent"), {"code": code[0]}, follow=True)
    assert there.redirect_chain[-1][0] == deciding()


def test_the_page_shows_the_pair_the_ranking_and_an_example(as_dana: Client, dana: User) -> None:
    took_the_test(dana)
    html = page(as_dana, deciding())
    assert "FinOps first, Security beside it" in html
    assert "you control cloud costs" in html.lower()
    assert "One answer, one posting" in html
    assert examples()[Lane.FINOPS].known_for in html
    assert not Decision.objects.exists(), "looking writes nothing"


def test_deciding_keeps_what_it_rests_on_and_asks_for_the_number(
    as_dana: Client, dana: User
) -> None:
    took_the_test(dana)
    went_on = as_dana.post(deciding(), SENTENCES)
    assert went_on.url == f"{reverse('choose-metric')}?primary=finops&secondary=security"
    decision = Decision.objects.get(user=dana)
    assert decision.pair == PAIR
    assert decision.known_for == SENTENCES["known_for"]
    assert decision.decided_at == NOW
    assert decision.answers[0]["question"] == questions()["incidents"].title
    record = decision.record
    assert record.postings == 1
    assert record.ranking
    assert record.ranking.first.lane == Lane.FINOPS
    assert decision.choice is None


def test_who_takes_no_test_decides_too_and_the_record_says_so(as_dana: Client, dana: User) -> None:
    as_dana.post(deciding(), {})
    decision = Decision.objects.get(user=dana)
    assert not decision.record
    html = page(as_dana, reverse("decisions-record", args=[decision.pk]))
    assert "Chosen without the test" in html
    assert "No sentence was written that day." in html


def test_an_area_of_ones_own_naming_is_kept(as_dana: Client, dana: User) -> None:
    as_dana.post(deciding(secondary="own", secondary_name="platform work"), SENTENCES)
    decision = Decision.objects.get(user=dana)
    assert (decision.secondary, decision.secondary_name) == ("", "platform work")
    html = page(as_dana, reverse("decisions-record", args=[decision.pk]))
    assert "FinOps, with platform work beside it" in html


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"primary": "cobol"}, "none of the five lanes"),
        ({"secondary": "finops"}, "another one"),
        ({"secondary": "own"}, "Give your own area a name"),
    ],
)
def test_lanes_that_will_not_do_lead_back_to_the_question(
    as_dana: Client, answers: dict[str, str], sentence: str
) -> None:
    for answer in (as_dana.get(deciding(**answers), follow=True),
                   as_dana.post(deciding(**answers), SENTENCES, follow=True)):  # fmt: skip
        assert answer.redirect_chain[0][0].startswith(reverse("lane-choose"))
        assert sentence in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_sentence_too_long_to_repeat_is_said_and_nothing_is_lost(
    as_dana: Client, dana: User
) -> None:
    sent = {"known_for": "word " * 61, "leverage": "Two teams hold the bill."}
    html = as_dana.post(deciding(), sent).content.decode()
    assert "has at most 300" in html
    assert ("word " * 61).strip() in html
    assert sent["leverage"] in html
    assert not Decision.objects.exists()


def test_the_same_pair_within_a_day_puts_the_record_right(
    as_dana: Client, dana: User, november: Any
) -> None:
    as_dana.post(deciding(), {"known_for": "I am knwon for honest bills."})
    november.shift(timedelta(hours=20))
    html = page(as_dana, reverse("decisions-record", args=[Decision.objects.get().pk]))
    assert "Put the sentences right" in html
    as_dana.post(deciding(), SENTENCES)
    decision = Decision.objects.get()
    assert decision.known_for == SENTENCES["known_for"]
    assert decision.decided_at == NOW


def test_after_a_day_the_record_rests_and_another_says_what_changed(
    as_dana: Client, dana: User, november: Any
) -> None:
    as_dana.post(deciding(), SENTENCES)
    november.shift(timedelta(hours=25))
    first = Decision.objects.get()
    assert "Put the sentences right" not in page(
        as_dana, reverse("decisions-record", args=[first.pk])
    )
    assert SENTENCES["known_for"] in page(as_dana, deciding()), "ready to be sharpened"
    as_dana.post(deciding(), {"known_for": "Something else."})
    assert Decision.objects.count() == 2
    first.refresh_from_db()
    assert first.known_for == SENTENCES["known_for"]


def test_what_is_answered_later_does_not_change_a_record(as_dana: Client, dana: User) -> None:
    took_the_test(dana)
    as_dana.post(deciding(), SENTENCES)
    before = Decision.objects.get().ranking
    as_dana.post(figures_page(), FIGURES)
    answered(dana, "incidents", "security-exposures.3")
    as_dana.post(deciding(), SENTENCES)
    assert Decision.objects.get().ranking == before


# --- The choice that follows --------------------------------------------------------------------


def test_the_choice_made_from_it_stands_in_the_record(as_dana: Client, dana: User) -> None:
    as_dana.post(deciding(), SENTENCES)
    as_dana.post(figures_page(), FIGURES)
    assert Decision.objects.get().choice == Choice.objects.current(dana)
    assert "your plan" in page(as_dana, reverse("decisions"))


def test_a_choice_made_past_the_page_has_its_record(as_dana: Client, dana: User) -> None:
    took_the_test(dana)
    as_dana.post(figures_page(), FIGURES)
    decision = Decision.objects.get(user=dana)
    assert decision.choice == Choice.objects.current(dana)
    assert decision.record.ranking
    assert decision.known_for == ""


def test_another_figure_for_the_same_lanes_is_no_new_decision(as_dana: Client, dana: User) -> None:
    as_dana.post(deciding(), SENTENCES)
    as_dana.post(figures_page(), FIGURES)
    as_dana.post(figures_page(), FIGURES | {"target": "2500"})
    assert Decision.objects.get().choice == Choice.objects.current(dana)
    assert Choice.objects.filter(user=dana).count() == 2


def test_deciding_for_the_pair_one_has_confirms_it(as_dana: Client, dana: User) -> None:
    mine = choice(dana)
    answer = as_dana.post(deciding(), SENTENCES, follow=True)
    decision = Decision.objects.get()
    assert decision.choice == mine
    assert answer.redirect_chain[-1][0] == reverse("decisions-record", args=[decision.pk])
    assert "You confirmed it" in answer.content.decode()
    assert Choice.objects.count() == 1


def test_a_decision_nobody_acted_on_is_said_to_be_that(as_dana: Client, dana: User) -> None:
    decided(dana)
    assert "no plan made from it" in page(as_dana, reverse("decisions"))


# --- The records --------------------------------------------------------------------------------


def test_a_record_shows_every_point_answer_and_quotation(as_dana: Client, dana: User) -> None:
    took_the_test(dana)
    decision = decide(dana, PAIR, SENTENCES, NOW)
    html = page(as_dana, reverse("decisions-record", args=[decision.pk]))
    record = decision.record
    assert record.ranking
    for score in record.ranking.scores:
        for reason in score.reasons:
            assert f"<b>+{reason.points}</b><div>{reason.text}" in html
    assert questions()["incidents"].title in html
    assert "You control cloud costs and own cost allocation." in html
    assert SENTENCES["leverage"] in html


def test_who_decided_nothing_is_shown_the_ways_in(as_dana: Client) -> None:
    html = page(as_dana, reverse("decisions"))
    assert "Nothing is decided yet" in html
    assert reverse("lane-choose") in html


def test_after_a_quarter_the_test_is_offered_again(as_dana: Client, dana: User) -> None:
    decided(dana, NOW - timedelta(weeks=13) + timedelta(days=1))
    assert "more than a quarter old" not in page(as_dana, reverse("decisions"))
    Decision.objects.update(decided_at=NOW - timedelta(weeks=13))
    assert "more than a quarter old" in page(as_dana, reverse("decisions"))


def test_strangers_and_visitors_see_no_record(
    as_eve: Client, client: Client, dana: User, eve: User
) -> None:
    hers, mine = decided(dana), decided(eve)
    record = reverse("decisions-record", args=[hers.pk])
    assert as_eve.get(record).status_code == 404
    for pks in ([hers.pk, mine.pk], [mine.pk, hers.pk]):
        assert as_eve.get(reverse("decisions-compare", args=pks)).status_code == 404
    assert "Nothing is decided yet" not in page(as_eve, reverse("decisions"))
    for path in (record, reverse("decisions")):
        assert "/accounts/login/" in client.get(path).url


# --- Two of them --------------------------------------------------------------------------------


def test_two_records_stand_side_by_side_the_earlier_one_first(as_dana: Client, dana: User) -> None:
    took_the_test(dana, times="1")
    before = decide(dana, PAIR, SENTENCES, NOW - timedelta(weeks=14))
    took_the_test(dana, times="3")
    answered(dana, "outlook", questions()["outlook"].choices[0])
    after = decide(dana, PAIR, SENTENCES | {"known_for": "I am known for unit costs."}, NOW)
    address = reverse("decisions-compare", args=[after.pk, before.pk])
    html = page(as_dana, address)
    assert "14 weeks apart" in html
    assert html.index("honest bills") < html.index("unit costs")
    assert "cloud spend: once or twice" in html
    assert "cloud spend: three times or more" in html
    assert "new" in html
    link = reverse("decisions-compare", args=[before.pk, after.pk])
    assert link in page(as_dana, reverse("decisions"))


def test_one_without_the_test_is_said_to_have_no_ranking(as_dana: Client, dana: User) -> None:
    before = decided(dana, NOW - timedelta(weeks=20))
    took_the_test(dana)
    after = decide(dana, PAIR | {"secondary": "devops"}, SENTENCES, NOW)
    html = page(as_dana, reverse("decisions-compare", args=[before.pk, after.pk]))
    assert "there is no ranking to lay beside the other" in html
    assert "Another pair" in html


def test_the_list_costs_the_same_for_many_records(
    as_dana: Client, dana: User, django_assert_max_num_queries: Any
) -> None:
    for weeks in range(12):
        decided(dana, NOW - timedelta(weeks=weeks), choice=None)
    with django_assert_max_num_queries(7):
        page(as_dana, reverse("decisions"))


# --- Where the sentence returns -----------------------------------------------------------------


def test_the_sentence_stands_ready_at_the_first_phases_end(as_dana: Client, dana: User) -> None:
    as_dana.post(deciding(), SENTENCES)
    as_dana.post(figures_page(), FIGURES | {"start_month": "2026-12-01"})
    plan = Plan.objects.get(user=dana)
    with time_machine.travel("2027-02-28T12:00:00Z", tick=False):
        as_dana.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
        html = page(as_dana, reverse("plan-close", args=[3]))
        assert SENTENCES["known_for"] in html
        assert "when you chose" in html
        MonthClose.objects.create(
            plan=plan, month=3, closed_at=datetime(2027, 2, 28, tzinfo=UTC), known_for="Sharper."
        )
    with time_machine.travel(datetime(2027, 7, 30, tzinfo=UTC), tick=False):
        as_dana.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
        assert "Sharper." in page(as_dana, reverse("plan-close", args=[8]))
        assert SENTENCES["known_for"] in page(as_dana, reverse("plan-end"))


def test_a_sentence_about_another_lane_does_not_return(dana: User) -> None:
    decided(dana, known_for="I am known for releases.", primary="devops")
    assert Decision.objects.known_for(dana, Lane.FINOPS) == ""
    assert Decision.objects.known_for(dana, Lane.DEVOPS) == "I am known for releases."


def test_the_day_of_a_decision_is_that_of_ones_own_clock(dana: User) -> None:
    late = decided(dana, datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert not late.is_due_again(date(2027, 2, 21))
    assert late.is_due_again(date(2027, 2, 22))

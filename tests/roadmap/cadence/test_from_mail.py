"""The links in a nudge: what they can do signed out, and what they never do."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from accounts.models import User
from roadmap.cadence import checkins, nudges
from roadmap.cadence.answers import Action
from roadmap.cadence.due import WEEK
from roadmap.cadence.models import Block, CheckIn, Nudge, Words
from tests.roadmap.cadence import rows
from tests.roadmap.cadence.rows import MONDAY, STUDY_DUE, TUESDAY, set_up

NOW = STUDY_DUE + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_evening() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def study(dana: User) -> Block:
    rows.plan(dana)
    return set_up(dana)["study"]


def check_in(block: Block) -> CheckIn:
    return CheckIn.objects.get(block=block, week=MONDAY)


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
    }


# --- Nothing happens by looking -----------------------------------------------------------------


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(study: Block, client: Client, action: Action, method: str) -> None:
    path, before = action.path(study, MONDAY), snapshot()
    for _ in range(3):
        assert getattr(client, method)(path).status_code == 200
    assert snapshot() == before


@pytest.mark.parametrize("action", Action)
def test_the_page_has_a_button_and_no_script_that_presses_it(
    study: Block, client: Client, action: Action
) -> None:
    html = client.get(action.path(study, MONDAY)).content.decode()
    assert "<button" in html
    assert 'method="post"' in html
    assert "submit()" not in html
    assert 'http-equiv="refresh"' not in html
    assert 'name="robots" content="noindex"' in html


@pytest.mark.parametrize("action", Action)
def test_a_button_pressed_from_another_site_does_nothing(study: Block, action: Action) -> None:
    strict = Client(enforce_csrf_checks=True)
    before = snapshot()
    assert strict.post(action.path(study, MONDAY)).status_code == 403
    assert snapshot() == before


# --- Acting signed out --------------------------------------------------------------------------


def test_done_works_signed_out_and_once(study: Block, client: Client) -> None:
    path = Action.DONE.path(study, MONDAY)
    answer = client.post(
        path, {"exists_now": "a page", "pick_up": "row 7", "minutes": 70, "done_on": "2027-01-05"}
    )
    assert "Done, and kept." in answer.content.decode()
    again = client.post(path, {"exists_now": "other", "done_on": "2027-01-04"})
    assert "This block is done already." in again.content.decode()
    made = check_in(study)
    assert (made.state, made.exists_now, made.pick_up) == ("done", "a page", "row 7")
    assert (made.minutes, made.done_on) == (70, TUESDAY)


def test_done_needs_no_words(study: Block, client: Client) -> None:
    client.post(Action.DONE.path(study, MONDAY), {"done_on": "2027-01-05"})
    assert check_in(study).state == "done"


def test_skipping_works_signed_out_with_each_of_the_five_reasons(
    study: Block, client: Client
) -> None:
    path = Action.SKIP.path(study, MONDAY)
    html = client.get(path).content.decode()
    assert html.count('name="reason"') == 5
    assert "Choose one of the five reasons." in client.post(path).content.decode()
    assert "It breaks nothing." in client.post(path, {"reason": "away"}).content.decode()
    assert (check_in(study).state, check_in(study).skip_reason) == ("skipped", "away")
    assert "skipped already" in client.post(path, {"reason": "work"}).content.decode()
    assert check_in(study).skip_reason == "away"


def test_moving_works_signed_out(study: Block, client: Client) -> None:
    path = Action.MOVE.path(study, MONDAY)
    moved = client.post(path, {"on": "2027-01-07", "at": "07:30"}).content.decode()
    assert "Moved to Thursday, 7 January, 07:30." in moved
    made = check_in(study)
    assert (made.planned_on, made.planned_at) == (date(2027, 1, 7), time(7, 30))
    assert (made.week, made.state) == (MONDAY, "open")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "2027-01-12", "at": "07:30"}, "Choose one of the days in the list."),
        ({"on": "2027-01-05", "at": "12:00"}, "This hour has passed."),
        ({"on": "2027-01-06", "at": "25:00"}, "Write a time like 19:00."),
    ],
)
def test_a_move_out_of_reach_is_refused_and_keeps_what_was_typed(
    study: Block, client: Client, typed: dict[str, str], said: str
) -> None:
    html = client.post(Action.MOVE.path(study, MONDAY), typed).content.decode()
    assert said in html
    assert f'value="{typed["at"]}"' in html
    assert not CheckIn.objects.exists()


def test_silencing_stops_the_mail_of_that_block_alone(
    study: Block, client: Client, dana: User
) -> None:
    path = Action.SILENCE.path(study, MONDAY)
    for _ in range(2):
        assert "without mail" in client.post(path).content.decode()
    assert list(Block.objects.filter(silenced=True)) == [study]
    nudges.plan_due(NOW)
    assert Nudge.objects.get(block=study).reason == "silenced"


# --- What a stranger sees -----------------------------------------------------------------------


def test_signed_out_the_task_is_shown_and_nothing_that_was_written(
    study: Block, client: Client
) -> None:
    rows.done(study, MONDAY - WEEK, TUESDAY - WEEK, pick_up="secret line", exists_now="secret too")
    found = checkins.find(study.user, MONDAY, "study")
    assert found
    checkins.done(found, Words(on=MONDAY, exists_now="secret draft", pick_up="secret end"), NOW)
    checkins.reopen(checkins.find(study.user, MONDAY, "study"))
    for action in Action:
        html = client.get(action.path(study, MONDAY)).content.decode()
        assert "secret" not in html
        assert study.user.email not in html
    html = client.get(Action.OPEN.path(study, MONDAY)).content.decode()
    assert "Twelve lines of a real bill, explained" in html
    assert "one page states the result" in html


def test_what_a_stranger_writes_does_not_wipe_out_what_is_there(
    study: Block, client: Client
) -> None:
    found = checkins.find(study.user, MONDAY, "study")
    assert found
    checkins.done(found, Words(on=MONDAY, exists_now="mine"), NOW)
    checkins.reopen(checkins.find(study.user, MONDAY, "study"))
    client.post(Action.OPEN.path(study, MONDAY), {"exists_now": "more", "done_on": "2027-01-05"})
    assert check_in(study).exists_now == "mine\nmore"


def test_an_answered_block_tells_a_stranger_that_and_no_more(study: Block, client: Client) -> None:
    rows.done(study, MONDAY, TUESDAY, pick_up="secret")
    html = client.get(Action.OPEN.path(study, MONDAY)).content.decode()
    assert "This block is done already." in html
    assert "secret" not in html


def test_a_link_signs_nobody_in(study: Block, client: Client) -> None:
    client.post(Action.DONE.path(study, MONDAY), {"done_on": "2027-01-05"})
    assert client.get("/week/").status_code == 302
    assert "/accounts/login/" in client.get("/week/").headers["Location"]


def test_signed_in_its_owner_goes_to_their_own_page(study: Block, as_dana: Client) -> None:
    answer = as_dana.get(Action.OPEN.path(study, MONDAY))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/week/2027-W01/study/"


def test_somebody_else_who_is_signed_in_sees_what_a_stranger_sees(
    study: Block, as_eve: Client
) -> None:
    assert as_eve.get(Action.OPEN.path(study, MONDAY)).status_code == 200


# --- Links that do not open ---------------------------------------------------------------------


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_rests_after_two_weeks(
    study: Block, client: Client, action: Action, method: str, that_evening: Any
) -> None:
    path = action.path(study, MONDAY)
    before = snapshot()
    that_evening.shift(timedelta(days=14, seconds=1))
    answer = getattr(client, method)(path, {"reason": "work", "done_on": "2027-01-05"})
    assert answer.status_code == 410
    assert "This link is older than two weeks." in answer.content.decode()
    assert snapshot() == before


@pytest.mark.parametrize("action", Action)
def test_a_link_that_was_cut_changed_or_meant_for_something_else_opens_nothing(
    study: Block, client: Client, action: Action
) -> None:
    path = action.path(study, MONDAY)
    others = [other.path(study, MONDAY) for other in Action if other is not action]
    token = path.rstrip("/").rsplit("/", 1)[1]
    payload, stamp, signature = token.split(":")
    wrong = [
        token[:-5],
        token[: len(token) // 2],
        f"{payload}x:{stamp}:{signature}",
        f"{payload}:{stamp}:{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        "nonsense",
        *(other.rstrip("/").rsplit("/", 1)[1] for other in others),
    ]
    for bad in wrong:
        answer = client.post(f"/nudge/{action.value}/{bad}/", {"reason": "work"})
        assert answer.status_code == 404
        assert "This link is not whole." in answer.content.decode()
    assert not CheckIn.objects.exists()
    assert not Block.objects.filter(silenced=True).exists()


@pytest.mark.parametrize("action", Action)
def test_a_link_to_a_block_that_is_gone_says_so(
    study: Block, client: Client, action: Action
) -> None:
    path = action.path(study, MONDAY)
    study.delete()
    answer = client.get(path)
    assert answer.status_code == 410
    assert "This block is not there any more." in answer.content.decode()


def test_a_link_survives_a_change_of_zone(study: Block, client: Client, dana: User) -> None:
    path = Action.DONE.path(study, MONDAY)
    dana.time_zone = "Pacific/Niue"
    dana.save()
    nudges.zone_changed(dana, NOW)
    client.post(path, {"done_on": "2027-01-05"})
    assert check_in(study).state == "done"


def test_a_link_says_nobodys_name(study: Block) -> None:
    from django.core.signing import b64_decode

    token = Action.DONE.path(study, MONDAY).rstrip("/").rsplit("/", 1)[1]
    assert b64_decode(token.split(":")[0].encode()) == f'[{study.pk},"2027-W01"]'.encode()

"""Who may open what: every address of the portfolio, of the notes beside it and of mentors' links,
for everybody who may try. An address without a row in the table fails."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from roadmap.story.narrative.models import NarrativePage
from tests import access, access_links
from tests.access import QUERIES, ask, kept
from tests.portfolio.rooms import ROOMS, World, world

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NESTED = ("result", "tradeoff", "artifact", "reader", "test", "revision")
PAGES = ("reader", "public-case", "mentor-page")


@pytest.fixture
def danas(dana: User) -> World:
    return world(dana)


# --- The table ------------------------------------------------------------------------------------


def test_every_address_has_a_row() -> None:
    access.every_address_has_a_row(ROOMS)


def test_other_methods_are_refused(danas: World, as_dana: Client) -> None:
    access.other_methods_are_refused(danas, as_dana)


def test_its_person_gets_it(danas: World, as_dana: Client) -> None:
    access.its_person_gets_it(danas, as_dana)


# --- Nobody, and somebody else --------------------------------------------------------------------


def test_who_is_not_signed_in_is_asked_to_and_changes_nothing(danas: World, client: Client) -> None:
    access.signed_out_is_asked_to_sign_in(danas, client)


@pytest.mark.parametrize("name", sorted(ROOMS.with_text))
def test_what_somebody_signed_out_typed_comes_back_and_nothing_else(
    danas: World, client: Client, name: str
) -> None:
    before = kept()
    answer = client.post(danas.url(name), {"text.problem": "<b>mine</b>", "version.problem": "1"})
    assert answer.status_code == 401
    page = answer.content.decode()
    assert "&lt;b&gt;mine" in page
    assert "Nobody knew" not in page
    assert "A bill with owners" not in page
    assert kept() == before


def test_for_somebody_else_there_is_none(danas: World, as_eve: Client) -> None:
    access.somebody_else_finds_nothing(danas, as_eve)


def test_lists_hold_ones_own_alone(danas: World, as_eve: Client) -> None:
    access.lists_hold_ones_own(danas, as_eve)
    assert "Ines" not in as_eve.get(danas.url("mentors")).content.decode()


@pytest.mark.parametrize(
    "name", [one for one in ROOMS.theirs if set(ROOMS.arguments(one)) & set(NESTED)]
)
def test_what_belongs_to_another_case_study_is_not_found_below_this_one(
    danas: World, dana: User, eve: User, as_dana: Client, name: str
) -> None:
    others = [world(dana, "Mine, too"), world(eve, "Hers")]
    (argument,) = set(ROOMS.arguments(name)) & set(NESTED)
    before = kept()
    for other, method in product(others, ROOMS.theirs[name]):
        url = danas.url(name, **{argument: getattr(other, argument)})
        assert ask(as_dana, method, url).status_code == 404
        url = danas.url(name, pk=other.case.pk)
        assert ask(as_dana, method, url).status_code == 404
    assert kept() == before


def test_what_was_kept_of_one_slot_is_not_found_below_another(
    danas: World, as_dana: Client
) -> None:
    url = danas.url("passage-restore", slot="lessons")
    assert as_dana.post(url).status_code == 404


@pytest.mark.parametrize("slot", ["nothing", "..", "problem.", "%00", "evidence.x", "é", "a" * 300])
def test_a_slot_that_is_none_is_not_found(danas: World, as_dana: Client, slot: str) -> None:
    for name in ("passage-save", "passage-history", "casenotes"):
        url = danas.url(name).replace("/problem/", f"/{slot}/")
        assert as_dana.get(url).status_code == 404, url


def test_a_number_that_no_row_has_is_not_found(danas: World, as_dana: Client) -> None:
    access.a_number_without_a_row_is_not_found(danas, as_dana)


# --- Every button wants its token, and looking changes nothing ------------------------------------


def test_a_form_of_another_site_is_refused(danas: World, dana: User) -> None:
    access.a_form_of_another_site_is_refused(danas, dana, {"text.problem": "Theirs"}, "Theirs")


def test_an_older_browser_on_another_site_is_refused_as_well(danas: World, dana: User) -> None:
    client = access.checked(dana)
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = client.post(danas.url("passage-save"), {"text.problem": "Theirs"}, headers=headers)
        assert answer.status_code == 403
        assert "Theirs" not in answer.content.decode()


def test_looking_writes_nothing(danas: World, as_dana: Client) -> None:
    access.looking_writes_nothing(danas, as_dana)


@pytest.mark.parametrize("query", QUERIES)
def test_whatever_stands_behind_the_question_mark(
    danas: World, as_dana: Client, query: str
) -> None:
    access.whatever_stands_behind_the_question_mark(danas, as_dana, query)


# --- Links ----------------------------------------------------------------------------------------


def test_whoever_has_the_link_gets_what_it_opens(
    danas: World, client: Client, as_eve: Client
) -> None:
    access_links.whoever_has_the_link_gets_it(danas, [client, as_eve])


def test_a_link_that_is_over_opens_nothing(danas: World, client: Client, as_dana: Client) -> None:
    access_links.what_is_over_opens_nothing(
        danas, [client, as_dana], silent=frozenset({"public-picture"})
    )


def test_a_forged_link_opens_nothing(danas: World, client: Client) -> None:
    access_links.what_is_forged_opens_nothing(danas, client)


def test_a_link_of_another_kind_opens_nothing(danas: World, dana: User, client: Client) -> None:
    now = timezone.now()
    page = NarrativePage.objects.create(
        user=dana, content={}, created_at=now, published_at=now, expires_at=now + timedelta(days=9)
    )
    others = [page.token, *(danas.token(name) for name in PAGES)]
    access_links.of_another_kind_opens_nothing(danas, client, others)


def test_the_rows_of_others_are_not_opened_with_ones_own_secret(
    danas: World, eve: User, client: Client
) -> None:
    access_links.ones_own_secret_opens_no_other(danas, world(eve, "Hers"), PAGES, client)


def test_links_hold_when_the_secret_key_is_changed(
    danas: World, client: Client, settings: Any
) -> None:
    access_links.they_hold_when_the_key_is_changed(danas, PAGES, client, settings)


@pytest.mark.parametrize("name", [*PAGES, "public-picture"])
def test_a_link_is_neither_kept_nor_passed_on(
    danas: World, client: Client, as_eve: Client, name: str
) -> None:
    cookies = set() if name.startswith("public") else {"csrf"}
    for who in (client, as_eve):
        access_links.is_neither_kept_nor_passed_on(who.get(danas.url(name)), cookies)


@pytest.mark.parametrize("end", access_links.ENDS)
def test_logs_hold_no_link(danas: World, client: Client, caplog: Any, end: str) -> None:
    for name, start in zip(PAGES, ("reader", "case", "mentor"), strict=True):
        access_links.logs_hold_no_link(danas.token(name), start, end, client, caplog)

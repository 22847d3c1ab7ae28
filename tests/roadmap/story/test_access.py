"""Who may open what of what is told: every address, for everybody who may try. An address without a
row in the table fails."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.models import Publication
from portfolio.stories.models import Story
from portfolio.wins.models import Win
from roadmap.mentor.models import Mentor
from roadmap.story.capture import own
from roadmap.story.narrative.models import Claim
from roadmap.story.notes.models import NoteLink
from tests import access, access_links
from tests.access import HUGE, ask, kept, undone
from tests.portfolio.readers import rows as reading
from tests.roadmap.story.rooms import BESIDE, ROOMS, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGES = ["public-narrative"]
HOSTILE_QUERIES = [
    *access.QUERIES,
    "q=%00", "q=%ED%A0%80", "q=%25%5F'\"", "period=%00", "period=dates&first=0000-00-00",
    "period=dates&first=9999-12-31&last=9999-12-31", "period=dates&first=%00&last=x",
    "audience=%00&period=year", "without=%00", "page=-1", "page=99999999999999999999", "page=٣",
    "case=99999999999999999999", "case=-1", "win=%00", "win=٣", "source=win-", "source=case-%00",
    "function=%00", "function=nobody&begin=usual", "lane=%00", "lane=nothing", "who=%00",
    "figure=%00", "show=%00", "unused=%00", "metric=cloud-spend&metric=%00", "fields=%00",
]  # fmt: skip


@pytest.fixture
def danas(dana: User) -> World:
    return World(dana)


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


def test_a_story_sent_signed_out_comes_back_and_nothing_of_its_persons(
    danas: World, client: Client
) -> None:
    before = kept()
    sent = {"began_from": "x", "problem": "<b>mine</b>", "title": "t"}
    answer = client.post(danas.url("story-write"), sent)
    assert answer.status_code == 401
    assert "&lt;b&gt;mine" in answer.content.decode()
    access.says_nothing(danas, answer)
    assert kept() == before


def test_for_somebody_else_there_is_none(danas: World, as_eve: Client) -> None:
    access.somebody_else_finds_nothing(danas, as_eve)


def test_lists_hold_ones_own_alone(danas: World, as_eve: Client) -> None:
    access.lists_hold_ones_own(danas, as_eve)


@pytest.mark.parametrize("kind", BESIDE)
def test_notes_beside_anything_are_its_persons(danas: World, as_eve: Client, kind: str) -> None:
    row = {**vars(danas), "the_case_study": danas.the_case}[f"the_{kind}"]
    before = kept()
    for name, method in (("notes-beside", "GET"), ("note-link", "POST")):
        answer = ask(as_eve, method, danas.url(name, kind=kind, pk=row.pk))
        assert answer.status_code == 404
        access.says_nothing(danas, answer)
    assert kept() == before


@pytest.mark.parametrize("kind", ["nothing", "user", "block", "check_in", "pk", "__class__"])
def test_what_has_no_notes_is_not_found(danas: World, as_dana: Client, kind: str) -> None:
    assert as_dana.get(danas.url("notes-beside", kind=kind, pk=1)).status_code == 404


# --- Numbers of others, in an address and in a form -----------------------------------------------


def test_a_result_of_others_is_not_worded(danas: World, eve: User, as_dana: Client) -> None:
    hers = World(eve, "Hers")
    before = kept()
    for name in ("wording", "wording-forget"):
        for method in ROOMS.theirs[name]:
            assert ask(as_dana, method, danas.url(name, result=hers.result)).status_code == 404
            url = danas.url(name, pk=hers.the_stakeholder.pk)
            assert ask(as_dana, method, url).status_code == 404
    assert kept() == before


def test_what_is_others_is_not_taken_by_a_form(danas: World, eve: User, as_dana: Client) -> None:
    hers = World(eve, "Hers")
    before = kept()
    refs = [f"case_result.{hers.result}", f"case_study.{hers.the_case.pk}",
            f"win.{hers.the_win.pk}", f"story.{hers.the_story.pk}"]  # fmt: skip
    tries: list[tuple[str, dict[str, Any]]] = [
        ("claim-add", {"ref": refs}),
        *(("claim-write", {"text": "Mine", "proof": ref}) for ref in refs),
        *(("claim-change", {"text": "Mine", "proof": ref}) for ref in refs),
        ("bullet", {"text": "Mine and long", "proof": f"win-{hers.the_win.pk}"}),
        ("bullet", {"text": "Mine and long", "proof": f"result-{hers.result}"}),
        ("bullet-move", {"to": str(hers.the_position.pk)}),
        ("bullets-from-wins", {"win": str(hers.the_win.pk)}),
        ("story-begin", {"kind": "cost", "title": "t", "source": f"win-{hers.the_win.pk}"}),
        ("story-begin", {"kind": "cost", "title": "t", "source": f"case-{hers.the_case.pk}"}),
        ("note-link", {"note": str(hers.the_note.pk)}),
    ]
    for name, sent in tries:
        answer = as_dana.post(danas.url(name), sent)
        assert answer.status_code in (200, 302, 404, 422), name
        assert "Hers" not in answer.content.decode(), name
        assert kept() == before or name == "note-link" or _is_only(before), (name, sent)
        assert not NoteLink.objects.filter(check_in=hers.the_note, story=danas.the_story).exists()
    assert Claim.objects.filter(user=danas.user).count() == 1
    assert Story.objects.filter(user=danas.user).count() == 1


def _is_only(before: str) -> bool:
    """Whether nothing but a message waiting in a session is new."""

    def without(all_of_it: str) -> list[str]:
        return [one for one in all_of_it.split("\n") if not one.startswith("django_session:")]

    return without(kept()) == without(before)


def test_what_a_page_of_others_carries_is_not_kept(danas: World, as_eve: Client) -> None:
    from portfolio.wins.importing.views import CARRIED

    packed = [["2026-11-03", "A line", None, None, "", {}, "", 0]]
    carried = CARRIED.token([danas.user.pk, "markdown", "2026-11-03", packed])
    before = Win.objects.count()
    as_eve.post(reverse("wins-import-keep"), {"carried": carried, "take": "0"})
    assert Win.objects.count() == before


def test_a_number_that_no_row_has_is_not_found(danas: World, as_dana: Client) -> None:
    access.a_number_without_a_row_is_not_found(danas, as_dana)
    assert as_dana.get(danas.url("screenshot", key=uuid4())).status_code == 404


def test_a_number_that_no_row_has_is_no_fault_in_a_form(danas: World, as_dana: Client) -> None:
    for number in (*HUGE, "-1", "٣", "\0", "1e9"):
        for name, sent in (
            ("claim-add", {"ref": f"win.{number}"}),
            ("claim-write", {"text": "Mine", "proof": f"story.{number}"}),
            ("bullet-move", {"to": str(number)}),
            ("bullets-from-wins", {"win": str(number)}),
            ("bullets-paste-keep", {"text": "Led a team of nine", "take": str(number)}),
            ("story-begin", {"kind": "cost", "title": "t", "source": f"win-{number}"}),
            ("note-link", {"note": str(number)}),
            ("wins-import-keep", {"carried": str(number), "take": str(number)}),
            ("resume-import-keep", {"mark": str(number), "take": str(number)}),
            ("same-story-waive", {"key": str(number)}),
        ):
            with undone():
                status = as_dana.post(danas.url(name), sent).status_code
                assert status in (200, 302, 404, 422), (name, number)


# --- Every button wants its token, and looking changes nothing ------------------------------------


def test_a_form_of_another_site_is_refused(danas: World, dana: User) -> None:
    access.a_form_of_another_site_is_refused(danas, dana, {}, "Another line")


def test_a_story_of_another_site_does_not_come_back(danas: World, dana: User) -> None:
    sent = {"began_from": "x", "problem": "Theirs"}
    for headers in (
        {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"},
    ):  # fmt: skip
        answer = access.checked(dana).post(danas.url("story-write"), sent, headers=headers)
        assert answer.status_code == 403
        assert "Theirs" not in answer.content.decode()


def test_a_script_posts_from_anywhere_and_reads_nothing(danas: World, eve: User) -> None:
    """By design: the address is the key, no page of ours posts to it, and no cookie counts."""
    url, hers = danas.url("capture"), access.checked(eve)
    for site in ("cross-site", "none", "same-origin"):
        answer = hers.post(url, "A line", "text/plain", headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 201
        access.says_nothing(danas, answer)
        access_links.is_neither_kept_nor_passed_on(answer, set())
    assert Win.objects.for_user(danas.user).drafts().count() == 3
    assert not Win.objects.for_user(eve).exists()
    own.revoke(danas.user)
    assert hers.post(url, "A line", "text/plain").status_code == 404


@pytest.mark.parametrize("forge", access_links.FORGED)
def test_a_forged_address_takes_nothing(danas: World, client: Client, forge: Any) -> None:
    token, before = danas.token("capture"), Win.objects.count()
    forged = forge(token) if forge(token) != token else "another"
    url = danas.url("capture").replace(token, forged)
    answer = client.post(url, "A line", "text/plain")
    assert answer.status_code == 404
    assert Win.objects.count() == before


def test_looking_writes_nothing(danas: World, as_dana: Client) -> None:
    access.looking_writes_nothing(danas, as_dana)


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_whatever_stands_behind_the_question_mark(
    danas: World, as_dana: Client, query: str
) -> None:
    access.whatever_stands_behind_the_question_mark(danas, as_dana, query)


# --- The public page ------------------------------------------------------------------------------


def test_whoever_has_the_link_gets_what_it_opens(
    danas: World, client: Client, as_eve: Client
) -> None:
    access_links.whoever_has_the_link_gets_it(danas, [client, as_eve])


def test_a_link_that_is_over_opens_nothing(danas: World, client: Client, as_dana: Client) -> None:
    access_links.what_is_over_opens_nothing(danas, [client, as_dana])


def test_a_forged_link_opens_nothing(danas: World, client: Client) -> None:
    access_links.what_is_forged_opens_nothing(danas, client)


def test_a_link_of_another_kind_opens_nothing(danas: World, dana: User, client: Client) -> None:
    now = timezone.now()
    ends = {"created_at": now, "expires_at": now + timedelta(days=9)}
    others = [
        reading.reader(danas.the_case).token,
        Mentor.objects.create(user=dana, name="Ines", **ends).token,
        Publication.objects.create(
            case_study=danas.the_case, content={}, published_at=now, **ends
        ).token,
        danas.token("capture"),
    ]
    access_links.of_another_kind_opens_nothing(danas, client, others)
    for token in [*others[:3], danas.token("public-narrative"), danas.capture.token_hash]:
        assert client.post(reverse("capture", args=[token]), {"text": "x"}).status_code == 404


def test_the_rows_of_others_are_not_opened_with_ones_own_secret(
    danas: World, eve: User, client: Client
) -> None:
    access_links.ones_own_secret_opens_no_other(danas, World(eve, "Hers"), PAGES, client)


def test_links_hold_when_the_secret_key_is_changed(
    danas: World, client: Client, settings: Any
) -> None:
    access_links.they_hold_when_the_key_is_changed(danas, PAGES, client, settings)


def test_a_link_is_neither_kept_nor_passed_on(danas: World, client: Client, as_eve: Client) -> None:
    for who in (client, as_eve):
        access_links.is_neither_kept_nor_passed_on(who.get(danas.url("public-narrative")), set())


@pytest.mark.parametrize("end", access_links.ENDS)
def test_logs_hold_no_link(danas: World, client: Client, caplog: Any, end: str) -> None:
    for name, start in (("public-narrative", "known-for"), ("capture", "capture")):
        access_links.logs_hold_no_link(danas.token(name), start, end, client, caplog)

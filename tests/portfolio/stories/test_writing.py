"""A story is written: nothing typed is lost, and what is heard stands beside it."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.stories.models import LONGEST, Story
from tests.portfolio.stakeholders.rows import stakeholder, talk
from tests.portfolio.stories.rows import TYPED, story

pytestmark = pytest.mark.django_db


def address(one: Story) -> str:
    return reverse("story-write", args=[one.pk])


def version(one: Story) -> str:
    return Story.objects.get(pk=one.pk).touched_at.isoformat()


def test_it_is_saved_and_read_beside_what_is_heard(dana: User, as_dana: Client) -> None:
    one = story(dana, title="Draft", tradeoff="")
    page = as_dana.get(address(one)).content.decode()
    assert "What was given up: without it" in page
    as_dana.post(address(one), {**TYPED, "began_from": version(one)})
    one.refresh_from_db()
    assert (one.title, one.tradeoff) == (TYPED["title"], TYPED["tradeoff"])
    page = as_dana.get(address(one)).content.decode()
    assert "A listener would miss nothing we look for" in page
    assert "At 150 words a minute" in page


def test_an_open_kind_says_so_in_words(dana: User, as_dana: Client) -> None:
    said = as_dana.get(address(story(dana))).content.decode()
    assert '<option value="">Choose one</option>' in said
    assert "-----" not in said


def test_what_is_typed_is_saved_before_it_is_rehearsed(dana: User, as_dana: Client) -> None:
    one = story(dana, title="Draft")
    assert 'name="rehearse"' in as_dana.get(address(one)).content.decode()
    sent = {**TYPED, "began_from": version(one), "rehearse": "1"}
    answer = as_dana.post(address(one), sent)
    assert answer["Location"] == reverse("story-rehearse", args=[one.pk])
    assert Story.objects.get().title == TYPED["title"]


def test_a_second_tab_sees_both_texts_and_loses_neither(dana: User, as_dana: Client) -> None:
    one = story(dana)
    began = version(one)
    as_dana.post(address(one), {**TYPED, "began_from": began, "result": "From 9 to 8."})
    late = {**TYPED, "began_from": began, "result": "From 7 to 6."}
    answer = as_dana.post(address(one), late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Another page saved this story meanwhile" in page
    assert "From 9 to 8." in page
    assert "From 7 to 6." in page
    assert Story.objects.get().result == "From 9 to 8."
    as_dana.post(address(one), {**late, "began_from": version(one)})
    assert Story.objects.get().result == "From 7 to 6."


def test_the_same_sent_twice_is_no_conflict(dana: User, as_dana: Client) -> None:
    one = story(dana)
    sent = {**TYPED, "began_from": version(one)}
    assert as_dana.post(address(one), sent).status_code == 302
    before = version(one)
    assert as_dana.post(address(one), sent).status_code == 302
    assert version(one) == before


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"kind": "poem"}, {"result": "x" * (LONGEST + 1)}, {"problem": "a\0b"}]
)
def test_wrong_input_is_said_and_all_of_it_stays(
    dana: User, as_dana: Client, wrong: dict[str, str]
) -> None:
    one = story(dana)
    sent = {**TYPED, "began_from": version(one), "decision": "Typed and not saved", **wrong}
    page = as_dana.post(address(one), sent).content.decode()
    assert "errorlist" in page
    assert "Typed and not saved" in page
    one.refresh_from_db()
    assert one.decision != "Typed and not saved"


def test_who_was_signed_out_gets_their_words_back(dana: User, client: Client) -> None:
    one = story(dana)
    sent = {**TYPED, "began_from": version(one), "decision": "Typed & not saved"}
    answer = client.post(address(one), sent)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "You were signed out" in page
    assert "Typed &amp; not saved" in page
    assert one.title not in page
    assert version(one) in page


def test_a_form_from_before_a_sign_in_comes_back(dana: User) -> None:
    one = story(dana)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    answer = strict.post(address(one), {**TYPED, "began_from": version(one)})
    assert answer.status_code == 403
    assert "Send it once more" in answer.content.decode()
    assert TYPED["decision"] in answer.content.decode()


def test_what_is_heard_is_told_while_somebody_types_and_nothing_kept(
    dana: User, as_dana: Client
) -> None:
    one = story(dana)
    page = as_dana.post(
        reverse("story-listen"), {"problem": "<i>A canary</i> failed", "for_whom": "Ines"}
    ).content.decode()
    assert "the whole story" in page
    assert "you named Ines" in page
    assert "<dt>canary</dt>" in page
    assert "<html" not in page
    assert version(one) == one.touched_at.isoformat()


def test_what_its_listener_said_stands_beside_it(dana: User, eve: User, as_dana: Client) -> None:
    talk(stakeholder(eve), said="Another's night")
    talk(stakeholder(dana), said="Dates I have to take back")
    page = as_dana.get(address(story(dana, for_whom="Ines, product"))).content.decode()
    assert "Dates I have to take back" in page
    assert "Another" not in page.split("What they said on")[1]
    assert '<option value="Ines, product">' in page


def test_listening_asks_for_a_sign_in_and_a_post(as_dana: Client, client: Client) -> None:
    assert as_dana.get(reverse("story-listen")).status_code == 405
    assert client.post(reverse("story-listen"), {"problem": "x"}).status_code == 302


def test_what_was_read_has_its_place_beside_it(dana: User, as_dana: Client) -> None:
    one = story(dana)
    beside = reverse("notes-beside", args=["story", one.pk])
    assert beside in as_dana.get(reverse("story", args=[one.pk])).content.decode()

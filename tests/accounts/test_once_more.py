"""Signed out in the middle of typing, or a form older than one's sign-in: nothing typed is lost."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.models import Stakeholder, Win

WORDS = "Nobody knew what one answer cost, and the bill came on the ninth."
pytestmark = pytest.mark.django_db


@pytest.fixture
def forms(dana: User) -> dict[str, tuple[str, dict[str, str]]]:
    """The forms in which somebody types for a while: address, and what is sent."""
    win = Win.objects.create(user=dana, happened_on=dana.today(), line="Restore in 25 min")
    who = Stakeholder.objects.create(user=dana, name="Ines", function="finance")
    return {
        "win-tell": (reverse("win-tell", args=[win.pk]), {"problem": WORDS, "for_whom": "Ines"}),
        "win-add": (reverse("win-add"), {"line": WORDS, "happened_on": "2026-11-02"}),
        "conversation": (
            reverse("conversation-add", args=[who.pk]),
            {"said": WORDS, "on": "2026-11-02"},
        ),
        "stakeholder": (reverse("stakeholder-change", args=[who.pk]), {"failure": WORDS}),
        "narrative": (reverse("narrative-write"), {"looking_for": WORDS}),
        "claim": (reverse("claim-add"), {"text": WORDS, "proof": "result-3"}),
        "bullets": (reverse("bullets-paste"), {"text": f"- {WORDS}\n- Managed AWS"}),
        "month": (reverse("plan-close", args=[1]), {"exists_now": WORDS}),
        "today": (reverse("keep"), {"line": WORDS}),
    }


def given_back(page: str) -> dict[str, str]:
    """By name, what the page would send."""
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    found = {name: unescape(value) for name, value in [*texts, *hidden]}
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_signed_out_every_form_gives_back_what_was_typed(
    forms: dict[str, tuple[str, dict[str, str]]], client: Client
) -> None:
    for name, (path, fields) in forms.items():
        answer = client.post(path, fields)
        page = answer.content.decode()
        assert answer.status_code == 401, name
        assert "You were signed out" in page
        assert given_back(page) == fields, name


def test_a_form_older_than_the_sign_in_comes_back_and_can_be_sent(
    dana: User, forms: dict[str, tuple[str, dict[str, str]]]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    for name, (path, fields) in forms.items():
        answer = strict.post(path, fields, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 403, name
        assert given_back(answer.content.decode()) == fields, name
    path, fields = forms["win-add"]
    answer = strict.post(path, fields)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
    assert token
    sent = strict.post(path, fields | {"csrfmiddlewaretoken": token[1]})
    assert sent.status_code == 302
    assert Win.objects.filter(line=WORDS).exists()


def test_another_site_gets_nothing_back(dana: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    answer = strict.post(
        reverse("win-add"), {"line": WORDS}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert WORDS not in answer.content.decode()


def test_several_values_of_one_name_all_come_back(client: Client) -> None:
    sent = {"line": [WORDS, "Two words"], "tick": ["3", "4"]}
    page = client.post(reverse("wins-import-keep"), sent).content.decode()
    assert page.count('name="line"') == 2
    assert page.count('name="tick"') == 2


def test_a_button_sends_to_the_sign_in_as_ever(client: Client) -> None:
    answer = client.post(reverse("narrative-unpublish"), {"next": "/a page/"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_script_is_sent_away_as_ever_and_a_password_never_comes_back(client: Client) -> None:
    by_script = client.post(reverse("bullets-try"), {"text": WORDS}, headers={"HX-Request": "true"})
    assert by_script.status_code == 302
    strict = Client(enforce_csrf_checks=True)
    typed = {"login": "dana@example.org", "password": "one lane at a time"}
    answer = strict.post(reverse("account_login"), typed)
    assert "one lane at a time" not in answer.content.decode()

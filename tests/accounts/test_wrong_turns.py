"""Pages for what goes wrong: each says what happened and what to do next."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_an_address_that_does_not_exist_wears_the_persons_bar(as_dana: Client) -> None:
    assert "<span>Dana</span>" in as_dana.get("/nowhere/").content.decode()


def test_a_form_from_before_signing_in_is_not_taken(dana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": dana.email, "password": "x"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_resort_needs_no_request(name: str) -> None:
    page = get_template(name).render()
    assert "<h1>" in page
    assert "user" not in page


@pytest.mark.parametrize("name", ["403.html", "429.html"])
def test_a_refusal_says_what_to_do(name: str) -> None:
    assert 'class="button primary"' in get_template(name).render({})


def test_guessing_passwords_ends_in_a_wait(client: Client, dana: User) -> None:
    data = {"login": dana.email, "password": "not this one"}
    for _ in range(11):
        page = client.post(reverse("account_login"), data)
    assert "Too many tries with this address" in page.content.decode()

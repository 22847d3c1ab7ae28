"""Signing up with a code from the mail, and what happens when something is wrong."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

SECRET = "a long enough secret"


def sign_up(client: Client, email: str = "nora@example.org", query: str = "", **more: Any) -> Any:
    data = {"email": email, "password1": SECRET, "time_zone": "Europe/Oslo", "website": "", **more}
    return client.post(reverse("account_signup") + query, data, follow=True)


def code_in(message: mail.EmailMessage) -> str:
    """The code, which stands on a line of its own."""
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", message.body, re.MULTILINE)
    assert found, message.body
    return found[0]


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("account_email_verification_sent"), {"code": code}, follow=True)


def without_what_differs(page: Any, email: str) -> str:
    html = page.content.decode().replace(email, "ADDRESS")
    return re.sub(r'value="[A-Za-z0-9]{64}"', "TOKEN", html)


def test_a_code_from_the_mail_opens_the_account(client: Client) -> None:
    page = sign_up(client)
    assert "nora@example.org" in page.content.decode()
    assert "_auth_user_id" not in client.session

    page = give_code(client, code_in(mail.outbox[0]))

    assert page.redirect_chain[-1][0] == reverse("today")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_the_code_may_be_typed_in_small_letters_without_its_dash(client: Client) -> None:
    sign_up(client)
    give_code(client, code_in(mail.outbox[0]).replace("-", "").lower())
    assert "_auth_user_id" in client.session


def test_a_wrong_code_stays_in_its_field_with_a_sentence_beside_it(client: Client) -> None:
    sign_up(client)
    page = give_code(client, "XXXX-XXXX").content.decode()
    assert "This is not the code we sent" in page
    assert 'value="XXXX-XXXX"' in page
    assert 'aria-describedby="id_code_error"' in page
    assert 'id="id_code_error"' in page


def test_the_mail_brings_the_code_as_text_and_as_html(client: Client) -> None:
    sign_up(client)
    (message,) = mail.outbox
    assert message.subject == "Your code for Forte"
    assert isinstance(message, mail.EmailMultiAlternatives)
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert f">{code_in(message)}</p>" in str(html)
    assert "<script" not in str(html)


def test_the_pages_say_how_long_a_code_works(settings: Any) -> None:
    from allauth.account import app_settings

    assert app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT == 15 * 60
    assert app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT == 3 * 60


def test_a_taken_address_looks_like_a_new_one(dana: User) -> None:
    new = sign_up(Client(), "nora@example.org")
    taken = sign_up(Client(), "DANA@example.org")
    assert taken.redirect_chain == new.redirect_chain
    assert without_what_differs(taken, "dana@example.org") == without_what_differs(
        new, "nora@example.org"
    )
    assert User.objects.filter(email="dana@example.org").count() == 1


def test_the_owner_of_a_taken_address_is_told_how_to_sign_in(client: Client, dana: User) -> None:
    sign_up(client, "dana@example.org")
    (message,) = mail.outbox
    assert message.to == ["dana@example.org"]
    assert message.subject == "You have an account already"
    assert f"http://localhost:8000{reverse('account_login')}" in message.body
    assert f"http://localhost:8000{reverse('account_reset_password')}" in message.body


def test_links_in_mail_lead_to_our_address_whatever_the_request_says(dana: User) -> None:
    sign_up(Client(HTTP_HOST="127.0.0.1"), "dana@example.org")
    assert "127.0.0.1" not in mail.outbox[0].body


def test_an_unknown_time_zone_keeps_what_was_typed(client: Client) -> None:
    page = sign_up(client, time_zone="Nowhere/Land").content.decode()
    assert 'value="Nowhere/Land"' in page
    assert 'value="nora@example.org"' in page
    assert "“Nowhere/Land” is no time zone we know" in page
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("America/New York", "America/New_York"),
        ("Europe/Oslo", "Europe/Oslo"),
    ],
)
def test_an_older_zone_name_is_stored_under_todays(client: Client, typed: str, kept: str) -> None:
    sign_up(client, time_zone=typed)
    assert User.objects.get().time_zone == kept


@pytest.mark.parametrize("password", ["short", "password1234", "nora@example.org"])
def test_a_weak_password_is_refused_beside_its_field(client: Client, password: str) -> None:
    page = sign_up(client, password1=password).content.decode()
    assert 'id="id_password1_error"' in page
    assert not User.objects.exists()


def test_a_program_that_fills_every_field_gets_no_account(client: Client) -> None:
    page = sign_up(client, website="https://example.org")
    assert page.status_code == 200
    assert not User.objects.exists()
    assert not mail.outbox


def test_the_field_for_programs_is_hidden_without_an_inline_style(client: Client) -> None:
    page = client.get(reverse("account_signup")).content.decode()
    assert "style=" not in page
    assert 'class="field is-aside" aria-hidden="true"' in page


def test_who_came_from_a_lane_goes_on_to_choose_it(client: Client) -> None:
    page = client.get(reverse("lane", args=["finops"])).content.decode()
    address = re.search(r'href="(/accounts/signup/\?next=[^"]+)"', page)
    assert address
    query = address[1].removeprefix("/accounts/signup/")
    form = client.get(address[1]).content.decode()
    wanted = re.search(r'name="next" value="([^"]+)"', form)
    assert wanted
    sign_up(client, query=query, next=wanted[1])
    page = give_code(client, code_in(mail.outbox[0]))
    assert page.redirect_chain[-1][0] == reverse("lane-choose") + "?primary=finops"


@pytest.mark.parametrize("first", ["dana@example.org", "mistyped@example.org"])
def test_another_address_can_be_used_instead(client: Client, dana: User, first: str) -> None:
    page = sign_up(client, first).content.decode()
    assert "Use another address" in page
    assert f'name="next" value="{reverse("account_signup")}"' in page

    page = client.post(
        reverse("account_logout"), {"next": reverse("account_signup")}, follow=True
    ).content.decode()
    assert "Sign up" in page

    sign_up(client, "nora@example.org")
    assert mail.outbox[-1].to == ["nora@example.org"]
    give_code(client, code_in(mail.outbox[-1]))
    nora = User.objects.get(email="nora@example.org")
    assert client.session["_auth_user_id"] == str(nora.pk)


def test_a_wrong_password_says_so_and_keeps_the_address(client: Client, dana: User) -> None:
    data = {"login": "dana@example.org", "password": "not this one"}
    page = client.post(reverse("account_login"), data).content.decode()
    assert "Address and password do not fit together" in page
    assert 'value="dana@example.org"' in page


def test_a_code_sets_a_new_password(client: Client, dana: User) -> None:
    client.post(reverse("account_reset_password"), {"email": dana.email})
    where = reverse("account_confirm_password_reset_code")
    client.post(where, {"code": code_in(mail.outbox[0])})
    page = client.post(
        reverse("account_complete_password_reset"),
        {"password1": "another long secret", "password2": "another long secret"},
        follow=True,
    )
    assert page.status_code == 200
    dana.refresh_from_db()
    assert dana.check_password("another long secret")
    notice = mail.outbox[1]
    assert notice.subject == "Your password was set anew"
    assert "It was not you?" in notice.body


def test_asking_for_a_password_shows_nobody_which_addresses_have_an_account(dana: User) -> None:
    def ask(email: str) -> str:
        page = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        return without_what_differs(page, email)

    assert ask("dana@example.org") == ask("nobody@example.org")
    assert mail.outbox[1].subject == "No account with this address"
    assert reverse("account_signup") in mail.outbox[1].body


def test_every_notice_has_words_of_ours(dana: User, rf: Any) -> None:
    from allauth.account.adapter import get_adapter
    from django.template.loader import get_template
    from django.utils import timezone

    names = [
        *(
            f"account/email/{name}"
            for name in (
                "email_confirmation", "email_confirmation_signup", "login_code",
                "password_reset_code", "account_already_exists", "unknown_account",
                "password_changed", "password_set", "password_reset", "email_changed",
                "email_confirm", "email_deleted",
            )
        ),
        *(
            f"mfa/email/{name}"
            for name in (
                "recovery_codes_generated", "totp_activated", "totp_deactivated",
                "webauthn_added", "webauthn_removed",
            )
        ),
    ]  # fmt: skip
    from allauth.core import context

    context_values = {
        "code": "ABCD-EFGH", "email": "dana@example.org", "user": dana, "ip": "192.0.2.7",
        "user_agent": "Firefox Linux", "timestamp": timezone.now(), "from_email": "a@example.org",
        "to_email": "b@example.org", "deleted_email": "a@example.org",
    }  # fmt: skip
    with context.request_context(rf.get("/")):
        for name in names:
            assert "/templates/" in get_template(f"{name}_message.txt").origin.name
            assert "allauth/templates" not in get_template(f"{name}_message.txt").origin.name
            message = get_adapter().render_mail(name, "dana@example.org", context_values)
            assert 0 < len(message.subject) <= 50
            assert "!" not in message.body
            assert "\n\n\n" not in message.body
            assert message.body.endswith("-- \nForte\nhttp://localhost:8000")
            assert len(message.alternatives) == 1

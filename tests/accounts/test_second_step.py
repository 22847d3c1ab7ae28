"""The second step at sign-in, in a real browser with a passkey, and every page on the way."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page

from tests.accessibility import assert_accessible
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "a long enough secret"


def totp(key: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def give_it_a_finger(page: Page) -> None:
    """The browser gets an authenticator that says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_app_a_passkey_and_the_way_back_in(page: Page, live_server: Any) -> None:
    person()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.set_viewport_size({"width": 390, "height": 844})

    def go(name: str) -> None:
        page.goto(live_server.url + reverse(name))
        assert_accessible(page)

    def send() -> None:
        page.locator("main .button.primary").click()
        page.wait_for_load_state()
        assert_accessible(page)

    def sign_in() -> None:
        go("account_login")
        page.get_by_label("Email").fill("dana@example.org")
        page.get_by_label("Password").fill(SECRET)
        send()

    sign_in()
    go("mfa_activate_totp")
    if page.get_by_role("heading", name="Is it you?").is_visible():
        page.get_by_label("Password").fill(SECRET)
        send()
    page.get_by_label("Authenticator code").fill(totp(page.get_by_label("Key").input_value()))
    send()
    assert page.get_by_role("heading", name="Recovery codes").is_visible()
    assert "Authenticator app turned on" in [message.subject for message in mail.outbox]

    give_it_a_finger(page)
    go("mfa_add_webauthn")
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Sign in with it alone").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("2fa/$"))
    go("mfa_list_webauthn")
    assert page.get_by_text("Laptop").is_visible()
    for link in ("Rename", "Remove"):
        page.get_by_role("link", name=link).click()
        assert_accessible(page)
        page.go_back()
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "usersessions_list"):
        go(name)

    go("account_logout")
    send()
    sign_in()
    assert page.get_by_role("heading", name="Second step").is_visible()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="With a passkey").click()
    page.wait_for_url(re.compile("today/$"))
    assert refused == []

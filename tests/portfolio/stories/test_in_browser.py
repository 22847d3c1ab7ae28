"""In a browser: what is heard follows what is typed, and the clock fills the field."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from portfolio.stories.models import Rehearsal, Story
from tests.portfolio.stories.rows import story

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_heard_follows_what_is_typed(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    one = story(dana)
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/stories/{one.pk}/write/")
    heard = page.locator("#heard")
    expect(heard).to_contain_text("A listener would miss nothing we look for")
    page.get_by_label("Tradeoff").fill("")
    expect(heard).to_contain_text("What was given up: without it")
    page.get_by_label("Decision").fill("word " * 320)
    expect(heard).to_contain_text("after two minutes a listener waits for the end")
    assert Story.objects.get().tradeoff == one.tradeoff


def test_the_clock_fills_the_field_and_the_take_is_kept(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    one = story(dana)
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/stories/{one.pk}/rehearse/")
    page.get_by_role("button", name="Start the clock").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_label("How long did it take?")).to_have_value(re.compile(r"^0:0\d$"))
    page.get_by_role("button", name="Keep this take").click()
    expect(page.locator("#tries")).to_be_visible()
    assert Rehearsal.objects.get().seconds < 10


def test_without_a_script_there_is_no_clock_and_all_works(
    dana: User, as_dana: Any, live_server: Any, browser: Any
) -> None:
    one = story(dana)
    context = browser.new_context(java_script_enabled=False)
    cookie = as_dana.cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/stories/{one.pk}/rehearse/")
    assert not page.locator("[data-clock]").is_visible()
    page.get_by_label("How long did it take?").fill("1:40")
    page.get_by_role("button", name="Keep this take").click()
    assert "after 1:40" in page.locator("#tries").inner_text()
    page.goto(f"{live_server.url}/stories/{one.pk}/write/")
    page.get_by_label("Tradeoff").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "What was given up: without it" in page.locator("#heard").inner_text()
    context.close()

"""Hostile text in every field of what is told is shown in Chromium, and does nothing."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from tests.portfolio.telling.test_hostile import WRONG, _touch
from tests.roadmap.story.hostile.texts import hostile, publish, spoil
from tests.roadmap.story.rooms import ROOMS

pytestmark = pytest.mark.django_db(transaction=True)

LOOKED_AT = [
    name for name, methods in {**ROOMS.own, **ROOMS.theirs}.items()
    if "GET" in methods and name not in {
        "wins-export", "narrative-markdown", "narrative-text", "narrative-json", "review-markdown",
        "screenshot",
    }
]  # fmt: skip


def listening(page: Page) -> tuple[list[str], list[str]]:
    """What the page says, in dialogs, in its console; and what it asks for."""
    said: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    return said, asked


def wrong_with(page: Page) -> list[str]:
    """Attributes of htmx, and a link that keeps its page, are our own here: payloads have none."""
    found = [
        one
        for one in page.evaluate(WRONG)
        if " hx-" not in one and not one.startswith("href=?function=")
    ]
    return [*found, *(["hit"] if page.evaluate("window.hit") is not None else [])]


def test_no_page_does_what_a_text_says(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    made = hostile(dana)
    page = dana_in_browser.new_page()
    said, asked = listening(page)
    wrong = {}
    paths = [made.url(name) for name in LOOKED_AT]
    paths += [
        "/wins/?show=drafts",
        "/stories/begin/?kind=cost",
        "/review/?period=year&audience=review",
    ]
    for path in paths:
        answer = page.goto(live_server.url + path)
        assert answer
        assert answer.status == 200, path
        _touch(page)
        if found := wrong_with(page):
            wrong[path] = found
    assert wrong == {}
    assert said == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_nor_does_the_page_that_strangers_open(
    dana: User, browser: Browser, live_server: Any
) -> None:
    hostile(dana)
    row = publish(dana)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    said, asked = listening(page)
    page.goto(f"{live_server.url}/known-for/{row.token}/")
    _touch(page)
    assert wrong_with(page) == []
    assert said == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.locator("main :is(script, iframe, form, style, base, meta, img)").count() == 0
    assert "onerror=window.hit" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert context.cookies() == []
    context.close()


def test_a_word_without_end_fits_a_phone(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    made = hostile(dana)
    spoil(["x" * 3000, "\u202e" + "W" * 2999])
    page = dana_in_browser.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    paths = [made.url(name) for name in LOOKED_AT]
    paths += [f"/known-for/{publish(dana).token}/", "/review/?period=year&audience=review"]
    wide = {}
    for path in paths:
        page.goto(live_server.url + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[path] = width
    assert wide == {}

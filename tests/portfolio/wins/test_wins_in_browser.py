"""The log of wins in Chromium: on a phone, in the dark, with the keyboard, without scripts."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from portfolio.wins.models import Screenshot, Win
from tests.accessibility import assert_accessible
from tests.portfolio.artifacts.files import diagram, encode

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_line_becomes_a_told_win_with_a_screenshot(
    dana_in_browser: BrowserContext, dana: User, live_server: Any, tmp_path: Path
) -> None:
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}{reverse('wins')}")
    page.get_by_label("What happened?").fill("Cut the time to restore from 4 h to 25 min")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 win, in one line so far.")
    page.get_by_role("link", name="Tell it").click()
    expect(page.get_by_label("Before", exact=False)).to_have_value("240")
    page.get_by_label("Tradeoff").fill("An hour a month of two people.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("from 4 h to 25 min (−90 %)")).to_be_visible()
    file = tmp_path / "a.png"
    file.write_bytes(encode(diagram(), "PNG"))
    page.get_by_role("link", name="Add a screenshot").click()
    page.get_by_label("What the picture shows").fill("Six boxes")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Keep it").click()
    seen = page.get_by_role("img", name="Six boxes")
    assert seen.evaluate("image => image.naturalWidth") == Screenshot.objects.get().width


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_whole_on_every_screen(
    dana_in_browser: BrowserContext, dana: User, live_server: Any, width: int, scheme: Any
) -> None:
    for fields in ({"is_draft": True, "source": "capture"}, {"for_whom": "n" * 120}, {}):
        Win.objects.create(
            user=dana, happened_on=dana.today(), line="h" * 180 + " from 4 h to 25 min", **fields
        )
    told = Win.objects.create(
        user=dana, happened_on=dana.today(), line="Told", metric="m" * 100, unit="u" * 60,
        before=4, after=2, problem="p" * 400,
    )  # fmt: skip
    page = dana_in_browser.new_page()
    page.set_viewport_size({"width": width, "height": 850})
    page.emulate_media(color_scheme=scheme)
    names = ["wins", "win-add"]
    addresses = [reverse(name) for name in names] + ["/wins/?q=told"]
    names = ["win", "win-tell", "win-change", "win-screenshot", "win-delete"]
    addresses += [reverse(name, args=[told.pk]) for name in names]
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, address
        assert_accessible(page)

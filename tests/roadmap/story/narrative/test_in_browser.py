"""The one page in Chromium: what stands ready is put in, a form is copied, and axe finds nothing,
wide and narrow, light and dark."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from roadmap.story.narrative.models import Claim, Narrative
from tests.accessibility import assert_accessible
from tests.roadmap.story.narrative import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = ("", "write/", "outcomes/", "outcomes/write/", "forms/", "share/", "share/preview/")


def test_a_text_that_stands_ready_is_put_in_and_kept(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    people.full(dana)
    page = dana_in_browser.new_page()
    page.goto(live_server.url + "/narrative/write/")
    page.get_by_role("button", name=re.compile("Put it in ?: Two teams")).click()
    expect(page.get_by_label("Where I create the most leverage")).to_have_value(
        "Two teams hold 60 % of our bill, and neither sees it."
    )
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The page says it your way now.")).to_be_visible()
    assert Narrative.objects.get(user=dana).leverage.startswith("Two teams")


def test_characters_are_counted_while_somebody_types(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    page = dana_in_browser.new_page()
    page.goto(live_server.url + "/narrative/forms/")
    page.get_by_label("LinkedIn headline").fill("The bill’s owner")
    expect(page.get_by_text("16 of 220 characters")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_it_is_accessible_and_fits(
    dana: User, dana_in_browser: BrowserContext, live_server: Any, scheme: Any, width: int
) -> None:
    study = people.full(dana)
    Claim.objects.create(user=dana, text="Unproven " + "W" * 300)
    Claim.objects.create(user=dana, case_result=study.results.first(), place=1)
    Narrative.objects.create(user=dana, location="W" * 120, problem_space="W" * 600)
    page = dana_in_browser.new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ADDRESSES:
        page.goto(f"{live_server.url}/narrative/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)

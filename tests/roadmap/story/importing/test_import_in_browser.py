"""Reading in a résumé as it looks: accessible and no wider than a phone, also with long names."""

import json
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from portfolio.models import Position
from tests.accessibility import assert_accessible
from tests.roadmap.story.importing.files import RESUME

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_file_is_looked_at_and_kept(
    dana: User, dana_in_browser: BrowserContext, live_server: Any, width: int, scheme: Any
) -> None:
    page = dana_in_browser.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + reverse("resume-import"))
    assert_accessible(page)
    long: dict[str, Any] = {**RESUME, "shoe" * 40: 1, "interests": ["x"]}
    long["work"] = [*RESUME["work"], {"name": "W" * 120, "highlights": ["L" * 500]}]
    page.get_by_label("Or its text").fill(json.dumps(long))
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_role("heading", name="things in it can be kept")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("checkbox", name="Administrator, Orsini Bank").uncheck()
    page.get_by_role("button", name="Keep what is ticked").click()
    page.wait_for_url(lambda url: not url.endswith("/import/"))
    assert Position.objects.filter(user=dana).count() == 4
    assert not Position.objects.filter(user=dana, organisation="Orsini Bank").exists()

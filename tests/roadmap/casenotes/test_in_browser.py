"""In Chromium: notes opened beside a section, one taken over, and found saved in the passage."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from portfolio.models import Passage
from tests.accessibility import assert_accessible
from tests.portfolio import rows as portfolio
from tests.roadmap.casenotes.test_page import check_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTE = "Before and after: $0.97 to $0.81, p95 from 790 to 805 ms, three runs each."


def test_a_lab_note_is_taken_over_saved_and_said_to_be_taken(
    dana_in_browser: BrowserContext, live_server: Any, dana: User
) -> None:
    study = portfolio.case(dana, started_on=date(2027, 4, 1))
    check_in(dana, "lab", date(2027, 4, 8), exists_now=NOTE)
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/portfolio/{study.pk}/write/")
    section = page.locator('[data-passage="implementation"]')
    section.get_by_text("What you wrote elsewhere").click()
    note = section.locator("li").filter(has_text=NOTE)
    expect(note).to_be_visible()
    assert_accessible(page)
    section.get_by_role("textbox").fill("I measured it three times.")
    note.get_by_role("button", name="Take it over").click()
    text = f"I measured it three times.\n\n{NOTE}"
    expect(section.get_by_role("textbox")).to_have_value(text)
    expect(section.locator("[data-state]")).to_contain_text("Saved at")
    assert Passage.objects.get(case_study=study, slot="implementation").text == text

    page.reload()
    section.get_by_text("What you wrote elsewhere").click()
    taken = section.locator("li").filter(has_text=NOTE)
    expect(taken.get_by_text("Taken over")).to_be_visible()
    expect(taken.get_by_role("button")).to_have_count(0)
    assert_accessible(page)

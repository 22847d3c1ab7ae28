"""How a passage reads while it is written."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from portfolio.casestudies.models import CaseStudy, Passage
from tests.accessibility import assert_accessible
from tests.portfolio.rows import case, write


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return case(dana)


def address(study: CaseStudy, slot: str = "problem") -> str:
    return reverse("passage-preview", args=[study.pk, slot])


@pytest.mark.django_db
def test_a_text_comes_back_as_it_reads_and_nothing_is_kept(
    as_dana: Client, study: CaseStudy
) -> None:
    typed = {"text.problem": "**Slow** <script>alert(1)</script>"}
    answer = as_dana.post(address(study), typed)
    assert answer.status_code == 200
    assert "<strong>Slow</strong>" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert not Passage.objects.exists()


@pytest.mark.django_db
def test_only_its_person_sees_a_preview_and_only_of_a_slot_it_has(
    as_dana: Client, as_eve: Client, client: Client, study: CaseStudy
) -> None:
    typed = {"text.problem": "Slow"}
    assert as_eve.post(address(study), typed).status_code == 404
    assert as_dana.post(address(study, "nothing"), typed).status_code == 404
    assert as_dana.get(address(study)).status_code == 405
    signed_out = client.post(address(study), typed, headers={"accept": "application/json"})
    assert signed_out.status_code == 401


@pytest.fixture
def page(dana_in_browser: BrowserContext, live_server: Any, study: CaseStudy) -> Iterator[Page]:
    write(study, problem="It was **slow**.")
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/portfolio/{study.pk}/write/")
    yield page
    # A page saves when it is closed, too: nothing is under way when the tables are emptied.
    dana_in_browser.set_offline(True)
    page.wait_for_timeout(200)
    page.close()


@pytest.mark.django_db(transaction=True)
def test_the_preview_follows_what_is_typed(page: Page) -> None:
    passage = page.locator("#passage-problem")
    passage.get_by_text("How it reads").click()
    shown = passage.locator("[data-preview-text]")
    expect(shown.locator("strong")).to_have_text("slow")
    passage.get_by_role("textbox").fill("1. first\n2. second")
    expect(shown.locator("li")).to_have_text(["first", "second"])
    assert_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_without_a_connection_it_says_so(page: Page, dana_in_browser: BrowserContext) -> None:
    dana_in_browser.set_offline(True)
    passage = page.locator("#passage-problem")
    passage.get_by_text("How it reads").click()
    expect(passage.locator("[data-preview-text]")).to_have_text(
        "It cannot be shown now. Your text is not touched."
    )
    expect(passage.get_by_role("textbox")).to_have_value("It was **slow**.")

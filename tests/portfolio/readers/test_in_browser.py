"""The whole story in Chromium: an author here, a reader without an account in another browser."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portfolio.casestudies.models import CaseStudy
from portfolio.readers.models import ReadingTest
from tests.accessibility import assert_accessible
from tests.portfolio.readers.rows import NEWER, TEXT, answered, reader, rewrite, version

pytestmark = pytest.mark.django_db(transaction=True)
SIZES: list[tuple[int, Literal["light", "dark"]]] = [
    (390, "light"),
    (390, "dark"),
    (1280, "light"),
    (1280, "dark"),
]


def sound(page: Page) -> None:
    """Nothing is wider than the screen, and axe finds nothing, at each size and scheme."""
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, (page.url, width)
        assert_accessible(page)


def test_from_a_link_to_a_pass(
    dana_in_browser: BrowserContext, browser: Browser, live_server: Any, study: CaseStudy
) -> None:
    author = dana_in_browser.new_page()
    theirs = browser.new_context(java_script_enabled=False)
    page = theirs.new_page()
    home = f"{live_server.url}/portfolio/{study.pk}/readers/"

    author.goto(home)
    author.get_by_role("link", name="Ask a reader").click()
    author.get_by_label("name").fill("Ines")
    author.get_by_label("what they do").fill("product")
    author.get_by_role("button", name="Make the link").click()
    link = author.get_by_label("Link", exact=True).input_value()
    address = live_server.url + re.sub(r"^https?://[^/]+", "", link)

    def read_and_answer(text: str, confused: str) -> None:
        page.goto(address)
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_text(text)).to_be_visible()
        page.reload()
        page.get_by_role("button", name="I have read it").click()
        if confused:
            page.get_by_label("What confused you?").fill(confused)
        else:
            page.get_by_label("Nothing did").check()
        page.get_by_label("What changed, and for whom?").fill("Each team sees its bill.")
        page.get_by_label("Yes").check()
        page.get_by_role("button", name="Send the answers").click()
        expect(page.get_by_role("heading", name="Thank you, Ines.")).to_be_visible()
        page.go_back()
        page.goto(address)
        expect(page.get_by_text(text)).to_have_count(0)

    read_and_answer(TEXT, "Whose part?")
    author.goto(home)
    expect(author.get_by_role("heading", level=1)).to_contain_text("not answered yet")
    author.get_by_role("button", name="Yes").click()
    author.locator("textarea[name='text.plain']").fill(NEWER)
    author.locator("form:has(textarea[name='text.plain']) button", has_text="Save").click()
    author.goto(home)
    author.get_by_label("Your answer: what did you change?").fill("It says whose.")
    author.get_by_role("button", name="The rewrite answers it").click()
    expect(author.get_by_text("Answered by version 2: It says whose.")).to_be_visible()
    author.get_by_role("button", name="Show Ines version 2").click()

    read_and_answer(NEWER, "")
    author.goto(home)
    author.get_by_role("button", name="Yes").click()
    expect(author.get_by_role("heading", level=1)).to_have_text("Passed with version 2.")
    assert ReadingTest.objects.count() == 2
    assert {cookie["name"] for cookie in theirs.cookies()} <= {"csrf", "__Host-csrf"}
    theirs.close()


def test_the_authors_page_is_sound(
    dana_in_browser: BrowserContext, live_server: Any, study: CaseStudy
) -> None:
    rewrite(study, f"{NEWER} Each replica has a GPU.")
    version(study, 2, NEWER)
    ines = reader(study, role="product")
    answered(ines, 151, confused="Whose part? " * 30, said_right=None)
    reader(study, "Otto " + "x" * 70)
    page = dana_in_browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{live_server.url}/portfolio/{study.pk}/readers/")
    sound(page)
    page.goto(f"{live_server.url}/portfolio/{study.pk}/readers/invite/")
    sound(page)
    assert not wrong


def test_the_readers_pages_are_sound(
    context: BrowserContext, live_server: Any, study: CaseStudy
) -> None:
    ines = reader(study)
    page = context.new_page()
    page.goto(f"{live_server.url}/reader/{ines.token}/")
    for button in ("Start", "I have read it", "Send the answers"):
        sound(page)
        if button == "Send the answers":
            page.get_by_label("Nothing did").check()
            page.get_by_label("What changed, and for whom?").fill("It is cheaper.")
            page.get_by_label("I cannot tell").check()
        page.get_by_role("button", name=button).click()
    sound(page)
    page.goto(f"{live_server.url}/reader/{ines.token}x/")
    sound(page)


def test_too_many_words_are_counted_while_one_types(
    dana_in_browser: BrowserContext, live_server: Any, study: CaseStudy
) -> None:
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/portfolio/{study.pk}/readers/")
    text = page.locator("textarea[name='text.plain']")
    text.fill("word " * 312)
    expect(page.get_by_text("12 words too many")).to_be_visible()
    text.fill("word " * 300)
    expect(page.get_by_text("At most 300 words.", exact=True)).to_be_visible()
    expect(page.get_by_text("Saved at")).to_be_visible(timeout=15_000)

"""Writing in a real browser: what is typed is saved as it is typed, and nothing of it is lost."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import User
from portfolio.casestudies.models import LONGEST, CaseStudy, Passage, Revision
from tests.accessibility import assert_accessible
from tests.portfolio.rows import case, write

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^Saved at \d\d:\d\d$")
Open = Callable[[], Page]


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return case(dana)


@pytest.fixture
def tab(dana_in_browser: BrowserContext, live_server: Any, study: CaseStudy) -> Iterator[Open]:
    """Opens the write page in another tab."""

    def opened() -> Page:
        page = dana_in_browser.new_page()
        page.goto(f"{live_server.url}/portfolio/{study.pk}/write/")
        return page

    yield opened
    # A page saves when it is closed, too: nothing is under way when the tables are emptied.
    dana_in_browser.set_offline(True)
    for page in dana_in_browser.pages:
        page.wait_for_timeout(200)
        page.close()


def field(page: Page, name: str = "Problem") -> Any:
    return page.get_by_label(name, exact=True)


def state(page: Page, mark: str = "problem") -> Any:
    return page.locator(f"#state-{mark}")


def text_of(study: CaseStudy, slot: str = "problem") -> str:
    return "".join(
        Passage.objects.filter(case_study=study, slot=slot).values_list("text", flat=True)
    )


def drafts(page: Page) -> list[str]:
    read = "Object.keys(localStorage).filter((key) => key.startsWith('forte:draft'))"
    return list(page.evaluate(read))


def test_what_is_typed_is_saved_by_itself(tab: Open, study: CaseStudy) -> None:
    page = tab()
    field(page).press_sequentially("Deploys fail")
    expect(page.locator("#passage-problem [data-words]")).to_have_text("2")
    expect(state(page)).to_have_text(SAVED)
    assert text_of(study) == "Deploys fail"
    assert not drafts(page)
    field(page).press_sequentially(" weekly")
    expect(page.locator("[name='version.problem']")).to_have_value("2")
    assert text_of(study) == "Deploys fail weekly"


def test_somebody_who_types_on_is_saved_all_the_same(tab: Open, study: CaseStudy) -> None:
    page = tab()
    for _ in range(14):  # a key every half second leaves no pause to save in
        field(page).press_sequentially("ab ")
        page.wait_for_timeout(450)
    assert text_of(study)


def test_words_of_the_trade_are_marked_while_writing(tab: Open) -> None:
    page = tab()
    field(page, "Business question").fill("Why is our p95 so high?")
    expect(page.locator("[data-terms]")).to_contain_text("p95 (the slowest 1 in 20 requests)")
    field(page, "Business question").fill("Why is it slow?")
    expect(page.locator("[data-terms]")).to_be_hidden()


def test_two_tabs_never_overwrite_one_another(tab: Open, study: CaseStudy) -> None:
    one, two = tab(), tab()
    field(one).fill("weekly")
    expect(state(one)).to_have_text(SAVED)
    field(two).fill("daily")
    expect(state(two)).to_have_text("Another tab changed this")
    expect(two.locator("#passage-problem [data-other]")).to_have_text("weekly")
    assert text_of(study) == "weekly"
    assert_accessible(two)
    two.locator("#passage-problem [data-keep-mine]").click()
    expect(state(two)).to_have_text(SAVED)
    assert text_of(study) == "daily"
    kept = set(Revision.objects.values_list("text", flat=True))
    assert kept == {"daily", "weekly"}


def test_the_other_tabs_text_can_be_taken(tab: Open, study: CaseStudy) -> None:
    one, two = tab(), tab()
    field(one).fill("weekly")
    expect(state(one)).to_have_text(SAVED)
    field(two).fill("daily")
    expect(state(two)).to_have_text("Another tab changed this")
    field(two).fill("daily, and twice on Friday")
    two.locator("#passage-problem [data-keep-other]").click()
    expect(field(two)).to_have_value("weekly")
    expect(two.locator("#passage-problem [data-conflict]")).to_be_hidden()
    kept = set(Revision.objects.values_list("text", flat=True))
    assert kept == {"daily", "daily, and twice on Friday"}
    field(two).fill("weekly, on Fridays")
    expect(two.locator("[name='version.problem']")).to_have_value("2")
    assert text_of(study) == "weekly, on Fridays"


def test_without_a_connection_it_is_kept_and_saved_later(
    tab: Open, study: CaseStudy, dana_in_browser: BrowserContext
) -> None:
    page = tab()
    dana_in_browser.set_offline(True)
    field(page).fill("Deploys fail")
    expect(state(page)).to_contain_text("Not saved: no connection. Kept in this browser")
    assert drafts(page)
    dana_in_browser.set_offline(False)
    expect(state(page)).to_have_text(SAVED)
    assert text_of(study) == "Deploys fail"
    assert not drafts(page)


def test_an_answer_that_gets_lost_makes_no_conflict(tab: Open, study: CaseStudy) -> None:
    page = tab()
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/passages/**", lose)
    field(page).fill("Deploys fail")
    expect(state(page)).to_contain_text("no connection")
    assert lost == [200]
    field(page).fill("Deploys fail weekly")
    expect(state(page)).to_have_text(SAVED)
    assert text_of(study) == "Deploys fail weekly"


def test_who_was_signed_out_signs_in_and_goes_on(
    tab: Open, study: CaseStudy, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    page = tab()
    Session.objects.all().delete()
    field(page).fill("Deploys fail")
    expect(state(page)).to_contain_text("You were signed out. Your text is kept in this browser")
    assert text_of(study) == ""
    with dana_in_browser.expect_page() as opened:
        state(page).get_by_role("link", name="Sign in").click()
    sign_in = opened.value
    sign_in.get_by_label("Email").fill("dana@example.org")
    sign_in.get_by_label("Password", exact=True).fill("a long enough secret")
    sign_in.get_by_role("button", name="Sign in", exact=True).click()
    sign_in.wait_for_url(lambda url: "login" not in url)
    expect(state(page)).to_have_text(SAVED, timeout=10_000)
    assert text_of(study) == "Deploys fail"


def test_somebody_else_who_signs_in_gets_nothing_of_it(
    tab: Open, study: CaseStudy, dana_in_browser: BrowserContext, as_eve: Client, live_server: Any
) -> None:
    page = tab()
    cookie = as_eve.cookies["session"].value
    dana_in_browser.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    field(page).fill("Deploys fail")
    expect(state(page)).to_contain_text("Not saved")
    assert drafts(page)
    assert text_of(study) == ""


def typed_without_a_connection(context: BrowserContext, page: Page, text: str) -> None:
    """And the page is closed before the connection is back."""
    context.set_offline(True)
    field(page).fill(text)
    expect(state(page)).to_contain_text("no connection")
    page.close()
    context.set_offline(False)


def test_a_draft_that_never_arrived_is_offered_and_brought_back(
    tab: Open, study: CaseStudy, dana_in_browser: BrowserContext
) -> None:
    write(study, problem="Deploys fail")
    page = tab()
    typed_without_a_connection(dana_in_browser, page, "Deploys fail weekly")
    again = tab()
    expect(field(again)).to_have_value("Deploys fail")
    offer = again.locator("#passage-problem [data-draft]")
    expect(offer).to_contain_text("was not saved")
    assert_accessible(again)
    offer.get_by_role("button", name="Bring it back").click()
    expect(field(again)).to_have_value("Deploys fail weekly")
    expect(offer).to_be_hidden()
    expect(state(again)).to_have_text(SAVED)
    assert text_of(study) == "Deploys fail weekly"
    assert not drafts(again)


def test_a_draft_is_thrown_away_only_when_somebody_says_so(
    tab: Open, dana_in_browser: BrowserContext
) -> None:
    page = tab()
    typed_without_a_connection(dana_in_browser, page, "never mind")
    again = tab()
    expect(again.locator("#passage-problem [data-draft]")).to_be_visible()
    again.close()
    again = tab()
    again.locator("#passage-problem [data-throw-away]").click()
    expect(again.locator("#passage-problem [data-draft]")).to_be_hidden()
    assert not drafts(again)


def test_what_another_open_tab_is_just_typing_is_not_offered(tab: Open) -> None:
    one = tab()
    one.route("**/passages/**", lambda route: route.abort())
    field(one).fill("still typing")
    expect(state(one)).to_contain_text("no connection")
    two = tab()
    two.wait_for_timeout(300)
    expect(two.locator("#passage-problem [data-draft]")).to_be_hidden()


def test_leaving_at_once_saves_the_last_words(tab: Open, study: CaseStudy) -> None:
    page = tab()
    field(page).fill("Deploys fail")
    page.goto("about:blank")
    again = tab()
    expect(field(again)).to_have_value("Deploys fail")
    expect(again.locator("#passage-problem [data-draft]")).to_be_hidden()
    assert text_of(study) == "Deploys fail"


def test_what_is_too_long_stays_where_it_was_typed(tab: Open, study: CaseStudy) -> None:
    page = tab()
    field(page).fill("x" * (LONGEST + 1))
    expect(state(page)).to_contain_text("60,001 characters are more than fit")
    assert len(field(page).input_value()) == LONGEST + 1
    field(page).fill("short again")
    expect(state(page)).to_have_text(SAVED)
    assert text_of(study) == "short again"


def test_the_save_button_goes_on_from_what_was_saved_meanwhile(tab: Open, study: CaseStudy) -> None:
    page = tab()
    field(page).fill("Deploys fail")
    expect(state(page)).to_have_text(SAVED)
    field(page).fill("Deploys fail weekly")
    page.locator("form.writing > .row > .primary").click()
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert text_of(study) == "Deploys fail weekly"
    expect(page.locator("#passage-problem [data-draft]")).to_be_hidden()
    assert not drafts(page)


def test_a_note_is_taken_over_at_the_end_and_where_one_writes(tab: Open, study: CaseStudy) -> None:
    page = tab()
    make = """(text) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "take-over", textContent: text });
      Object.assign(button.dataset, { into: "problem", text });
      document.querySelector("main").append(button);
    }"""
    for note in ("first note", "second note"):
        page.evaluate(make, note)
    page.get_by_role("button", name="first note").click()
    expect(field(page)).to_have_value("first note")
    field(page).fill("above\n\nbelow")
    field(page).evaluate("(field) => field.setSelectionRange(5, 5)")
    page.get_by_role("button", name="second note").click()
    expect(field(page)).to_have_value("above\n\nsecond note\n\nbelow")
    expect(state(page)).to_have_text(SAVED)
    assert text_of(study) == "above\n\nsecond note\n\nbelow"


@pytest.mark.parametrize("name", ["write", "decisions"])
def test_the_pages_are_accessible(
    dana_in_browser: BrowserContext, live_server: Any, study: CaseStudy, name: str
) -> None:
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/portfolio/{study.pk}/{name}/")
    assert_accessible(page)

"""From a choice to a stranger's screen, in Chromium; and hostile content, which does nothing."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from portfolio.models import Artifact, Publication, Tradeoff
from tests.accessibility import assert_accessible
from tests.portfolio.rows import case, result, write
from tests.portfolio.sharing.full import with_picture

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = [
    "<script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "<svg onload=\"document.title='run'\">",
    "[x](javascript:document.title='run')",
    "![x](javascript:document.title='run')",
    "[x](data:text/html,<script>document.title='run'</script>)",
    "<a href=\"javascript:document.title='run'\">x</a>",
    "\"><script>document.title='run'</script>",
    "'-document.title='run'-'",
    "{{ 7 }}{% debug %}",
    "<iframe srcdoc=\"<script>parent.document.title='run'</script>\"></iframe>",
    "<style>body{display:none}</style>",
    '<meta http-equiv=refresh content="0;url=https://example.org">',
    "<form action=/x><button>b</button></form>",
    "<base href=https://example.org>",
]


def stranger(browser: Browser) -> tuple[BrowserContext, Page, list[str]]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    return context, page, said


def test_from_a_choice_to_a_strangers_screen(
    dana: User, dana_in_browser: BrowserContext, browser: Browser, live_server: Any
) -> None:
    study = case(dana, origin="employer", employer="Acme Ltd", employer_said="a bank")
    write(study, problem="Acme paid $4,200 a month.", lessons="Ask first.")
    result(study, name="Bill", unit="USD", before=4200, after=2100, origin="employer")
    with_picture(study, "A screen", alt="A bill")
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/portfolio/{study.pk}/share/")
    assert_accessible(page)
    page.get_by_role("button", name="Propose what is usual").click()
    page.get_by_role("radiogroup", name="Lessons").get_by_label("hidden").check()
    page.get_by_role("radiogroup", name="A screen").get_by_label("shown").check()
    page.get_by_role("button", name="Keep it and look as a stranger").click()
    assert page.get_by_text("Your employer’s name is replaced in: Problem").is_visible()
    assert_accessible(page)
    page.get_by_label("I looked at the pictures").check()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("Change it, hide the text, or tick").wait_for()
    page.get_by_label("This may be public").check()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("It is public.").wait_for()
    address = f"{live_server.url}/case/{Publication.objects.get().token}/"
    context, seen, said = stranger(browser)
    seen.goto(address)
    text = seen.inner_text("main")
    assert "a bank paid $4,200" in text
    assert "−50" in text
    assert "2,100" not in text
    assert "Acme" not in seen.content()
    assert "Ask first" not in text
    seen.locator("img").scroll_into_view_if_needed()
    seen.wait_for_function("[...document.images].every((one) => one.naturalWidth > 0)")
    assert_accessible(seen)
    assert said == []
    assert context.cookies() == []
    width = seen.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    page.get_by_role("button", name="Take the page back").click()
    page.get_by_text("Taken back.").wait_for()
    answer = seen.goto(address)
    assert answer
    assert answer.status == 410
    assert re.search("took this page back", seen.inner_text("main"))
    context.close()


def test_hostile_content_does_nothing(
    dana: User, dana_in_browser: BrowserContext, browser: Browser, live_server: Any
) -> None:
    study = case(dana, title=HOSTILE[0], employer=HOSTILE[7], employer_said=HOSTILE[1])
    text = "\n\n".join(HOSTILE)
    write(
        study, question=text, **{slot.replace(".", "__"): text for slot in ("problem", "lessons")}
    )
    result(study, name=HOSTILE[1], unit=HOSTILE[2][:40], how=HOSTILE[7], period=HOSTILE[8])
    Tradeoff.objects.create(
        case_study=study, chose=HOSTILE[0], over=HOSTILE[1], because=HOSTILE[2], gave_up=text[:400]
    )
    with_picture(study, HOSTILE[1], alt='" onload="document.title=1')
    Artifact.objects.create(
        case_study=study, kind="link", title=HOSTILE[7], text=text, section="lessons",
        url="javascript:document.title='run'",
    )  # fmt: skip
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}/portfolio/{study.pk}/share/")
    page.get_by_role("button", name="Propose what is usual").click()
    page.get_by_role("button", name="Keep it and look as a stranger").click()
    page.get_by_label("I looked at the pictures").check()
    for tick in page.get_by_label("This may be public").all():
        tick.check()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_text("It is public.").wait_for()
    context, seen, said = stranger(browser)
    seen.goto(f"{live_server.url}/case/{Publication.objects.get().token}/")
    seen.wait_for_timeout(300)
    assert seen.title() == HOSTILE[0]
    assert said == []
    assert (
        seen.locator("main :is(script, iframe, form, style, base, meta, svg[onload])").count() == 0
    )
    assert seen.locator("[onerror], [onload], [href^='javascript:'], [href^='data:']").count() == 0
    assert seen.is_visible("main")
    context.close()

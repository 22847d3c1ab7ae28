"""The whole story, through the interface only, on real parts: sign-up to the answered nudge."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.beginning import choose
from tests.journeys.product import Product

# A clock by which it is day now, so that "this evening" is still to come whenever this runs.
ZONE = next(
    zone
    for zone in ("Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo")
    if 5 <= datetime.now(ZoneInfo(zone)).hour < 21
)
EMAIL = "dana@example.org"
PASSWORD = "known for one thing"
PICK_UP = "the invoice and the query differ by 6 percent; credits are missing"


@pytest.fixture
def page(browser: Browser, product: Product) -> Page:
    """Dana's browser."""
    context = browser.new_context(
        base_url=product.url, timezone_id=ZONE, viewport={"width": 1280, "height": 900}
    )
    return context.new_page()


def read_mail(page: Page, product: Product, subject: str) -> None:
    """Open the newest mail about ``subject`` in the inbox, waiting until it is there."""

    def there() -> bool:
        page.goto("/inbox/")
        return page.get_by_role("link", name=subject).count() > 0

    product.wait_for(there, f"a mail about {subject!r} in the inbox")
    page.get_by_role("link", name=subject).first.click()


def sign_up(page: Page, product: Product) -> None:
    page.goto("/accounts/signup/")
    expect(page.get_by_label("Time zone")).to_have_value(ZONE)
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/confirm-email/**")
    inbox = page.context.new_page()
    read_mail(inbox, product, "code")
    code = re.search(r"^([A-Z0-9-]{6,})$", inbox.locator(".letter").first.inner_text(), re.M)
    assert code, inbox.locator(".letter").first.inner_text()
    inbox.close()
    page.locator("main input[name=code]").fill(code[1])
    page.locator("main button.primary").click()
    page.wait_for_url("**/today/")


def set_blocks(page: Page) -> None:
    """Lab late this evening; the two others without mail, so that the next mail is the lab's."""
    expect(page.get_by_role("heading", name="Which evenings?")).to_be_visible()
    page.locator("[name=lab_weekday]").select_option(str(local_today().weekday()))
    page.locator("[name=lab_at]").fill("23:00")
    page.get_by_role("button", name="Set the blocks").click()
    expect(page.get_by_role("heading", name="Which evenings?")).to_have_count(0)
    for kind in ("Study", "Story"):
        page.goto("/settings/nudges/")
        page.get_by_role("button", name=re.compile(f"Silence.*{kind}")).click()
        expect(page.get_by_role("button", name=re.compile(f"mail.*{kind}"))).to_be_visible()


def local_today() -> date:
    return datetime.now(ZoneInfo(ZONE)).date()


def tick_with_a_note(page: Page) -> None:
    page.goto("/plan/1/")
    first = page.locator("article.milestone").first
    title = first.get_by_role("heading").inner_text()
    first.get_by_role("link", name="Note, link, date").click()
    page.get_by_label("Note").fill("Counted twice, 2 % apart.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name=f"Tick: {title}", exact=True).click()
    expect(page.get_by_role("button", name=f"Done: {title}. Untick", exact=True)).to_be_visible()
    expect(page.get_by_text("Counted twice, 2 % apart.")).to_be_visible()


def check_in(page: Page) -> None:
    page.goto("/week/")
    page.locator("article a.button[href*='/lab/']").first.click()
    page.get_by_label("What exists now?").fill("A query for seven days of cost")
    page.get_by_label("Where do you pick up?").fill(PICK_UP)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("✓ Done").first).to_be_visible()


def done_marks(page: Page) -> int:
    page.goto("/week/")
    return page.locator("figure.weeks > svg .is-done").count()


def test_from_sign_up_to_the_answered_nudge(page: Page, product: Product) -> None:
    sign_up(page, product)
    choose(page)
    set_blocks(page)
    tick_with_a_note(page)
    check_in(page)
    before = done_marks(page)
    assert before == 1

    # A week later, a quarter of an hour before the lab: worker and beat live then, and so does
    # the web server, so that the block can be answered on its day.
    evening = local_today() + timedelta(days=7)
    due = datetime.combine(evening, time(22, 45, 10), tzinfo=ZoneInfo(ZONE))
    product.restart_everything(clock=due - datetime.now(UTC))

    mail = product.wait_for_mail(EMAIL, f"Lab, {evening:%a} 23:00")
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert PICK_UP in text.split("\n")[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_body(("html",)) is not None

    read_mail(page, product, f"Lab, {evening:%a} 23:00")
    page.locator(".letter a[href*='/nudge/open/']").first.click()
    expect(page.get_by_text(PICK_UP).first).to_be_visible()
    page.get_by_label("Where do you pick up?").fill("tag the three untagged pools")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("✓ Done").first).to_be_visible()
    assert done_marks(page) == before + 1

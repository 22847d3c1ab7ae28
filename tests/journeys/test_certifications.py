"""A certification from the first look at its ladder to the mails that say when it expires: through
the interface only, every mail by SMTP."""

import math
import re
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from certifications.catalogue import catalog
from certifications.held.windows import months_later
from tests.journeys.post_office import PostOffice, post_office, text_of
from tests.journeys.product import Product

# A clock by which it is day now, so that "this evening" is still to come whenever this runs.
ZONE = next(
    zone
    for zone in ("Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo")
    if 5 <= datetime.now(ZoneInfo(zone)).hour < 21
)
EMAIL = "dana@example.org"
PASSWORD = "known for one thing"
SLUG, NAME = "finops-certified-practitioner", "FinOps Certified Practitioner"
DOMAIN = "FinOps Capabilities"
PLAN = """
from django.utils import timezone
from certifications.held import reminders
print(reminders.plan_due(timezone.now()))
"""
DAYS_TO_EXAM = 21
VALID_MONTHS = 24
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def product(tmp_path: Path, prepared: Path, office: PostOffice) -> Iterator[Product]:
    """Forte, with a mail server instead of the folder that a machine of one's own has."""
    product = Product(tmp_path, prepared)
    product.environ["EMAIL_URL"] = office.url
    try:
        product.start()
        yield product
    finally:
        product.stop()
        sys.stdout.write(product.logs())


@pytest.fixture
def page(browser: Browser, product: Product) -> Page:
    """Dana's browser."""
    context = browser.new_context(
        base_url=product.url, timezone_id=ZONE, viewport={"width": 1280, "height": 900}
    )
    return context.new_page()


@pytest.fixture
def today() -> date:
    """The day on which the story begins."""
    return datetime.now(ZoneInfo(ZONE)).date()


def moved_to(day: date, at: time) -> timedelta:
    """How far the clock moves for it to be ``at`` on ``day``, ten seconds past."""
    wanted = datetime.combine(day, at, tzinfo=ZoneInfo(ZONE)) + timedelta(seconds=10)
    return wanted - datetime.now(UTC)


def arrived(product: Product, office: PostOffice, subject: str, number: int = 1) -> EmailMessage:
    """The mail about ``subject``, once there are as many of them."""
    product.wait_for(lambda: len(office.about(subject)) >= number, f"a mail about {subject!r}")
    assert len(office.about(subject)) == number
    return office.about(subject)[-1]


def hours_left() -> int:
    """Of the middle of the estimate, after ninety minutes of study."""
    known = catalog.catalogue().credentials[SLUG]
    assert known.study_hours_min is not None
    assert known.study_hours_max is not None
    return math.ceil((known.study_hours_min + known.study_hours_max) / 2 - 1.5)


def said(day: date) -> str:
    return f"{day:%-d %B %Y}"


# --- The steps ----------------------------------------------------------------------------------


def sign_up(page: Page, product: Product, office: PostOffice) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/confirm-email/**")
    body = arrived(product, office, "code").get_body(("plain",))
    assert body is not None
    code = re.search(r"^([A-Z0-9-]{6,})\s*$", body.get_content(), re.M)
    assert code, body.get_content()
    page.locator("main input[name=code]").fill(code[1])
    page.locator("main button.primary").click()
    page.wait_for_url("**/today/")


def sign_in(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_url("**/settings/nudges/")


def make_a_goal_from_the_ladder(page: Page) -> str:
    """Its address."""
    page.goto("/certifications/finops/")
    expect(page.get_by_role("heading", name="Your next rung")).to_be_visible()
    page.locator("ol.rungs").get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("button", name="Make it my goal").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    return page.url


def book(page: Page, exam: date) -> None:
    page.get_by_role("link", name="Set a date for the exam").click()
    page.get_by_label("Exam date").fill(exam.isoformat())
    page.get_by_label("It is booked").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text(f"Your exam is booked for {said(exam)}.")).to_be_visible()
    page.get_by_role("button", name="Begin studying").click()


def set_blocks(page: Page, today: date) -> None:
    """Study late this evening; the others on other days, without mail."""
    page.goto("/settings/blocks/")
    for days, kind in enumerate(("study", "lab", "story")):
        page.locator(f"[name={kind}_weekday]").select_option(str((today + days * DAY).weekday()))
        page.locator(f"[name={kind}_at]").fill("23:00")
    page.get_by_role("button", name="Set the blocks").click()
    expect(page.get_by_role("heading", name="Which evenings?")).to_have_count(0)
    for kind in ("Lab", "Story"):
        page.goto("/settings/nudges/")
        page.get_by_role("button", name=re.compile(f"Silence.*{kind}")).click()
        expect(page.get_by_role("button", name=re.compile(f"mail.*{kind}"))).to_be_visible()


def study(page: Page, today: date, minutes: int) -> None:
    """This week's study block, closed with its minutes and what of the exam they were for."""
    page.goto(f"/week/{today:%G-W%V}/study/")
    page.get_by_label("What exists now?").fill("Notes on who owns which cost")
    page.get_by_label("Minutes").first.fill(str(minutes))
    page.locator("#done [name=domain]").select_option(DOMAIN)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_text("✓ Done").first).to_be_visible()


def calendar(page: Page) -> str:
    """What a calendar reads at its address, unfolded."""
    page.goto("/settings/calendar/")
    if page.get_by_role("button", name="Make an address").count():
        page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Calendar address").input_value()
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode()).replace("\r\n ", "")


def event(feed: str, summary: str) -> str:
    """The one event whose title begins like that."""
    events = [part for part in feed.split("BEGIN:VEVENT") if summary in part]
    assert len(events) == 1, (summary, events)
    return events[0]


def pass_it(page: Page, goal: str, expiry: date) -> None:
    page.goto(goal)
    page.get_by_role("link", name="Say how it went").first.click()
    page.get_by_label("Passed", exact=True).check()
    page.get_by_label("Score").fill("82 %")
    page.get_by_role("button", name="Keep it").click()
    # The credential is made of the goal: what is known of it is filled in, the expiry worked out.
    expect(page.get_by_role("heading", name=f"{NAME}: passed, so you hold it")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text(said(expiry)).first).to_be_visible()


def prove_it(page: Page) -> None:
    page.get_by_role("link", name="What stands beside it").click()
    page.get_by_label("What it is called").fill("Where a quarter of our bill went")
    page.get_by_label("Where it can be opened").fill("https://example.org/bill")
    page.get_by_role("button", name="Put it beside").click()
    page.get_by_role("link", name="Write a talk-through").first.click()
    page.get_by_role("link", name=re.compile("Write it.*cost improvement")).click()
    page.get_by_label("In your words").fill("From 4,200 to 3,000 a month; p95 stayed below 900 ms.")
    page.get_by_role("button", name="Keep it").click()
    page.goto("/certifications/proof/")
    numbers = page.locator(".two-numbers .figure")
    assert numbers.all_inner_texts() == ["1", "1"]
    expect(page.get_by_role("heading", level=1)).to_have_text("One signal, and it is proven.")


def switch_blocks_off(page: Page) -> None:
    """The exam is passed: from here on only the reminders to renew may come."""
    for kind in ("study", "lab", "story"):
        page.goto("/settings/blocks/")
        page.locator(f"[name={kind}-active]").uncheck()
        page.locator(f"form[action*='/{kind}/'] button").click()
        expect(page.locator(f"[name={kind}-active]")).not_to_be_checked()


def planned_again(product: Product, clock: timedelta) -> int:
    """How many reminders another planner finds to queue at that time."""
    return int(product.shell(PLAN, clock))


def press_one_click(letter: EmailMessage) -> None:
    """As a mail program does it: without cookies, with the body that RFC 8058 names."""
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(letter["List-Unsubscribe"]).strip("<>")
    body = b"List-Unsubscribe=One-Click"
    with urllib.request.urlopen(address, data=body, timeout=10) as answer:
        assert answer.status == 200


# --- The story ----------------------------------------------------------------------------------


def test_from_the_ladder_to_the_last_reminder(
    page: Page, product: Product, office: PostOffice, today: date
) -> None:
    exam = today + DAYS_TO_EXAM * DAY
    expiry = months_later(exam, VALID_MONTHS)
    sign_up(page, product, office)
    goal = make_a_goal_from_the_ladder(page)
    book(page, exam)
    set_blocks(page, today)
    study(page, today, 90)
    page.goto(goal)
    expect(page.get_by_role("heading", name="1.5 hours studied")).to_be_visible()
    expect(page.locator("ul.study-log")).to_contain_text("90 min")
    expect(page.locator("ul.study-log")).to_contain_text(DOMAIN)
    assert f"DTSTART;VALUE=DATE:{exam:%Y%m%d}" in event(calendar(page), f"Exam: {NAME}")

    # A week later, a quarter of an hour before the next study block.
    product.restart_worker_and_beat(clock=moved_to(today + 7 * DAY, time(22, 45)))
    nudge = text_of(arrived(product, office, f"Study, {today + 7 * DAY:%a} 23:00"))
    page.goto(goal)
    following = page.locator("li.is-following .domain-name").inner_text()
    assert following.removesuffix("next").strip() in nudge
    assert f"is on {exam:%-d %B}" in nudge
    assert f"{hours_left()} h are left" in nudge

    # The day of the exam, past noon.
    product.restart_everything(clock=moved_to(exam, time(13)))
    pass_it(page, goal, expiry)
    prove_it(page)
    feed = calendar(page)
    assert f"DTSTART;VALUE=DATE:{exam:%Y%m%d}" in event(feed, f"Exam: {NAME}")
    assert f"DTSTART;VALUE=DATE:{expiry:%Y%m%d}" in event(feed, f"Expires: {NAME}")
    switch_blocks_off(page)

    before = len(office.letters)
    for days in (180, 90, 30):
        product.restart_worker_and_beat(clock=moved_to(expiry - days * DAY, time(18)))
        reminder = arrived(product, office, f"{days} days left: {NAME}")
        assert f"{expiry:%A}, {said(expiry)}, in {days} days" in text_of(reminder)
    # The evening after, which is still within the time in which it would be made up for.
    assert planned_again(product, moved_to(expiry - 29 * DAY, time(18, 5))) == 0
    press_one_click(reminder)

    product.restart_worker_and_beat(clock=moved_to(expiry - 7 * DAY, time(18)))

    def skipped() -> bool:
        page.goto("/settings/nudges/")
        if "/login/" in page.url:  # two years later no session lives
            sign_in(page)
        return "skipped: you stopped this mail" in page.locator("main").inner_text()

    product.wait_for(skipped, "the last reminder is skipped, and the log says why")
    subjects = [str(letter["Subject"]) for letter in office.letters[before:]]
    assert [s for s in subjects if NAME in s] == [f"{n} days left: {NAME}" for n in (180, 90, 30)]
    assert len({letter["Message-ID"] for letter in office.letters}) == len(office.letters)

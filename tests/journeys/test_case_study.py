"""A case study from an empty portfolio to a page that a stranger opens: through the interface only,
and what the stranger sees is held against the database, field by field."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.beginning import begin, png, result, sign_up
from tests.journeys.product import Product

BRIEF = "A bill in which every line has an owner"
EMPLOYER, KNOWN_AS = "Halvorsen Ltd", "a freight company"
DECISION = "Give the *reporting* jobs a schedule, instead of one more discount."
WRITTEN = {
    "Problem": "Nobody at Halvorsen knew which team had ordered which machine.",
    "Constraints": "The nightly run had to end before six.",
    "Decision": DECISION,
    "Implementation": "A schedule in code, reviewed by whoever pays for the machines.",
    "Lessons": "I would ask the warehouse people first.",
}
"""By section. The employer's name stands in one of them; the last two are kept back."""
DRAFT = "We pulled one lever on idle reservations, and the bill is lower."
REWRITE = "Machines that nobody used at night are off now, and the freight company pays less."
CHOSEN = {
    "Your name": "named",
    "Your employer": "hidden",
    "Implementation": "hidden",
    "Lessons": "hidden",
    "Monthly bill": "percentage only",
    "How “Monthly bill” was measured": "hidden",
    "Time to restore": "exact",
    "Nightly requests": "range",
    "Lines without an owner": "hidden",
    "a schedule over a discount": "shown",
    "weekly reports over daily ones": "hidden",
    "The bill before and after": "shown",
    "Who ordered what": "hidden",
}
"""What differs from what is usual, and what must not depend on it."""
ROWS = """
import json
from portfolio.models import CaseStudy, Publication
case = CaseStudy.objects.get()
publication = Publication.objects.get()
print(json.dumps({
    "case": {name: getattr(case, name) for name in ("title", "employer", "employer_said")},
    "author": case.user.name,
    "texts": dict(case.passages.exclude(text="").values_list("slot", "text")),
    "results": list(case.results.values()),
    "tradeoffs": list(case.tradeoffs.values()),
    "artifacts": list(case.artifacts.values("pk", "title", "alt", "text", "picture__key")),
    "chosen": publication.chosen,
    "token": publication.token,
}, default=str))
"""


@pytest.fixture
def page(browser: Browser, product: Product) -> Page:
    """Dana's browser."""
    return browser.new_context(base_url=product.url).new_page()


@pytest.fixture
def elsewhere(browser: Browser, product: Product) -> Page:
    """A browser of somebody without an account, and nothing of Dana's in it."""
    context = browser.new_context(
        base_url=product.url, viewport={"width": 390, "height": 844}, is_mobile=True
    )
    return context.new_page()


# --- The steps ----------------------------------------------------------------------------------


def say_where(page: Page, case: str) -> None:
    page.goto(f"{case}about/")
    page.locator("[name=origin]").select_option("employer")
    page.get_by_label("Business optimization").check()
    page.locator("[name=employer]").fill(EMPLOYER)
    page.locator("[name=employer_said]").fill(KNOWN_AS)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BRIEF)


def write(page: Page, case: str) -> None:
    """Nothing is pressed: what is typed is saved meanwhile, and there when the page opens anew."""
    page.goto(f"{case}write/")
    for label, text in WRITTEN.items():
        type_in(page.get_by_label(label, exact=True), text)
    for slot in WRITTEN:
        expect(page.locator(f"#passage-{slot.lower()} [data-state]")).to_contain_text("Saved at")
    page.goto(f"{case}write/")
    for label, text in WRITTEN.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)


def type_in(field: Locator, text: str) -> None:
    field.fill("")
    field.press_sequentially(text)


def measure(page: Page, case: str) -> None:
    """The first is a baseline, until there is a figure after."""
    result(page, case, "Monthly bill", "USD per month", "8437", origin="employer", how="markerhow")
    page.goto(case)
    page.get_by_role("main").get_by_role("link", name="Monthly bill").first.click()
    page.locator("[name=after]").fill("6391")
    page.get_by_role("button", name="Keep it").click()
    result(page, case, "Time to restore", "min", "240", "25", how="Three drills, by the clock.")
    result(page, case, "Nightly requests", "requests", "3371", "1873")
    result(page, case, "Lines without an owner", "lines", "517", "89")


def show(page: Page, case: str, title: str, alt: str, colour: str) -> None:
    """A screenshot."""
    page.goto(f"{case}artifacts/add/?kind=screenshot")
    page.locator("[name=title]").fill(title)
    page.locator("[name=alt]").fill(alt)
    file = {"name": "bill.png", "mimeType": "image/png", "buffer": png(title, colour)}
    page.locator("[name=picture]").set_input_files([file])
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(lambda url: "/artifacts/add/" not in url)


def trade(page: Page, case: str, chose: str, over: str, because: str, gave_up: str) -> None:
    page.goto(f"{case}tradeoffs/add/")
    page.locator("[name=chose]").fill(chose)
    page.locator("[name=over]").fill(over)
    page.locator("[name=because]").fill(because)
    page.locator("[name=gave_up]").fill(gave_up)
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(lambda url: "/tradeoffs/add/" not in url)


def explain(page: Page, case: str, text: str) -> None:
    """In plain words, on the page of the readers."""
    page.goto(f"{case}readers/")
    type_in(page.locator("#passage-plain textarea"), text)
    expect(page.locator("#passage-plain [data-state]")).to_contain_text("Saved at")
    page.reload()


def invite(page: Page, case: str) -> str:
    """Rosa's link."""
    explain(page, case, DRAFT)
    page.get_by_role("link", name="Ask a reader").click()
    page.locator("[name=name]").fill("Rosa")
    page.locator("[name=role]").fill("Accounting")
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("Link", exact=True).input_value()


def read(reader: Page, link: str, text: str) -> None:
    """Until the three questions."""
    reader.goto(link)
    expect(reader.get_by_text(text)).to_have_count(0)
    reader.get_by_role("button", name="Start").click()
    expect(reader.get_by_text(text)).to_be_visible()
    reader.get_by_role("button", name="I have read it").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Three questions")


def answer(reader: Page, *, confused: str = "") -> None:
    if confused:
        reader.get_by_label("What confused you?").fill(confused)
    else:
        reader.get_by_label("Nothing did").check()
    reader.get_by_label("What changed, and for whom?").fill("They pay less for the night.")
    reader.get_by_label("Yes", exact=True).check()
    reader.get_by_role("button", name="Send the answers").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you, Rosa.")


def rewrite(page: Page, case: str) -> None:
    """And say so beside what confused her; then her link shows the new text."""
    explain(page, case, REWRITE)
    expect(page.get_by_text("What is a lever?")).to_be_visible()
    page.get_by_label("Your answer: what did you change?").fill("It says what was switched off.")
    page.get_by_role("button", name="The rewrite answers it").click()
    expect(
        page.get_by_text("Answered by version 2: It says what was switched off.")
    ).to_be_visible()
    page.get_by_role("button", name="Show Rosa version 2").click()


def judge(page: Page, case: str) -> None:
    page.goto(f"{case}readers/")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Passed")
    newest = page.locator(".tested", has_text="for version 2: within two minutes")
    newest.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passed with version 2.")


def finish(page: Page, case: str) -> None:
    page.goto(case)
    page.get_by_role("button", name="It is finished").click()
    expect(page.get_by_text("finished on").first).to_be_visible()


def publish(page: Page, case: str) -> str:
    """The page's address."""
    page.goto(f"{case}share/")
    page.get_by_role("button", name="Propose what is usual").click()
    for label, level in CHOSEN.items():
        choice(page, label).get_by_label(level, exact=True).check()
    page.get_by_role("button", name="Keep it and look as a stranger").click()
    expect(page.get_by_text("Your employer’s name is replaced in: Problem")).to_be_visible()
    page.get_by_label("I looked at the pictures").check()
    page.get_by_role("button", name="Publish it").click()
    return page.locator(".share-address a").inner_text()


def choice(page: Page, label: str) -> Locator:
    name = re.compile(f"^{re.escape(label)}( with a picture)?$")
    return page.get_by_role("radiogroup", name=name)


# --- What a stranger sees, beside the database --------------------------------------------------


@dataclass
class Seen:
    """A page as it is seen, and all that was sent for it."""

    text: str
    source: str

    def shows(self, words: str) -> None:
        assert flat(words) in self.text, words

    def hides(self, words: str) -> None:
        """Neither on the page nor anywhere in it, in any case."""
        assert words
        assert flat(words).casefold() not in flat(self.source).casefold(), words

    def hides_number(self, value: object) -> None:
        digits = f"{Decimal(str(value)).normalize():f}"
        plain = re.sub(r"(?<=\d)[,.\u202f](?=\d)", "", self.source)
        assert not re.search(rf"(?<![\w.-]){digits}(?![\w-])", plain), digits


def flat(text: str) -> str:
    """Each run of white space one space, with whatever Markdown marks there are gone."""
    return " ".join(text.replace("*", "").split())


def holds_against_the_database(seen: Seen, rows: dict[str, Any]) -> None:
    chosen, case = rows["chosen"], rows["case"]
    seen.shows(case["title"])
    seen.shows(case["employer_said"])
    seen.hides(case["employer"].split()[0])
    (seen.shows if chosen["author"] == "exact" else seen.hides)(rows["author"])
    for slot, text in rows["texts"].items():
        key = slot if slot in chosen or slot == "plain" else f"section.{slot}"
        told = text.replace("Halvorsen", case["employer_said"])
        (seen.shows if chosen.get(key) == "exact" else seen.hides)(told)
    for one in rows["results"]:
        holds_of_a_result(seen, one, chosen)
    for one in rows["tradeoffs"]:
        for name in ("chose", "over", "because", "gave_up"):
            is_shown = chosen[f"tradeoff.{one['id']}"] == "exact"
            (seen.shows if is_shown else seen.hides)(one[name])
    for one in rows["artifacts"]:
        is_shown = chosen[f"artifact.{one['pk']}"] == "exact"
        (seen.shows if is_shown else seen.hides)(one["title"])
        assert (one["picture__key"] in seen.source) is is_shown
        assert (one["alt"] in seen.source) is is_shown


def holds_of_a_result(seen: Seen, row: dict[str, Any], chosen: dict[str, str]) -> None:
    before, after = Decimal(row["before"]), Decimal(row["after"])
    percent = f"−{round(100 - 100 * after / before):d}"
    level = chosen[f"result.{row['id']}"]
    (seen.hides if level == "hidden" else seen.shows)(row["name"])
    if level == "exact":
        assert "from 4 h to 25 min" in seen.text
    else:
        seen.hides_number(before)
        seen.hides_number(after)
    assert (percent in seen.text) is (level in ("exact", "percent")), (row["name"], percent)
    if level == "range":
        seen.shows("from 2,000–5,000 requests to 1,000–2,000 requests")
    if row["how"]:
        is_shown = level != "hidden" and chosen[f"result.{row['id']}.how"] == "exact"
        (seen.shows if is_shown else seen.hides)(row["how"])


def open_as(stranger: Page, address: str) -> Seen:
    stranger.goto(address)
    pictures = stranger.locator("main img")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
    stranger.wait_for_function("[...document.images].every((one) => one.naturalWidth > 0)")
    assert stranger.context.cookies() == []
    return Seen(flat(stranger.locator("body").inner_text()), stranger.content())


def is_gone(stranger: Page, address: str, rows: dict[str, Any]) -> None:
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 410
    left = Seen(flat(stranger.locator("body").inner_text()), stranger.content())
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Nothing to read here")
    for words in (rows["case"]["title"], rows["author"], KNOWN_AS, *rows["texts"].values()):
        left.hides(words)
    for one in rows["artifacts"]:
        assert one["picture__key"] not in left.source
        assert status_of(stranger, f"{address}{one['picture__key']}.webp") in (404, 410)


def status_of(stranger: Page, address: str) -> int:
    return stranger.request.get(address).status


# --- The story ----------------------------------------------------------------------------------


@pytest.mark.once
def test_from_an_empty_portfolio_to_a_page_that_a_stranger_opens(
    page: Page, elsewhere: Page, browser: Browser, product: Product
) -> None:
    sign_up(page, product)
    case = begin(page, BRIEF)
    say_where(page, case)
    write(page, case)
    measure(page, case)
    show(page, case, "The bill before and after", "Two bars, the second one shorter", "teal")
    show(page, case, "Who ordered what", "A table of teams", "maroon")
    trade(page, case, "a schedule", "a discount", "it can be undone", "two machines by hand")
    trade(page, case, "weekly reports", "daily ones", "nobody read them", "a day of warning")

    link = invite(page, case)
    read(elsewhere, link, DRAFT)
    answer(elsewhere, confused="What is a lever?")
    rewrite(page, case)
    read(elsewhere, link, REWRITE)
    answer(elsewhere)
    judge(page, case)
    finish(page, case)

    address = publish(page, case)
    stranger = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    seen = open_as(stranger, address)
    rows = json.loads(product.shell(ROWS))
    assert address == f"{product.url}/case/{rows['token']}/"
    assert len(rows["results"]) == len(
        {rows["chosen"][f"result.{r['id']}"] for r in rows["results"]}
    )
    holds_against_the_database(seen, rows)
    shown, hidden = (one["picture__key"] for one in rows["artifacts"])
    assert status_of(stranger, f"{address}{shown}.webp") == 200
    assert status_of(stranger, f"{address}{hidden}.webp") == 404

    page.goto(f"{case}share/")
    page.get_by_role("button", name="Take the page back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    is_gone(stranger, address, rows)

"""From the first win to a page that a stranger reads: kept, captured, told, claimed, published and
taken back, by somebody who signed up a moment ago."""

import json
import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.beginning import NAME, begin, choose, png, result, sign_up
from tests.journeys.product import Product

LINE = "Restore drill took 25 minutes, it was 4 hours"
CAPTURED = "p95 stayed under 900 ms after the night schedule"
SUBJECT = "Cut the nightly run from 6 h to 2 h for the support team"
LOG = f"a1b2c3d {SUBJECT}\n9f8e7d6 Merge branch 'main'\n"
TOLD = {
    "Problem": "A restore took half a working day, and support answered the phone meanwhile.",
    "Constraints": "Two evenings a week, and no new machine.",
    "Decision": "One written drill with a clock, instead of one more backup.",
    "Tradeoff": "Fewer snapshots a day; the database team carries that.",
    "Result": "Support knows after 25 minutes whether the data is back, not after 4 hours.",
}
RESUME = """Experience
Cloud engineer, Fernlicht Software
2021 – now
- Responsible for backups and Terraform modules
- Built dashboards for several teams
"""
DUTY = "Responsible for backups and Terraform modules"
STRONG = "Cut the time to restore from 4 h to 25 min for the support team with one written drill."
SPACE = "Companies back up everything and restore nothing. I work on the hours in between."
FEAR = "That we find out on a Monday that nothing comes back."


@pytest.fixture
def page(browser: Browser, product: Product) -> Page:
    """Dana's browser."""
    return browser.new_context(base_url=product.url).new_page()


@pytest.fixture
def stranger(browser: Browser, product: Product) -> Page:
    """A browser of somebody without an account."""
    return browser.new_context(viewport={"width": 390, "height": 844}).new_page()


def keep(page: Page) -> None:
    """Presses what a form calls keeping, and waits until the page after it stands."""
    was = page.url
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.wait_for_url(lambda url: url != was)


# --- What happens, day by day -------------------------------------------------------------------


def note_a_line(page: Page) -> None:
    page.goto("/today/")
    page.get_by_label("What happened?").fill(LINE)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("link", name=LINE, exact=True)).to_be_visible()


def capture(page: Page, product: Product) -> str:
    """The address, after a number, a text and a picture were posted to it from outside."""
    page.goto("/settings/capture/")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Capture address").input_value()
    assert address.startswith(f"{product.url}/capture/")
    assert post(address, b"3456", "text/plain") == 201
    assert post(address, CAPTURED.encode(), "text/plain") == 201
    assert post(address, png("p95", "teal"), "image/png") == 201
    page.goto("/plan/metric/")
    expect(page.get_by_role("main")).to_contain_text("3,456")
    return address


def post(address: str, body: bytes, kind: str) -> int:
    """The status that comes back."""
    request = urllib.request.Request(address, body, {"Content-Type": kind})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def keep_the_draft(page: Page) -> None:
    """The captured line counts then; its neighbour, the picture, still waits."""
    page.goto("/wins/")
    expect(page.get_by_role("heading", name="Two drafts wait for a look.")).to_be_visible()
    page.get_by_role("button", name=re.compile(f"^Keep.*{CAPTURED}")).click()
    expect(page.get_by_role("heading", name="One draft waits for a look.")).to_be_visible()
    picture = page.get_by_role("link", name=re.compile("^A screenshot of"))
    picture.click()
    expect(page.locator("main figure img")).to_be_visible()


def import_a_log(page: Page) -> None:
    """What says that something came of it is ticked; a merge is not."""
    page.goto("/wins/import/")
    page.locator("textarea[name=text]").fill(LOG)
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_role("checkbox", name=SUBJECT)).to_be_checked()
    page.get_by_role("button", name="Add what is ticked").click()
    expect(page.get_by_text("One win is added.")).to_be_visible()
    expect(page.get_by_role("link", name=SUBJECT, exact=True).first).to_be_visible()


def tell(page: Page) -> str:
    """The win in five parts with its figure; its address."""
    page.goto("/wins/")
    page.locator("ul.wins").get_by_role("link", name=LINE, exact=True).first.click()
    win = page.url
    page.get_by_role("link", name="Tell it", exact=True).click()
    for part, text in TOLD.items():
        page.locator(f"[name={part.lower()}]").fill(text)
    page.locator("[name=for_whom]").fill("Support")
    page.locator("[name=metric]").fill("Time to restore")
    page.locator("[name=unit]").fill("min")
    page.locator("[name=before]").fill("240")
    page.locator("[name=after]").fill("25")
    keep(page)
    expect(page.get_by_text("from 4 h to 25 min")).to_be_visible()
    return win


# --- What is told ---------------------------------------------------------------------------------


def write_lines(page: Page) -> None:
    """A résumé is pasted, and one duty becomes an outcome that a win backs."""
    page.goto("/bullets/paste/")
    page.locator("textarea[name=text]").fill(RESUME)
    page.get_by_role("button", name="Show what is in it").click()
    page.get_by_role("button", name="Keep what is ticked").click()
    expect(page.get_by_role("heading", name="Cloud engineer, Fernlicht Software")).to_be_visible()
    page.get_by_role("link", name=re.compile(f"{DUTY}")).first.click()
    page.get_by_label("The line as it is now").fill(STRONG)
    page.get_by_role("radio", name=re.compile("a win.*for Support")).check()
    page.get_by_role("button", name="Keep this line").click()
    expect(page.get_by_text(STRONG).first).to_be_visible()


def rehearse(page: Page, win: str) -> None:
    """The win becomes a story, told aloud once."""
    page.goto(win)
    page.get_by_role("link", name="Make a story of it").click()
    page.get_by_label("Which kind of story?").select_option("reliability")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url(re.compile(r"/stories/\d+/"))
    story = re.search(r"/stories/\d+/", page.url)
    assert story
    page.goto(story[0])
    expect(page.get_by_text(TOLD["Tradeoff"])).to_be_visible()
    page.get_by_role("link", name="Rehearse").first.click()
    page.get_by_label("How long did it take?").fill("1:35")
    page.get_by_role("button", name="Keep this take").click()
    expect(page.get_by_role("heading", name="What to try next, after 1:35")).to_be_visible()


def word_it(page: Page, case: str) -> None:
    """Somebody on the map said what they fear; a result is worded for them."""
    result(page, case, "Time to restore", "min", "240", "25", how="Three drills, by the clock.")
    page.goto("/stakeholders/add/")
    page.locator("[name=name]").fill("Mira, support")
    page.locator("[name=function]").select_option("operations")
    keep(page)
    page.get_by_role("link", name="Note a conversation").click()
    page.locator("[name=said]").fill(FEAR)
    keep(page)
    expect(page.get_by_text(FEAR).first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Time to restore").click()
    expect(page.locator("[name=text]")).to_have_value(re.compile("25 min"))
    page.locator("[name=text]").fill("You know after 25 minutes, not after 4 hours.")
    keep(page)
    expect(page.get_by_text("You know after 25 minutes, not after 4 hours.")).to_be_visible()


def claim(page: Page) -> None:
    page.goto("/narrative/outcomes/")
    page.get_by_role("checkbox", name=re.compile(f"{LINE}.*A win")).check()
    page.get_by_role("button", name="Put the ticked ones on the page").click()
    expect(page.get_by_role("link", name="the win", exact=True).first).to_be_visible()
    page.goto("/narrative/write/")
    page.get_by_label("The problem space I work in").fill(SPACE)
    keep(page)
    expect(page.get_by_text(SPACE)).to_be_visible()


# --- What is taken along --------------------------------------------------------------------------


def take_along(page: Page) -> None:
    """One sheet, JSON Resume and Markdown, each with the same claim."""
    page.goto("/narrative/")
    with page.expect_download() as sheet:
        page.get_by_role("button", name="PDF, one sheet").click()
    read = PdfReader(sheet.value.path())
    assert len(read.pages) == 1
    text = " ".join(read.pages[0].extract_text().split())
    assert NAME in text
    assert SPACE in text
    resume = json.loads(content_of(page, "/narrative/resume.json"))
    assert resume["basics"]["name"] == NAME
    assert [one["name"] for one in resume["work"]] == ["Fernlicht Software"]
    assert STRONG in resume["work"][0]["highlights"]
    assert SPACE in content_of(page, "/narrative/one-page.md").decode()


def content_of(page: Page, path: str) -> bytes:
    answer = page.request.get(path)
    assert answer.ok, path
    return answer.body()


def compare(page: Page) -> None:
    """A headline that names another lane than the one that was chosen."""
    page.goto("/narrative/same-story/paste/")
    page.get_by_label("LinkedIn headline").fill("Cloud engineer, specialised in DevOps")
    page.get_by_role("button", name="Keep and compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("told in two ways")
    card = page.locator(".told-apart > li", has=page.get_by_text("Lane", exact=True))
    expect(card.locator("mark").first).to_have_text("specialised in DevOps")


def publish(page: Page) -> str:
    """The page's address, once everything is settled."""
    page.goto("/narrative/share/")
    page.get_by_role("button", name="Propose what is usual").click()
    page.get_by_role("button", name="Keep it and look as a stranger").click()
    for tick in page.locator(".share-remarks input[type=checkbox]").all():
        tick.check()
    page.get_by_role("button", name="Publish it").click()
    return page.locator(".share-address a").inner_text()


def read(stranger: Page, address: str) -> None:
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert stranger.context.cookies() == []
    expect(stranger.get_by_text(SPACE)).to_be_visible()
    # Words that say an employer's figures are kept back, and the percentage said in their place.
    expect(stranger.get_by_role("main")).to_contain_text("Time to restore: −90 %")
    for words in ("Fernlicht", LINE, FEAR, CAPTURED, "/wins/"):
        assert words not in stranger.content()


def take_back(page: Page, stranger: Page, address: str) -> None:
    page.goto("/narrative/share/")
    page.get_by_role("button", name="Take the page back").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 410
    assert SPACE not in stranger.content()


def pack(page: Page) -> None:
    """For a manager: what was done and the number of the work, nothing of lane and plan."""
    page.goto("/review/")
    page.get_by_label("Without plan, lane and job search").check()
    page.get_by_role("button", name="Put it together").click()
    told = page.locator("article.pack")
    expect(told).to_contain_text(LINE)
    expect(told).to_contain_text(SUBJECT)
    for words in ("FinOps", "Security", "milestone", "rehears"):
        expect(told).not_to_contain_text(words, ignore_case=True)
    with page.expect_download() as paper:
        page.get_by_role("button", name="PDF", exact=True).click()
    assert LINE in " ".join(PdfReader(paper.value.path()).pages[0].extract_text().split())
    text = content_of(page, "/review/evidence.md" + page.url.partition("/review/")[2]).decode()
    assert LINE in text
    assert "FinOps" not in text


# --- The story ----------------------------------------------------------------------------------


@pytest.mark.once
def test_from_the_first_win_to_a_page_that_a_stranger_reads(
    page: Page, stranger: Page, product: Product
) -> None:
    sign_up(page, product)
    page.goto("/today/")
    choose(page)
    note_a_line(page)
    address = capture(page, product)
    keep_the_draft(page)
    import_a_log(page)
    win = tell(page)

    write_lines(page)
    rehearse(page, win)
    word_it(page, begin(page, "A bill in which every line has an owner"))
    claim(page)

    take_along(page)
    compare(page)
    public = publish(page)
    assert re.fullmatch(re.escape(product.url) + r"/known-for/[^/]+/", public)
    read(stranger, public)
    take_back(page, stranger, public)
    pack(page)

    page.goto("/settings/capture/")
    page.get_by_role("button", name="Revoke it").click()
    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
    assert post(address, b"1", "text/plain") == 404

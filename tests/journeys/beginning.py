"""First steps that several journeys take, through the interface only."""

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.journeys.product import Product

EMAIL, PASSWORD, NAME = "dana@example.org", "known for one thing", "Dana Ferreira"


def sign_up(page: Page, product: Product) -> None:
    """An account with a name, its address confirmed by the code in the mail."""
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/confirm-email/**")
    body = product.wait_for_mail(EMAIL, "code").get_body(("plain",))
    assert body is not None
    code = re.search(r"^([A-Z0-9-]{6,})\s*$", body.get_content(), re.M)
    assert code, body.get_content()
    page.locator("main input[name=code]").fill(code[1])
    page.locator("main button.primary").click()
    page.wait_for_url("**/today/")
    page.goto("/settings/profile/")
    page.locator("input[name=name]").fill(NAME)
    page.locator("main button.primary").first.click()


def choose(page: Page) -> None:
    """FinOps with Security, measured by cloud spend, from Today to the plan."""
    page.get_by_role("link", name="Choose a lane").click()
    page.locator("input[name=primary][value=finops]").check()
    page.locator("input[name=secondary][value=security]").check()
    page.get_by_role("button", name="Next: why").click()
    page.get_by_role("button", name="Decide").click()
    page.locator("input[name=metric][value=cloud-spend]").check()
    page.get_by_role("button", name="Next: the figures").click()
    page.get_by_label("Where it stands today").fill("4200")
    page.get_by_label("Where it should go").fill("3000")
    page.get_by_label("What must not suffer").fill("p95 latency")
    page.get_by_label("Figure").fill("900")
    page.get_by_label("Unit", exact=False).last.fill("ms")
    page.get_by_label("First month").select_option(index=0)
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("button", name="This is my plan").click()


def begin(page: Page, brief: str) -> str:
    """The address of a case study that is begun with ``brief``; the first there is."""
    page.goto("/portfolio/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is proven here yet.")
    page.get_by_role("main").get_by_role("link", name="Begin a case study").click()
    one = page.locator("li.brief", has=page.get_by_role("heading", name=brief, exact=True))
    one.get_by_role("link", name="Begin with this").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(brief)
    return page.url


def result(
    page: Page, case: str, name: str, unit: str, before: str, after: str = "", **fields: str
) -> None:
    """A result of the case study at ``case``, where lower is better."""
    page.goto(f"{case}results/add/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=unit]").fill(unit)
    page.locator("[name=before]").fill(before)
    page.locator("[name=after]").fill(after)
    page.locator("[name=direction]").select_option("lower")
    page.locator("[name=how]").fill(fields.get("how", ""))
    page.locator("[name=origin]").select_option(fields.get("origin", "lab"))
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(lambda url: "/results/add/" not in url)


def png(words: str, colour: str) -> bytes:
    """A picture with words in it."""
    image = Image.new("RGB", (640, 360), colour)
    ImageDraw.Draw(image).text((20, 20), words, fill="white")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()

"""The web server dies while somebody writes: what they typed is there afterwards."""

import signal
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.product import Product

EMAIL, PASSWORD = "dana@example.org", "a long enough secret"
SECONDS = 5.0
"""At most so much of what was typed is missing on the server."""
PAUSE = 4.5
"""After so long, at the latest, what was typed is sent: TYPING in static/js/autosave.js."""
MAKE = """
from datetime import date
from django.utils import timezone
from portfolio.models import CaseStudy
from tests.people import person
dana = person()
print(CaseStudy.objects.create(
    user=dana, title="Fewer failed deploys", lane="devops", started_on=date(2026, 10, 1),
    touched_at=timezone.now(),
).pk)
"""
TEXT = (
    "from portfolio.models import Passage; print(Passage.objects.get(slot='problem').text, end='')"
)
EVERYTHING = """
from portfolio.models import Passage, Revision
print("|".join([Passage.objects.get(slot="lessons").text,
    *Revision.objects.filter(passage__slot="lessons").values_list("text", flat=True)]), end="")
"""


@pytest.fixture
def page(browser: Browser, product: Product) -> Page:
    return browser.new_context(base_url=product.url).new_page()


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url)


def test_a_server_killed_in_mid_sentence_loses_nothing_of_it(page: Page, product: Product) -> None:
    pk = product.shell(MAKE).strip()
    sign_in(page)
    typed: list[tuple[float, str]] = [(0.0, "")]
    for number in range(3):
        page.goto(f"/portfolio/{pk}/write/")
        field = page.get_by_label("Problem", exact=True)
        expect(field).to_have_value(typed[-1][1])
        saves = seconds_of_saves(page)
        killed = type_until(page, typed, 11.0 + 0.7 * number, product)
        page.wait_for_timeout(600)  # the browser keeps a draft a moment after the last key
        page.close()
        product.revive("web")
        product.wait_until_ready()
        there = product.shell(TEXT)
        # Five seconds, unless a save alone takes more than half of one on a busy machine.
        most = max(SECONDS, PAUSE + max(saves))
        safe = [text for at, text in typed if at < killed - most][-1]
        assert there.startswith(safe), (most, len(safe), len(there))
        assert typed[-1][1].startswith(there)
        page = page.context.new_page()
        page.goto(f"/portfolio/{pk}/write/")
        if there != typed[-1][1]:
            page.locator("#passage-problem [data-bring-back]").click()
        expect(page.get_by_label("Problem", exact=True)).to_have_value(typed[-1][1])
        product.wait_for(lambda: product.shell(TEXT) == typed[-1][1], "everything is saved", 20.0)


def seconds_of_saves(page: Page) -> list[float]:
    """Grows by how long each save took that was answered, from being sent to its last byte."""
    took = [0.0]

    def answered(request: Request) -> None:
        if "/passages/" in request.url:
            took.append(request.timing["responseEnd"] / 1000)

    page.on("requestfinished", answered)
    return took


def type_until(
    page: Page, typed: list[tuple[float, str]], seconds: float, product: Product
) -> float:
    """Somebody types without a pause; after some seconds the server is killed, and they go on for
    a moment. Returns when that was."""
    field = page.get_by_label("Problem", exact=True)
    field.focus()
    page.keyboard.press("Control+End")
    begun, killed, word = time.monotonic(), 0.0, 0
    while not killed or time.monotonic() - killed < 1.0:
        word += 1
        page.keyboard.type(f"word{word} ", delay=15)
        typed.append((time.monotonic(), typed[-1][1] + f"word{word} "))
        if not killed and time.monotonic() - begun > seconds:
            killed = time.monotonic()
            product.processes["web"].send(signal.SIGKILL)
            product.kill("web")
    return killed


def test_of_two_that_save_at_the_same_instant_one_wins_and_both_are_kept(product: Product) -> None:
    pk = product.shell(MAKE).strip()
    address = f"{product.url}/portfolio/{pk}/passages/lessons/"
    browsers = [signed_in(product) for _ in range(2)]
    for version in range(5):
        texts = [f"{who} {version}" for who in ("one", "other")]
        with ThreadPoolExecutor(2) as both:
            codes = list(both.map(save, browsers, [address] * 2, texts, [version] * 2))
        assert sorted(codes) == [200, 409], (version, codes)
        assert set(texts) <= set(product.shell(EVERYTHING).split("|"))


Way = tuple[urllib.request.OpenerDirector, str]


def signed_in(product: Product) -> Way:
    """A browser of Dana's without a screen, and its token."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), Answers())
    login = f"{product.url}/accounts/login/"
    token = between(opener.open(login).read().decode())
    fields = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token}
    page = opener.open(login, urlencode(fields).encode()).read().decode()
    return opener, between(page)


class Answers(urllib.request.HTTPErrorProcessor):
    """A conflict is an answer, not an error."""

    def http_response(self, request: object, response: object) -> object:
        if getattr(response, "code", 0) == 409:
            return response
        return super().http_response(request, response)  # type: ignore[arg-type]


def save(way: Way, address: str, text: str, version: int) -> int:
    opener, token = way
    fields = {"text.lessons": text, "version.lessons": version, "tab": text.split()[0]}
    fields |= {"turn": version + 1, "csrfmiddlewaretoken": token}
    request = urllib.request.Request(
        address, urlencode(fields).encode(), {"Accept": "application/json"}
    )
    return int(opener.open(request).status)


def between(page: str) -> str:
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

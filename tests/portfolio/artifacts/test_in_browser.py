"""Pictures in Chromium: in a page they are seen, and opened directly they are a file."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from playwright.sync_api import Error as PlaywrightError

from accounts.models import User
from portfolio.artifacts.models import Artifact, Picture
from tests.accessibility import assert_accessible
from tests.portfolio.artifacts.files import HOSTILE, POLYGLOTS, SCRIPT
from tests.portfolio.rows import case

pytestmark = pytest.mark.django_db(transaction=True)


def add(page: Page, address: str, file: Path, text: str = "") -> None:
    page.goto(f"{address}?kind=screenshot")
    page.get_by_label("What the picture shows").fill("Noise")
    page.get_by_label("Text", exact=False).first.fill(text)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Keep it").click()


def listen(page: Page) -> list[str]:
    """What the page says by itself from now on: dialogs, errors, its console."""
    heard: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text))
    return heard


def open_directly(page: Page, live_server: Any) -> bytes:
    """The one picture's address in the browser's bar: it comes as a file, which is this."""
    key = Picture.objects.get().key
    with page.expect_download() as coming, pytest.raises(PlaywrightError, match="Download"):
        page.goto(f"{live_server.url}{reverse('picture', args=[key])}")
    assert coming.value.suggested_filename == f"{key}.webp"
    assert page.title() != "run"
    return Path(coming.value.path()).read_bytes()


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_polyglot_is_seen_in_the_page_and_runs_nowhere(
    dana_in_browser: BrowserContext, dana: User, live_server: Any, tmp_path: Path, name: str
) -> None:
    file, make = POLYGLOTS[name]
    (tmp_path / file).write_bytes(make())
    page = dana_in_browser.new_page()
    heard = listen(page)
    address = f"{live_server.url}{reverse('artifact-add', args=[case(dana).pk])}"
    add(page, address, tmp_path / file)
    image = page.locator(".artifact-thumb img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.artifact-thumb img').naturalWidth === 320")

    kept = open_directly(page, live_server)
    assert kept[8:12] == b"WEBP"
    assert b"script" not in kept
    assert not heard


def test_even_a_page_in_place_of_a_picture_would_be_a_file(
    dana_in_browser: BrowserContext, dana: User, live_server: Any
) -> None:
    """As if the encoder had let everything through."""
    made = Artifact.objects.create(
        case_study=case(dana), kind="diagram", title="A", section="result"
    )
    data = b"<!doctype html>" + SCRIPT
    Picture.objects.create(artifact=made, data=data, width=1, height=1, size=len(data))
    page = dana_in_browser.new_page()
    heard = listen(page)
    assert open_directly(page, live_server) == data
    assert not heard


def test_a_refused_picture_leaves_the_words_and_can_be_sent_again(
    dana_in_browser: BrowserContext, dana: User, live_server: Any, tmp_path: Path
) -> None:
    name, make, sentence = HOSTILE["SVG called PNG"]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "large.png").write_bytes(bytes(13 << 20))
    _, good = POLYGLOTS["a JPEG with HTML behind it"]
    (tmp_path / "good.jpg").write_bytes(good())
    page = dana_in_browser.new_page()
    address = f"{live_server.url}{reverse('artifact-add', args=[case(dana).pk])}"
    for refused, said in ((name, sentence), ("large.png", "larger than 5 MB")):
        add(page, address, tmp_path / refused, text="It was slow at nine.")
        expect(page.locator(".message.is-error")).to_contain_text(said)
        expect(page.locator("#id_text")).to_have_value("It was slow at nine.")
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "good.jpg")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".artifact-thumb img")).to_have_count(1)
    assert Artifact.objects.count() == 2
    assert_accessible(page)


def test_the_questions_follow_the_kind(
    dana_in_browser: BrowserContext, dana: User, live_server: Any
) -> None:
    page = dana_in_browser.new_page()
    page.goto(f"{live_server.url}{reverse('artifact-add', args=[case(dana).pk])}")
    for kind in ("runbook", "postmortem"):
        page.get_by_label("What it is").select_option(kind)
        expect(page.locator("details[open]")).to_have_attribute("data-kind", kind)
    assert_accessible(page)


def test_a_stranger_sees_no_picture(
    context: BrowserContext, as_eve: Client, dana: User, live_server: Any
) -> None:
    made = Artifact.objects.create(
        case_study=case(dana), kind="diagram", title="A", section="result"
    )
    picture = Picture.objects.create(artifact=made, data=b"RIFF", width=1, height=1, size=4)
    cookie = as_eve.cookies["session"].value
    context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    answer = context.new_page().goto(f"{live_server.url}{reverse('picture', args=[picture.key])}")
    assert answer is not None
    assert answer.status == 404

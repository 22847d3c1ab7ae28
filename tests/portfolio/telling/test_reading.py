"""Its author reads a case study: as article, as story, as README."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import BrowserContext

from accounts.models import User
from portfolio.artifacts.models import Artifact, Picture
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.casestudies.parts import Section
from tests.portfolio.rows import case, result, write

WAYS = ["casestudy-article", "casestudy-story", "casestudy-readme"]


def read(client: Client, name: str, study: CaseStudy) -> str:
    page = client.get(reverse(name, args=[study.pk]))
    assert page.status_code == 200
    return page.content.decode().replace("\u00a0", " ")


def full(user: User, words: int, rows: int) -> CaseStudy:
    """So many words in all, and so many rows of each kind."""
    study = case(user)
    sentence = "The bill had no owner, and **nobody** looked at [it](https://a.example) then. "
    text = "\n\n".join([sentence * 8] * max(1, words // (7 * 14 * 8)))
    write(study, **dict.fromkeys(Section.values, text))
    for at in range(rows):
        drawn = Artifact.objects.create(
            case_study=study, kind="diagram", title=f"Flow {at}", alt="Boxes", section="decision"
        )
        Picture.objects.create(artifact=drawn, data=b"x" * 1000, width=10, height=20, size=1000)
        result(study, name=f"Metric {at}")
        Tradeoff.objects.create(case_study=study, chose="a", over="b", because="c", gave_up="d")
    return study


@pytest.mark.parametrize("name", WAYS)
def test_a_long_one_asks_no_more_of_the_database_than_a_short_one(
    dana: User, as_dana: Client, name: str
) -> None:
    short, long = full(dana, 100, 1), full(dana, 10_000, 40)
    read(as_dana, name, short)
    asked = []
    for study in (short, long):
        with CaptureQueriesContext(connection) as found:
            page = read(as_dana, name, study)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 10
    assert len(page.encode()) < 250_000


def test_parts_without_a_word_say_so_and_lead_to_where_one_writes(
    dana: User, as_dana: Client
) -> None:
    study = case(dana)
    write(study, problem="No owner.")
    page = read(as_dana, "casestudy-article", study)
    assert page.count("Nothing written yet.") == 6
    assert "#passage-constraints" in page
    told = read(as_dana, "casestudy-story", study)
    assert told.count("Nothing written yet.") == 4


def test_pictures_and_tradeoffs_stand_at_their_section(dana: User, as_dana: Client) -> None:
    study = full(dana, 100, 1)
    page = read(as_dana, "casestudy-article", study)
    key = Picture.objects.get().key
    assert f'src="/portfolio/pictures/{key}.webp" width="10" height="20" alt="Boxes"' in page
    assert page.index("Chose <strong>a</strong> over") > page.index('id="part-tradeoffs"')
    assert page.index('id="part-decision"') < page.index("Flow 0") < page.index('id="part-result"')


def test_a_link_that_is_no_web_address_is_not_one(dana: User, as_dana: Client) -> None:
    study = case(dana)
    Artifact.objects.create(
        case_study=study, kind="link", title="x", section="decision", url="javascript:alert(1)"
    )
    assert "javascript:alert" not in read(as_dana, "casestudy-article", study)
    assert "javascript:alert" not in read(as_dana, "casestudy-readme", study)


@pytest.mark.parametrize("name", WAYS)
def test_strangers_find_nothing(dana: User, as_eve: Client, name: str) -> None:
    address = reverse(name, args=[case(dana).pk])
    assert as_eve.get(address).status_code == 404
    assert as_eve.post(address).status_code == 405
    assert Client().get(address).status_code == 302


def test_the_readme_can_be_copied_by_a_button(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    study = case(dana, title="Bill <b>")
    write(study, problem="</textarea>No owner.")
    dana_in_browser.grant_permissions(["clipboard-read", "clipboard-write"])
    page = dana_in_browser.new_page()
    page.goto(live_server.url + reverse("casestudy-readme", args=[study.pk]))
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Bill \\<b\\>\n")
    assert "&lt;/textarea>No owner." in copied


def test_choosing_a_metric_fills_in_what_it_knows(
    dana: User, dana_in_browser: BrowserContext, live_server: Any
) -> None:
    page = dana_in_browser.new_page()
    page.goto(live_server.url + reverse("result-add", args=[case(dana).pk]))
    page.get_by_label("Metric").select_option("cloud-spend")
    assert page.locator("#id_name").input_value() == "Cloud spend"
    assert page.locator("#id_unit").input_value() == "USD per month"
    page.locator("#id_unit").fill("EUR per month")
    page.get_by_label("Metric").select_option("change-lead-time")
    assert page.locator("#id_name").input_value() == "Change lead time"
    assert page.locator("#id_unit").input_value() == "EUR per month"


def test_the_best_result_stands_right_under_the_title(dana: User, as_dana: Client) -> None:
    study = case(dana)
    write(study, question="Who is woken at night?")
    assert "article-best" not in read(as_dana, "casestudy-article", study)
    result(study, limit_what="p95", limit_value=900, limit_unit="ms", limit_after=820)
    said = read(as_dana, "casestudy-article", study)
    head = said[said.index("<h1>") : said.index("Who is woken")]
    assert "Time to restore" in head
    assert "from 4 h to 25 min (−90 %)" in head
    assert "while p95 stays under 900 ms: 820 ms, kept" in head

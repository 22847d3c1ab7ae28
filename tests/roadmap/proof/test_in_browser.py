"""The sheet and the gaps as they look: accessible, no wider than a phone, one page of paper."""

import io
from typing import Any

import pypdf
import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext

from accounts.models import User
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings.taxonomy import Category, taxonomy
from roadmap.proof.models import Resume
from tests.accessibility import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = [one.name for one in taxonomy().skill if one.category is not Category.SOFT]


@pytest.fixture
def long(dana: User) -> Posting:
    """Forty must-haves, each in a sentence of some length; a résumé as wordy for ten of them."""
    owner = Owner(user=dana)
    asked = "You have built and run {0} in production for a team that had never seen it before, and"
    asked += " can say what it cost, what it broke and whom it helped in the first three months"
    text = "Requirements\n" + "\n".join(f"- {asked.format(name)}" for name in NAMES[:40])
    made = Posting.made_from(f"Staff engineer for nearly everything that runs\n{text}", user=dana)
    made.save()
    said = "Responsible for {0} across 12 teams, with everything that comes along when people ask"
    said += " for more of it than there is, and nobody to hand it to when the holidays begin"
    Resume.objects.keep(owner, "\n".join(said.format(name) for name in NAMES[:10]))
    return made


def test_even_a_long_posting_is_one_page_of_paper(
    dana_in_browser: BrowserContext, live_server: Any, long: Posting
) -> None:
    page = dana_in_browser.new_page()
    page.goto(live_server.url + reverse("proof-posting", args=[long.pk]))
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text()
    assert "What you cannot answer yet" in text
    assert "All postings" not in text


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_part_is_accessible_and_fits_its_width(
    dana_in_browser: BrowserContext, live_server: Any, long: Posting, width: int, scheme: Any
) -> None:
    page = dana_in_browser.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    for path in (reverse("proof"), reverse("gaps"), reverse("proof-posting", args=[long.pk])):
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

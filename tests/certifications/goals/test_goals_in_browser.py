"""The goals as they look: accessible and no wider than a phone, in every state there is."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext
from pytest_django import Settings

from accounts.models import User
from certifications.goals import results
from certifications.models import Goal, StudyMinutes, Training
from tests.accessibility import assert_accessible
from tests.certifications.goals.rows import goal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def every_state(dana: User, settings: Settings) -> dict[str, Goal]:
    """One goal in each state, with all that can be kept for it."""
    settings.STUDY_SITTINGS = "tests.certifications.goals.rows.tuesdays"
    today = dana.today()
    soon = date(today.year + 1, 12, 1)
    made = {
        "short": goal(dana, "aws-devops-engineer-professional", exam_on=soon.replace(month=1)),
        "ends": goal(dana, "comptia-security-plus", exam_on=soon),
        "passed": goal(dana, "terraform-associate"),
        "failed": goal(dana, "cks"),
        "let go": goal(dana, "finops-certified-engineer"),
    }
    results.record(made["passed"], on=today, passed=True, score="")
    results.record(made["failed"], on=today, passed=False, score="61 %")
    made["let go"].let_go("Another exam first: the team has asked for it", today)
    StudyMinutes.objects.create(goal=made["short"], on=today, minutes=90)
    for name in ("An academy of some renown", "Somebody’s course"):
        Training.objects.create(goal=made["short"], name=name, answers={"labs": False})
    return made


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_page_is_accessible_and_fits_its_width(
    dana_in_browser: BrowserContext,
    live_server: Any,
    every_state: dict[str, Goal],
    width: int,
    scheme: Any,
) -> None:
    page = dana_in_browser.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    short = every_state["short"].pk
    names = ["goal-exam", "goal-tune", "goal-result", "goal-training", "goal-let-go", "goal-remove"]
    paths = [reverse("goals"), *(reverse("goal", args=[one.pk]) for one in every_state.values())]
    paths += [reverse(name, args=[short]) for name in names]
    for path in [*paths, reverse("goal-aim", args=["ckad"])]:
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

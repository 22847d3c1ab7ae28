"""A mentor answers in Chromium, signed out."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from accounts.models import User
from roadmap.mentor.models import Advice, Mentor
from roadmap.plan.models import Milestone, Plan
from tests.people import choice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_answer_of_somebody_without_an_account_arrives(
    dana: User, browser: Browser, live_server: Any
) -> None:
    now = timezone.now()
    start: date = dana.today().replace(day=1)
    plan = Plan.objects.create(user=dana, choice=choice(dana, start_month=start), start_month=start)
    Milestone.objects.create(plan=plan, title="A cut", role="own", block="lab", month=1, day=28)
    ines = Mentor.objects.create(
        user=dana, name="Ines", created_at=now, expires_at=now + timedelta(days=31)
    )
    theirs = browser.new_context()
    page = theirs.new_page()
    page.goto(live_server.url + reverse("mentor-page", args=[ines.token]))
    page.get_by_role("radio", name="None of them").check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("button", name="Change the answer")).to_be_visible()
    assert Advice.objects.get(mentor=ines).drops_none
    theirs.close()

"""Out of a full account, into an empty one, out again: every field that is shown is the same."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.models import Bullet, Position, Skill
from roadmap.models import Claim, Narrative
from tests.people import choice
from tests.roadmap.story.importing.files import keep, send
from tests.roadmap.story.json_resume.pages import faults
from tests.roadmap.story.narrative.people import full

pytestmark = pytest.mark.django_db

NOT_CARRIED = {
    "meta.lastModified": "the moment of the file",
    "meta.forte.lane": "a lane is chosen with its metric and its plan; the look names it",
    "meta.forte.second": "the same",
    "meta.forte.by": "the day comes from the plan",
}
"""What another account says in its own way, and why. ``proof`` is the fifth: see below."""


def fields(value: Any, where: str = "") -> dict[str, Any]:
    """Each value by its place; of a list by its number."""
    if isinstance(value, dict):
        return {
            path: one
            for name, inner in value.items()
            for path, one in fields(inner, f"{where}.{name}".lstrip(".")).items()
        }
    if isinstance(value, list):
        return {
            path: one
            for n, inner in enumerate(value)
            for path, one in fields(inner, f"{where}[{n}]").items()
        }
    return {where: value}


def shown(client: Client) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(client.get(reverse("narrative-json")).content)
    assert faults(values) == []
    return values


def compared(values: dict[str, Any]) -> dict[str, Any]:
    """Without what stands behind an outcome: proof is a row of its own account, and a sentence read
    in proves nothing until its person links it. The sentence itself has the figure in it."""
    found = {path: one for path, one in fields(values).items() if path not in NOT_CARRIED}
    return {
        path: one
        for path, one in found.items()
        if ".outcomes[" not in path or path.endswith("].text")
    }


def everything(user: User) -> None:
    """All that can be typed, in more than one alphabet, with line breaks as browsers send them."""
    full(user)
    Narrative.objects.create(
        user=user,
        problem_space="Inference that idles.\r\n\r\nAnd whose bill it is.",
        leverage="Between the bill and the  team",
        keeps="Kubernetes, Terraform",
        looking_for="A team that pays for GPUs",
        headline="FinOps for inference · Κόστος, расходы",
        about="I find what idles.",
        spoken="Hello, I am Dana.",
        location="Utrecht, Nederland",
        contact="answers@example.org",
        links=[{"name": f"Link {n}", "url": f"https://example.org/{n}"} for n in range(6)],
    )
    for n in range(3):
        one = Position.objects.create(
            user=user,
            kind=("work", "project", "education")[n],
            title=("Engineer", "Idle finder", "BSc, Physics, with honours")[n],
            organisation=("Vestergaard", "", "TU Delft")[n],
            location="Delft",
            url=f"https://example.com/{n}",
            starts=("2019-02-28", "2024", "2013-09")[n],
            ends=("2021", "", "2016-06")[n],
            summary="First.\r\nSecond.",
        )
        for place in range(2):
            text = f"Line {n}.{place}, “quoted” – 40 %"
            Bullet.objects.create(user=user, position=one, before=text, text=text, place=place)
    Skill.objects.create(user=user, name="Kosten", level="daily", keywords=["FOCUS", "Größe"])
    Claim.objects.create(user=user, text="Cut cloud spend by 28 %", place=2)


def test_a_full_account(dana: User, eve: User, as_dana: Client, as_eve: Client) -> None:
    everything(dana)
    User.objects.filter(pk=eve.pk).update(name="")
    out = shown(as_dana)
    page = send(as_eve, out)
    assert page.context["look"].remarks == ()
    assert "It names FinOps, Security as the lane." in page.content.decode()
    keep(as_eve, page)
    assert compared(shown(as_eve)) == compared(out)


def test_with_the_same_lanes_nothing_but_proof_is_left(
    dana: User, eve: User, as_dana: Client, as_eve: Client
) -> None:
    everything(dana)
    User.objects.filter(pk=eve.pk).update(name="")
    choice(eve, apply_by=date(2027, 6, 1))
    out = shown(as_dana)
    keep(as_eve, send(as_eve, out))
    back = fields(shown(as_eve))
    lost = {path for path, one in fields(out).items() if back.get(path) != one}
    assert lost - {"meta.lastModified"} <= {
        path for path in fields(out) if ".outcomes[" in path and "].text" not in path
    }


def test_outcomes_that_nobody_wrote_come_back_as_claims_with_their_figures(
    dana: User, eve: User, as_dana: Client, as_eve: Client
) -> None:
    full(dana)
    out = shown(as_dana)
    keep(as_eve, send(as_eve, out))
    sentences = [one["text"] for one in out["meta"]["forte"]["outcomes"]]
    assert [one.text for one in Claim.objects.for_user(eve)] == sentences
    assert any("4,200" in one and "900" in one for one in sentences)
    assert compared(shown(as_eve))["projects[0].highlights[0]"] in sentences


def test_ones_own_file_is_there_already(dana: User, as_dana: Client) -> None:
    everything(dana)
    page = send(as_dana, shown(as_dana))
    assert "All of it is there already." in page.content.decode()
    assert page.context["look"].remarks == ()


def test_a_nearly_empty_account(dana: User, as_dana: Client, eve: User, as_eve: Client) -> None:
    out = shown(as_dana)
    User.objects.filter(pk=eve.pk).update(name="")
    keep(as_eve, send(as_eve, out))
    assert compared(shown(as_eve)) == compared(out)


def test_the_look_asks_as_often_for_many_lines_as_for_few(dana: User, as_dana: Client) -> None:
    def asked(entries: int) -> tuple[int, int]:
        work = [
            {"name": f"Firm {entries}.{n}", "highlights": [f"Line {entries}.{n}"]}
            for n in range(entries)
        ]
        with CaptureQueriesContext(connection) as looking:
            page = send(as_dana, {"work": work})
        with CaptureQueriesContext(connection) as keeping:
            keep(as_dana, page)
        return len(looking), len(keeping)

    asked(1)
    assert asked(2) == asked(25)

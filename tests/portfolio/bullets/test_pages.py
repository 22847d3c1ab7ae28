"""Lines of a résumé: pasted, looked at, rewritten from proof, moved and deleted."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from portfolio.bullets.models import LONGEST, Bullet, Position, Skill
from tests.portfolio.bullets.rows import bullet, position

pytestmark = pytest.mark.django_db


def said(client: Client, name: str, *args: object) -> str:
    return unescape(client.get(reverse(name, args=args)).content.decode())


def test_an_empty_page_says_what_belongs_there_and_offers_one_step(as_dana: Client) -> None:
    page = said(as_dana, "bullets")
    assert "No line of a résumé is here yet." in page
    assert page.count("button primary") == 1
    assert reverse("bullets-paste") in page
    assert "Configured autoscaling for web services." in page


def test_lines_stand_below_their_position_with_what_they_lack(dana: User, as_dana: Client) -> None:
    where = position(dana)
    bullet(dana, "Managed Kubernetes clusters on AWS", position=where)
    bullet(dana, "Cut NAT gateway charges from €9,400 to €1,100 a month for finance.")
    page = said(as_dana, "bullets")
    assert "Strong lines: one of two." in page
    assert "Platform engineer, Harbour Lights" in page
    assert "Four findings: a duty, tools alone, no number, nobody gains" in page
    assert "The nearest to strong: “Managed Kubernetes clusters on AWS”" in page


def test_when_all_are_strong_the_next_thing_is_another_line(dana: User, as_dana: Client) -> None:
    bullet(dana, "Cut NAT gateway charges from €9,400 to €1,100 a month for finance.")
    page = said(as_dana, "bullets")
    assert "Every line says what changed, by how much, and for whom." in page
    assert page.count("button primary") == 1


def test_the_list_costs_as_many_queries_for_many(dana: User, as_dana: Client) -> None:
    bullet(dana, "Managed servers for the team", position=position(dana))
    with CaptureQueriesContext(connection) as few:
        as_dana.get(reverse("bullets"))
    for number in range(30):
        where = position(dana, title=f"Engineer {number}")
        bullet(dana, f"Managed {number} servers for the team", position=where)
    with CaptureQueriesContext(connection) as many:
        as_dana.get(reverse("bullets"))
    assert len(many) == len(few)


def test_a_line_tried_is_judged_and_not_kept(as_dana: Client) -> None:
    answer = as_dana.post(reverse("bullets-try"), {"text": "Managed many <b>servers</b>."})
    page = answer.content.decode()
    assert "Nothing in it measures" in page
    assert "A word stands where a figure should" in page
    assert "<mark>many" in page
    assert "&lt;b&gt;servers" in page
    assert not Bullet.objects.exists()


def test_a_line_too_long_to_try_stays_and_is_said(as_dana: Client) -> None:
    text = "word " * (LONGEST // 5 + 1)
    page = as_dana.post(reverse("bullets-try"), {"text": text}).content.decode()
    assert "at most 600 characters" in page
    assert text.strip() in page


def test_one_is_moved_up_and_below_another_position(dana: User, as_dana: Client) -> None:
    first, second = bullet(dana, "The first of the lines"), bullet(dana, "The second of the lines")
    as_dana.post(reverse("bullet-move", args=[second.pk]), {"to": "up"})
    assert list(Bullet.objects.for_user(dana)) == [second, first]
    as_dana.post(reverse("bullet-move", args=[second.pk]), {"to": "up"})
    assert list(Bullet.objects.for_user(dana)) == [second, first]
    where = position(dana)
    as_dana.post(reverse("bullet-move", args=[second.pk]), {"to": where.pk})
    second.refresh_from_db()
    assert second.position == where
    as_dana.post(reverse("bullet-move", args=[second.pk]), {"to": ""})
    second.refresh_from_db()
    assert second.position is None


def test_a_line_is_deleted(dana: User, as_dana: Client) -> None:
    one = bullet(dana, "Managed servers for the team")
    assert as_dana.get(reverse("bullet-delete", args=[one.pk])).status_code == 405
    as_dana.post(reverse("bullet-delete", args=[one.pk]))
    assert not Bullet.objects.exists()


def test_anothers_are_not_there(dana: User, eve: User, as_eve: Client) -> None:
    where = position(dana)
    one = bullet(dana, "Managed servers for the team", position=where)
    skill = Skill.objects.create(user=dana, name="Kubernetes")
    for name, row in (
        ("bullet", one), ("bullet-delete", one), ("bullet-move", one), ("position-change", where),
        ("position-delete", where), ("skill-change", skill), ("skill-delete", skill),
    ):  # fmt: skip
        assert as_eve.post(reverse(name, args=[row.pk]), {"text": "x"}).status_code == 404, name
    mine = bullet(eve, "Managed servers for the team")
    answer = as_eve.post(reverse("bullet-move", args=[mine.pk]), {"to": where.pk})
    assert answer.status_code == 404
    assert "Managed" in said(as_eve, "bullets")
    assert "Harbour" not in said(as_eve, "bullets")
    assert Bullet.objects.for_user(dana).count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "", "organisation": ""}, "Give it a title, or say where it was."),
        ({"starts": "March"}, "Write a year, or year and month"),
        ({"starts": "2024-05", "ends": "2023"}, "It ended before it began."),
        ({"url": "ftp://example.org"}, "https://"),
    ],
)
def test_a_position_that_cannot_be_is_said_and_stays(
    as_dana: Client, typed: dict[str, str], sentence: str
) -> None:
    whole = {"kind": "work", "title": "Engineer", "organisation": "Harbour <i>Lights</i>"}
    page = as_dana.post(reverse("position-add"), {**whole, "summary": "Kept words.", **typed})
    assert sentence in unescape(page.content.decode())
    assert "Kept words." in page.content.decode()
    assert not Position.objects.exists()


def test_a_position_goes_and_its_lines_stay_unless_one_says_so(dana: User, as_dana: Client) -> None:
    where = position(dana)
    one = bullet(dana, "Managed servers for the team", position=where)
    assert "One line stands below it" in said(as_dana, "position-delete", where.pk)
    as_dana.post(reverse("position-delete", args=[where.pk]))
    one.refresh_from_db()
    assert one.position is None
    other = position(dana)
    bullet(dana, "Wrote runbooks for the team", position=other)
    as_dana.post(reverse("position-delete", args=[other.pk]), {"lines": "on"})
    assert list(Bullet.objects.for_user(dana)) == [one]


def test_skills_are_added_changed_and_not_twice(dana: User, as_dana: Client) -> None:
    as_dana.post(reverse("skills"), {"name": "Kubernetes", "words": "Helm, Argo CD,", "level": ""})
    skill = Skill.objects.get(user=dana)
    assert skill.keywords == ["Helm", "Argo CD"]
    page = as_dana.post(reverse("skills"), {"name": "kubernetes", "words": "Kept", "level": ""})
    assert "That skill stands there already." in page.content.decode()
    assert "Kept" in page.content.decode()
    as_dana.post(reverse("skill-change", args=[skill.pk]), {"name": "Containers", "words": "Helm"})
    skill.refresh_from_db()
    assert (skill.name, skill.keywords) == ("Containers", ["Helm"])
    as_dana.post(reverse("skill-delete", args=[skill.pk]))
    assert not Skill.objects.exists()

"""A résumé is pasted: what is understood of it is shown first, and kept once somebody says so."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.bullets.models import LONGEST, MOST, Bullet, Kind, Position, Skill
from portfolio.bullets.splitting import MOST_CHARACTERS, split
from portfolio.wins.models import Win
from tests.portfolio.bullets.rows import bullet

RESUME = """
Dana Example
Berlin

Summary
Engineer with a liking for small bills.

Experience
Platform Engineer, Harbour Lights, Hamburg   03/2021 – present
• Managed Kubernetes clusters on AWS
• Cut NAT gateway charges from €9,400 to €1,100 a month for finance,
  with no change for customers.
1. Wrote runbooks for the on-call engineers.

Systems Administrator
Small Hospital (Jan 2017 - Feb 2021)
- Looked after 25 servers

Education
BSc Computer Science | Coast University | 2013–2016

Technical skills
Cloud: AWS, Azure
Terraform, Helm
"""


def test_headings_positions_lines_and_skills_are_recognised() -> None:
    found = split(RESUME)
    first, second, school = found.parts
    assert (first.title, first.organisation, first.location) == (
        "Platform Engineer", "Harbour Lights", "Hamburg",
    )  # fmt: skip
    assert (first.starts, first.ends) == ("2021-03", "")
    assert [line.text for line in first.lines][1].endswith("with no change for customers.")
    assert len(first.lines) == 3
    assert (second.title, second.organisation) == ("Systems Administrator", "Small Hospital")
    assert (second.starts, second.ends) == ("2017-01", "2021-02")
    assert (school.kind, school.title, school.starts) == (
        "education", "BSc Computer Science", "2013",
    )  # fmt: skip
    assert found.skills == ["AWS", "Azure", "Terraform", "Helm"]
    assert found.elsewhere == ["Engineer with a liking for small bills."]
    assert found.topmost == ["Dana Example", "Berlin"]


@pytest.mark.parametrize(
    ("text", "studied"),
    [
        ("Education: BSc Computer Science, TU Somewhere, 2017",
         [("BSc Computer Science", "TU Somewhere", "", "2017")]),
        ("Studies\nTU Somewhere\nMaster of Science in Computer Science\n2015 – 2017",
         [("Master of Science in Computer Science", "TU Somewhere", "2015", "2017")]),
        ("Degrees\n- MSc Physics, TU Elsewhere, 2019\n- BSc Physics, TU Elsewhere (2017)",
         [("MSc Physics", "TU Elsewhere", "", "2019"),
          ("BSc Physics", "TU Elsewhere", "", "2017")]),
        ("Education\nBSc Physics, TU Somewhere\nGrade 1.3",
         [("BSc Physics", "TU Somewhere", "", "")]),
        ("- Cut the build to 11 minutes\nBSc Physics, TU Somewhere, 2013 – 2017",
         [("BSc Physics", "TU Somewhere", "2013", "2017")]),
    ],
)  # fmt: skip
def test_what_was_studied_is_a_position_of_its_kind(
    text: str, studied: list[tuple[str, str, str, str]]
) -> None:
    parts = [one for one in split(text).parts if one.has_name]
    assert {one.kind for one in parts} == {Kind.EDUCATION}
    said = [(one.title, one.organisation, one.starts, one.ends) for one in parts]
    assert said == studied


@pytest.mark.parametrize(
    "line", ["Scrum Master, Acme, 2019 – now", "Master data lead, Acme, 2019 – now"]
)
def test_a_job_that_sounds_like_a_degree_is_work(line: str) -> None:
    assert [one.kind for one in split(line).parts] == [Kind.WORK]


def test_the_work_goes_on_after_a_degree_in_one_line() -> None:
    found = split("Education: BSc Physics, TU Somewhere, 2017\nEngineer, Acme, 2019 – now")
    assert [one.kind for one in found.parts] == [Kind.EDUCATION, Kind.WORK]
    assert split("Skills: Terraform, Go").skills == ["Terraform", "Go"]


@pytest.mark.django_db
def test_what_stands_at_the_top_is_called_what_it_is(as_dana: Client) -> None:
    top = "Dana Example\nPlatform engineer\ndana@example.org\n"
    text = top + "Experience\n- Cut the build to 11 minutes"
    found = split(text).top
    assert (found.name, found.titles) == ("Dana Example", ("Platform engineer",))
    assert found.reached == ("dana@example.org",)
    page = as_dana.post(reverse("bullets-paste"), {"text": text}).content.decode()
    assert "Your name. It belongs in your profile" in page
    assert "Your title, as it stands at the top" in page
    assert "Too short for a line" not in page


@pytest.mark.parametrize(
    "text",
    [
        "Managed servers for the team",
        "- Managed servers for the team\n\n* Wrote the team's runbooks",
    ],
)
def test_lines_alone_are_lines(text: str) -> None:
    assert next(line.text for line in split(text).lines) == "Managed servers for the team"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\0", "a", "2020", "– – –", "•", "#" * 5000, "(" * 5000]
)
def test_remainders_are_no_lines_and_no_error(text: str) -> None:
    assert split(text).lines == []


def test_a_paragraph_is_left_out_and_named() -> None:
    found = split("- " + "many words " * 100)
    assert not found.lines
    assert len(found.too_long) == 1
    assert len(found.too_long[0]) > LONGEST


@pytest.mark.django_db
def test_a_look_keeps_nothing(as_dana: Client) -> None:
    page = unescape(as_dana.post(reverse("bullets-paste"), {"text": RESUME}).content.decode())
    assert "Four new lines, as they were understood." in page
    assert "Platform Engineer, Harbour Lights" in page
    assert "Berlin" in page
    assert "Below a heading that is no experience" in page
    assert not Bullet.objects.exists()
    assert not Position.objects.exists()


def numbers(text: str) -> tuple[list[int], list[int]]:
    found = split(text)
    return [line.at for line in found.lines], [part.at for part in found.parts if part.has_name]


@pytest.mark.django_db
def test_what_is_ticked_is_kept_and_once(dana: User, as_dana: Client) -> None:
    lines, positions = numbers(RESUME)
    typed = {"text": RESUME, "take": lines[:-1], "position": positions, "skills": "on"}
    as_dana.post(reverse("bullets-paste-keep"), typed)
    kept = Bullet.objects.for_user(dana)
    assert kept.count() == 3
    assert {row.before for row in kept} == {row.text for row in kept}
    assert kept.filter(position__organisation="Harbour Lights").count() == 3
    assert Position.objects.for_user(dana).count() == 3
    assert Skill.objects.for_user(dana).count() == 4
    as_dana.post(reverse("bullets-paste-keep"), {**typed, "take": lines})
    assert kept.all().count() == 4
    assert Position.objects.for_user(dana).count() == 3
    assert Skill.objects.for_user(dana).count() == 4


@pytest.mark.django_db
def test_nothing_ticked_is_said_and_the_text_is_still_there(as_dana: Client) -> None:
    answer = as_dana.post(reverse("bullets-paste-keep"), {"text": RESUME})
    page = unescape(answer.content.decode())
    assert "Tick at least one of them." in page
    assert "Looked after 25 servers" in page
    back = as_dana.post(reverse("bullets-paste"), {"text": RESUME, "back": "1"})
    assert "Looked after 25 servers" in back.content.decode()
    assert "Show what is in it" in back.content.decode()


@pytest.mark.django_db
def test_there_is_an_end_to_them(dana: User, as_dana: Client) -> None:
    rows = (Bullet(user=dana, before=f"Line {n}", text=f"Line {n}") for n in range(MOST))
    Bullet.objects.bulk_create(rows)
    lines, _positions = numbers(RESUME)
    page = as_dana.post(reverse("bullets-paste-keep"), {"text": RESUME, "take": lines})
    assert "300 fit, and with these there would be more." in page.content.decode()
    assert Bullet.objects.for_user(dana).count() == MOST
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_too_much_is_a_sentence(as_dana: Client) -> None:
    text = "a line of words\n" * (MOST_CHARACTERS // 16 + 10)
    page = as_dana.post(reverse("bullets-paste"), {"text": text}).content.decode()
    assert "60000 are the most: some twenty pages" in page
    assert "a line of words" in page
    answer = as_dana.post(reverse("bullets-paste"), {"text": "x" * 5_000_000})
    assert answer.status_code == 413
    assert not Bullet.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  ", "two words", "a\0b c d"])
def test_no_line_in_it_is_said(as_dana: Client, text: str) -> None:
    page = as_dana.post(reverse("bullets-paste"), {"text": text}).content.decode()
    assert "errorlist" in page


@pytest.mark.django_db
def test_wins_become_lines_that_they_back(dana: User, eve: User, as_dana: Client) -> None:
    mine = Win.objects.create(user=dana, happened_on=date(2026, 10, 1), line="Restores take 25 min")
    draft = Win.objects.create(
        user=dana, happened_on=date(2026, 10, 1), line="A draft of a win", is_draft=True
    )
    theirs = Win.objects.create(user=eve, happened_on=date(2026, 10, 1), line="Somebody else's win")
    page = as_dana.get(reverse("bullets-paste")).content.decode()
    assert "Restores take 25 min" in page
    assert "A draft of a win" not in page
    as_dana.post(reverse("bullets-from-wins"), {"win": [mine.pk, draft.pk, theirs.pk, "x"]})
    made = Bullet.objects.get()
    assert (made.user, made.win, made.before) == (dana, mine, mine.line)
    assert "Or begin with your wins" not in as_dana.get(reverse("bullets-paste")).content.decode()


@pytest.mark.django_db
def test_a_line_that_is_there_is_left_out(dana: User, as_dana: Client) -> None:
    bullet(dana, "Managed servers for the team")
    page = as_dana.post(reverse("bullets-paste"), {"text": "• managed servers for the team."})
    assert "These lines are all here already." in page.content.decode()

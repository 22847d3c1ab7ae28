"""An employer's exact figures reach no stranger by way of words, unless somebody says they may."""

from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from portfolio.models import Bullet, Position, Win
from portfolio.overview import Remark
from roadmap.story.narrative import publishing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import Claim, Narrative, NarrativePage
from tests.roadmap.story.narrative import people
from tests.roadmap.story.narrative.test_sharing import PUBLISH, SHARE, choose, publish

BILL = "Reduced monthly AWS bill from €84,000 to €61,000"


def work(user: User, *lines: str, kind: str = "work") -> Position:
    row = Position.objects.create(user=user, kind=kind, title="Platform engineer", starts="2022")
    for line in lines:
        Bullet.objects.create(user=user, position=row, before=line, text=line)
    return row


def win(user: User, line: str, **figures: object) -> Claim:
    usual = {"metric": "Time to restore", "unit": "min", "before": Decimal(240), "after": 25}
    row = Win.objects.create(user=user, line=line, happened_on=people.NOW, **(usual | figures))
    return Claim.objects.create(user=user, win=row)


def remarks(user: User) -> tuple[Remark, ...]:
    return publishing.draft(known(user), publishing.chosen(user)).remarks


def test_a_figure_in_a_line_of_a_position_is_asked_about(dana: User, as_dana: Client) -> None:
    work(dana, BILL, "Moved 40 clusters in 2024", "Cut idle hours by 30 %")
    choose(dana)
    found = remarks(dana)
    assert [one.found for one in found] == ["€84,000, €61,000", "40"]
    assert {one.group for one in found} == {"Platform engineer"}
    page = as_dana.post(PUBLISH, {"lasts": "90"}).content.decode()
    assert page.count("counts as your employer’s figure") == 2
    assert page.count('<p class="eyebrow">Platform engineer</p>') == 1
    as_dana.post(PUBLISH, {"lasts": "90", found[0].mark: "on"})
    assert not NarrativePage.objects.exists()
    as_dana.post(PUBLISH, {"lasts": "90", **{one.mark: "on" for one in found}})
    assert NarrativePage.objects.exists()


def test_a_line_with_figures_is_hidden_by_itself(dana: User, as_dana: Client) -> None:
    work(dana, BILL, "Taught eleven teams")
    line = Bullet.objects.get(text=BILL)
    choose(dana, **{f"line__{line.pk}": "hidden"})
    assert remarks(dana) == ()
    content = publish(as_dana, dana)[1]
    assert "84,000" not in content
    assert "Taught eleven teams" in content


def test_a_line_that_got_figures_after_the_choice_is_hidden(dana: User) -> None:
    work(dana, "Reduced the monthly AWS bill")
    choose(dana)
    Bullet.objects.update(text=BILL)
    made = publishing.draft(known(dana), publishing.chosen(dana))
    assert made.page.positions[0].lines == ()


def test_a_tick_is_for_its_line_alone(dana: User) -> None:
    work(dana, BILL, "Ran 40 clusters", "Hired for 40 teams")
    choose(dana)
    assert len({one.mark for one in remarks(dana)}) == 3


def test_what_may_be_seen_of_a_line_is_not_asked_about(dana: User) -> None:
    work(dana, "Cut idle hours by 30 %", "Since May 2023 on call 24/7", "Moved to S3", "ISO 27001")
    work(dana, BILL, kind="project")
    choose(dana)
    assert remarks(dana) == ()


@pytest.mark.parametrize(
    "line", ["Idle share from 61 % to 24 %", "Cut EUR84000", "a four-hour outage", "Ran 12 teams"]
)
def test_figures_of_many_forms_are_asked_about(dana: User, line: str) -> None:
    work(dana, line)
    choose(dana)
    assert len(remarks(dana)) == 1


def test_remarks_on_lines_are_bounded(dana: User) -> None:
    row = work(dana)
    Bullet.objects.bulk_create(
        Bullet(user=dana, position=row, before="x", text=f"Ran {n} hosts") for n in range(300)
    )
    choose(dana)
    made = publishing.draft(known(dana), publishing.chosen(dana))
    assert made.has_too_much
    assert len(made.remarks) == 201


def test_words_that_say_the_figures_of_a_win_are_hidden_usually(
    dana: User, as_dana: Client
) -> None:
    win(dana, "Restore took 25 minutes, it was 4 hours")
    choose(dana)
    content = publish(as_dana, dana)[1]
    assert "25 minutes" not in content
    assert "4 hours" not in content
    assert "Time to restore: −90 %" in content
    usual = as_dana.post(SHARE, {"usual": "1"}).content.decode()
    assert "Restore took 25 minutes" in usual  # beside its choice


@pytest.mark.parametrize(
    "said",
    [
        "25 minutes", "25 min", "4 hours", "240 min", "four hours", "twenty-five minutes",
        "4h", "Four-hour outages", "two hundred and forty minutes", "0.42 h",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "unit", [{}, {"unit": "min per outage"}, {"metric": "Minutes", "unit": ""}]
)
def test_a_figure_shown_as_a_percentage_is_found_in_any_words(
    dana: User, said: str, unit: dict[str, str]
) -> None:
    claim = win(dana, "Restores faster", **unit)
    Narrative.objects.create(user=dana, problem_space=f"An outage: {said}.")
    choose(dana)
    assert [str(one.sort) for one in remarks(dana)] == ["figure"]
    Narrative.objects.update(problem_space="Outages.")
    Claim.objects.filter(pk=claim.pk).update(text=f"An outage: {said}")
    choose(dana, **{f"claim__{claim.pk}": "exact"})
    assert [str(one.sort) for one in remarks(dana)] == ["figure"]


@pytest.mark.parametrize("figures", [{}, {"before": None, "after": None}])
def test_any_number_in_the_words_of_a_win_is_asked_about(
    dana: User, figures: dict[str, object]
) -> None:
    claim = win(dana, "Restored 37 services in one go", **figures)
    choose(dana, **{f"claim__{claim.pk}": "exact"})
    assert [(str(one.sort), one.found) for one in remarks(dana)] == [("work", "37")]
    if not figures:
        key = f"win__{claim.win_id}"
        choose(dana, **{f"claim__{claim.pk}": "exact", key: "exact", f"{key}.allowed": "yes"})
        assert remarks(dana) == ()

"""What is deleted leaves the public page at once, wherever it stood on it; and an address that
names an employer is none without the name."""

import pytest
from django.test import Client

from accounts.models import User
from portfolio.models import Bullet, Position, Result, Skill, Story, Win
from roadmap.story.narrative import publishing
from roadmap.story.narrative.known import known
from roadmap.story.narrative.models import Claim, Narrative
from tests.roadmap.story.narrative import people
from tests.roadmap.story.narrative.test_sharing import choose, publish, read


def test_what_proves_a_claim_is_gone_with_it_also_from_the_headline(
    dana: User, as_dana: Client
) -> None:
    study = people.full(dana)
    bare = people.case(dana, title="A case without figures")
    win, figure = dana.wins.get(), study.results.get(name="Cloud spend")
    Win.objects.update(line="A won line")
    story = dana.stories.get()
    Claim.objects.create(user=dana, case_result=figure, place=0)
    Claim.objects.create(user=dana, story=story, place=1)
    Claim.objects.create(user=dana, case_study=bare, place=2)
    Claim.objects.create(user=dana, win=win, place=3)
    choose(dana)
    row, content = publish(as_dana, dana)
    for one, said in (
        (figure, "$4,200"),
        (story, "The bill nobody owned"),
        (bare, "A case without figures"),
        (win, "A won line"),
        (dana.credentials.get(), "FinOps Practitioner"),
    ):
        assert said in content
        one.delete()
        assert said not in read(row)
    assert "FinOps with Security" in read(row)


def test_lines_and_skills_that_are_deleted_are_gone(dana: User, as_dana: Client) -> None:
    people.full(dana)
    choose(dana)
    row, content = publish(as_dana, dana)
    assert "Cut idle hours by a third" in content
    assert "Kubernetes" in content
    Bullet.objects.get().delete()
    Skill.objects.get(name="Kubernetes").delete()
    content = read(row)
    assert "Cut idle hours by a third" not in content
    assert "Kubernetes" not in content
    assert "Cost allocation" in content


def test_a_headline_of_their_own_stays_as_it_was_chosen(dana: User, as_dana: Client) -> None:
    people.full(dana)
    Narrative.objects.create(user=dana, headline="I find what nobody counts")
    choose(dana)
    row = publish(as_dana, dana)[0]
    Result.objects.all().delete()
    Story.objects.all().delete()
    assert "I find what nobody counts" in read(row)


@pytest.mark.parametrize("contact", ["dana@halvorsenfreight.example", "dana@example.org"])
def test_an_address_with_an_employers_name_in_it_is_left_out(dana: User, contact: str) -> None:
    people.full(dana)
    links = [
        {"name": "Mine", "url": "https://example.org/dana"},
        {"name": "Team", "url": "https://halvorsen-freight.example/team"},
    ]
    Narrative.objects.create(user=dana, contact=contact, links=links)
    choose(dana, contact="exact")
    page = publishing.draft(known(dana), publishing.chosen(dana)).page
    assert [one.name for one in page.links] == ["Mine"]
    assert page.contact == ("" if "halvorsen" in contact else contact)


def test_the_first_word_of_a_hidden_name_is_taken_out_too_and_names_shown_stay_whole(
    dana: User, as_dana: Client
) -> None:
    people.full(dana)
    said = "Halvorsen never saw it, nor did HALVORSEN-prod."
    Narrative.objects.create(user=dana, problem_space=said)
    choose(dana)
    content = publish(as_dana, dana)[1]
    assert "halvorsen" not in content.casefold()
    assert "a freight company never saw it" in content
    Position.objects.filter(kind="education").update(organisation="Halvorsen School")
    choose(dana)
    assert "Halvorsen School" in publish(as_dana, dana)[1]

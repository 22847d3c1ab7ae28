"""Texts that are too long together: short ones are read whole, and the page says where it ended."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from roadmap.lanes.owners import Owner
from roadmap.proof.models import Resume
from roadmap.story.same_story.models import CurrentText
from roadmap.story.same_story.reaching import MOST, reach
from roadmap.story.same_story.statements import LONGEST

LONG = ("I keep what eleven teams deploy on. " * 600)[:LONGEST]


def test_what_is_short_enough_is_read_whole() -> None:
    assert reach(["", "a b", LONG, LONG]) == [0, 3, LONGEST, LONGEST]


def test_longer_ones_share_what_short_ones_leave() -> None:
    far = reach([LONG, "A short one.", LONG, LONG, LONG, LONG])
    assert far[1] == len("A short one.")
    assert sum(far) <= MOST
    assert all(MOST // 6 <= one < LONGEST for one in far if one != far[1])


@pytest.mark.parametrize("words", [LONG + LONG, "9" * 3 * LONGEST, "word " * LONGEST])
def test_no_word_is_cut_in_two(words: str) -> None:
    (far,) = reach([words])
    assert 0 < far <= LONGEST
    assert not words[far - 1 : far + 1].isalpha()


def test_a_line_is_read_to_its_end() -> None:
    words = "Spend fell to $1,168 a month. " * 800
    (far,) = reach([words])
    assert words[:far].endswith("a month.")


@pytest.mark.django_db
def test_the_page_says_which_text_was_read_to_where(dana: User, as_dana: Client) -> None:
    for where in ("about", "headline", "other"):
        CurrentText.objects.create(user=dana, where=where, text=LONG, pasted_at=timezone.now())
    page = as_dana.get("/narrative/same-story/").content.decode()
    assert "characters were read" not in page
    Resume.objects.keep(Owner(user=dana), LONG)
    page = as_dana.get("/narrative/same-story/").content.decode()
    assert "Of your LinkedIn about the first 14,9" in page
    assert "of 20,000 characters were read, up to “…what eleven teams deploy on.”." in page
    assert "All texts together are read up to 60,000 characters" in page

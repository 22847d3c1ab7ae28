"""The mails of fourteen weeks: those in docs/mails/ are the ones a person gets; none is filler."""

import re

import pytest

from accounts.models import User
from config.mode import BASE_DIR
from roadmap import printed_mails
from roadmap.replay import Letter

pytestmark = pytest.mark.django_db

FALLBACKS = ("No line of yours yet. ", "What you wanted of this month: “")
OWN = ("You stopped here: “", "You stopped here on ", "On ")


@pytest.fixture(scope="module")
def letters(django_db_setup: None, django_db_blocker: object) -> list[Letter]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return printed_mails.letters()


def first_line(letter: Letter) -> str:
    return letter.content.text.splitlines()[0]


def test_the_printed_mails_are_the_ones_a_person_gets() -> None:
    """Print them anew with ``make mails``."""
    files = {path.name: path.read_text() for path in (BASE_DIR / "docs" / "mails").glob("*.txt")}
    assert files == printed_mails.by_week()
    assert not User.objects.exists()


def test_there_is_one_mail_for_each_block_of_fourteen_weeks(letters: list[Letter]) -> None:
    assert len(letters) == 42
    assert len({letter.moment.date() for letter in letters}) == 42


def test_every_first_line_is_the_persons_own_or_a_written_fallback(letters: list[Letter]) -> None:
    own = [line for line in map(first_line, letters) if line.startswith(OWN) and "“" in line]
    fallback = [line for line in map(first_line, letters) if line.startswith(FALLBACKS)]
    assert len(own) + len(fallback) == 42
    assert len(own) >= 38


def test_no_two_first_lines_are_the_same(letters: list[Letter]) -> None:
    assert len(set(map(first_line, letters))) == 42


def test_every_mail_has_its_five_lines_and_none_has_a_hole(letters: list[Letter]) -> None:
    for letter in letters:
        text = letter.content.text
        assert 0 < len(letter.content.subject) <= 70
        assert not re.search(r"[{}]|None|“”|  | \.|\.\.(?!\.)|, ,", text), text
        lines = [line for line in text.split("\n\n") if line.strip()]
        assert lines[1].startswith(("Next", "Every criterion"))
        assert lines[2].startswith("Done when")
        assert lines[4].startswith("Only ")


def test_no_mail_blames(letters: list[Letter]) -> None:
    blame = re.compile(r"\b(missed|overdue|failed to|should have|sorry|streak)\b|!", re.I)
    for letter in letters:
        own_words = re.sub(r"“[^”]*”", "", letter.content.text)
        assert not blame.search(own_words.split("--\n")[0]), letter.content.text

"""The one page on one sheet: whatever somebody wrote, in letters that are drawn, in a second."""

import io
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from accounts.models import User
from common.typesetting import drawing
from portfolio.overview import Disclosure, Entry, Line, PositionKind, SkillLine
from roadmap.story.narrative import gather, paper, taking
from roadmap.story.narrative.document import Credential, Outcome, Page
from roadmap.story.narrative.models import Claim, Narrative
from tests.roadmap.story.narrative import people

A4 = (595.28, 841.89)
NAME = "Dana Müller Ψυχή Жанна"
EMPTY = Page(name="Dana")
TYPST = '#read("/etc/passwd") #panic() $ x $ @ref <label> *b* _e_ \\ // ` = h'


def sheet(made: bytes) -> str:
    """The text of it, once it is found to be one tagged sheet of A4."""
    read = PdfReader(io.BytesIO(made))
    assert len(read.pages) == 1
    box = read.pages[0].mediabox
    assert (round(float(box.width), 2), round(float(box.height), 2)) == A4
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in made
    return read.pages[0].extract_text()


def full(dana: User) -> Page:
    study = people.full(dana)
    dana.name = NAME
    dana.save()
    words = "Λογαριασμοί без владельца, naïve façade."
    Narrative.objects.create(
        user=dana,
        problem_space=words,
        location="Αθήνα",
        contact="dana@example.org",
        links=[{"name": "Code", "url": "https://example.org/dana"}],
    )
    for place, row in enumerate(study.results.all()):
        Claim.objects.create(user=dana, case_result=row, place=place, text=f"Outcome № {place}")
    return gather.page(dana, Disclosure.whole())


@pytest.mark.django_db
def test_a_full_account_is_one_sheet_in_three_alphabets(dana: User) -> None:
    made = taking.pdf(full(dana))
    text = " ".join(sheet(made.pdf).split())
    for words in (NAME, "Λογαριασμοί без владельца, naïve façade.", "Αθήνα", "$3,000", "Outcome №"):
        assert words in text
    for words in ("Cloud engineer", "Delft", "Kubernetes", "FinOps Practitioner"):
        assert words in text
    assert paper.left_out(made.fit) == []


def test_a_nearly_empty_account_is_one_sheet() -> None:
    made = taking.pdf(EMPTY)
    assert sheet(made.pdf).strip() == "Dana"
    assert made.fit == 0


def much(letter: str) -> Page:
    text = f"{letter * 40} "
    entry = Entry(
        kind=PositionKind.WORK,
        title=text * 4,
        organisation=text * 4,
        starts="2020",
        summary=text * 50,
        lines=tuple(Line(text * 15) for _ in range(20)),
    )
    return Page(
        name=letter * 80,
        headline=letter * 220,
        lane="finops",
        lane_name="FinOps",
        second=letter * 60,
        keeps=letter * 300,
        leverage=letter * 300,
        problem_space=text * 29,
        looking_for=text * 29,
        outcomes=tuple(Outcome(text * 9, letter * 300, is_own=True) for _ in range(12)),
        positions=(entry,) * 60,
        projects=(entry,) * 60,
        education=(entry,) * 60,
        skills=(SkillLine(letter * 80),) * 60,
        location=letter * 120,
        contact="d@example.org",
    )


@pytest.mark.parametrize("letter", ["W", "Ж", "Ω", "i"])
def test_the_most_that_can_be_typed_is_one_sheet_and_says_what_is_missing(letter: str) -> None:
    made = taking.pdf(much(letter))
    assert "FinOps" in sheet(made.pdf) or made.fit > 0
    missing = paper.left_out(made.fit)
    assert "skills" in missing
    assert len(missing) == len(set(missing))


def test_it_is_set_smaller_before_anything_is_left_out() -> None:
    rooms = paper.rooms()
    sizes = [one.size for one in rooms]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) == 8.5
    first_loss = next(at for at in range(len(rooms)) if paper.left_out(at))
    assert rooms[first_loss - 1].size == 8.5


def test_the_same_page_makes_the_same_sheet(dana: User) -> None:
    page = replace(full(dana), problem_space="word " * 220)
    first, second = taking.pdf(page), taking.pdf(page)
    assert first.fit == second.fit
    assert sheet(first.pdf) == sheet(second.pdf)


def test_letters_without_a_drawing_are_left_out_and_named_before() -> None:
    page = Page(name="Dana 日本語", problem_space="Bills 🙂 → ≤ done")
    assert paper.cannot_draw(page) == tuple("日本語🙂")
    text = sheet(taking.pdf(page).pdf)
    assert "Bills → ≤ done" in text
    assert "日" not in text


def test_what_somebody_types_is_never_markup() -> None:
    text = sheet(taking.pdf(Page(name=TYPST, problem_space=TYPST)).pdf)
    assert " ".join(text.split()).count("#panic() $ x $ @ref <label>") == 2


@pytest.mark.once
def test_every_character_said_to_be_drawn_is_drawn() -> None:
    """All of them at once in a file of the standard that forbids one without a drawing."""
    signs = [
        chr(code)
        for one in drawing._drawn().ranges
        for first, last in [[int(end, 16) for end in one.split("-")]]
        for code in range(first, last + 1)
    ]
    letters = "".join(sign for sign in signs if sign.isalpha())[:400]
    assert b"pdfuaid:part" in taking.pdf(Page(name="Dana", problem_space=letters)).pdf
    usual = (sign for sign in signs if unicodedata.normalize("NFC", sign) == sign)
    assert drawing.undrawn("".join(usual)) == ()


def test_what_no_setting_has_room_for_is_said_too() -> None:
    lines = tuple(Line(f"Line {n}") for n in range(5))
    work = tuple(Entry(PositionKind.WORK, f"Job {n}") for n in range(9))
    first = Entry(PositionKind.WORK, "Job", summary="x" * 401, lines=lines)
    held = tuple(Credential(f"Badge {n}") for n in range(9))
    page = Page(positions=(first, *work), credentials=held)
    assert paper.missing(Page(positions=work[:8]), 0) == []
    assert paper.missing(page, 0) == [
        "entries after the eighth of each kind",
        "lines after the fourth of each position",
        "the ends of long summaries",
        "credentials after the eighth",
    ]
    everything = len(paper.rooms()) - 1
    assert paper.missing(page, everything) == paper.left_out(everything)


def test_a_position_begins_with_room_above_it() -> None:
    """More than there is between two lines of the one before it."""
    lines = tuple(Line(f"Line {n}") for n in range(3))
    first = Entry(PositionKind.WORK, "First", lines=lines)
    work = (first, Entry(PositionKind.WORK, "Second"))
    heights: dict[str, float] = {}

    def placed(text: str, matrix: Any, *_rest: Any) -> None:
        heights[text.strip()] = matrix[5]

    read = PdfReader(io.BytesIO(taking.pdf(Page(name="Dana", positions=work)).pdf))
    read.pages[0].extract_text(visitor_text=placed)
    between_lines = heights["Line 1"] - heights["Line 2"]
    assert heights["Line 2"] - heights["Second"] > 1.5 * between_lines

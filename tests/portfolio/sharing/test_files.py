"""Files to take away: what is in them, what their names are, and what cannot be made."""

import io
import random
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from accounts.models import User
from common.typesetting import process
from portfolio.models import Picture
from portfolio.sharing import files, paper, pdf
from portfolio.sharing.blocks import DEEPEST, blocks
from portfolio.telling.document import Artifact, Document, Text
from portfolio.telling.document import Picture as Shown
from tests.portfolio.rows import case, write
from tests.portfolio.sharing.full import full, with_picture

KEY = "11111111-1111-4111-8111-111111111111"
HOSTILE = [
    "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\x", "a\r\nX-Header: 1", 'a".md',
    "\u202egnp.exe", "<script>", "CON", ".", "", "ж" * 200, "a" * 500, "a\0b", "%2e%2e%2f",
]  # fmt: skip
TYPST = [
    '#read("/etc/passwd")', '#import "@preview/x:1.0.0"', "$x^2$", "#{while true {}}", "@label",
    "<label>", "= Heading", "#set page(width: 1pt)", "\\u{41}", "*bold*", "~ -- ---", "//comment",
    "/* comment */", "#eval(\"1\")", "`raw`", "#panic()",
]  # fmt: skip


def words(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return "\n".join(page.extract_text() for page in pages)


def document(text: str = "", title: str = "A title") -> Document:
    return Document(title=title, lane="finops", sections=(Text("problem", "Problem", text),))


@pytest.mark.parametrize("title", HOSTILE)
def test_a_name_stays_in_its_folder(title: str) -> None:
    name = files.stem(title, "case-study")
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(name) <= files.LONGEST


def test_no_name_is_anothers() -> None:
    shown = tuple(
        Artifact("Screenshot", title, "result", picture=Shown(f"k{at}", 1, 1, ""))
        for at, title in enumerate([*HOSTILE, *HOSTILE])
    )
    made = files.names(Document(title="x", lane="", artifacts=shown), [f"k{n}" for n in range(99)])
    assert len(set(made.values())) == len(made) == 2 * len(HOSTILE)
    assert all(name.startswith("pictures/") and ".." not in name for name in made.values())


@pytest.mark.django_db
def test_the_archive_has_the_readme_and_its_pictures(dana: User, as_dana: Client) -> None:
    study = full(dana)
    with_picture(study, "../../evil", alt="an *alt*](x)")
    answer = as_dana.get(reverse("casestudy-zip", args=[study.pk]))
    assert answer["Content-Disposition"].startswith('attachment; filename="a-bill-in-which')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == ["README.md", "pictures/01-markerartifact1.webp", "pictures/02-evil.webp"]
        text = archive.read("README.md").decode()
        assert all(f"<{name}>" in text for name in names[1:])
        assert archive.read(names[1]) == bytes(Picture.objects.all()[0].data)


@pytest.mark.django_db
@pytest.mark.parametrize("title", HOSTILE[:8])
def test_a_title_breaks_no_header(dana: User, as_dana: Client, title: str) -> None:
    study = case(dana, title=title[:160])
    answer = as_dana.get(reverse("casestudy-zip", args=[study.pk]))
    assert answer.status_code == 200
    assert "X-Header" not in answer.headers
    assert answer["Content-Disposition"].count('"') == 2


@pytest.mark.django_db
def test_a_pdf_is_tagged_and_says_what_it_is(dana: User, as_dana: Client) -> None:
    study = full(dana)
    answer = as_dana.post(reverse("casestudy-pdf", args=[study.pk]), {"as": "whole"})
    read = PdfReader(io.BytesIO(answer.content))
    root = read.trailer["/Root"]
    assert read.metadata
    assert (read.metadata.title, root["/Lang"]) == (study.title, "en")
    assert root["/MarkInfo"]["/Marked"]
    assert any(page.images for page in read.pages)


def test_what_somebody_types_is_never_markup() -> None:
    made = pdf.pdf(document("\n\n".join(TYPST[:1] + TYPST), title=TYPST[0]), [], "foot")
    text = words(made)
    assert "root:" not in text
    for one in ('#read("/etc/passwd")', "#{while true {}}", "#set page(width: 1pt)", "#panic()"):
        assert one in text


def test_letters_that_cannot_be_drawn_are_said() -> None:
    made = words(pdf.pdf(document("Привет, naïve 日本語 🙂"), [], ""))
    assert "Привет, naïve" in made
    assert "Some letters of this text are not in the fonts" in made
    assert paper.undrawn("naïve Ψ → ≤ − “x” Ж") == ()


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(paper.TooLong):
        pdf.pdf(document("word " * paper.LONGEST), [], "")


def test_a_typesetter_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", 0.01)
    with pytest.raises(pdf.NotMade):
        pdf.pdf(document("word"), [], "")


@pytest.mark.django_db
def test_it_is_said_when_no_pdf_can_be_made(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = case(dana)
    write(study, problem="word")
    address = reverse("casestudy-pdf", args=[study.pk])
    monkeypatch.setattr(paper, "LONGEST", 2)
    assert b"longer than a PDF of it may be" in as_dana.post(address).content
    monkeypatch.setattr(paper, "LONGEST", 1000)
    monkeypatch.setattr(process, "SECONDS", 0.01)
    assert b"could not be set as a PDF" in as_dana.post(address).content


@pytest.mark.django_db
def test_pdfs_are_not_made_without_end(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "pdf", lambda *_args: b"%PDF")
    address = reverse("casestudy-pdf", args=[case(dana).pk])
    answers = [as_dana.post(address).status_code for _ in range(61)]
    assert answers[-1] == 429
    assert set(answers[:60]) == {200}


@pytest.mark.parametrize("seed", range(40))
def test_any_markdown_becomes_blocks(seed: int) -> None:
    dice = random.Random(seed)
    pieces = [
        "# a",
        "## b",
        "- c",
        "1. d",
        "> e",
        "```",
        "![x](y)",
        "[a](b)",
        "    code",
        "**",
        "<b>",
        "---",
        "0. z",
        "[r]: http://x",
        "[r]",
        "\t- x",
    ]
    pieces += ["", "|a|b|", "|-|-|"]
    text = "\n".join(dice.choice(pieces) * dice.randint(1, 3) for _ in range(60))
    assert_known(blocks(text), 0)


def assert_known(nodes: list[dict[str, Any]], depth: int) -> None:
    known = {"words", "heading", "code", "quote", "list", "numbers", "table", "rule"}
    assert {str(node["kind"]) for node in nodes} <= known
    assert depth <= DEEPEST + 1
    for node in nodes:
        for inner in [node.get("blocks", []), *node.get("items", [])]:
            assert_known(inner, depth + 1)


def test_headings_skip_no_level() -> None:
    levels = [one["level"] for one in blocks("###### deep\n\n# top\n\n#### deeper\n\n# top")]
    assert levels == [2, 2, 3, 2]


def test_a_transparent_picture_lies_on_white() -> None:
    study = Document(
        title="x",
        lane="",
        artifacts=(Artifact("Screenshot", "x", "result", picture=Shown(KEY, 60, 40, "")),),
    )
    file = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(file, "WEBP")
    made = pdf.pdf(study, [Picture(pk=1, key=uuid.UUID(KEY), data=file.getvalue())], "")
    (image,) = PdfReader(io.BytesIO(made)).pages[0].images
    assert image.image
    assert image.image.convert("RGB").getpixel((30, 20)) == (255, 255, 255)

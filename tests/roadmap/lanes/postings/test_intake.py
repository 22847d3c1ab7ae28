"""What people paste and upload is told by its content; what cannot be read says how to mend it."""

import csv
import itertools
import os
import re
import time
import unicodedata
from pathlib import Path

import pytest

from roadmap.lanes.postings import intake
from roadmap.lanes.postings.intake import Refused, texts_from, texts_from_paste
from tests.roadmap.lanes.postings.test_pdf import GOOD

TEXT = "Platform Engineer\n\nRequirements\n- Fünf Jahre Terraform – “gern” mehr"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_a_text_is_read_in_whatever_encoding_it_was_saved(data: bytes) -> None:
    assert texts_from("posting.doc", data) == [TEXT]


def test_a_page_is_read_whatever_its_name() -> None:
    page = b"<!doctype html><title>SRE</title><body><nav>Home</nav><p>You mend things.</body>"
    assert texts_from("posting.txt", page) == ["SRE\n\nYou mend things."]


def test_a_pdf_is_read_whatever_its_name() -> None:
    assert texts_from("posting", b"\n" + GOOD)[0].startswith("Platform Engineer\nRequirements")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"PK\x03\x04" + b"\x00" * 50, "word processor.*Save it as PDF.*paste"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "word processor"),
        (b"{\\rtf1 Hello}", "word processor"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "picture"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "picture"),
        (bytes(range(256)) * 20, "no text, HTML or PDF"),
        (b"\x7fELF" + os.urandom(4000), "no text, HTML or PDF"),
        (b"a" * 2_000_001, "has 2.0 MB, and a file may have 2"),
    ],
)
def test_what_is_no_posting_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        texts_from("mine.docx", data)
    assert "mine.docx" in str(refusal.value)


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        (" \n", "nothing to read yet"),
        ("a " * 1_000_001, "2,000,002 characters.*2,000,000"),
        ("Engineer " * 30_000, "269,999 characters.*200,000"),
        ("%PDF-1.7 obj", "inside of a PDF"),
        ("\x00\x01\x02" * 30, "no text"),
        ("---\n\nSign in\nApply now", "Nothing is left"),
    ],
)
def test_a_paste_that_cannot_be_read_says_how_to_mend_it(pasted: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        texts_from_paste(pasted)


def test_the_limits_are_what_the_interface_says() -> None:
    assert (intake.MAX_BYTES, intake.MAX_CHARACTERS, intake.MAX_POSTINGS) == (
        2_000_000,
        200_000,
        20,
    )


# --- Real ones ----------------------------------------------------------------------------------

FOLDER = os.environ.get("FORTE_POSTINGS", "")
REAL = sorted(Path(FOLDER).glob("*.txt")) if FOLDER else []

real = pytest.mark.skipif(not REAL, reason="FORTE_POSTINGS names no folder of real postings")


@real
def test_every_real_posting_is_one_and_keeps_the_words_of_its_items() -> None:
    """Those that name several roles are one posting as well: they have one text."""
    lost = []
    for path in REAL:
        pasted = path.read_bytes().decode()
        (text,) = texts_from_paste(pasted)
        said = _words(text)
        for item in re.findall(r"^[ \t]*[*•●–-] +([^\n]{12,})$", pasted, re.MULTILINE):
            words = _words(re.sub(r"\]\([^)]*\)|<[^>]*>|&#?\w+;|https?\S+", " ", item))
            if missing := words - said:
                lost.append(f"{path.stem}: {len(missing)} of {len(words)} words of an item")
    assert not lost, "\n".join(lost)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-zß-ÿ]{3,}", unicodedata.normalize("NFC", text).lower()))


@real
def test_every_real_posting_begins_with_its_title() -> None:
    with (Path(FOLDER) / "index.csv").open(newline="") as file:
        titles = {row["id"]: row["title"] for row in csv.DictReader(file)}
    found = 0
    for path in REAL:
        head = " ".join(texts_from_paste(path.read_text())[0].split("\n")[:6]).lower()
        words = re.findall(r"\w+", re.sub(r"\([^)]*\)", "", titles[path.stem]).lower())
        found += sum(word in head for word in words) > len(words) / 2
    assert found >= 0.95 * len(REAL)


@real
def test_two_real_postings_with_a_line_between_them_are_two() -> None:
    texts = [path.read_text() for path in REAL]
    pairs = [f"{one}\n\n---\n\n{other}" for one, other in itertools.pairwise(texts)]
    assert sum(len(texts_from_paste(pair)) == 2 for pair in pairs) >= 0.95 * len(pairs)


@real
def test_twenty_real_postings_with_lines_between_them_are_twenty() -> None:
    assert len(texts_from_paste("\n=====\n".join(path.read_text() for path in REAL[20:40]))) == 20


@pytest.mark.parametrize("line", ["-\n", "# a\n", "---\nDevOps Engineer\n"])
def test_lines_without_end_are_refused_before_they_cost_anything(line: str) -> None:
    began = time.process_time()
    with pytest.raises(intake.Refused, match="lines, and 60,000 can be read"):
        intake.texts_from_paste(line * (1_990_000 // len(line)))
    assert time.process_time() - began < 3

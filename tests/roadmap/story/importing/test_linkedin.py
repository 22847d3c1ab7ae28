"""LinkedIn's data export: the tables that are read, and the archives that are not."""

import io
import struct
import zipfile
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from certifications.models import Credential
from portfolio.models import Position, Skill
from roadmap.models import CurrentText, Narrative
from roadmap.story.importing import archive, reading
from roadmap.story.importing.found import Field, Unreadable
from tests.roadmap.story.importing.files import (
    EDUCATION,
    POSITIONS,
    PROFILE,
    SKILLS,
    export,
    keep,
    nothing,
    send,
    table,
    zipped,
)

db = pytest.mark.django_db


@db
def test_the_archive_is_shown_first_and_kept_when_confirmed(dana: User, as_dana: Client) -> None:
    page = send(as_dana, export(), "Basic_LinkedInDataExport.zip")
    said = page.content.decode()
    assert "LinkedIn’s data export" in said
    assert "Platform engineer, Vestergaard Logistics" in said
    assert nothing(dana)
    keep(as_dana, page)
    first, second = Position.objects.for_user(dana).filter(kind="work")
    assert (first.starts, first.ends, first.location) == ("2021-04", "", "Utrecht")
    assert [one.text for one in first.bullets.all()] == [
        "Cut spend by a fifth",
        "Moved 40 services",
    ]
    assert (second.starts, second.ends) == ("2017", "2021-03")
    assert {one.name for one in Skill.objects.for_user(dana)} == {"Kubernetes", "Terraform"}
    assert Position.objects.for_user(dana).get(kind="education").title == "BSc Physics"
    assert Credential.objects.for_user(dana).get().number == "77"


@db
def test_headline_and_about_go_to_the_same_story_check(dana: User, as_dana: Client) -> None:
    CurrentText.objects.create(
        user=dana, where="headline", text="Older", pasted_at="2026-01-01T00:00Z"
    )
    page = send(as_dana, export(), "export.zip")
    assert "It replaces: Older" in page.content.decode()
    keep(as_dana, page, ["words-current-headline", "words-current-about", "words-location"])
    texts = {one.where: one.text for one in CurrentText.objects.for_user(dana)}
    assert texts == {
        "headline": "Cloud engineer, FinOps",
        "about": "I cut what idles.\n\nAsk me.",
    }
    narrative = Narrative.objects.get(user=dana)
    assert (narrative.headline, narrative.location) == ("", "Utrecht, Netherlands")


@db
def test_the_same_archive_again_adds_nothing(dana: User, as_dana: Client) -> None:
    keep(as_dana, send(as_dana, export(), "export.zip"))
    again = send(as_dana, export(), "export.zip")
    assert "All of it is there already." in again.content.decode()


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [(POSITIONS, ["work", "work"]), (EDUCATION, ["education"]), (SKILLS, []), (PROFILE, [])],
)
def test_one_table_of_it_is_told_by_its_headings(rows: Any, kinds: list[str]) -> None:
    found = reading.read(table(rows))
    assert [one.kind.value for one in found.resume.entries] == kinds
    assert bool(found.resume.skills) is (rows is SKILLS)
    assert bool(found.words) is (rows is PROFILE)


def test_notes_above_the_headings_and_other_signs_of_the_beginning() -> None:
    notes = 'Notes:\n"When exporting your data, some may be missing, ""as it is"", see help."\n\n'
    assert len(reading.read(table(SKILLS, notes)).resume.skills) == 2
    assert len(reading.read(b"\xef\xbb\xbf" + table(SKILLS)).resume.skills) == 2
    assert len(reading.read(table(SKILLS).decode().encode("utf-16")).resume.skills) == 2


def test_a_folder_around_it_as_some_unpack_and_pack_it() -> None:
    found = reading.read(export("Basic_LinkedInDataExport_11-20-2026/"))
    assert len(found.resume.entries) == 3


def test_what_is_private_is_not_kept_and_is_named() -> None:
    found = reading.read(export())
    assert "“Profile.csv: birth date”" in " ".join(found.remarks)
    assert "Jan 1" not in repr(found)


def test_a_long_description_is_the_summary_and_a_date_nobody_knows_is_named() -> None:
    rows = [POSITIONS[0], ["Acme", "Engineer", "x" * 900, "", "Spring", ""]]
    found = reading.read(table(rows))
    (entry,) = found.resume.entries
    assert (entry.summary, entry.lines, entry.starts) == ("x" * 900, (), "")
    assert "started on: Spring" in found.remarks[0]


def test_websites() -> None:
    cell = "[COMPANY:https://example.org/a,PORTFOLIO:https://example.com/b,OTHER:javascript:x]"
    links = reading.read(table([["Headline", "Websites"], ["x", cell]])).links
    assert [(one.name, one.url) for one in links] == [
        ("Company", "https://example.org/a"), ("Portfolio", "https://example.com/b"),
    ]  # fmt: skip


def test_a_profile_without_a_headline_says_its_name() -> None:
    found = reading.read(table([PROFILE[0], ["Dana", "Brandt", "", "", "", "", "", ""]]))
    assert {one.field: one.text for one in found.words} == {Field.NAME: "Dana Brandt"}


@pytest.mark.parametrize("data", [b"Name,Email\nInes,i@example.org\n", b"Shoes,Hats\n1,2\n"])
def test_a_table_with_other_columns_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"none of those we read|no table of LinkedIn"):
        reading.read(data)


# --- Refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"notes.txt": b"x"}), "there is no Positions.csv"),
        (zipped({"a/b/Positions.csv": table(POSITIONS)}), "there is no Positions.csv"),
        (zipped({"../Positions.csv": table(POSITIONS)}), "there is no Positions.csv"),
        (zipped({"/Positions.csv": table(POSITIONS)}), "there is no Positions.csv"),
        (zipped({"inner.zip": export()}), "there is no Positions.csv"),
        (zipped({"__MACOSX/Positions.csv": table(POSITIONS)}), "there is no Positions.csv"),
        (zipped({"Positions.csv": b"a" * 40_000_000}), "larger than two megabytes unpacked"),
        (zipped({f"{n}.txt": b"" for n in range(5001)}), "more than 5000 files"),
        (zipped({"Positions.csv": b"Company Name,Title\n\xc5ngstr\xf6m,x\n"}), "no text in UTF-8"),
        (zipped({"Positions.csv": b"Shoes,Hats\n1,2\n"}), "“Shoes”, “Hats”"),
        (zipped({"Skills.csv": b'Name\n"never closed\n'}), "quoted cell is not closed"),
        (zipped({"Skills.csv": b"Name\n" + b"x\n" * 500}), "There are 500 rows in Skills.csv"),
        (zipped({"Skills.csv": b"Name\n"}), "its tables are empty"),
        (zipped({"Positions.csv": b""}), "Its first line says: nothing."),
        (export()[:400], "damaged or cut off"),
        (b"PK\x03\x04" + b"\0" * 200, "damaged or cut off"),
    ],
)
def test_another_archive_gets_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.read(data)
    assert said in str(refused.value)


def test_an_archive_that_lies_about_its_size_is_read_no_further() -> None:
    """Both headers say ten bytes; what comes out is more, or the archive is damaged."""
    data = zipped({"Positions.csv": b"a" * 30_000_000})
    lying = data.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10))
    assert lying != data
    with pytest.raises(Unreadable):
        reading.read(lying)


def test_an_archive_with_a_password() -> None:
    data = bytearray(export())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        at = next(one for one in packed.infolist() if one.filename == "Positions.csv")
    data[at.header_offset + 6] |= 1
    central = data.rindex(b"Positions.csv") - 46
    data[central + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        reading.read(bytes(data))


def test_nothing_else_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    unpacked = archive._unpacked

    def noting(whole: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
        opened.append(one.filename)
        return unpacked(whole, one)

    monkeypatch.setattr(archive, "_unpacked", noting)
    reading.read(export(**{"Connections.csv": b"First Name\nInes\n"}))
    assert opened == [
        "Positions.csv", "Skills.csv", "Education.csv", "Profile.csv", "Certifications.csv",
    ]  # fmt: skip


@db
def test_one_bad_table_keeps_nothing_of_the_others(dana: User, as_dana: Client) -> None:
    page = send(as_dana, export(**{"Skills.csv": b"\xff\x00\xff"}), "export.zip")
    assert "Skills.csv is no text in UTF-8" in page.content.decode()
    assert nothing(dana)

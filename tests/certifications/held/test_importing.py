"""Reading in a file: what is understood, what is not and why, and all or nothing."""

import base64
import contextlib
import json
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.test.client import FakePayload
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from certifications.held.importing import lines, reading, tables
from certifications.held.importing.found import Unreadable
from certifications.held.models import MOST
from certifications.models import Credential
from common import uploads
from tests.certifications.held.rows import NOON, TODAY, credential, kept, known

LINKEDIN = """Name,Url,Authority,Started On,Finished On,License Number
AWS Certified Solutions Architect – Associate,https://credly.com/badges/1,Amazon Web Services (AWS),Mar 2024,Mar 2027,ABC
Certified Kubernetes Administrator (CKA),,The Linux Foundation,Feb 2025,,
ITIL Foundation,,PeopleCert,May 2019,,77
"""  # noqa: E501 - as the export has it
SECOND = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://badges.example.org/a/1",
    "badge": {"name": "CKA: Certified Kubernetes Administrator", "issuer": {"name": "CNCF"}},
    "issuedOn": "2025-02-10T09:30:00Z",
    "expires": "2027-02-10T09:30:00Z",
}
THIRD = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "id": "urn:uuid:1",
    "issuer": {"id": "https://example.org", "name": "Example Institute"},
    "validFrom": "2026-01-31T00:00:00+02:00",
    "validUntil": "2029-01-31T00:00:00Z",
    "credentialSubject": {"achievement": {"name": {"en": "Platform Practitioner"}}},
}


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def send(client: Client, content: str | bytes, name: str = "file.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("credentials-import"), {"file": file})


def keep(client: Client, page: Any, **fields: Any) -> str:
    """Confirm what a page shows: by default all of its lines."""
    shown = [line.at for line in page.context["new"]]
    sent = {"mark": page.context["mark"], "line": shown, "take": shown, **fields}
    answer = client.post(reverse("credentials-import-keep"), sent, follow=True)
    return answer.content.decode()


# --- A person with a file -----------------------------------------------------------------------

db = pytest.mark.django_db


@db
def test_linkedins_list_is_shown_first_and_added_when_confirmed(
    dana: User, as_dana: Client
) -> None:
    known()
    page = send(as_dana, LINKEDIN, "Certifications.csv")
    said = page.content.decode()
    assert "Three credentials can be added" in said
    assert "It is taken for <strong>Certified Kubernetes Administrator</strong>" in said
    assert "“Mar 2024” has no day: the first is taken." in said
    assert "Not found in the catalogue" in said
    assert not kept(dana).exists()
    assert "3 credentials are added." in keep(as_dana, page)
    aws, cka, itil = kept(dana).order_by("pk")
    assert (aws.certification.slug, aws.number) == ("aws-solutions-architect-associate", "ABC")
    assert (aws.issued_on, aws.expires_on) == (date(2024, 3, 1), date(2027, 3, 1))
    assert aws.url == "https://credly.com/badges/1"
    assert cka.expires_on == date(2027, 2, 1)  # by the catalogue's validity
    assert (itil.certification, itil.name, itil.expires_on) == (None, "ITIL Foundation", None)
    assert {one.expiry_set_on for one in (aws, cka, itil)} == {date(2026, 11, 10)}


@db
def test_a_credential_keeps_the_name_that_its_certificate_says(dana: User, as_dana: Client) -> None:
    known()
    name = "HashiCorp Certified: Terraform Associate (003)"
    page = send(as_dana, f"name,issuer,issued on\n{name},HashiCorp,2024-05-02\n")
    assert "Terraform Associate (004)</strong> of the catalogue" in page.content.decode()
    keep(as_dana, page)
    earlier = kept(dana).get()
    assert earlier.name == name
    assert earlier.certification is not None
    assert earlier.certification.slug == "terraform-associate"


@db
def test_the_same_file_again_adds_nothing(dana: User, as_dana: Client) -> None:
    known()
    keep(as_dana, send(as_dana, LINKEDIN))
    Credential.objects.filter(name__contains="Kubernetes").update(issued_on=date(2025, 2, 10))
    page = send(as_dana, LINKEDIN)
    assert "You hold all of these already" in page.content.decode()
    assert page.context["new"] == []


@db
def test_a_line_can_be_left_out_or_kept_by_its_own_name(dana: User, as_dana: Client) -> None:
    known()
    keep(as_dana, send(as_dana, LINKEDIN), take=[2], own=[2])
    made = kept(dana).get()
    assert made.name == "Certified Kubernetes Administrator (CKA)"
    assert (made.certification, made.expires_on) == (None, None)


@db
def test_what_is_wrong_with_a_line_is_said_and_the_others_can_be_kept(
    dana: User, as_dana: Client
) -> None:
    page = send(
        as_dana,
        "Issued on,Expires on,Name,Shoe size,Link\n"
        "2025-01-01,2024-01-01,Backwards,42,\n"
        "03/04/2025,,Which day,42,\n"
        '2025-01-01,,"=HYPERLINK(""x"")",42,\n'
        "2027-01-01,,Not yet,42,\n"
        "2025-01-01,,,42,\n"
        f"2025-01-01,,{'x' * 201},42,\n"
        "2025-01-01,,Too many,42,,more\n"
        "2025-01-01,2028-01-01,Right,42,not an address\n"
        "2025-01-01,2028-01-01,Right,42,\n",
    )
    said = page.content.decode()
    for sentence in (
        "The expiry is not after the day of issue.",
        "“03/04/2025” is no date that can be told.",
        "begins like a formula.",
        "The day of issue is still to come.",
        "It has no name.",
        "has more than 200 characters.",
        "It has more cells than there are headings.",
        "“not an address” is no web address and is left out.",
        "Not read: “Shoe size”.",
        "Held already, or twice in the file",
    ):
        assert sentence in said
    assert len(page.context["wrong"]) == 7
    keep(as_dana, page)
    assert [one.name for one in kept(dana)] == ["Right"]


@db
def test_lines_that_cannot_be_kept_are_not_kept_when_they_are_asked_for(
    dana: User, as_dana: Client
) -> None:
    page = send(as_dana, "Name,Issued on\nGood,2025-01-01\nBad,2095-01-01\n")
    keep(as_dana, page, take=[1, 2, 3, "x"])
    assert [one.name for one in kept(dana)] == ["Good"]


@db
def test_a_mark_of_somebody_else_or_of_an_older_file_is_refused(
    dana: User, eve: User, as_dana: Client, as_eve: Client
) -> None:
    old = send(as_dana, "Name\nOld\n")
    new = send(as_dana, "Name\nNew\n")
    assert "That file is not there any more." in keep(as_dana, old)
    assert "That file is not there any more." in keep(as_eve, new)
    assert not Credential.objects.exists()
    keep(as_dana, new)
    assert "That file is not there any more." in keep(as_dana, new)
    assert [one.name for one in Credential.objects.all()] == ["New"]


@db
def test_what_is_held_by_now_is_left_out_when_it_is_confirmed(dana: User, as_dana: Client) -> None:
    page = send(as_dana, "Name,Issued on\nSame,2025-01-01\n")
    credential(dana, "same", issued_on=date(2025, 1, 1))
    assert "You hold all of these already. Nothing is added." in keep(as_dana, page)
    assert kept(dana).count() == 1


@db
def test_a_database_that_stumbles_leaves_nothing_half_kept(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(self: Any, *args: Any, **fields: Any) -> None:
        raise DatabaseError

    page = send(as_dana, LINKEDIN)
    monkeypatch.setattr("django.db.models.query.QuerySet._batched_insert", stumble)
    with pytest.raises(DatabaseError):
        keep(as_dana, page)
    monkeypatch.undo()
    assert not kept(dana).exists()
    assert "3 credentials are added." in keep(as_dana, page)


@db
def test_nothing_ticked_and_too_many_are_said_and_the_ticks_stay(
    dana: User, as_dana: Client
) -> None:
    page = send(as_dana, "Name\nOne\nTwo\n")
    said = keep(as_dana, page, take=[])
    assert "Choose at least one of the lines." in said
    assert "checked" not in said.split("<form")[-1]
    Credential.objects.bulk_create(Credential(user=dana, name=f"{n}") for n in range(MOST - 1))
    assert f"You may keep {MOST}" in keep(as_dana, page)
    assert kept(dana).count() == MOST - 1


@db
def test_looking_asks_as_much_for_many_lines_as_for_one(dana: User, as_dana: Client) -> None:
    def queries(count: int) -> int:
        table = "".join(f"CKA number {n},2025-01-01\n" for n in range(count))
        with CaptureQueriesContext(connection) as asked:
            page = send(as_dana, f"Name,Issued on\n{table}")
        assert len(page.context["new"]) == count
        return len(asked)

    queries(1)
    assert queries(1) == queries(150)


@db
def test_the_download_can_be_read_in_again(dana: User, eve: User, as_dana: Client) -> None:
    first = credential(
        dana, "=1+1", issuer='Ann "A", Inc.', issued_on=date(2025, 1, 1), number="-7",
        expires_on=date(2028, 1, 1), url="https://example.org/1", renewal_note="Ask, then pay",
    )  # fmt: skip
    credential(dana, "Zweite – Urkunde")
    credential(eve, "Hers")
    table = as_dana.get(reverse("credentials-export")).content
    assert b"'=1+1" in table
    assert b"Hers" not in table
    kept(dana).delete()
    keep(as_dana, send(as_dana, table))
    again = kept(dana).get(number="-7")
    for field in ("name", "issuer", "issued_on", "expires_on", "url", "renewal_note"):
        assert getattr(again, field) == getattr(first, field)
    assert kept(dana).filter(name="Zweite – Urkunde").exists()


# --- Files that cannot be read ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"Name\n", "Below the headings there is no line."),
        (b"Fruit,Colour\nApple,red\n", "No column is called Name."),
        ("Name\nDiplôme\n".encode("cp1252"), "This is no text we can read."),
        (b"Name\n\x00\n", "This is no text we can read."),
        (b'Name\n"open\n', "a quoted cell is not closed"),
        (b"Name\n" + b"x\n" * 10_000, "There are 10,000 lines; 200 at a time, please."),
        (b"Name\n" + b"x" * 6_000_000, "larger than two megabytes"),
        (b"{" * 5_000_000, "larger than two megabytes"),
        (b"PK\x03\x04....", "This is an archive."),
        (b"%PDF-1.7", "This is a PDF."),
        (b'{"badge": ', "cut off or malformed"),
        (b"[" * 100_000, "cut off or malformed"),
        (b"{}", "This JSON has no Open Badge in it."),
        (b"[1, 2, null]", "This JSON has no Open Badge in it."),
        (b"https://badges.example.org/a/1", "nothing is fetched"),
        (b"aaaaaaaaaa.bbbbbbbbbb.cccc", "This signed badge is cut off or malformed."),
        (b"<svg></svg>", "This picture has no Open Badge in it."),
        (b"\x89PNG\r\n\x1a\n", "This picture has no Open Badge in it."),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt", "This picture has no Open Badge in it."),
    ],
    ids=lambda value: value[:16] if isinstance(value, bytes) else None,
)
@db
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    dana: User, as_dana: Client, data: bytes, sentence: str
) -> None:
    page = send(as_dana, data)
    assert page.status_code == 200
    assert sentence in page.context["form"].errors["file"][0]
    assert not kept(dana).exists()


@db
def test_no_file_and_a_request_that_is_too_large_are_said(
    as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = as_dana.post(reverse("credentials-import"))
    assert "Choose a file first." in page.content.decode()
    monkeypatch.setattr(uploads, "MOST", 1000)
    assert "larger than two megabytes" in send(as_dana, b"x" * 5000).content.decode()


@given(st.binary(max_size=300))
def test_whatever_a_file_is_it_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        for raw in reading.read(data).raws:
            lines.line(raw, TODAY)


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=8), max_size=8))
def test_whatever_a_table_has_it_is_read_or_refused(rows: list[list[str]]) -> None:
    text = "\n".join([",".join(tables.HEADINGS.values()), *(",".join(row) for row in rows)])
    with contextlib.suppress(Unreadable):
        for raw in tables.read(text.encode("utf-8", "surrogatepass")).raws:
            line = lines.line(raw, TODAY)
            assert line.problems or line.values.name


# --- Kinds of tables and badges -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Name,Issued on\nCKA,2025-02-10\n",
        "Issued on;Name\n10.02.2025;CKA\n",
        "issue_date\tCREDENTIAL\n10 Feb 2025\tCKA\n",
        '"Date","Title"\n"February 10, 2025","CKA"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@db
def test_a_table_in_any_order_and_any_usual_writing(
    dana: User, as_dana: Client, text: str, encoding: str
) -> None:
    [line] = send(as_dana, text.encode(encoding)).context["new"]
    assert (line.values.name, line.values.issued_on) == ("CKA", date(2025, 2, 10))
    assert line.match.slug == "cka"


def png(keyword: bytes, text: bytes, *, packed: bool = False) -> bytes:
    body = zlib.compress(text) if packed else text
    chunk = keyword + b"\0" + bytes([packed, 0]) + b"\0\0" + body
    data = b"\x89PNG\r\n\x1a\n"
    for kind, one in ((b"IHDR", b"\0" * 13), (b"iTXt", chunk), (b"IEND", b"")):
        data += struct.pack(">I", len(one)) + kind + one + b"\0" * 4
    return data


def jwt(payload: object) -> str:
    parts = [b'{"alg":"RS256"}', json.dumps(payload).encode(), b"signature"]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def svg(text: str) -> str:
    tag = '<openbadges:assertion xmlns:openbadges="http://openbadges.org">'
    return f"<?xml version='1.0'?><svg>{tag}<![CDATA[{text}]]></openbadges:assertion></svg>"


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(SECOND),
        json.dumps([SECOND]),
        json.dumps({"badges": [SECOND]}),
        jwt(SECOND),
        svg(json.dumps(SECOND)),
        f'<svg><openbadges:assertion verify="{jwt(SECOND)}"></openbadges:assertion></svg>',
        png(b"openbadges", json.dumps(SECOND).encode()),
        png(b"openbadges", json.dumps(SECOND).encode(), packed=True),
        png(b"openbadges", jwt(SECOND).encode()),
    ],
)
@db
def test_a_badge_of_the_second_kind_in_whatever_it_is_wrapped(
    dana: User, as_dana: Client, data: str | bytes
) -> None:
    known()
    page = send(as_dana, data)
    assert "The signature of a badge is not checked here." in page.content.decode()
    keep(as_dana, page)
    made = kept(dana).get()
    assert made.certification == known()
    assert (made.issued_on, made.expires_on) == (date(2025, 2, 10), date(2027, 2, 10))
    assert (made.issuer, made.url) == ("CNCF", "https://badges.example.org/a/1")


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(THIRD),
        json.dumps({"type": "VerifiablePresentation", "verifiableCredential": [THIRD]}),
        json.dumps({"verifiableCredential": [jwt(THIRD)]}),
        jwt(THIRD),
        jwt({"iss": "https://example.org", "vc": THIRD}),
        png(b"openbadgecredential", json.dumps(THIRD).encode()),
    ],
)
@db
def test_a_badge_of_the_third_kind_in_whatever_it_is_wrapped(
    dana: User, as_dana: Client, data: str | bytes
) -> None:
    keep(as_dana, send(as_dana, data))
    made = kept(dana).get()
    assert (made.name, made.issuer, made.url) == ("Platform Practitioner", "Example Institute", "")
    assert (made.issued_on, made.expires_on) == (date(2026, 1, 31), date(2029, 1, 31))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"badge": "https://badges.example.org/b/1"}, "does not say its name, only an address"),
        ({"revoked": True}, "Its issuer has revoked this badge."),
        ({"issuedOn": "2095-01-01T00:00:00Z"}, "The day of issue is still to come."),
        ({"issuedOn": "yesterday"}, "“yesterday” is no date that can be told."),
        ({"badge": {"name": "@SUM(1)"}}, "begins like a formula."),
        ({"badge": {"name": "\ud800" * 300}}, "has more than 200 characters."),
        ({"issuedOn": "9" * 3000}, "is no date that can be told."),
    ],
)
@db
def test_a_badge_that_cannot_be_kept_says_why(
    dana: User, as_dana: Client, change: dict[str, Any], sentence: str
) -> None:
    page = send(as_dana, json.dumps({**SECOND, **change}))
    assert sentence in page.content.decode()
    assert page.context["new"] == []


@db
def test_a_small_picture_that_unpacks_to_a_large_text_is_refused(as_dana: Client) -> None:
    page = send(as_dana, png(b"openbadges", b" " * 4_000_000, packed=True))
    assert "larger than a megabyte" in page.content.decode()


def test_openings_that_never_close_are_read_past_at_once() -> None:
    with pytest.raises(Unreadable, match="no Open Badge"):
        reading.read(b"<openbadges:assertion " * 20_000)


def test_a_character_with_thousands_of_digits_is_malformed() -> None:
    baked = b"<svg><openbadges:assertion>{&#" + b"9" * 5000 + b";}</openbadges:assertion></svg>"
    with pytest.raises(Unreadable, match="malformed"):
        reading.read(baked)


def test_no_depth_of_lists_is_too_deep_to_be_refused() -> None:
    """Around some depth JSON can still be read and not be walked any more."""
    for depth in range(800, 1000):
        with pytest.raises(Unreadable):
            reading.read(b"[" * depth + b'"aaaaaaaa.bbbbbbbb.cc"' + b"]" * depth)


def test_a_cell_without_an_end_is_said_to_be_one() -> None:
    with pytest.raises(Unreadable, match="a cell has no end"):
        reading.read(b"Name\n" + b"x" * 200_000)


@db
def test_what_is_too_large_is_thrown_away_in_large_pieces(
    as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of empty lines would take Django a second for each megabyte."""

    def refuse(*args: object) -> bytes:
        raise AssertionError("It is read line by line.")

    monkeypatch.setattr(uploads, "MOST", 1000)
    monkeypatch.setattr(FakePayload, "readline", refuse)
    assert "larger than two megabytes" in send(as_dana, b"\n" * 200_000).content.decode()


def test_a_whole_archive_is_pointed_to_where_it_is_read(as_dana: Client) -> None:
    archive = SimpleUploadedFile("linkedin.zip", b"PK\x03\x04....")
    page = as_dana.post(reverse("credentials-import"), {"file": archive}).content.decode()
    assert "read in the whole archive with your positions and skills" in page
    assert f'href="{reverse("resume-import")}"' in page

"""Pasting and uploading: what is taken, what is refused beside its field, and what stays."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import uploads
from roadmap.lanes import owners
from roadmap.lanes.audit import adding
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.owners import Owner
from roadmap.lanes.postings import intake
from tests.roadmap.lanes.audit.written import DEVOPS, FINOPS, numbered

pytestmark = pytest.mark.django_db


def send(client: Client, text: str = "", *files: SimpleUploadedFile) -> Any:
    return client.post(reverse("audit-add"), {"postings": text, "uploads": list(files)})


def file(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def titles() -> list[str]:
    return [posting.title for posting in Posting.objects.all()]


def test_a_visitor_pastes_a_posting_and_sees_what_it_asks_for(client: Client) -> None:
    answer = send(client, FINOPS)
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert titles() == ["FinOps Engineer at Example Freight"]
    assert "One posting added." in page
    assert "Your posting is FinOps." in page


def test_a_person_uploads_two_files_and_pastes_one_at_once(as_dana: Client, dana: User) -> None:
    files = file("a.txt", DEVOPS), file("b.html", f"<h1>{numbered(1)}</h1>")
    assert send(as_dana, FINOPS, *files).status_code == 302
    assert Posting.objects.of(Owner(user=dana)).count() == 3


def test_nothing_at_all_is_answered_beside_the_field_and_makes_no_visitor(client: Client) -> None:
    answer = send(client, "  \n ")
    assert answer.context["form"].errors["postings"]
    assert owners.KEY not in client.session


def test_a_paste_that_is_too_long_stays_in_the_field(as_dana: Client) -> None:
    send(as_dana, FINOPS)
    long = "Cloud Engineer wanted. " * 12_000
    answer = send(as_dana, long)
    assert answer.context["form"].errors["postings"]
    assert long[:5000] in answer.content.decode()
    assert len(titles()) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj <</Length 99999999>> stream"),
        ("huge.txt", b"a" * (intake.MAX_BYTES + 1)),
    ],
)
def test_of_several_files_the_bad_one_is_named_and_the_good_one_kept(
    as_dana: Client, name: str, data: bytes
) -> None:
    answer = send(as_dana, "", file("good.txt", DEVOPS), file(name, data))
    assert answer.status_code == 200
    (said,) = answer.context["form"].errors["uploads"]
    assert said.count(name) == 1
    assert titles() == ["DevOps Engineer at Example Foods"]


def test_a_bad_file_beside_a_good_paste_leaves_the_field_empty_for_the_next(
    as_dana: Client,
) -> None:
    answer = send(as_dana, FINOPS, file("photo.png", b"\x89PNG\0"))
    assert answer.context["form"]["postings"].value() == ""
    assert len(titles()) == 1


def test_the_same_posting_twice_is_said_to_be_there(as_dana: Client) -> None:
    send(as_dana, FINOPS)
    answer = as_dana.get(send(as_dana, FINOPS).url)
    assert "“FinOps Engineer at Example Freight” is there already." in answer.content.decode()
    assert len(titles()) == 1


def test_the_same_posting_pasted_and_uploaded_at_once_is_one(as_dana: Client) -> None:
    send(as_dana, FINOPS, file("same.txt", FINOPS))
    assert len(titles()) == 1


def test_twenty_one_files_are_too_many_at_once(as_dana: Client) -> None:
    answer = send(as_dana, FINOPS, *(file(f"{n}.txt", numbered(n)) for n in range(21)))
    assert "21 files" in str(answer.context["form"].errors["uploads"])
    assert answer.context["form"]["postings"].value() == FINOPS
    assert not titles()


def test_twenty_files_and_a_paste_are_one_too_many(as_dana: Client) -> None:
    answer = send(as_dana, FINOPS, *(file(f"{n}.txt", numbered(n)) for n in range(20)))
    (said,) = answer.context["form"].errors["uploads"]
    assert said.startswith("19.txt: 20 postings at once are the most")
    assert len(titles()) == 20


def test_a_visitor_keeps_twenty_and_a_person_more(client: Client, as_dana: Client) -> None:
    for browser in (client, as_dana):
        send(browser, "", *(file(f"{n}.txt", numbered(n)) for n in range(20)))
    answer = send(client, FINOPS)
    assert "You have 20 postings and can keep 20" in str(answer.context["form"].errors["postings"])
    assert answer.context["form"]["postings"].value() == FINOPS
    assert send(as_dana, FINOPS).status_code == 302


def test_what_is_kept_in_all_has_an_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "VISITOR", adding.Room(postings=20, characters=len(FINOPS)))
    send(client, FINOPS)
    assert "characters" in str(send(client, DEVOPS).context["form"].errors["postings"])
    assert len(titles()) == 1


def test_samples_take_no_room(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "VISITOR", adding.Room(postings=1, characters=10_000))
    client.post(reverse("audit-samples"))
    assert send(client, FINOPS).status_code == 302


def test_files_that_are_too_large_together_are_not_read(
    as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 3000)
    answer = send(as_dana, FINOPS, file("a.txt", DEVOPS * 20))
    assert "none was taken" in str(answer.context["form"].errors["uploads"])
    assert answer.context["form"]["postings"].value().split() == FINOPS.split()
    assert not titles()


def test_what_takes_too_long_is_left_for_another_time(
    as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "SECONDS", -1)
    answer = send(as_dana, FINOPS, file("late.txt", DEVOPS))
    (said,) = answer.context["form"].errors["uploads"]
    assert said == "late.txt: The files before it took long. Send this one again."
    assert titles() == ["FinOps Engineer at Example Freight"]


def test_who_sends_very_often_is_asked_to_wait_and_loses_nothing(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"audit-visitor": "1/h/ip"}
    send(client, FINOPS)
    answer = send(client, DEVOPS)
    assert answer.status_code == 429
    assert "Wait a while" in str(answer.context["form"].non_field_errors())
    assert answer.context["form"]["postings"].value() == DEVOPS
    assert len(titles()) == 1


def test_a_page_with_scripts_is_taken_without_them(client: Client) -> None:
    page = f"<html><script>alert(1)</script><body><pre>{FINOPS}</pre></body></html>"
    client.get(send(client, "", file("page.html", page)).url)
    (posting,) = Posting.objects.all()
    assert "alert" not in posting.text
    answer = client.get(reverse("audit-posting", args=[posting.pk])).content.decode()
    assert "alert(1)" not in answer


def test_a_title_with_markup_is_shown_as_text(as_dana: Client) -> None:
    send(as_dana, FINOPS)
    (posting,) = Posting.objects.all()
    name = '"><script>alert(1)</script>'
    as_dana.post(reverse("audit-title", args=[posting.pk]), {"title": name})
    pages = [reverse("audit"), reverse("audit-delete")]
    pages += [reverse(f"audit-{one}", args=[posting.pk]) for one in ("posting", "title", "remove")]
    for page in pages:
        answer = as_dana.get(page).content.decode()
        assert "<script>alert" not in answer
        assert "&lt;script&gt;alert" in answer


def test_what_a_visitor_pasted_is_theirs_after_signing_in(client: Client, dana: User) -> None:
    send(client, FINOPS)
    login = {"login": dana.email, "password": "a long enough secret"}
    client.post("/accounts/login/", login)
    assert "Your posting is FinOps." in client.get(reverse("audit")).content.decode()
    assert Posting.objects.of(Owner(user=dana)).count() == 1


def test_adding_costs_the_same_queries_for_one_and_for_twenty(
    as_dana: Client, django_assert_max_num_queries: Any
) -> None:
    for most in (1, 19):
        with django_assert_max_num_queries(25):
            send(as_dana, "", *(file(f"{n}.txt", numbered(most * 100 + n)) for n in range(most)))
    assert len(titles()) == 20


def test_a_length_that_is_no_number_is_no_error_of_ours(client: Client) -> None:
    answer = client.post(reverse("audit-add"), {"postings": FINOPS}, CONTENT_LENGTH="many")
    assert answer.status_code < 500


def test_a_slip_of_the_clipboard_is_no_posting_and_stays_in_the_field(client: Client) -> None:
    page = client.post(reverse("audit-add"), {"postings": "x 1"}).content.decode()
    assert "too short to be a posting" in page
    assert ">\nx 1</textarea>" in page
    assert not Posting.objects.exists()

"""Reading the mail of this machine in the browser."""

import os
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from delivery import outbox, sender
from delivery.content import Content
from delivery.folder import Folder
from delivery.models import Mail
from delivery.transport import Away
from tests.delivery.makers import letter, now, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


def send(user: User, subject: str = "Tuesday") -> str:
    """A mail through the real sender. Returns its file's name."""
    content = Content(
        subject,
        "Hello <Dana>,\nopen http://localhost:8000/week/2026-W41/study/?a=1&b=2 now.\n",
        '<html><head></head><body style="color:red">Hello <script>alert(1)</script></body></html>',
    )
    mail, _ = outbox.queue_message("test", user, f"test:{subject}", content, now())
    sender.send_waiting()
    assert states([mail]) == ["sent"]
    (path,) = sender.settings.MAIL_FOLDER.glob(f"*{mail.uuid}.eml")
    return str(path.name)


def test_mail_is_listed_newest_first(folder: Path, dana: User, client: Client) -> None:
    for subject in ("First", "Second"):
        send(dana, subject)
    page = client.get("/inbox/")
    assert page.status_code == 200
    assert [kept.subject for kept in page.context["letters"]] == ["Second", "First"]
    assert page.text.index("Second") < page.text.index("First")
    assert "dana@example.org" in page.text


def test_an_empty_inbox_says_why(folder: Path, client: Client) -> None:
    assert "No mail yet" in client.get("/inbox/").text


def test_a_mail_shows_its_text_with_links_that_work(
    folder: Path, dana: User, client: Client
) -> None:
    page = client.get(f"/inbox/{send(dana)}/")
    assert "Hello &lt;Dana&gt;" in page.text
    assert 'href="http://localhost:8000/week/2026-W41/study/?a=1&amp;b=2"' in page.text
    assert "<script>alert" not in page.text


def test_the_html_part_may_do_nothing_but_look(folder: Path, dana: User, client: Client) -> None:
    name = send(dana)
    assert f'src="/inbox/{name}/html/"' in client.get(f"/inbox/{name}/").text
    part = client.get(f"/inbox/{name}/html/")
    policy = dict(
        directive.partition(" ")[::2] for directive in part["Content-Security-Policy"].split("; ")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-top-navigation-by-user-activation",
    }
    assert part["X-Frame-Options"] == "SAMEORIGIN"
    assert "Hello" in part.text


def test_no_other_page_may_have_inline_styles(folder: Path, dana: User, client: Client) -> None:
    for path in ("/inbox/", f"/inbox/{send(dana)}/"):
        assert "unsafe-inline" not in client.get(path)["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret_key",
        "..%2Fsecret_key",
        "%2e%2e/secret_key",
        "secret_key",
        "20261006T164500000000Z-00000000-0000-0000-0000-000000000000.eml",  # nobody wrote it
        "99999999T999999999999Z-00000000-0000-0000-0000-000000000000.eml",
        "20261006T164500000000Z-00000000-0000-0000-0000-000000000000.eml%00",
    ],
)
def test_nothing_outside_the_folder_is_shown(folder: Path, name: str, client: Client) -> None:
    (folder.parent / "secret_key").write_text("secret")
    for path in (f"/inbox/{name}/", f"/inbox/{name}/html/", f"/inbox/{name}"):
        answer = client.get(path)
        assert answer.status_code in (301, 404)
        assert "secret" not in answer.text


def test_the_inbox_only_reads(folder: Path, dana: User, client: Client) -> None:
    name = send(dana)
    before = sorted(folder.iterdir())
    for path in ("/inbox/", f"/inbox/{name}/", f"/inbox/{name}/html/"):
        assert client.head(path).status_code == 200
        assert client.post(path).status_code == 405
    assert sorted(folder.iterdir()) == before


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    way = Folder(tmp_path)
    way.send(letter(), lambda: seen.append([path.suffix for path in tmp_path.iterdir()]))
    assert seen == [[".draft"]]
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]

    def no_database() -> None:
        raise RuntimeError("no database")

    with pytest.raises(RuntimeError):
        way.send(letter(), no_database)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_takes_nothing_is_a_server_away(
    tmp_path: Path, dana: User, settings: Settings
) -> None:
    (tmp_path / "mail").write_text("no folder")
    settings.MAIL_FOLDER = tmp_path / "mail"
    with pytest.raises(Away):
        Folder(settings.MAIL_FOLDER).send(letter(), lambda: None)
    outbox.queue_message("test", dana, "test:1", Content("Tuesday", ""), now())
    sender.send_waiting()
    assert Mail.objects.get().state == "waiting"
    assert Mail.objects.get().attempts == 0


def test_letters_are_for_their_owner_alone(tmp_path: Path) -> None:
    Folder(tmp_path / "mail").send(letter(), lambda: None)
    assert os.stat(tmp_path / "mail").st_mode & 0o077 == 0

"""What stands beside a case study: adding, changing, removing it, and its picture."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from common import uploads
from portfolio.artifacts import pictures
from portfolio.artifacts.models import MOST, Artifact, Kind, Picture
from portfolio.casestudies.models import LONGEST, CaseStudy
from portfolio.casestudies.parts import Section
from tests.at_once import comes_first
from tests.portfolio.artifacts.files import HOSTILE, POLYGLOTS, diagram, encode, photo
from tests.portfolio.rows import case

pytestmark = pytest.mark.django_db

RUNBOOK = "The alarm is p95 above 900 ms.\r\nFirst look at the queue."


@pytest.fixture
def study(dana: User) -> CaseStudy:
    return case(dana)


def png(name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encode(diagram(), "PNG"), "image/png")


def add(client: Client, study: CaseStudy, **fields: Any) -> str:
    """Send the form; what the page says then."""
    sent = {"kind": "runbook", **fields}
    return client.post(reverse("artifact-add", args=[study.pk]), sent, follow=True).content.decode()


def change(client: Client, made: Artifact, **fields: Any) -> str:
    address = reverse("artifact-change", args=[made.case_study_id, made.pk])
    sent = {"kind": made.kind, "title": made.title, "text": made.text, **fields}
    return client.post(address, sent, follow=True).content.decode()


def shown(study: CaseStudy, number: int = 0, **fields: Any) -> Artifact:
    """One with a picture."""
    made = Artifact.objects.create(
        **{"case_study": study, "kind": "diagram", "title": f"Picture {number}",
           "section": "decision", **fields}
    )  # fmt: skip
    Picture.objects.create(artifact=made, data=b"RIFF", width=4, height=3, size=4)
    return made


# --- Adding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_name_and_its_section_unless_told_otherwise(
    study: CaseStudy, as_dana: Client, kind: Kind
) -> None:
    add(as_dana, study, kind=kind.value, text="What it says.", url="example.org/a")
    made = Artifact.objects.get()
    assert (made.title, made.section) == (kind.label, kind.section.value)
    assert made.url == "https://example.org/a"
    change(as_dana, made, title="Ours", url=made.url, section=Section.LESSONS.value)
    made.refresh_from_db()
    assert (made.title, made.section) == ("Ours", "lessons")


def test_a_text_stays_as_it_was_typed(study: CaseStudy, as_dana: Client) -> None:
    page = add(as_dana, study, title="When it is slow", text=RUNBOOK)
    made = Artifact.objects.get()
    assert made.text == RUNBOOK.replace("\r\n", "\n")
    assert "When it is slow" in page
    assert "One artifact stands beside the words." in page
    was = study.touched_at
    study.refresh_from_db()
    assert study.touched_at > was


def test_as_many_lines_as_fit_are_not_counted_twice(study: CaseStudy, as_dana: Client) -> None:
    text = "a\r\n" * (LONGEST // 2)
    add(as_dana, study, text=text)
    assert len(Artifact.objects.get().text) == LONGEST - 1  # the last line end is stripped
    page = add(as_dana, study, text="b" * (LONGEST + 1))
    assert "60000" in page
    assert Artifact.objects.count() == 1


@pytest.mark.parametrize("kind", ["runbook", "postmortem", "optimization"])
def test_a_text_has_questions_to_begin_with(study: CaseStudy, as_dana: Client, kind: str) -> None:
    address = f"{reverse('artifact-add', args=[study.pk])}?kind={kind}"
    page = as_dana.get(address).content.decode()
    assert f'<option value="{kind}" selected' in page
    assert page.count(" open>") == 1
    assert f'data-kind="{kind}" open' in page


def test_a_picture_is_kept_and_shown(study: CaseStudy, as_dana: Client) -> None:
    page = add(as_dana, study, kind="diagram", alt="Six boxes", picture=png())
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (320, 200)
    assert picture.size == len(picture.data)
    assert reverse("picture", args=[picture.key]) in page
    assert 'alt="Six boxes"' in page
    assert "What the picture shows is not said yet" not in page


def test_a_picture_that_says_nothing_is_kept_and_that_is_said(
    study: CaseStudy, as_dana: Client
) -> None:
    page = add(as_dana, study, kind="screenshot", picture=png())
    assert page.count("What the picture shows is not said yet.") == 2
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "There is nothing to look at yet"),
        ({"title": "T", "alt": "x"}, "There is nothing to look at yet"),
        ({"kind": "link", "text": "see there"}, "Paste the link."),
        ({"url": "javascript:alert(1)"}, "This is no web address."),
        ({"url": "ftp://example.org/a"}, "This is no web address."),
        ({"url": "data:text/html,x"}, "This is no web address."),
        ({"text": "a", "kind": "poem"}, "poem is not one of the available choices."),
        ({"text": "a", "kind": ""}, "This field is required."),
        ({"text": "a", "section": "nowhere"}, "nowhere is not one of the available choices."),
        ({"text": "nul\0l"}, "Null characters are not allowed."),
        ({"text": "a", "title": "t" * 161}, "160"),
        ({"text": "a", "alt": "t" * 301}, "300"),
        ({"url": "https://example.org/" + "a" * 500}, "500"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    study: CaseStudy, as_dana: Client, fields: dict[str, str], sentence: str
) -> None:
    page = add(as_dana, study, **{"title": "Mine", "alt": "Boxes", **fields})
    assert sentence in page
    for value in {"title": "Mine", "alt": "Boxes", **fields}.values():
        if value not in ("poem", "nowhere"):
            assert value.replace("\0", "") in page.replace("\0", "")
    assert not Artifact.objects.exists()


def test_a_picture_beside_a_mistake_is_asked_for_again(study: CaseStudy, as_dana: Client) -> None:
    page = add(as_dana, study, url="nonsense://x", text="Mine", picture=png())
    assert "Choose the picture again: browsers do not keep it." in page
    assert not Picture.objects.exists()


def test_sixty_are_as_many_as_fit(
    study: CaseStudy, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Artifact.objects.bulk_create(
        Artifact(case_study=study, kind="link", title=f"{n}", section="result")
        for n in range(MOST - 1)
    )
    met = comes_first(monkeypatch, lambda: Artifact.objects.create(
        case_study=study, kind="link", title="at once", section="result"
    ))  # fmt: skip
    page = add(as_dana, study, text="one more")
    assert met
    assert "It has 60 artifacts, which is as many as fit." in page
    assert "one more" in page
    assert (
        "That is as many as fit."
        in as_dana.get(reverse("artifacts", args=[study.pk])).content.decode()
    )


# --- Pictures that are refused ------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_a_refused_picture_takes_nothing_else_along(
    study: CaseStudy, as_dana: Client, name: str
) -> None:
    file, make, sentence = HOSTILE[name]
    upload = SimpleUploadedFile(file, make(), "image/png")
    page = add(as_dana, study, title="Mine", text=RUNBOOK, alt="Boxes", picture=upload)
    made = Artifact.objects.get()
    assert (made.title, made.alt, len(made.text)) == ("Mine", "Boxes", len(RUNBOOK) - 1)
    assert sentence in page.replace("&#x27;", "'")
    assert "The text is kept, the picture is not." in page
    assert 'type="file"' in page
    assert not Picture.objects.exists()


def test_refused_alone_it_is_said_beside_its_field(study: CaseStudy, as_dana: Client) -> None:
    upload = SimpleUploadedFile("a.gif", b"GIF89a")
    page = add(as_dana, study, kind="screenshot", title="Mine", alt="Boxes", picture=upload)
    assert "This is a GIF file." in page.split('id="id_picture_error"')[1]
    assert 'value="Mine"' in page
    assert 'value="Boxes"' in page
    assert not Artifact.objects.exists()


def test_a_request_that_is_too_large_leaves_the_words(
    study: CaseStudy, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 20_000)
    large = SimpleUploadedFile("a.png", b"x" * 50_000)
    page = add(as_dana, study, text=RUNBOOK, title="Mine", picture=large)
    assert "The picture is larger than 5 MB." in page
    assert Artifact.objects.get().title == "Mine"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.png", 'a".png', "a\r\nX-Header: 1.png", "\u202egnp.exe.png",
     "ж" * 300 + ".png", "<script>alert(1)</script>.png", "a;b.png", "%00.png"],
)  # fmt: skip
def test_a_files_name_goes_nowhere(study: CaseStudy, as_dana: Client, name: str) -> None:
    page = add(as_dana, study, kind="screenshot", alt="Boxes", picture=png(name))
    assert Picture.objects.count() == 1
    assert "passwd" not in page
    assert "<script>alert" not in page
    refused = SimpleUploadedFile(name[:-4] + ".<b>h", encode(diagram(), "PNG"))
    assert "<b>h" not in add(as_dana, study, text="a", picture=refused)


def test_all_pictures_of_a_person_have_a_room(
    study: CaseStudy, dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = shown(case(dana))
    monkeypatch.setattr("portfolio.artifacts.views.MOST_BYTES", 2000)
    Picture.objects.update(size=1999)
    assert "take as much room as there is" in add(as_dana, study, text="Mine", picture=png())
    assert Artifact.objects.filter(text="Mine").exists()
    change(as_dana, made, picture=png())
    assert Picture.objects.get().width == 320  # in place of the one it had


def test_so_many_an_hour_are_read(study: CaseStudy, as_dana: Client, settings: Any) -> None:
    limits = dict(settings.ACCOUNT_RATE_LIMITS)
    settings.ACCOUNT_RATE_LIMITS = {**limits, "picture": "1/h/user"}
    add(as_dana, study, kind="diagram", picture=png())
    assert "Add this one later." in add(as_dana, study, text="Mine", picture=png())
    assert Artifact.objects.filter(text="Mine").exists()
    assert Picture.objects.count() == 1


# --- Changing and removing ----------------------------------------------------------------------


def test_another_picture_has_another_address(study: CaseStudy, as_dana: Client) -> None:
    add(as_dana, study, kind="diagram", picture=png())
    made, before = Artifact.objects.get(), Picture.objects.get()
    change(as_dana, made, text="kept too")
    assert Picture.objects.get() == before
    photograph = SimpleUploadedFile("b.jpg", encode(photo(), "JPEG"))
    change(as_dana, made, picture=photograph)
    assert Picture.objects.get().key != before.key
    assert as_dana.get(reverse("picture", args=[before.key])).status_code == 404
    change(as_dana, made, picture=SimpleUploadedFile("c.gif", b"GIF89a"), text="still")
    assert Picture.objects.count() == 1
    made.refresh_from_db()
    assert made.text == "still"


def test_a_picture_can_be_taken_out_while_something_else_is_there(
    study: CaseStudy, as_dana: Client
) -> None:
    made = shown(study)
    page = change(as_dana, made, without="on")
    assert "There is nothing to look at yet" in page
    assert Picture.objects.count() == 1
    change(as_dana, made, without="on", text="in words")
    assert not Picture.objects.exists()
    assert (
        "without"
        not in as_dana.get(reverse("artifact-change", args=[study.pk, made.pk]))
        .context["form"]
        .fields
    )


def test_one_is_removed_once_its_person_says_so(study: CaseStudy, as_dana: Client) -> None:
    made = shown(study, text="words")
    address = reverse("artifact-remove", args=[study.pk, made.pk])
    assert "With it go its text and its picture." in as_dana.get(address).content.decode()
    assert Artifact.objects.exists()
    page = as_dana.post(address, follow=True).content.decode()
    assert "Picture 0 is removed." in page
    assert "Nothing stands beside the words yet." in page
    assert not Picture.objects.exists()


@pytest.mark.parametrize("what", ["case", "person"])
def test_pictures_go_with_the_case_study_and_with_the_person(
    study: CaseStudy, dana: User, eve: User, what: str
) -> None:
    shown(study)
    other = shown(case(eve))
    if what == "case":
        study.delete()
    else:
        dana.delete()
    assert list(Picture.objects.values_list("artifact", flat=True)) == [other.pk]


def test_to_a_stranger_there_is_nothing(study: CaseStudy, as_dana: Client, as_eve: Client) -> None:
    made = shown(study)
    addresses = [
        reverse("artifacts", args=[study.pk]),
        reverse("artifact-add", args=[study.pk]),
        reverse("artifact-change", args=[study.pk, made.pk]),
        reverse("artifact-remove", args=[study.pk, made.pk]),
        reverse("picture", args=[made.picture.key]),
    ]
    for address in addresses:
        assert as_dana.get(address).status_code == 200
        assert as_eve.get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert as_eve.post(address, {"kind": "link", "url": "e.org"}).status_code in (404, 405)
    own = case(User.objects.get(email="eve@example.org"))
    assert as_eve.get(reverse("artifact-change", args=[own.pk, made.pk])).status_code == 404
    assert Artifact.objects.count() == 1


def test_many_artifacts_cost_no_more_queries_and_no_bytes(dana: User, as_dana: Client) -> None:
    def asked(count: int) -> int:
        study = case(dana)
        for number in range(count):
            made = shown(study, number, text="words", alt="boxes")
        pages = [
            reverse("artifacts", args=[study.pk]),
            reverse("artifact-change", args=[study.pk, made.pk]),
            reverse("artifact-remove", args=[study.pk, made.pk]),
            reverse("artifact-add", args=[study.pk]),
        ]
        with CaptureQueriesContext(connection) as queries:
            for page in pages:
                assert as_dana.get(page).status_code == 200
            as_dana.post(pages[1], {"kind": "link", "url": "example.org"}, follow=True)
        assert not [one for one in queries if '"data"' in one["sql"]]
        return len(queries)

    assert asked(1) == asked(40)


def test_every_polyglot_is_kept_as_a_picture(study: CaseStudy, as_dana: Client) -> None:
    for name, make in POLYGLOTS.values():
        add(as_dana, study, kind="screenshot", picture=SimpleUploadedFile(name, make()))
    assert Picture.objects.count() == len(POLYGLOTS)
    for picture in Picture.objects.all():
        assert bytes(picture.data)[8:12] == b"WEBP"
        assert b"script" not in bytes(picture.data)
    assert pictures.MOST_BYTES < uploads.MOST

"""Whatever is handed in: a sentence, a report of what was not understood, nothing half-kept."""

import contextlib
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from portfolio.models import Bullet, Position, Skill
from roadmap.models import Claim, Narrative
from roadmap.story.importing import json_resume, reading
from roadmap.story.importing.found import Unreadable
from tests.roadmap.story.importing.files import RESUME, keep, nothing, paste, send

db = pytest.mark.django_db

ONE = {"name": "Acme", "position": "Engineer"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"work": [', "cut off or malformed"),
        ("[1, 2]", "one object"),
        ("[" * 100_000, "cut off or malformed"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "cut off or malformed"),
        ('{"work": ' + "[" * 900 + "]" * 900 + "}", "nothing in this JSON Resume"),
        ('{"basics": ' + "9" * 5000 + "}", "cut off or malformed"),
        ('{"shoes": 3, "hats": []}', "It has: “shoes”, “hats”."),
        ("{}", "It has: nothing."),
        ('{"work": [], "meta": {}}', "nothing in this JSON Resume"),
        (json.dumps({"work": [ONE] * 10_000}), "There are 10,000 entries in “work”"),
        (json.dumps({"work": [{**ONE, "highlights": ["x"] * 10_000}]}), "“work[].highlights”"),
        ("   ", "nothing in it"),
        ("%PDF-1.7 …", "This is a PDF."),
        ('{"work": []}' + " " * (3 * 1024 * 1024), "larger than two megabytes"),
        ("Dear reader, I am an engineer.", "This is a text, and no table"),
        ('Dana Example\n"Loud" engineer, Berlin\n- Built it', "read at “Résumé lines”"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.read(text.encode())
    assert said in str(refused.value)


def test_a_text_in_another_encoding() -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        reading.read('{"basics": {"name": "Ångström"}}'.encode("latin-1"))


@db
def test_the_sentence_stands_beside_its_field_and_the_text_is_still_there(
    dana: User, as_dana: Client
) -> None:
    page = paste(as_dana, '{"work": [ …')
    assert "cut off or malformed" in page.content.decode()
    assert page.context["form"].errors.keys() == {"text"}
    assert "{&quot;work&quot;: [ …" in page.content.decode()
    assert send(as_dana, "[1]").context["form"].errors.keys() == {"file"}


@db
def test_a_resume_as_text_goes_on_where_it_is_read(as_dana: Client) -> None:
    text = "Dana Example\nExperience\n- Cut the build to 11 minutes"
    said = paste(as_dana, text).content.decode()
    assert "This is a text, and no table" in said
    assert f'formaction="{reverse("bullets-paste")}"' in said
    assert (
        "Cut the build" in as_dana.post(reverse("bullets-paste"), {"text": text}).content.decode()
    )
    assert f'href="{reverse("bullets-paste")}"' in send(as_dana, text.encode()).content.decode()


@db
def test_the_page_says_which_door_is_for_what(as_dana: Client) -> None:
    said = as_dana.get(reverse("resume-import")).content.decode()
    for name in ("bullets-paste", "same-story"):
        assert f'<a href="{reverse(name)}">' in said
    assert "read it as résumé lines" not in said.casefold()


@db
def test_neither_and_both(as_dana: Client) -> None:
    assert "Choose a file first" in paste(as_dana, " ").content.decode()
    file = SimpleUploadedFile("a.json", b"{}")
    page = as_dana.post(reverse("resume-import"), {"text": "{}", "file": file})
    assert "one of them is read" in page.content.decode()


@db
def test_a_paste_of_five_megabytes(dana: User, as_dana: Client) -> None:
    page = paste(as_dana, "x" * 5_000_000)
    assert page.status_code == 413
    assert "more than fits in one go" in page.content.decode()
    assert nothing(dana)


@db
def test_a_file_of_thirteen_megabytes(as_dana: Client) -> None:
    page = send(as_dana, b"x" * (13 * 1024 * 1024))
    assert "larger than 12 megabytes" in page.content.decode()


def test_another_version_and_its_names() -> None:
    found = json_resume.read(
        json.dumps(
            {
                "basics": {"name": "Dana", "website": "https://example.org", "picture": "x.png"},
                "work": [
                    {"company": "Acme", "position": "Engineer", "website": "https://a.example"}
                ],
                "meta": {"version": "v0.0.0"},
            }
        )
    )
    assert found.resume.entries[0].organisation == "Acme"
    assert found.resume.entries[0].url == "https://a.example"
    assert found.links[0].url == "https://example.org"
    assert found.remarks[0].startswith("It says that it follows version v0.0.0.")
    assert "“basics.picture”" in found.remarks[1]


def test_unknown_keys_are_named_and_counted_and_bounded() -> None:
    work = [{**ONE, "position": f"Role {n}", "boss": "x"} for n in range(3)]
    values = {"work": work, **{f"key {n}": n for n in range(5000)}}
    (remark,) = json_resume.read(json.dumps(values)).remarks
    assert "“work[].boss” (3 times)" in remark
    assert "more" in remark
    assert len(remark) < 1000


def test_what_has_no_place_is_named() -> None:
    values = {"work": [ONE], "languages": [{"language": "Dutch"}], "awards": []}
    (remark,) = json_resume.read(json.dumps(values)).remarks
    assert remark == "It has no place here and was left out: “languages”."


def test_wrong_kinds_deep_inside_are_left_out_and_named() -> None:
    values: Any = {
        "basics": {"name": 3, "location": "Utrecht", "profiles": {"a": 1}, "email": "nobody"},
        "work": [7, {**ONE, "startDate": "soon", "url": "ftp://x", "highlights": ["Yes", 4, None]}],
        "skills": [{"name": "Go", "keywords": "x"}, {"level": "high"}],
        "education": "none",
        "certificates": {"name": "CKA"},
        "meta": [],
    }
    found = json_resume.read(json.dumps(values))
    assert [line.text for line in found.resume.entries[0].lines] == ["Yes"]
    assert [one.name for one in found.resume.skills] == ["Go"]
    said = " ".join(found.remarks)
    for name in (
        "basics.name", "basics.location", "basics.profiles", "basics.email", "work[]",
        "work[].url", "work[].highlights[]", "skills[].keywords", "education", "certificates",
        "meta", "work[].startDate: soon",
    ):  # fmt: skip
        assert f"“{name}”" in said, name
    assert "Entries without a name, left out: 1." in said


def test_what_is_too_long_is_named_and_a_long_line_becomes_the_summary() -> None:
    entry = {"name": "Acme", "position": "x" * 200, "highlights": ["y" * 700, "z" * 2100]}
    found = json_resume.read(json.dumps({"work": [entry]}))
    (kept,) = found.resume.entries
    assert (kept.title, kept.summary, kept.lines) == ("", "y" * 700, ())
    assert "“work[].position”, “work[].highlights”" in found.remarks[0]


@db
def test_characters_that_no_table_takes(dana: User, as_dana: Client) -> None:
    text = r'{"work": [{"name": "Ac\u0000me", "highlights": ["half \ud83d character"]}]}'
    keep(as_dana, paste(as_dana, text))
    assert Position.objects.for_user(dana).get().organisation == "Acme"
    assert Bullet.objects.for_user(dana).get().text == "half ? character"


@db
def test_markup_is_shown_as_text(as_dana: Client) -> None:
    values = {"work": [{"name": "<script>x</script>", "<b>": 1}]}
    said = send(as_dana, values).content.decode()
    assert "<script>x" not in said
    assert "“work[].&lt;b&gt;”" in said


# --- All or nothing -----------------------------------------------------------------------------


@db
def test_more_skills_than_one_may_keep_are_said_and_nothing_is_kept(
    dana: User, as_dana: Client
) -> None:
    Skill.objects.create(user=dana, name="Skill 0")
    values = {"work": [ONE], "skills": [{"name": f"Skill {n}"} for n in range(80)]}
    page = send(as_dana, values)
    assert sum(key.startswith("skill-") for key in page.context["ticked"]) == 59
    answer = keep(as_dana, page)
    assert "You may keep 60 skills" in answer.content.decode()
    assert not Position.objects.exists()
    keep(as_dana, answer, ["skill-1", "entry-0"])
    assert Skill.objects.for_user(dana).count() == 2


@db
def test_more_lines_than_one_may_keep(dana: User, as_dana: Client) -> None:
    work = [
        {**ONE, "position": f"Role {n}", "highlights": [f"{n} {m}" for m in range(101)]}
        for n in range(3)
    ]
    answer = keep(as_dana, send(as_dana, {"work": work}))
    assert "You may keep 300 lines" in answer.content.decode()
    assert nothing(dana)


@db
def test_more_outcomes_and_links_than_one_page_has(dana: User, as_dana: Client) -> None:
    values: Any = {
        "work": [ONE],
        "meta": {"forte": {"outcomes": [{"text": f"Outcome {n}"} for n in range(13)]}},
    }
    page = send(as_dana, values)
    assert "at most 12 outcomes" in keep(as_dana, page).content.decode()
    assert nothing(dana)
    profiles = [{"network": "x", "url": f"https://example.org/{n}"} for n in range(7)]
    page = send(as_dana, {"work": [ONE], "basics": {"profiles": profiles}})
    assert "at most 6 links" in keep(as_dana, page).content.decode()
    assert nothing(dana)


@db
def test_a_failure_in_the_last_row_keeps_none(
    dana: User, as_dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise DatabaseError("full")

    page = send(as_dana, RESUME)
    monkeypatch.setattr("roadmap.story.importing.keeping._keep_current", broken)
    with pytest.raises(DatabaseError):
        keep(as_dana, page)
    assert nothing(dana)
    assert not Claim.objects.exists()
    assert not Narrative.objects.exists()


# --- Anything -----------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "basics",
                    "work",
                    "name",
                    "highlights",
                    "skills",
                    "url",
                    "meta",
                    "forte",
                    "outcomes",
                ]
            )
            | st.text(max_size=8),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(["basics", "work", "skills", "meta", "x"]), anything))
def test_any_json_is_read_or_refused(values: Any) -> None:
    with contextlib.suppress(Unreadable):
        assert not json_resume.read(json.dumps(values)).is_empty


@settings(max_examples=100)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"{", b"Name\n", b"Company Name,Title\n"):
        with contextlib.suppress(Unreadable):
            assert not reading.read(start + data).is_empty

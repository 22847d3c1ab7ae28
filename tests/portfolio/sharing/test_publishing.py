"""Choosing, publishing, taking back; and who may open what."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.models import Artifact, Picture, Publication, Sharing
from portfolio.sharing import publishing
from portfolio.sharing.listing import Listing
from tests.portfolio.readers.rows import reader
from tests.portfolio.rows import case, result, write
from tests.portfolio.sharing.full import with_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(dana: User) -> CaseStudy:
    made = case(dana, title="A bill with owners")
    write(made, problem="Nobody knew whose bill it was.", lessons="Ask first.")
    return made


def url(name: str, study: CaseStudy) -> str:
    return reverse(name, args=[study.pk])


def choose(study: CaseStudy, **levels: str) -> None:
    kept = {key.replace("__", "."): level for key, level in levels.items()}
    Sharing.objects.update_or_create(case_study=study, defaults={"chosen": kept})


def publish(client: Client, study: CaseStudy, **fields: str) -> Publication:
    answer = client.post(url("casestudy-publish", study), {"lasts": "90", "looked": "on", **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Publication.objects.get(case_study=study, revoked_at=None)


def opened(row: Publication, client: Client | None = None) -> Any:
    return (client or Client()).get(reverse("public-case", args=[row.token]))


# --- Choosing -------------------------------------------------------------------------------------


def test_choosing_publishes_nothing(study: CaseStudy, as_dana: Client) -> None:
    fields = {"level.author": "exact", "level.section.problem": "exact"}
    answer = as_dana.post(url("casestudy-share", study), fields)
    assert answer["Location"] == url("casestudy-share-preview", study)
    assert Sharing.objects.get().chosen == {
        "author": "exact",
        "section.problem": "exact",
        "section.lessons": "hidden",
    }
    assert not Publication.objects.exists()


def test_what_is_usual_is_proposed_and_not_kept(study: CaseStudy, as_dana: Client) -> None:
    theirs = result(study, name="Their bill", origin="employer")
    answer = as_dana.post(url("casestudy-share", study), {"usual": "1"})
    page = answer.content.decode()
    form = answer.context["form"]
    assert form[f"level.result.{theirs.pk}"].value() == "percent"
    assert form["level.section.problem"].value() == "exact"
    assert "Nothing is kept yet" in page
    assert not Sharing.objects.exists()


def test_an_employers_number_wants_a_tick(study: CaseStudy, as_dana: Client) -> None:
    key = f"result.{result(study, origin='employer').pk}"
    page = as_dana.post(
        url("casestudy-share", study), {f"level.{key}": "exact", "level.author": "exact"}
    ).content.decode()
    assert "once you tick that they allow it" in page
    assert page.count("checked") >= 2
    assert not Sharing.objects.exists()
    as_dana.post(url("casestudy-share", study), {f"level.{key}": "exact", f"leave.{key}": "on"})
    assert Sharing.objects.get().chosen[key] == "exact"
    assert Sharing.objects.get().chosen[f"{key}.allowed"] == "yes"


def test_an_unknown_level_is_refused(study: CaseStudy, as_dana: Client) -> None:
    for level in ("everything", "percent", "\0", "exact" * 9999):
        as_dana.post(url("casestudy-share", study), {"level.section.problem": level})
        assert not Sharing.objects.exists()


def test_what_comes_later_is_hidden_and_said_to_be_new(study: CaseStudy, as_dana: Client) -> None:
    choose(study, author="exact", section__problem="exact", section__lessons="exact")
    result(study, name="A late result")
    page = as_dana.get(url("casestudy-share", study)).content.decode()
    assert page.count("new, hidden") == 1
    assert "A late result" not in opened(publish(as_dana, study)).content.decode()


# --- Publishing -----------------------------------------------------------------------------------


def test_a_figure_kept_back_stops_it_until_its_author_stands_by_it(
    study: CaseStudy, as_dana: Client
) -> None:
    write(study, result="It fell from 4 h.")
    result(study)
    choose(study, section__result="exact")
    page = as_dana.post(url("casestudy-publish", study), {"lasts": "30"})
    assert "Change it, hide the text, or tick" in page.content.decode()
    assert not Publication.objects.exists()
    (remark,) = page.context["draft"].remarks
    row = publish(as_dana, study, **{remark.mark: "on"})
    assert row.accepted == [remark.mark]
    again = as_dana.get(url("casestudy-share-preview", study)).content.decode()
    assert f'name="{remark.mark}" id="id_{remark.mark}" checked' in again


def test_a_key_is_never_published(study: CaseStudy, as_dana: Client) -> None:
    write(study, implementation="export AWS_KEY=AKIAIOSFODNN7EXAMPLE")
    choose(study, section__implementation="exact")
    draft = as_dana.get(url("casestudy-share-preview", study)).context["draft"]
    ticks = {one.mark: "on" for one in draft.remarks}
    page = as_dana.post(url("casestudy-publish", study), {"lasts": "30", **ticks})
    assert "A key or a password cannot be published" in page.content.decode()
    assert not Publication.objects.exists()


def test_pictures_are_looked_at_first(study: CaseStudy, as_dana: Client) -> None:
    artifact = with_picture(study, "A screen")
    choose(study, **{f"artifact__{artifact.pk}": "exact"})
    page = as_dana.post(url("casestudy-publish", study), {"lasts": "30"}).content.decode()
    assert "Look at each picture below" in page
    assert not Publication.objects.exists()


def test_publishing_again_keeps_the_address_and_says_what_changed(
    study: CaseStudy, as_dana: Client
) -> None:
    choose(study, section__problem="exact")
    first = publish(as_dana, study)
    choose(study, section__lessons="exact", author="exact")
    shared = as_dana.get(url("casestudy-share", study)).content.decode()
    assert "still shows more than is chosen here: Problem" in shared
    assert "whose bill" in opened(first).content.decode()
    answer = as_dana.post(url("casestudy-publish", study), {"lasts": "365"}, follow=True)
    assert "2 fields are shown now that were not" in answer.content.decode()
    assert "1 field is hidden now" in answer.content.decode()
    second = Publication.objects.get()
    assert second.token == first.token
    page = opened(second).content.decode()
    assert "Ask first" in page
    assert "whose bill" not in page
    assert second.expires_at - second.published_at == timedelta(days=365)


def test_the_address_is_the_same_an_hour_later(study: CaseStudy, as_dana: Client) -> None:
    row = publish(as_dana, study)
    token = row.token
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert row.token == token


def test_other_times_are_refused(study: CaseStudy, as_dana: Client) -> None:
    for lasts in ("", "0", "-1", "99999999999999999999", "abc"):
        assert as_dana.post(url("casestudy-publish", study), {"lasts": lasts}).status_code == 200
    assert not Publication.objects.exists()


# --- Who may open what ----------------------------------------------------------------------------


def test_strangers_with_an_account_find_nothing(study: CaseStudy, as_eve: Client) -> None:
    for name in ("share", "share-preview", "export", "markdown", "zip"):
        assert as_eve.get(url(f"casestudy-{name}", study)).status_code == 404
    for name in ("share", "publish", "unpublish", "pdf"):
        assert as_eve.post(url(f"casestudy-{name}", study)).status_code == 404
    assert Client().get(url("casestudy-share", study)).status_code == 302


def test_reading_changes_nothing(study: CaseStudy, as_dana: Client) -> None:
    for name in ("unpublish", "pdf"):
        assert as_dana.get(url(f"casestudy-{name}", study)).status_code == 405
    assert as_dana.get(url("casestudy-publish", study)).status_code == 302
    assert not Publication.objects.exists()


def test_every_button_wants_its_token(study: CaseStudy, dana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("share", "publish", "unpublish", "pdf"):
        assert client.post(url(f"casestudy-{name}", study)).status_code == 403


def test_a_page_taken_back_shows_nothing(study: CaseStudy, as_dana: Client) -> None:
    choose(study, section__problem="exact")
    row = publish(as_dana, study)
    as_dana.post(url("casestudy-unpublish", study))
    answer = opened(row)
    assert answer.status_code == 410
    assert "took this page back" in answer.content.decode()
    assert "bill" not in answer.content.decode()
    fresh = publish(as_dana, study)
    assert fresh.token != row.token
    assert opened(row).status_code == 410
    assert opened(fresh).status_code == 200


def test_its_time_ends(study: CaseStudy, as_dana: Client) -> None:
    row = publish(as_dana, study, lasts="30")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        answer = opened(row)
        assert answer.status_code == 410
        assert "time is over" in answer.content.decode()
        assert study.title not in answer.content.decode()
        assert publishing.standing(study) is None


def test_a_deleted_case_is_gone_at_once(study: CaseStudy, as_dana: Client) -> None:
    row = publish(as_dana, study)
    token = row.token
    study.delete()
    answer = Client().get(reverse("public-case", args=[token]))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token[:-5],
        lambda token: "x" + token,
        lambda token: token.split(":")[0],
        lambda token: ":" + token.split(":")[-1],
        lambda token: "..",
        lambda token: "%00",
        lambda token: "1",
        lambda token: "a" * 5000,
    ],
)
def test_a_forged_address_shows_nothing(
    study: CaseStudy, as_dana: Client, forge: Callable[[str], str]
) -> None:
    row = publish(as_dana, study)
    answer = Client().get(f"/case/{forge(row.token)}/")
    assert answer.status_code == 404
    assert study.title not in answer.content.decode()


def test_the_link_of_a_reader_opens_no_public_page(study: CaseStudy, as_dana: Client) -> None:
    publish(as_dana, study)
    answer = Client().get(reverse("public-case", args=[reader(study).token]))
    assert answer.status_code == 404


# --- What the page carries ------------------------------------------------------------------------


def test_the_page_is_the_same_for_everybody_and_sets_nothing(
    study: CaseStudy, as_dana: Client, as_eve: Client
) -> None:
    choose(study, section__problem="exact")
    row = publish(as_dana, study)
    as_dana.get(url("casestudy-share", study))
    pages = [opened(row, client) for client in (Client(), as_dana, as_eve)]
    assert len({page.content for page in pages}) == 1
    for page in pages:
        assert not page.cookies
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["Cache-Control"] == "private, no-store"
        assert "unsafe" not in page["Content-Security-Policy"]


def test_search_engines_are_let_in_when_asked(study: CaseStudy, as_dana: Client) -> None:
    page = opened(publish(as_dana, study, findable="on"))
    assert not page.has_header("X-Robots-Tag")
    assert "noindex" not in page.content.decode()


def test_pictures_are_those_of_the_page_and_vanish_with_their_artifact(
    study: CaseStudy, as_dana: Client
) -> None:
    shown, hidden = with_picture(study, "Shown"), with_picture(study, "Kept back")
    choose(study, **{f"artifact__{shown.pk}": "exact"})
    row = publish(as_dana, study)
    address = reverse("public-picture", args=[row.token, shown.picture.key])
    assert address in opened(row).content.decode()
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    other = reverse("public-picture", args=[row.token, hidden.picture.key])
    assert Client().get(other).status_code == 404
    shown.delete()
    assert Client().get(address).status_code == 404
    assert "<img" not in opened(row).content.decode()


def test_another_cases_picture_is_not_served(study: CaseStudy, dana: User, as_dana: Client) -> None:
    row = publish(as_dana, study)
    foreign = with_picture(case(dana, title="Another"), "Foreign").picture
    row.pictures = [str(foreign.key)]
    row.save()
    address = reverse("public-picture", args=[row.token, foreign.key])
    assert Client().get(address).status_code == 404


def test_a_picture_is_gone_with_its_page(study: CaseStudy, as_dana: Client) -> None:
    artifact = with_picture(study, "Shown")
    choose(study, **{f"artifact__{artifact.pk}": "exact"})
    row = publish(as_dana, study)
    as_dana.post(url("casestudy-unpublish", study))
    address = reverse("public-picture", args=[row.token, artifact.picture.key])
    assert Client().get(address).status_code == 404


def test_queries_do_not_grow_with_artifacts(study: CaseStudy, as_dana: Client) -> None:
    def count(address: str, client: Client) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def everything() -> list[int]:
        levels = {one.key: one.usual.value for one in Listing(study).fields}
        Sharing.objects.update_or_create(case_study=study, defaults={"chosen": levels})
        row = publish(as_dana, study)
        own = ("share", "share-preview", "export", "markdown", "zip")
        public = reverse("public-case", args=[row.token])
        addresses = [url(f"casestudy-{name}", study) for name in own]
        return [*(count(one, as_dana) for one in addresses), count(public, Client())]

    with_picture(study, "One")
    result(study)
    few = everything()
    for number in range(39):
        with_picture(study, f"Number {number}")
        result(study, name=f"Metric {number}")
    assert everything() == few
    assert Artifact.objects.count() == Picture.objects.count() == 40


def test_what_is_kept_is_json(study: CaseStudy, as_dana: Client) -> None:
    choose(study, section__problem="exact")
    row = publish(as_dana, study)
    assert json.loads(json.dumps(row.content)) == row.content


def test_a_page_without_end_is_not_published(study: CaseStudy, as_dana: Client) -> None:
    shown = {}
    for number in range(7):
        one = Artifact.objects.create(
            case_study=study,
            kind="runbook",
            title=f"{number}",
            text="a b " * 15_000,
            section="lessons",
        )
        shown[f"artifact__{one.pk}"] = "exact"
    choose(study, **shown)
    answer = as_dana.post(url("casestudy-publish", study), {"lasts": "90"})
    assert "Hide more of it" in answer.content.decode()
    assert not Publication.objects.exists()


def test_a_files_name_does_not_say_the_employer(study: CaseStudy, as_dana: Client) -> None:
    study.title, study.employer = "Acme pays less", "Acme"
    study.save()
    name = as_dana.get(url("casestudy-zip", study), {"as": "chosen"})["Content-Disposition"]
    assert "acme" not in name.lower()

"""A stranger sees what was chosen, and nothing else: on the page, in what is kept for it, in every
file."""

import io
import json
import random
import re
import zipfile
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from portfolio.casestudies.models import CaseStudy
from portfolio.models import Publication, Sharing
from portfolio.sharing.listing import Listing
from tests.portfolio.sharing.full import allowing, expected, full

pytestmark = pytest.mark.django_db


def choose(study: CaseStudy, levels: dict[str, str]) -> None:
    Sharing.objects.update_or_create(case_study=study, defaults={"chosen": levels})


def publish(client: Client, study: CaseStudy) -> Publication:
    """Everything that may be ticked is ticked."""
    page = client.get(reverse("casestudy-share-preview", args=[study.pk]))
    ticks = {tick.html_name: "on" for _remark, tick in page.context["form"].rows if tick}
    fields = {"lasts": "90", "looked": "on", **ticks}
    answer = client.post(reverse("casestudy-publish", args=[study.pk]), fields)
    assert answer.status_code == 302, answer.content.decode()
    return Publication.objects.get(case_study=study, revoked_at=None)


def words(html: str) -> str:
    """What is seen of a page, and the texts of its pictures and links."""
    kept = re.sub(r'(?:alt|href)="([^"]*)"', r">\1<", html)
    return unescape(re.sub(r"<[^>]*>", " ", kept)).replace("\u00a0", " ")


def seen_in(text: str, what: set[str]) -> set[str]:
    return {one for one in what if one in text}


def pages(client: Client, study: CaseStudy, row: Publication) -> dict[str, str]:
    """What strangers see, what its author sees before, and what is kept."""
    public = Client().get(reverse("public-case", args=[row.token])).content.decode()
    preview = client.get(reverse("casestudy-share-preview", args=[study.pk])).content.decode()
    return {
        "page": words(public),
        "preview": words(preview[preview.index("<article") :]),
        "kept": json.dumps(row.content, ensure_ascii=False).replace("\u00a0", " "),
    }


def readings(client: Client, study: CaseStudy, row: Publication) -> dict[str, str]:
    """The same, and the files to take away."""
    markdown = client.get(reverse("casestudy-markdown", args=[study.pk]) + "?as=chosen")
    packed = client.get(reverse("casestudy-zip", args=[study.pk]) + "?as=chosen")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        inside = archive.read("README.md").decode() + " ".join(archive.namelist())
    return pages(client, study, row) | {
        "readme": markdown.content.decode().replace("\\", "").replace("\u00a0", " "),
        "zip": inside.replace("\\", "").replace("\u00a0", " "),
    }


def paper(client: Client, study: CaseStudy, what: str = "chosen") -> str:
    answer = client.post(reverse("casestudy-pdf", args=[study.pk]), {"as": what})
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


# A README alone has no pictures, and paper keeps the words about one where they are not printed.
def assert_shows_exactly(text: str, study: CaseStudy, levels: dict[str, str], where: str) -> None:
    shown, hidden = expected(study, levels)
    unmarked = {one for one in hidden if not one.isdigit()}
    assert seen_in(text, unmarked) == set(), where
    for digits in (one for one in hidden if one.isdigit()):
        assert not re.search(rf"(?<![\d,]){digits}(?![\d,])\s?(?:%|ms)", text), (where, digits)
    pictured = {"markeralt1"} if where.startswith(("readme", "paper")) else set()
    assert shown - seen_in(text, shown) <= pictured, where


def test_nothing_is_public_before_it_is_chosen(dana: User, as_dana: Client) -> None:
    study = full(dana)
    assert not Publication.objects.exists()
    row = publish(as_dana, study)
    for where, text in readings(as_dana, study, row).items():
        assert_shows_exactly(text, study, {}, where)
        assert study.title in text


def test_each_field_at_each_level_alone(dana: User, as_dana: Client) -> None:
    study = full(dana)
    for field in Listing(study).fields:
        for level in field.levels:
            levels = {field.key: level.value}
            if field.key.endswith((".how", ".limit")):
                levels[field.key.rpartition(".")[0]] = "range"
            choose(study, allowing(levels, levels))
            row = publish(as_dana, study)
            for where, text in pages(as_dana, study, row).items():
                assert_shows_exactly(text, study, levels, f"{where}: {levels}")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_chosen_is_what_is_seen(dana: User, as_dana: Client, seed: int) -> None:
    dice = random.Random(seed)
    study = full(dana)
    levels = {one.key: dice.choice(one.levels).value for one in Listing(study).fields}
    choose(study, allowing(levels, levels))
    row = publish(as_dana, study)
    for where, text in readings(as_dana, study, row).items():
        assert_shows_exactly(text, study, levels, where)
    if seed < 3:
        assert_shows_exactly(paper(as_dana, study), study, levels, "paper")


def test_an_employers_number_is_exact_only_with_their_leave(dana: User, as_dana: Client) -> None:
    study = full(dana)
    fields = [one for one in Listing(study).fields if one.wants_leave]
    assert len(fields) == 3
    choose(study, {one.key: "exact" for one in fields})
    row = publish(as_dana, study)
    text = pages(as_dana, study, row)["page"]
    assert_shows_exactly(text, study, {}, "page")


def test_a_number_that_turns_out_to_be_an_employers_is_hidden(dana: User, as_dana: Client) -> None:
    study = full(dana)
    lab = Listing(study).results[2]
    choose(study, {f"result.{lab.pk}": "exact"})
    lab.origin = "employer"
    lab.save()
    row = publish(as_dana, study)
    assert "1,873" not in pages(as_dana, study, row)["page"]


def test_what_is_written_afterwards_is_not_public(dana: User, as_dana: Client) -> None:
    study = full(dana)
    choose(study, {"section.problem": "exact"})
    row = publish(as_dana, study)
    study.passages.filter(slot="problem").update(text="Written later.")
    page = Client().get(reverse("public-case", args=[row.token])).content.decode()
    assert "Written later" not in page
    assert "markerslot" in page


def test_everything_is_in_ones_own_copy(dana: User, as_dana: Client) -> None:
    study = full(dana)
    levels = {one.key: "exact" for one in Listing(study).fields}
    assert_shows_exactly(paper(as_dana, study, "whole"), study, levels, "paper")
    text = as_dana.get(reverse("casestudy-markdown", args=[study.pk])).content.decode()
    assert "Zyrquist" in text
    assert "8,437" in text

"""What a passage was before can be looked at and had back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from portfolio.casestudies.difference import MANY, difference
from portfolio.casestudies.models import CaseStudy, Passage, Revision
from tests.portfolio.rows import case, write

NOW = datetime(2026, 11, 28, 14, 3, tzinfo=UTC)


@pytest.fixture
def study(dana: User) -> CaseStudy:
    study = case(dana)
    write(study, problem="Deploys fail weekly")
    return study


def keep(study: CaseStudy, text: str, days: int = 1) -> Revision:
    passage = Passage.objects.get(case_study=study)
    at = NOW - timedelta(days=days)
    return passage.revisions.create(text=text, version=1, why=Revision.Why.PAUSE, saved_at=at)


def history(study: CaseStudy, slot: str = "problem") -> str:
    return f"/portfolio/{study.pk}/history/{slot}/"


def restore(study: CaseStudy, revision: Revision, slot: str = "problem") -> str:
    return f"{history(study, slot)}{revision.pk}/restore/"


@pytest.mark.django_db
def test_the_newest_kept_text_stands_beside_the_present_one(
    as_dana: Client, study: CaseStudy
) -> None:
    keep(study, "An older one", 2)
    keep(study, "Deploys fail <i>daily</i>")
    html = as_dana.get(history(study)).content.decode()
    assert "<del>&lt;i&gt;daily&lt;/i&gt;</del><ins>weekly</ins>" in html
    assert "kept after a while" in html
    assert "25 characters" in html


@pytest.mark.django_db
def test_an_older_one_can_be_looked_at(as_dana: Client, study: CaseStudy) -> None:
    old = keep(study, "An older one", 2)
    keep(study, "Deploys fail daily")
    html = as_dana.get(f"{history(study)}?with={old.pk}").content.decode()
    assert "<del>An older one</del>" in html
    for odd in ("x", "9" * 40, "-1", "²", ""):
        assert as_dana.get(history(study), {"with": odd}).status_code == 200


@pytest.mark.django_db
def test_nothing_kept_says_when_something_is(as_dana: Client, study: CaseStudy) -> None:
    assert "Nothing is kept of it yet" in as_dana.get(history(study)).content.decode()
    assert as_dana.get(history(study, "lessons")).status_code == 200


@pytest.mark.django_db
def test_an_older_text_is_put_back(as_dana: Client, study: CaseStudy) -> None:
    old = keep(study, "Deploys fail daily")
    answer = as_dana.post(restore(study, old), follow=True)
    assert "stands there again" in answer.content.decode()
    assert Passage.objects.get().text == "Deploys fail daily"
    assert Revision.objects.filter(why="restored", text="Deploys fail weekly").exists()
    assert as_dana.get(restore(study, old)).status_code == 405


@pytest.mark.django_db
def test_a_strangers_history_is_none(as_eve: Client, study: CaseStudy) -> None:
    old = keep(study, "Deploys fail daily")
    assert as_eve.get(history(study)).status_code == 404
    assert as_eve.post(restore(study, old)).status_code == 404


@pytest.mark.django_db
def test_a_kept_text_of_another_passage_is_not_put_back(as_dana: Client, study: CaseStudy) -> None:
    old = keep(study, "Deploys fail daily")
    assert as_dana.post(restore(study, old, "lessons")).status_code == 404
    assert as_dana.post(restore(case(study.user), old)).status_code == 404
    assert as_dana.get(history(study, "nothing")).status_code == 404


@pytest.mark.django_db
def test_two_hundred_kept_texts_cost_no_query_more(as_dana: Client, study: CaseStudy) -> None:
    keep(study, "one")
    few = queries(as_dana, history(study))
    for number in range(200):
        keep(study, "word " * 1000 + str(number), number)
    assert queries(as_dana, history(study)) == few


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


texts = st.text(alphabet="ab \n", max_size=60)


@given(texts, texts)
def test_nothing_is_lost_in_a_difference(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after


def test_a_word_in_a_long_paragraph_is_found() -> None:
    words = [f"word{number} " for number in range(MANY - 10)]
    changed = [*words[:50], "other ", *words[51:]]
    kinds = [one.kind for one in difference("".join(words), "".join(changed))]
    assert kinds == ["same", "gone", "new", "same"]

"""What was kept as JSON and is damaged, or of another edition, costs nobody a page."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from roadmap.lanes.audit.models import Posting
from roadmap.lanes.decisions.models import Decision
from roadmap.lanes.painkiller.models import Answers
from roadmap.proof.models import Resume
from tests.roadmap.lanes.audit.written import FINOPS

pytestmark = pytest.mark.django_db

PAGES = [
    "/lanes/audit/",
    "/lanes/audit/demand.csv",
    "/lanes/proof/",
    "/lanes/gaps/",
    "/lanes/test/",
    "/lanes/test/problems/",
    "/lanes/test/result/",
    "/lanes/decisions/",
    "/lanes/decisions/new/?primary=finops&secondary=security",
]
SAME = {"title": "t", "language": "en", "partial": False, "verdict": "none", "elsewhere": []}


def all_open(client: Client, *more: str) -> None:
    for page in (*PAGES, *more):
        assert client.get(page).status_code in (200, 302), page


@pytest.mark.parametrize(
    "kept",
    [
        [],
        "x",
        {},
        SAME | {"lanes": [], "skills": [], "pains": []},
        SAME | {"lanes": None, "skills": None, "pains": None},
        SAME | {"lanes": [{"lane": "gone", "score": "x", "reasons": []}]},
    ],
)
def test_a_posting_is_read_anew(as_dana: Client, dana: User, kept: Any) -> None:
    posting = Posting.made_from(FINOPS, user=dana)
    sound, posting.kept_reading = posting.reading, kept
    posting.save()
    all_open(as_dana, f"/lanes/audit/{posting.pk}/", f"/lanes/proof/{posting.pk}/")
    assert Posting.objects.get().reading == sound


@pytest.mark.parametrize(
    "given",
    [
        [],
        {"problems": "x"},
        {"problems": {"picked": []}},
        {"problems": {"at": "x"}},
        {"problems": {"picked": [["a"]], "at": "x"}},
        {"problems": {"picked": [], "at": None}},
        {"incidents": {"picked": 5, "at": "x"}},
        {"gone": {"picked": ["a"], "at": "x"}},
    ],
)
def test_an_answer_is_as_good_as_none(as_dana: Client, dana: User, given: Any) -> None:
    Answers.objects.create(user=dana, given=given)
    all_open(as_dana)
    as_dana.post("/lanes/test/incidents/skip/")
    assert "incidents" in Answers.objects.get().skipped


@pytest.mark.parametrize("found", [[], "x", {"terraform": None}, {"terraform": [["x"]]}])
def test_a_resume_is_read_anew(as_dana: Client, dana: User, found: Any) -> None:
    Resume.objects.create(user=dana, text="I wrote Terraform.", found=found, edition="")
    kept = Resume.objects.get()
    sound = kept.sentences
    as_dana.post("/lanes/proof/resume/", {"text": "I wrote Terraform."})
    Resume.objects.update(found=found)
    all_open(as_dana)
    assert Resume.objects.get().sentences == sound


@pytest.mark.parametrize(
    "kept",
    [
        {"ranking": [1]},
        {"ranking": {"scores": [{"lane": "gone", "reasons": []}]}},
        {"ranking": {"scores": [{"lane": "finops", "reasons": []}]}},
        {"answers": ["x"]},
        {"evidence": ["x"]},
        {"evidence": {"pains": None}},
        {"evidence": {"pains": [{"pain": "gone"}], "incidents": {"gone": 4}}},
    ],
)
def test_a_decision_shows_its_sentences(as_dana: Client, dana: User, kept: dict[str, Any]) -> None:
    decision, other = (
        Decision.objects.create(
            user=dana,
            decided_at=timezone.now(),
            primary="finops",
            secondary="security",
            known_for="I am known for this",
            **kept,
        )
        for _ in range(2)
    )
    page = f"/lanes/decisions/{decision.pk}/"
    all_open(as_dana, page, f"/lanes/decisions/compare/{decision.pk}/{other.pk}/")
    assert "I am known for this" in as_dana.get(page).content.decode()

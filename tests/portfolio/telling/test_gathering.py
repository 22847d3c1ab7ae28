"""A document holds what may be seen, and nothing else."""

from decimal import Decimal

import pytest

from accounts.models import User
from portfolio.artifacts.models import Artifact, Picture
from portfolio.casestudies.models import CaseStudy, Tradeoff
from portfolio.telling.disclosure import Disclosure, Shown
from portfolio.telling.document import Document
from portfolio.telling.gather import document
from tests.portfolio.rows import case, result, write


@pytest.fixture
def study(dana: User) -> CaseStudy:
    """One with something of everything, done at Acme."""
    study = case(dana, employer="Acme", employer_said="a large shop", title="What Acme pays")
    write(
        study,
        question="Why does Acme pay?",
        problem="ACME’s bill. See [the Acme page](https://acme.example/bill).",
        decision="We chose tags.",
        decision__cost="$40 a month",
        plain="Plain words",
    )
    Tradeoff.objects.create(
        case_study=study, chose="tags", over="accounts", because="acme had one", gave_up="precision"
    )
    result(study, limit_what="p95 latency", limit_value=900, limit_unit="ms", limit_after=820)
    drawn = Artifact.objects.create(
        case_study=study, kind="diagram", title="The flow at Acme", alt="Acme", section="decision"
    )
    Picture.objects.create(artifact=drawn, data=b"x", width=10, height=20, size=1)
    Artifact.objects.create(
        case_study=study, kind="link", title="Repository", section="implementation",
        url="https://git.example/acme-corp/bill",
    )  # fmt: skip
    return study


def test_its_author_reads_everything_in_order(study: CaseStudy) -> None:
    made = document(study, Disclosure.whole())
    assert [part.slot for part in made.parts] == [
        "problem", "decision", "implementation", "tradeoffs", "result",
    ]  # fmt: skip
    assert made.figures[0].said == "from 4\u00a0h to 25\u00a0min (−90\u00a0%)"
    assert made.figures[0].limit == "while p95 latency stays under 900\u00a0ms: 820\u00a0ms, kept"
    assert (made.employer, made.author, made.artifacts[0].picture) != ("", "", None)
    assert "Plain words" not in str(made.as_json())


def test_what_is_not_named_is_not_there(study: CaseStudy) -> None:
    made = document(study, Disclosure())
    assert made == Document(
        title="What a large shop pays",
        lane="finops",
        employer="a large shop",
        origin="my own lab",
        on=made.on,
    )


def test_an_employer_who_is_hidden_is_in_no_word(study: CaseStudy) -> None:
    keys = {"question": Shown.EXACT, "section.problem": Shown.EXACT}
    rows = [f"tradeoff.{one.pk}" for one in study.tradeoffs.all()]
    rows += [f"artifact.{one.pk}" for one in study.artifacts.all()]
    made = document(study, Disclosure(keys | dict.fromkeys(rows, Shown.EXACT)))
    assert "acme" not in str(made.as_json()).lower()
    assert made.sections[0].text == "a large shop’s bill. See the a large shop page."
    assert made.artifacts[1].url == ""


@pytest.mark.parametrize("shown", [Shown.PERCENT, Shown.RANGE])
def test_figures_stay_behind_a_percentage_or_a_range(study: CaseStudy, shown: Shown) -> None:
    pk = study.results.get().pk
    made = document(study, Disclosure({f"result.{pk}": shown}))
    kept = str(made.as_json())
    assert "240" not in kept
    assert "25\u00a0min" not in kept
    assert "4\u00a0h" not in kept
    assert "900" not in kept
    said = {Shown.PERCENT: "−90\u00a0%", Shown.RANGE: "from 2–5\u00a0h to 20–50\u00a0min"}
    assert made.figures[0].said == said[shown]
    assert made.figures[0].percent == (Decimal(-90) if shown is Shown.PERCENT else None)


def test_it_goes_to_json_and_back(study: CaseStudy) -> None:
    made = document(study, Disclosure.whole())
    assert Document.from_json(made.as_json()) == made

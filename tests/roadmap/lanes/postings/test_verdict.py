"""Which lane a posting is, and when it is none. All postings here are our own."""

import pytest

from common.lanes import Lane
from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.reading import PostingReading

DUTIES = {
    Lane.DEVOPS: "Build CI/CD pipelines and run Kubernetes with Terraform. Be on call for SLOs.",
    Lane.FINOPS: "Explain the cloud bill, forecast spend, and manage Savings Plans and chargeback.",
    Lane.AI_INFRASTRUCTURE: "Serve models with vLLM on GPUs, and train on Ray with PyTorch.",
    Lane.SECURITY: "Run vulnerability management, threat modeling and our SIEM. Review IAM.",
    Lane.DATA_ENGINEERING: "Build data pipelines with Airflow, dbt and Spark into Snowflake.",
}


def posting(title: str, duties: str) -> str:
    lines = "\n".join(f"- {one.strip().rstrip('.')}" for one in duties.split(". "))
    return f"{title}\n\nWhat you will do\n{lines}\n"


@pytest.mark.parametrize("lane", Lane)
def test_the_duties_tell_the_lane_of_a_plain_software_engineer(lane: Lane) -> None:
    assert read(posting("Software Engineer", DUTIES[lane])).verdict == lane


@pytest.mark.parametrize(
    ("title", "lane"),
    [
        ("Senior Site Reliability Engineer", Lane.DEVOPS),
        ("# [Platform Engineer](https://example.org/finops)", Lane.DEVOPS),
        ("Job title: FinOps Analyst", Lane.FINOPS),
        ("---\ntitle: MLOps Engineer\n---", Lane.AI_INFRASTRUCTURE),
        ("**Role:** Cloud Security Engineer", Lane.SECURITY),
        ("Data-Engineer (m/w/d)", Lane.DATA_ENGINEERING),
        ("Ingénieur(e) sécurité applicative", Lane.SECURITY),
        ("Ingeniero de datos", Lane.DATA_ENGINEERING),
        ("Pessoa Engenheira de Dados", Lane.DATA_ENGINEERING),
    ],
)
def test_the_title_names_the_lane_of_a_short_posting(title: str, lane: Lane) -> None:
    assert read(f"{title}\n\nWrite to us, we are happy to tell you more.\n").verdict == lane


def test_where_there_is_no_title_the_sentence_that_seeks_somebody_names_it() -> None:
    text = "We have made anvils for years.\n\nWe are looking for a Senior Data Engineer in Oslo."
    assert read(text).verdict == Lane.DATA_ENGINEERING


EVERY_TOOL = " ".join(DUTIES.values())


@pytest.mark.parametrize(
    ("title", "duties"),
    [
        (
            "Developer Advocate",
            "Write blog posts and tutorials about Kubernetes, Terraform, Snowflake, Spark and "
            "PyTorch. Speak at conferences and meetups. Make video content and demos.",
        ),
        (
            "Frontend Engineer, Observability",
            "Build our user interface in React and TypeScript. Own the design system. Work with "
            "Grafana dashboards and Prometheus.",
        ),
        (
            "Technical Program Manager, Data Platform",
            "Run project plans and status reports for teams on Airflow, Snowflake and Kafka.",
        ),
        (
            "Backend Engineer, Billing",
            "Build invoicing and payment processing in Ruby on Rails. Ship new features. Design "
            "RESTful APIs on AWS with Docker.",
        ),
        (
            "Solutions Architect, Pre-sales",
            "Support account executives with demos and proofs of concept on Snowflake, Databricks "
            "and Spark. Answer RFPs. Help the sales team.",
        ),
        ("Technical Recruiter", "Find people who know Kubernetes, Terraform and Python."),
        ("Data Scientist", "Find business insights by statistical modeling and A/B testing in R."),
        ("QA Engineer", "Write test cases and regression testing with Selenium in Jenkins."),
        ("Bakery manager", "Bake bread. Sell bread. Clean the oven."),
    ],
)
def test_a_role_of_no_lane_is_none_whatever_it_names(title: str, duties: str) -> None:
    assert read(posting(title, duties)).verdict == "none"


@pytest.mark.parametrize("text", ["", " \n", "Hello", "???", "Python"])
def test_a_text_that_says_nothing_is_none(text: str) -> None:
    assert read(text).verdict == "none"


def test_two_jobs_in_one_posting_are_mixed() -> None:
    duties = DUTIES[Lane.SECURITY] + " " + DUTIES[Lane.DATA_ENGINEERING]
    assert read(posting("Security Engineer, Data Engineer", duties)).verdict == "mixed"


def test_a_generalist_with_a_bit_of_everything_is_mixed() -> None:
    assert read(posting("Cloud Engineer", EVERY_TOOL)).verdict == "mixed"


def test_what_the_employer_sells_is_not_the_job() -> None:
    text = """Software Engineer

About us
Acme is a FinOps platform. We do cloud cost management, chargeback, showback, Savings Plans,
rightsizing, cost allocation and unit economics for thousands of teams.

What you will do
- Build user-facing features in Ruby on Rails and React
- Design REST APIs and write unit tests

Benefits
- A budget for your desk, and training on cost optimization
"""
    reading = read(text)
    assert reading.verdict == "none"
    assert not reading.pains


def test_pains_are_those_of_the_work_with_the_sentence_quoted() -> None:
    text = "FinOps Analyst\n\nYour tasks\n- Reduce cloud costs before they surprise anybody\n"
    (pain,) = read(text).pains
    assert pain.pain == "cloud-spend"
    assert pain.quotes[0].sentence == "Reduce cloud costs before they surprise anybody"


@pytest.mark.parametrize(
    "text", [EVERY_TOOL, *(posting("Cloud Engineer", text) for text in DUTIES.values()), ""]
)
def test_the_reasons_of_every_lane_add_up_to_its_score(text: str) -> None:
    adds_up(read(text))


def adds_up(reading: PostingReading) -> None:
    assert {one.lane for one in reading.lanes} == set(Lane)
    scores = [one.score for one in reading.lanes]
    assert scores == sorted(scores, reverse=True)
    for lane in reading.lanes:
        assert sum(reason.points for reason in lane.reasons) == lane.score
        assert all(reason.quote for reason in lane.reasons)


def test_a_reading_is_the_same_each_time_and_survives_being_kept() -> None:
    reading = read(posting("Cloud Engineer", EVERY_TOOL))
    assert read(posting("Cloud Engineer", EVERY_TOOL)) == reading
    assert PostingReading.from_json(reading.to_json()) == reading


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# Platform Engineer (Delivery)", "Platform Engineer (Delivery)"),
        ("[Platform Engineer]", "Platform Engineer"),
        ("(Senior) Platform Engineer", "(Senior) Platform Engineer"),
        ("**[Platform Engineer (Build [CI])]**", "Platform Engineer (Build [CI])"),
    ],
)
def test_a_title_keeps_the_brackets_within_it(line: str, title: str) -> None:
    assert read(f"{line}\n\nRequirements\n- Terraform").title == title


def test_one_sentence_is_called_one() -> None:
    lanes = read("Platform Engineer\n\nWhat you will do\n- Look after our clusters").lanes
    texts = [one.text for one in lanes[0].reasons]
    assert "Words of the field, in one sentence" in texts

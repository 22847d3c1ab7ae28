"""Phrases in a text: the longest wins, spellings are one, and a name is not the English word."""

import pytest

from roadmap.lanes.postings.read import find


def found(text: str) -> set[str]:
    return set(find(text))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("We run CI/CD.", "ci-cd"),
        ("We run CI-CD.", "ci-cd"),
        ("We run CI / CD.", "ci-cd"),
        ("Clusters on k8s", "kubernetes"),
        ("Infrastructure-as-code", "infrastructure-as-code"),
        ("infrastructure as code", "infrastructure-as-code"),
        ("A data lake", "lakehouse"),
        ("Two data lakes", "lakehouse"),
        ("A datalake", "lakehouse"),
        ("data-lake", "lakehouse"),
        ("Cost optimisation", "cost-optimization"),
        ("cost optimization", "cost-optimization"),
        ("Data modelling", "data-modeling"),
        ("vulnerability scanning", "vulnerability-management"),
        ("Services in C#", "dotnet"),
        ("Services in .NET", "dotnet"),
        ("Engines in C++", "cplusplus"),
        ("Wir bauen Datenpipelines", "data-pipelines"),
        ("Des tests d’intrusion", "penetration-testing"),
        ("optimización de costos", "cost-optimization"),
        ("qualidade de dados", "data-quality"),
        ("Kubernetesを使います", "kubernetes"),
    ],
)
def test_a_skill_is_found_however_it_is_written(text: str, slug: str) -> None:
    assert slug in found(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("You go beyond the plan.", "golang"),
        ("Go beyond the plan.", "golang"),
        ("We own the go-to-market.", "golang"),
        ("Our Go To Market team", "golang"),
        ("Ideas that spark joy", "spark"),
        ("A ray of light", "ray"),
        ("The chef cooks on Fridays.", "configuration-management"),
        ("You are at the helm.", "helm"),
        ("You excel at everything.", "spreadsheets"),
        ("Social security is paid.", "cloud-security"),
        ("Good airflow in every office", "airflow"),
    ],
)
def test_an_english_word_is_not_the_tool_of_that_name(text: str, slug: str) -> None:
    assert slug not in found(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Services in Go, Python or Java", "golang"),
        ("Go, Python or Java", "golang"),
        ("Three years of Go", "golang"),
        ("You write Go and read Python.", "golang"),
        ("Batch jobs on Spark", "spark"),
        ("Training on Ray and Kubernetes", "ray"),
        ("Charts for Helm", "helm"),
    ],
)
def test_the_tool_is_found_where_it_is_named(text: str, slug: str) -> None:
    assert slug in found(text)


def test_the_longest_phrase_wins_and_no_two_overlap() -> None:
    assert found("Cloud security posture management") == {"cspm-cnapp"}
    assert found("AWS Lambda") == {"serverless"}


def test_a_quote_is_the_whole_sentence_and_the_words_in_it() -> None:
    (quote,) = find("We ship daily. You will run our Kubernetes clusters, e.g. in Oslo. Thanks.")[
        "kubernetes"
    ]
    assert quote.sentence == "You will run our Kubernetes clusters, e.g. in Oslo."
    assert quote.phrase == "Kubernetes clusters"


def test_a_sentence_said_twice_is_quoted_once_and_not_without_end() -> None:
    text = "We run Terraform.\n" * 3 + "".join(f"Team {n} runs Terraform.\n" for n in range(50))
    quotes = find(text)["terraform"]
    assert len({quote.sentence for quote in quotes}) == len(quotes) == 5

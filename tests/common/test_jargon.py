"""Words of the trade are found where somebody outside it would read them."""

import pytest

from common import jargon


def words(text: str) -> list[str]:
    return [term.word for term in jargon.found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our p95 rose, and P95 is what customers feel.", ["p95"]),
        ("Two runbooks and three replicas", ["runbook", "replica"]),
        ("The latencies of both queries", ["latency", "query"]),
        ("We deployed it; it deploys itself.", ["deploy"]),
        ("kubernetes, then Kubernetes", ["Kubernetes"]),
        ("The SLA, the SLOs, IaC", ["SLA", "SLO", "IaC"]),
        ("an sla is no word, nor is slag, nor isla", []),
        ("error budgets before budgets", ["error budget"]),
        ("the error\nbudget, an error-budget", ["error budget"]),
        ("a canary release after a canary", ["canary release", "canary"]),
        ("CI/CD, then CI alone", ["CI/CD"]),
        ("token-based inference.", ["token", "inference"]),
        ("Order: schema, then batch, then schema", ["schema", "batch"]),
        ("tokenise stage vintage nodes.js cluster_id", []),
        ("", []),
    ],
)
def test_whole_words_are_found_once_in_the_order_they_come(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Run `kubectl get pods` first",
        "```\ndeploy the cluster\n```",
        "~~~ sh\nterraform apply\n~~~",
        "```\nnever closed: cluster, pod",
        "See https://example.org/cluster/pod",
        "See [the page](https://example.org/gpu/token)",
        "See [the page](/docs/rollback)",
        "Ask www.example.org/replica or schema.example.org or me@cluster",
    ],
)
def test_code_and_addresses_are_left_out(text: str) -> None:
    assert words(text) == []


def test_what_stands_behind_code_is_read_again() -> None:
    assert words("`pod` and a cluster\n```\nx\n```\nand a replica") == ["cluster", "replica"]


@pytest.mark.parametrize("text", ["The p95 fell.", "p95", "no words of it", "`x` p95 `y` GPU", ""])
def test_the_pieces_make_the_text_again(text: str) -> None:
    assert "".join(piece for piece, _ in jargon.pieces(text)) == text


@pytest.mark.parametrize(
    "mark", ["`", "](", "```\n", "error ", "a", "error\n", "http", "~", "[](", "(", "p9", "\n```"]
)
def test_a_hostile_text_is_gone_through(mark: str) -> None:
    """Ends at all: a pattern that went back from every mark would take minutes."""
    jargon.found(mark * (60_000 // len(mark)))


def test_every_form_belongs_to_one_word_and_is_found() -> None:
    forms: set[str] = set()
    for word in jargon.terms():
        (term,) = jargon.found(word)
        assert term.word == word
        for form in (term.word, *term.also):
            assert form.lower() not in forms, form
            forms.add(form.lower())
            assert words(f"the {form}, then") == [word]


def test_what_is_said_instead_holds_no_word_of_the_trade() -> None:
    said = {word: words(plain) for word, plain in jargon.terms().items() if words(plain)}
    assert not said

"""The prompts: specific, one question each, and none that would do for another lane."""

import re
from itertools import combinations

import pytest

from common.lanes import Lane, lane_facts
from portfolio.casestudies import parts
from portfolio.casestudies.parts import Prompt

SHORT = {
    Lane.DEVOPS: "devops",
    Lane.FINOPS: "finops",
    Lane.AI_INFRASTRUCTURE: "ai",
    Lane.SECURITY: "security",
    Lane.DATA_ENGINEERING: "data",
}
EVERY = list(parts.prompts().values())
FILLER = re.compile(r"\b(describe|explain|discuss|reflect|elaborate|improve|explore)\b", re.I)


def test_every_slot_has_its_prompt() -> None:
    for lane in Lane:
        assert set(parts.slots(lane)) <= set(parts.prompts())
    assert len(parts.slots(Lane.DEVOPS)) == len(set(parts.slots(Lane.DEVOPS)))


@pytest.mark.parametrize("prompt", EVERY, ids=lambda prompt: prompt.slug)
def test_a_prompt_asks_one_question(prompt: Prompt) -> None:
    assert prompt.asks.count("?") == 1
    assert prompt.asks.endswith("?")
    assert not FILLER.search(prompt.asks)
    assert re.fullmatch(r"[a-z.-]+", prompt.slug)
    assert len(prompt.slug) <= 60


@pytest.mark.parametrize("lane", Lane)
def test_each_lane_looks_for_evidence_of_its_own(lane: Lane) -> None:
    evidence = parts.evidence(lane)
    assert 7 <= len(evidence) <= 8
    assert all(one.slug.startswith(f"evidence.{SHORT[lane]}-") for one in evidence)
    assert all(one.example for one in evidence)
    figures = [one for one in evidence if re.search(r"\d", one.example)]
    assert len(figures) >= len(evidence) - 3, "an example shows a figure"


@pytest.mark.parametrize(
    ("lane", "wanted"),
    [
        (Lane.DEVOPS, ["tests", "scan", "signature", "deployment", "rollback", "incident"]),
        (Lane.FINOPS, ["attribution", "cut", "unit", "headroom"]),
        (Lane.AI_INFRASTRUCTURE, ["latency", "processors", "load"]),
        (Lane.SECURITY, ["threats", "controls", "auditor"]),
        (
            Lane.DATA_ENGINEERING,
            ["validation", "lineage", "alerts", "schema", "missing", "downstream"],
        ),
    ],
)
def test_what_readers_of_the_lane_ask_for_has_a_field(lane: Lane, wanted: list[str]) -> None:
    slugs = {one.slug for one in parts.evidence(lane)}
    assert {f"evidence.{SHORT[lane]}-{what}" for what in wanted} <= slugs


@pytest.mark.parametrize(
    ("lane", "slug", "words"),
    [
        (Lane.DEVOPS, "devops-withdrawn-release", "tests scan signed release monitoring incident"),
        (Lane.FINOPS, "finops-bill-with-owners", "owner team service lever saving limit"),
        (
            Lane.AI_INFRASTRUCTURE,
            "ai-infrastructure-known-ceiling",
            "endpoint latency throughput cpu accelerator load",
        ),
        (
            Lane.SECURITY,
            "security-landing-zone",
            "sign-on rights logs secrets alerts threats control",
        ),
        (
            Lane.DATA_ENGINEERING,
            "data-engineering-table-that-refuses",
            "batches stream validates lineage alert column missing downstream",
        ),
    ],
)
def test_the_first_project_of_a_lane_is_the_one_it_is_known_for(
    lane: Lane, slug: str, words: str
) -> None:
    first = lane.facts.projects[0]
    said = " ".join([first.title, first.question, first.brief, *first.evidence]).lower()
    assert first.slug == slug
    assert [word for word in words.split() if word not in said] == []


def fives(lane: Lane) -> set[tuple[str, ...]]:
    """Sequences of five words in a lane's prompts and briefs, its own names blanked."""
    texts = [text for one in parts.evidence(lane) for text in (one.title, one.asks, one.example)]
    for project in lane_facts()[lane].projects:
        texts += [project.title, project.question, project.brief, *project.evidence, project.small]
    names = re.compile("|".join(re.escape(one.label.lower()) for one in Lane))
    found = set()
    for text in texts:
        words = re.findall(r"[\w’'-]+", names.sub(" ", text.lower()))
        found |= {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
    return found


@pytest.mark.parametrize(("one", "other"), combinations(Lane, 2))
def test_two_lanes_share_less_than_a_fifth_of_their_words(one: Lane, other: Lane) -> None:
    mine, theirs = fives(one), fives(other)
    assert len(mine & theirs) < min(len(mine), len(theirs)) / 5

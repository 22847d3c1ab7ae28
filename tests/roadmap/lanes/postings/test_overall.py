"""What several postings ask for together."""

import itertools

from roadmap.lanes.postings.overall import Overall, SkillDemand, overall
from roadmap.lanes.postings.read import read

BOILERPLATE = "We build the anvils of tomorrow on Kubernetes, and we want you to know it very well."


def posting(title: str, *requirements: str) -> str:
    lines = "\n".join(f"- {one}" for one in requirements)
    return f"{title}\n\nRequirements\n{lines}\n"


def together(*texts: str) -> Overall:
    return overall([read(text) for text in texts])


def demand(found: Overall, slug: str) -> SkillDemand:
    return next(one for one in found.skills if one.slug == slug)


def test_the_most_wanted_comes_first_with_how_many_and_how_strongly() -> None:
    found = together(
        posting("DevOps Engineer", "Terraform", "4 years of Kubernetes"),
        posting("DevOps Engineer", "Terraform", "6 years of Kubernetes", "Helm is a plus"),
        posting("SRE", "Terraform"),
    )
    assert [one.slug for one in found.skills][:2] == ["terraform", "kubernetes"]
    assert (demand(found, "terraform").must, demand(found, "terraform").weight) == (3, 9)
    assert demand(found, "kubernetes").years == 6
    assert (demand(found, "helm").must, demand(found, "helm").nice) == (0, 1)
    assert found.verdicts == {"devops": 3}


def test_what_an_employer_repeats_counts_once() -> None:
    found = together(*(posting(f"DevOps Engineer {n}", BOILERPLATE) for n in "abc"))
    assert demand(found, "kubernetes").postings == 1


def test_a_posting_keeps_what_it_says_besides_the_boilerplate() -> None:
    found = together(
        posting("DevOps Engineer", BOILERPLATE),
        posting("DevOps Engineer", BOILERPLATE, "Kubernetes is a plus"),
    )
    kubernetes = demand(found, "kubernetes")
    assert (kubernetes.must, kubernetes.nice) == (1, 1)
    assert [said.posting for said in kubernetes.said] == [0, 1]


def test_the_order_in_which_postings_came_changes_no_count() -> None:
    texts = (
        posting("DevOps Engineer", BOILERPLATE, "Kubernetes is a plus"),
        posting("DevOps Engineer", BOILERPLATE),
        posting("DevOps Engineer", BOILERPLATE, "Terraform"),
    )
    counts = {
        tuple(sorted((one.slug, one.must, one.nice, one.context) for one in found.skills))
        for found in (together(*order) for order in itertools.permutations(texts))
    }
    assert len(counts) == 1


def test_short_requirements_may_well_be_asked_for_twice() -> None:
    found = together(posting("SRE", "Terraform"), posting("Platform Engineer", "Terraform"))
    assert demand(found, "terraform").must == 2


def test_a_sentence_pasted_twice_is_said_once() -> None:
    text = posting("SRE", "Terraform in production", "Terraform in production")
    assert len(demand(together(text), "terraform").said) == 1


def test_without_postings_there_is_no_demand() -> None:
    assert overall([]) == Overall(0, {}, (), ())

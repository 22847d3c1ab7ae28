"""How much a posting wants a skill, and for how many years."""

import pytest

from roadmap.lanes.postings.read import read
from roadmap.lanes.postings.reading import SkillFound


def skill(text: str, slug: str) -> SkillFound:
    return next(one for one in read(text).skills if one.slug == slug)


HEADED = """Platform Engineer

About us
Acme is a maker of anvils. We love Redis.

What you will do
- Run our Kubernetes clusters

{must}
- Terraform
- PostgreSQL would be nice to have

{nice}
- Helm

Benefits
- A Snowflake themed party
"""


@pytest.mark.parametrize(
    ("must", "nice"),
    [
        ("Requirements", "Nice to have"),
        ("**What you bring:**", "**Bonus points**"),
        ("## Must have", "## Preferred qualifications"),
        ("WHO YOU ARE", "GOOD TO HAVE"),
        ("Your qualifications", "Bonus points if you have"),
        ("What we require", "What would help"),
        ("Must haves", "It's great, but not required"),
        ("Required skills for success", "Preferred qualifications (not mandatory)"),
        ("Dein Profil", "Von Vorteil"),
        ("Votre profil", "Les plus :"),
        ("Requisitos", "Se valorará"),
        ("Requisitos obrigatórios", "Diferenciais"),
    ],
)
def test_headings_say_how_much_a_skill_is_wanted(must: str, nice: str) -> None:
    text = HEADED.format(must=must, nice=nice)
    strengths = {one.slug: one.strength.value for one in read(text).skills}
    assert strengths["terraform"] == "must"
    assert strengths["helm"] == "nice"
    assert strengths["relational-databases"] == "nice"
    assert strengths["kubernetes"] == "context"  # the duties, where requirements have their place
    assert strengths["caching"] == "context"
    assert strengths["snowflake"] == "context"


def test_without_requirements_the_duties_are_what_is_asked_for() -> None:
    text = "Platform Engineer\n\nYour tasks\n- Run our Kubernetes clusters\n"
    assert skill(text, "kubernetes").strength == "must"


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("You must know Terraform.", "must"),
        ("Experience with Terraform is required.", "must"),
        ("Terraform is a plus.", "nice"),
        ("Ideally you have used Terraform.", "nice"),
        ("Idealerweise kennst du Terraform.", "nice"),
        ("Terraform ist von Vorteil.", "nice"),
        ("Terraform serait un plus.", "nice"),
        ("Se valorará Terraform.", "nice"),
        ("Terraform será um diferencial.", "nice"),
        ("No prior Terraform experience is needed.", "context"),
        ("You don't need to know Terraform.", "context"),
        ("Our teams write Terraform.", "context"),
    ],
)
def test_cue_words_say_it_within_a_sentence(sentence: str, strength: str) -> None:
    text = f"We make anvils all over the world and have done so since we were young.\n\n{sentence}"
    assert skill(text, "terraform").strength == strength


def test_a_wish_reaches_no_further_than_its_comma() -> None:
    text = "Requirements\n- Experience with Terraform is required, Pulumi a plus\n"
    assert skill(text, "terraform").strength == "must"
    assert skill(text, "pulumi-crossplane").strength == "nice"


def test_the_strongest_mention_counts_and_is_quoted_first() -> None:
    text = "Nice to have\n- Some Terraform\n\nRequirements\n- Deep Terraform\n"
    found = skill(text, "terraform")
    assert found.strength == "must"
    assert [quote.sentence for quote in found.quotes] == ["Deep Terraform", "Some Terraform"]


@pytest.mark.parametrize(
    ("bullet", "years"),
    [
        ("5+ years of Kubernetes", 5),
        ("3-5 years of experience with Kubernetes", 3),
        ("three to five years with Kubernetes", 3),
        ("Kubernetes (4 years)", 4),
        ("mindestens 3 Jahre Erfahrung mit Kubernetes", 3),
        ("au moins deux ans d’expérience avec Kubernetes", 2),
        ("al menos 2 años de experiencia con Kubernetes", 2),
        ("pelo menos três anos de experiência com Kubernetes", 3),
        ("Kubernetes", None),
        ("30 years of Kubernetes", None),
        ("6 years in software, and many good ideas of how people may use Kubernetes", None),
    ],
)
def test_years_belong_to_the_skill_beside_them(bullet: str, years: int | None) -> None:
    assert skill(f"Requirements\n- {bullet}\n", "kubernetes").years == years


def test_years_hold_for_the_list_that_follows() -> None:
    text = "Requirements\n- 4 years of Python, Terraform and AWS; some Helm\n"
    years = {one.slug: one.years for one in read(text).skills}
    assert years == {"python": 4, "terraform": 4, "aws": 4, "helm": None}


def test_what_somebody_is_responsible_for_is_no_requirement() -> None:
    text = """Release Engineer

You are responsible for:
- The Jenkins servers

Requirements
- Ansible
"""
    assert skill(text, "jenkins").strength == "context"
    assert skill(text, "configuration-management").strength == "must"

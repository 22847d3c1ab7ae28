"""Postings and exports name a credential in their own way, and it is recognised or left alone."""

import pytest

from certifications.catalogue import catalog, providers

ALL = catalog.catalogue().credentials


@pytest.mark.parametrize("slug", ALL)
def test_every_certification_is_matched_by_its_own_name(slug: str) -> None:
    one = ALL[slug]
    for name in (one.name, one.title, one.title.upper(), *one.aliases, *one.mentions):
        found = catalog.match(name, one.issuer)
        assert found is one, name


@pytest.mark.parametrize("slug", ALL)
def test_each_way_of_naming_it_is_found_in_a_sentence(slug: str) -> None:
    for phrase in ALL[slug].mentions:
        text = f"What helps: {phrase}, or the wish to get there."
        assert catalog.find(text) == [slug], phrase


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("CKA or CKAD is a plus. CKS even more.", ["cka", "ckad", "cks"]),
        ("Exams: (AZ-104/GH200)", ["azure-administrator-associate", "github-actions"]),
        ("AWS Solutions Architect – Professional", ["aws-solutions-architect-professional"]),
        ("AWS Solutions Architect – Associate", ["aws-solutions-architect-associate"]),
        ("CompTIA Security+/CISSP preferred", ["comptia-security-plus", "isc2-cissp"]),
        ("You hold the (ISC)² CC and a\nCertified Kubernetes\nAdministrator.", ["isc2-cc", "cka"]),
        ("we skate, cka is a name, and the CKAs of the world", []),
        ("a professional data engineer and a GitHub Actions user", []),
        ("Associate Cloud Engineer wanted; FinOps for AI is our field", []),
        ("principal components (PCA), carbon copy (CC), ACE", []),
        ("We run on AWS. Security specialty: none.", []),
        ("Cloud+DevOps", []),
        ("", []),
    ],
)
def test_text_is_read_by_whole_words_and_the_longest_name(text: str, slugs: list[str]) -> None:
    assert catalog.find(text) == slugs


@pytest.mark.parametrize(
    ("name", "issuer", "slug"),
    [
        ("CKA: Certified Kubernetes Administrator", "The Linux Foundation", "cka"),
        ("CKA", "", "cka"),
        ("aws certified security specialty", "Amazon Web Services (AWS)", "aws-security-specialty"),
        ("AWS Certified Security - Specialty (SCS-C03)", "Credly", "aws-security-specialty"),
        ("Azure Administrator Associate", "Microsoft", "azure-administrator-associate"),
        ("AZ-104", "Microsoft", "azure-administrator-associate"),
        ("HashiCorp Certified: Terraform Associate (003)", "HashiCorp", "terraform-associate"),
        ("Professional Data Engineer", "Google", "google-professional-data-engineer"),
        ("Certified Professional Cloud Architect", "Google", "google-professional-cloud-architect"),
        ("CompTIA Security+ ce Certification", "CompTIA", "comptia-security-plus"),
        ("CC", "ISC2", "isc2-cc"),
        ("Certified in Cybersecurity℠ (CC)", "(ISC)²", "isc2-cc"),
        ("FinOps Certified Practitioner", "The Linux Foundation", "finops-certified-practitioner"),
        ("Professional Data Engineer", "Databricks", ""),
        ("How to pass the CKA: a course in videos", "Udemy", ""),
        ("CKA and CKAD", "", ""),
        ("Scrum Master", "Scrum.org", ""),
        ("004", "HashiCorp", ""),
        ("", "", ""),
    ],
)
def test_a_name_from_an_export_is_matched_or_left_open(name: str, issuer: str, slug: str) -> None:
    found = catalog.match(name, issuer)
    assert (found.slug if found else "") == slug


def test_no_phrase_stands_for_two_certifications() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for one in ALL.values():
        for phrase in one.mentions:
            words = tuple(phrase.casefold().replace("-", " ").split())
            assert seen.setdefault(words, one.slug) == one.slug, phrase


def test_every_provider_has_a_name_and_a_site() -> None:
    known = providers.providers()
    assert {one.provider for one in ALL.values()} == set(known)
    assert all(one.url.startswith("https://") and one.names for one in known.values())

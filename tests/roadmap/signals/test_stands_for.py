"""What a certification stands for: every one of the catalogue has an entry that can be shown."""

from pathlib import Path

import pytest

from certifications.catalogue import catalog
from common.facts import FactError
from roadmap.lanes.postings.taxonomy import Category, skills
from roadmap.signals import stands_for as facts
from roadmap.signals.stands_for import StandsFor, known, stands_for


def test_every_certification_stands_for_something_that_can_be_shown() -> None:
    assert set(known()) == set(catalog.catalogue().credentials)
    for slug, one in known().items():
        assert one.core, slug
        assert not one.core & one.also, slug
        assert all(skills()[skill].category is not Category.SOFT for skill in one.all), slug


def test_a_skill_that_nobody_knows_names_its_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "stands_for.toml"
    wrong.write_text('basis = "ours"\n[[certification]]\nslug = "cka"\ncore = ["kubernets"]\n')
    monkeypatch.setattr(facts, "FACTS", wrong)
    with pytest.raises(FactError, match="cka names no skill: kubernets"):
        known.__wrapped__()


def test_one_of_another_name_is_read_by_its_name() -> None:
    assert stands_for("", "Istio and Kubernetes in production").core >= {"kubernetes"}
    assert stands_for("", "Certificate of Attendance") == StandsFor()


def test_a_case_study_proves_the_core_and_of_the_rest_what_it_names() -> None:
    one = StandsFor(core=frozenset({"kubernetes"}), also=frozenset({"linux", "helm"}))
    assert one.proven_by({"helm", "terraform"}) == {"kubernetes", "helm"}
    assert one.proven_by(set()) == {"kubernetes"}

"""What the docs show is what the code does."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from common.lanes import Lane
from config.mode import BASE_DIR
from roadmap.plan import printed
from roadmap.plan.library import SLOTS, library

DOCS = BASE_DIR / "docs"


@pytest.mark.parametrize("lane", list(Lane))
def test_the_printed_year_is_the_one_a_person_gets(lane: Lane) -> None:
    """Print it anew with ``make -s year LANE=… > docs/years/….md``."""
    written = (DOCS / "years" / f"{lane.value}.md").read_text()
    assert written == printed.year(printed.example(lane))


def test_every_slot_is_named_in_the_docs() -> None:
    text = (DOCS / "facts.md").read_text()
    assert set(SLOTS) <= set(re.findall(r"`\{(\w+)\}`", text))


def test_the_changelog_counts_the_library_right() -> None:
    assert f"{len(library())} milestones" in (BASE_DIR / "CHANGELOG.md").read_text()


def test_every_setting_that_the_house_is_explained_by_exists() -> None:
    named = re.findall(r"`([A-Z][A-Z_]{4,})`", (DOCS / "architecture.md").read_text())
    assert named
    assert not [name for name in named if not hasattr(settings, name)]


def links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)#]+)", page.read_text())
    return [link for link in found if "://" not in link]


@pytest.mark.parametrize(
    "page", [BASE_DIR / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda page: page.name
)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    assert not [link for link in links(page) if not (page.parent / link).exists()]

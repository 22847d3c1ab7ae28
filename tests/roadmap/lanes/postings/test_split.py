"""Several postings in one paste are read each for itself, and one stays one."""

import contextlib

import pytest

from roadmap.lanes.postings.refusing import MAX_POSTINGS, Refused
from roadmap.lanes.postings.split import postings_in

SENTENCE = "You keep a few dozen services calm, write down what you learned and share the pager. "


def posting(title: str, *, head: str = "") -> str:
    return (
        f"{head}{title}\nHarbour Works, Gera\n\nWhat you will do\n- {SENTENCE}\n- {SENTENCE}\n\n"
        f"Requirements\n- {SENTENCE}\n- Five years of Terraform\n\nNice to have\n- {SENTENCE}\n"
    )


TITLES = ["Platform Engineer", "Senior Data Engineer (f/m/x)", "Head of Cloud Security"]


def titles(found: list[str]) -> list[str]:
    return [one.splitlines()[0] for one in found]


@pytest.mark.parametrize("rule", ["---", "=====", "***", "* * *", "\f", "________", "————"])
def test_postings_with_a_line_between_them_are_parted(rule: str) -> None:
    found = postings_in(f"\n\n{rule}\n\n".join(posting(title) for title in TITLES))
    assert titles(found) == TITLES
    assert all("Five years of Terraform" in one for one in found)


@pytest.mark.parametrize(
    "label", ["Job title: ", "Position: ", "**Title:** ", "Stellenbezeichnung: "]
)
def test_postings_that_name_their_titles_are_parted(label: str) -> None:
    found = postings_in("\n".join(posting(title, head=label) for title in TITLES))
    assert len(found) == 3
    assert all(title in one.splitlines()[0] for title, one in zip(TITLES, found, strict=True))


def test_numbered_postings_are_parted() -> None:
    text = "\n".join(f"Job {n}:\n{posting(title)}" for n, title in enumerate(TITLES, 1))
    assert len(postings_in(text)) == 3


def test_a_title_below_an_invitation_to_apply_begins_another() -> None:
    text = "\n\nApply now\n\n".join(posting(title) for title in TITLES)
    assert titles(postings_in(text)) == TITLES


def test_two_with_front_matter_are_parted() -> None:
    one, other = (f"---\ntitle: {title}\nauthor: x\n---\n{posting(title)}" for title in TITLES[:2])
    assert titles(postings_in(one + "\n" + other)) == TITLES[:2]


def test_two_postings_with_the_same_title_are_two() -> None:
    assert len(postings_in(posting("SRE lead") + "\n---\n" + posting("SRE lead"))) == 2


def test_a_json_list_has_a_posting_for_each_object() -> None:
    text = '[{"title": "Kafka keeper", "text": "%s"}, {"title": "Lake keeper", "text": "%s"}]'
    found = postings_in(text % (SENTENCE * 4, SENTENCE * 4))
    assert titles(found) == ["Kafka keeper", "Lake keeper"]


def test_a_posting_with_lines_between_its_sections_stays_one() -> None:
    text = posting("Platform Engineer").replace("\n\n", "\n\n---\n\n")
    sections = [
        "About us",
        "What an engineer does here",
        "Our Engineering Team",
        "Benefits",
        "The role",
    ]
    text += "".join(f"\n---\n## {section}\n{SENTENCE}{SENTENCE}\n" for section in sections)
    assert len(postings_in(text)) == 1


def test_a_title_that_comes_again_below_a_page_s_head_is_the_same_posting() -> None:
    text = f"Platform Engineer\nGera\n{SENTENCE * 3}\n---\n{posting('Platform Engineer')}"
    assert len(postings_in(text)) == 1


def test_several_roles_of_one_posting_stay_one() -> None:
    text = (
        f"Harbour Works hires\n{SENTENCE * 4}\n---\nRoles:\n- Data Engineer\n- Platform Engineer\n"
    )
    assert len(postings_in(text)) == 1


def test_one_label_parts_nothing() -> None:
    assert len(postings_in(f"{SENTENCE * 5}\n{posting('SRE', head='Job title: ')}")) == 1


def test_a_line_of_dashes_at_the_end_parts_nothing() -> None:
    assert len(postings_in(posting("SRE") + "\n---\nSite Reliability Engineer, Gera\n")) == 1


def test_nothing_holds_no_posting() -> None:
    assert postings_in(" \n---\n\f") == []


def test_twenty_are_taken_and_more_are_refused_with_both_figures() -> None:
    most = [posting(f"Engineer number {n}") for n in range(MAX_POSTINGS)]
    assert len(postings_in("\n---\n".join(most))) == MAX_POSTINGS
    with pytest.raises(Refused, match=r"21 postings.*20 can be read"):
        postings_in("\n---\n".join([*most, posting("One engineer more")]))


@pytest.mark.parametrize(
    "piece", ["\n", "\f", "---\nEngineer\n", "Apply\n\nEngineer\n", "Job 1\n", " \n"]
)
def test_a_paste_made_to_be_slow_is_parted(piece: str) -> None:
    """Were what is above or below looked through anew for each line, this would not end."""
    with contextlib.suppress(Refused):
        assert len(postings_in(piece * (400_000 // len(piece)))) <= MAX_POSTINGS

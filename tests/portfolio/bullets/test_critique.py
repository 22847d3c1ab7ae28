"""What a line lacks, held against a reader who knew the findings and no rule."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.facts import FactError
from portfolio.bullets import rules, sentences
from portfolio.bullets.critique import MOST_CHARACTERS, MOST_WORDS, critique
from portfolio.bullets.findings import Finding
from portfolio.bullets.marking import judged
from portfolio.bullets.measured import measured
from portfolio.bullets.measuring import Labelled, Measurement, measure
from portfolio.bullets.named import hidden
from portfolio.bullets.outcomes import outcomes
from portfolio.bullets.wording import level, tools, wording

HERE = Path(__file__).parent
LABELLED = measure(HERE / "labelled.toml")
MORE = measure(HERE / "more.toml")
"""Labelled by somebody who had not seen the rules; mended once since."""
TRIED = measure(HERE / "tried.toml")
FURTHER = measure(HERE / "further.toml")
EVERY = [*LABELLED.lines, *MORE.lines, *TRIED.lines, *FURTHER.lines]
WITHOUT_NUMBER = [one.text for one in EVERY if Finding.NO_NUMBER in one.said]
ADDED = (" from 40 to 12 minutes", ", by 30 %", ": −40 %, from 10 to 6")


def test_there_are_at_least_a_hundred_and_twenty_lines() -> None:
    assert len(LABELLED.lines) >= 120


@pytest.mark.parametrize("lines", [LABELLED, MORE], ids=["labelled", "more"])
@pytest.mark.parametrize("finding", Finding)
def test_each_finding_agrees_with_the_reader(finding: Finding, lines: Measurement) -> None:
    found = lines.of(finding)
    assert found.precision >= 0.9
    assert found.recall >= 0.9


@pytest.mark.parametrize("lines", [TRIED, FURTHER], ids=["tried", "further"])
def test_lines_that_were_tried_do_not_go_back(lines: Measurement) -> None:
    assert lines.of().precision >= 0.95
    assert lines.of().recall >= 0.95


@pytest.mark.parametrize("added", ADDED)
@pytest.mark.parametrize("text", WITHOUT_NUMBER)
def test_a_number_with_a_baseline_removes_the_finding_and_adds_none(text: str, added: str) -> None:
    before = critique(text)
    end = re.search(r"\.?$", text)
    assert end is not None
    longer = text[: end.start()] + added + text[end.start() :]
    after = critique(longer)
    assert Finding.NO_NUMBER not in after.findings
    new = after.findings - before.findings
    if len(longer.split()) > MOST_WORDS or len(longer) > MOST_CHARACTERS:
        new -= {Finding.TOO_LONG}  # true of the longer line: the figure is there, a word must go
    assert not new


@pytest.mark.parametrize("table_of", ["hidden", "comparison", "outcome"])
def test_each_rule_finds_its_example(table_of: str) -> None:
    """The rule's own, alone: that another one finds it as well proves nothing."""
    found = {"hidden": rules.hiding, "comparison": rules.comparing, "outcome": rules.telling}
    for rule, pattern in zip(rules.rules(table_of), found[table_of](), strict=True):
        line = level(rule.example)
        if table_of == "comparison":
            assert measured(line).is_compared, rule.slug
        elif table_of == "hidden":
            assert hidden(line) != line, rule.slug
            assert not measured(line).spans, rule.slug
        else:
            assert pattern.search(line), rule.slug
            assert outcomes(line), rule.slug


@pytest.mark.parametrize(
    "text",
    ["Ran EC2 and S3", "Upgraded to Python 3.11", "ISO 27001 and SOC 2", "On call 24/7 since 2021",
     "Level 2 support", "Ports 22 and 443", "Two-factor login", "Built a zero-trust network"],
)  # fmt: skip
def test_names_years_and_versions_are_no_figures(text: str) -> None:
    assert critique(text).lacks(Finding.NO_NUMBER)


@pytest.mark.parametrize(
    "text", ["Halved the bill", "Ran three clusters", "Moved it with zero downtime", "2000 servers"]
)
def test_words_can_be_figures(text: str) -> None:
    assert not critique(text).lacks(Finding.NO_NUMBER)


@given(st.text(max_size=700))
def test_any_text_is_judged_the_same_twice_with_places_inside_it(text: str) -> None:
    found = critique(text)
    assert found == critique(text)
    for remark in found.remarks:
        assert all(0 <= start < end <= len(text) for start, end in remark.spans)
    assert "".join(piece.text for piece in judged(text).pieces) == text


@given(st.sampled_from(EVERY), st.sampled_from(["- ", "• ", "* ", "– ", "1. "]))
def test_the_mark_of_a_list_changes_nothing(one: Labelled, mark: str) -> None:
    text = level(one.text).strip()
    assert critique(mark + text).findings == critique(text).findings


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    ["from 1 to " * 60, "made a b c " * 55, "the a of the " * 50, "1 in may, " * 60,
     "uptime " * 90, "with finance and " * 35, "reduced x y " * 50,
     "1 " * 300, "a" * 600, "by about " * 66, "gave a " * 85, "1 was 1 " * 75, "for a team " * 54],
)  # fmt: skip
def test_a_hostile_line_is_judged_to_its_end(text: str) -> None:
    """A rule that tries every way of reading it would not come back within the run's limit."""
    found = critique(text)
    assert found.text == text
    assert {*found.findings} <= {*Finding}


def test_an_empty_line_lacks_nothing() -> None:
    assert critique("").remarks == critique(" \n").remarks == ()


def test_each_finding_has_its_sentence_and_each_pair_holds() -> None:
    assert list(sentences.sentences()) == list(Finding)
    for pair in sentences.gallery():
        assert critique(pair.say).is_strong, critique(pair.say).findings
        assert not critique(pair.instead_of).is_strong


def test_no_word_stands_in_a_list_twice() -> None:
    for part in (*vars_of(wording()), tools()):
        for name in part.__slots__:
            words = getattr(part, name)
            if isinstance(words, tuple):
                twice = sorted({word for word in words if words.count(word) > 1})
                assert not twice, name


def vars_of(one: object) -> list[object]:
    parts = (getattr(one, name) for name in one.__slots__)  # type: ignore[attr-defined]
    return [part for part in parts if hasattr(part, "__slots__")]


def test_a_list_with_another_name_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "patterns.toml"
    file.write_text('basis = "x"\n[parts]\n[[hiden]]\nslug = "x"\n')
    monkeypatch.setattr(rules, "FILE", file)
    rules.rules.cache_clear()
    with pytest.raises(FactError):
        rules.rules("hidden")
    rules.rules.cache_clear()

"""A git log, however it was asked for."""

import pytest

from portfolio.wins.importing import reading, routine
from portfolio.wins.models import Source
from tests.portfolio.wins.importing.reads import dated, read

WHOLE = """commit 1f2e3d4c5b6a79881726354453627181f0e1d2c3 (HEAD -> main, tag: v2)
Author: Dana <dana@example.org>
Date:   Tue Nov 24 23:10:00 2026 +0100

    Switch idle GPUs off at night

    Eleven hours a day nobody asked.
    - the first attempt was too eager

    Signed-off-by: Dana <dana@example.org>

 deploy/gpu.yaml | 14 +++++++++-----
 1 file changed, 9 insertions(+), 5 deletions(-)

commit a1b2c3d4e5f60718293a4b5c6d7e8f9012345678
Merge: 1f2e3d4 9a8b7c6
Author: Dana <dana@example.org>
Date:   Mon Nov 23 10:00:00 2026 +0100

    Merge branch 'night'

commit b1b2c3d4e5f60718293a4b5c6d7e8f9012345678
Author: dependabot[bot] <49699333+dependabot[bot]@example.org>
Date:   Sun Nov 22 10:00:00 2026 +0100

    A library is newer
"""
LINES = [("2026-11-24", "Switch idle GPUs off at night"), ("2026-11-02", "Cut a fifth")]


def test_the_whole_log_says_day_line_message_and_name() -> None:
    found = read(WHOLE)
    assert found.source is Source.GIT
    first, merge, robot = found.candidates
    assert (str(first.on), first.line) == LINES[0]
    assert first.more["result"] == (
        "Eleven hours a day nobody asked.\n- the first attempt was too eager"
    )
    assert first.key == "1f2e3d4c5b6a79881726354453627181f0e1d2c3"
    assert [bool(one.why_not) for one in found.candidates] == [False, True, True]
    assert "merge" in merge.why_not.lower()
    assert "newer" in robot.why_not.lower()
    assert not found.unread


@pytest.mark.parametrize(
    "log",
    [
        "1f2e3d4 2026-11-24 {a}\nabc1234 2026-11-02 {b}",
        "1f2e3d4 Tue Nov 24 10:00:00 2026 +0100 {a}\nabc1234 Mon Nov 2 10:00:00 2026 +0100 {b}",
        "1f2e3d4 - {a} (2026-11-24 10:00:00 +0100)\nabc1234 - {b} (2026-11-02 10:00:00 +0100)",
        "2026-11-24|1f2e3d4|{a}\n2026-11-02|abc1234|{b}",
        "1f2e3d4 Dana Tue, 24 Nov 2026 10:00:00 +0100 {a}\n"
        "abc1234 Dana Mon, 2 Nov 2026 10:00:00 +0100 {b}",
        "* 1f2e3d4 (HEAD -> main) 2026-11-24T10:00:00+01:00 {a}\n"
        "| * abc1234 2026-11-02T10:00:00Z {b}\n|/",
        "1f2e3d4;2026-11-24;{a}\n d.py | 2 +-\n 1 file changed, 1 insertion(+)\n"
        "abc1234;2026-11-02;{b}\n",
    ],
)
def test_a_line_each_says_its_day_wherever_it_stands(log: str) -> None:
    text = log.format(a=LINES[0][1], b=LINES[1][1])
    assert reading.kind_of(text) is Source.GIT
    assert dated(text) == LINES
    assert [one.key for one in read(text).candidates] == ["1f2e3d4", "abc1234"]
    assert not read(text).unread


def test_oneline_has_no_day_and_a_day_in_a_subject_stays_there() -> None:
    text = "1f2e3d4 (tag: v1) Fix the outage of 2026-11-02 for good\nabc1234 Cut a fifth\n"
    assert dated(text) == [("", "Fix the outage of 2026-11-02 for good"), ("", "Cut a fifth")]


def test_without_names_of_commits_it_can_still_be_called_a_log() -> None:
    text = "2026-11-24 Switch idle GPUs off at night\n2026-11-02 Cut a fifth\nnonsense"
    assert dated(text, Source.GIT) == LINES
    [unread] = read(text, Source.GIT).unread
    assert (unread.at, unread.text) == (3, "nonsense")


@pytest.mark.parametrize(
    "line",
    [
        "Merge pull request #12 from x/y",
        "Merge branch 'main' into night",
        "Bump django from 5.2.1 to 5.2.2",
        "chore(deps): update dependency ruff",
        "Update lockfile",
        "v2.10.1",
        "Release 2.1",
        "Fix typo in README",
        "Fix whitespace",
        "style: run the formatter",
        "wip",
        "fixup! Cut a fifth",
        'Revert "Cut a fifth"',
        "fix",
        "Address review comments",
        "Fix tests",
    ],
)
def test_routine_is_not_proposed_and_says_why(line: str) -> None:
    assert routine.why_not(line).endswith(".")


@pytest.mark.parametrize(
    "line",
    [
        "Switch idle GPUs off at night",
        "Cut cost per 1,000 requests from $0.97 to $0.49",
        "Update the runbook with the way back",
        "Fix the leak that woke us on Sundays",
        "Merged ledger exports replace the nightly batch",
        "Test restores every week",
        "Upgrade the payment path without a minute of downtime",
        "Reformat nothing: explain the tradeoff",
        "Bumpy rides end: rollouts go by the hour",
    ],
)
def test_work_is_proposed(line: str) -> None:
    assert routine.why_not(line) == ""


def test_the_graph_is_no_part_of_a_message() -> None:
    text = WHOLE.replace("\n", "\n| ").replace("| commit", "* commit")
    assert [one.line for one in read(text).candidates] == [
        one.line for one in read(WHOLE).candidates
    ]


def test_what_belongs_to_no_commit_is_told() -> None:
    found = read("I asked git:\n" + WHOLE + "\nand this came out\n")
    assert [(one.at, one.text) for one in found.unread] == [
        (1, "I asked git:"),
        (29, "and this came out"),
    ]

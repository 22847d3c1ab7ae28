"""Lines of somebody's résumé as outcomes: what is well said there is not typed once more. A claim
takes over the words and what backs them, and knows no line."""

from collections.abc import Iterator
from typing import Any

from accounts.models import User
from portfolio import overview as portfolio
from portfolio.models import Bullet
from roadmap.story.narrative.models import Claim

LINE = "line"
"""What a line is called where it is ticked: "line.7"."""
LONGEST = 400
"""Characters of an outcome. A line without a remark is shorter."""


def strong_lines(user: User) -> Iterator[Bullet]:
    """Those in which nothing is missing, in their order; one query."""
    rows = Bullet.objects.for_user(user).select_related("win", "case_result")
    return (one for one in rows if portfolio.critique(one.text).is_strong)


def as_claim(line: Bullet) -> Claim:
    """With its words and the one thing that backs it; not kept yet."""
    kind = ref_behind(line).partition(".")[0]
    behind: dict[str, Any] = {kind: getattr(line, kind)} if kind else {}
    return Claim(user_id=line.user_id, text=" ".join(line.text.split())[:LONGEST], **behind)


def ref_behind(line: Bullet) -> str:
    """Its win or its result, as a claim's proof is named; a captured win backs nothing before its
    person kept it."""
    if line.win is not None and not line.win.is_draft:
        return f"win.{line.win_id}"
    return f"case_result.{line.case_result_id}" if line.case_result_id is not None else ""

"""What a pack without the plan still names, in somebody's own words: they hear it before it leaves.
Nothing is taken out of a sentence they wrote."""

import re
from collections.abc import Iterable

from accounts.models import User
from certifications.models import Goal
from roadmap.lanes.models import Choice
from roadmap.plan.models import Milestone
from roadmap.story.review.pack import Pack

SHORTEST = 4
"""Characters of a name that is looked for: a shorter one is part of too many words."""
MOST = 400
SHOWN = 8


def named(pack: Pack, names: Iterable[str]) -> list[str]:
    """Which of ``names`` stand in it as whole words, each once, upper and lower case alike."""
    text = "\n".join(pack.words)
    wanted = dict.fromkeys(name.strip() for name in names)
    return [
        name
        for name in wanted
        if len(name) >= SHORTEST
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ][:SHOWN]


def names(user: User) -> list[str]:
    """What the plan and the search for work are called: three queries."""
    found: list[str] = []
    for choice in Choice.objects.filter(user=user)[:MOST]:
        found += [str(choice.lane.label), choice.second_label]
    found += Milestone.objects.for_user(user).kept().values_list("title", flat=True)[:MOST]
    goals = Goal.objects.for_user(user).open().select_related("certification")
    found += [goal.certification.name for goal in goals[:MOST]]
    return found

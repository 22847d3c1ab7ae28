"""Stories our tests are about."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from portfolio.stories.kinds import Part, Parts
from portfolio.stories.models import Story
from portfolio.wins.models import Win

WHOLE: Parts = {
    Part.PROBLEM: "Support waited 240 minutes for every release that was taken back.",
    Part.CONSTRAINTS: "The database stayed where it was until March.",
    Part.DECISION: "We chose a small first group over two environments: a second costs more.",
    Part.TRADEOFF: "Every release takes ten minutes longer, and product agreed to that.",
    Part.RESULT: "From 240 to 25 minutes, over eleven incidents, and support goes home on time.",
}
TYPED = {
    "title": "Support goes home",
    "kind": "reliability",
    "for_whom": "",
    **{part.value: text for part, text in WHOLE.items()},
}


def story(user: User, **fields: Any) -> Story:
    """A whole one about reliability."""
    texts = {part.value: text for part, text in WHOLE.items()}
    return Story.objects.create(
        user=user,
        **{
            "kind": "reliability",
            "title": "Support goes home on time",
            "touched_at": timezone.now(),
            **texts,
            **fields,
        },
    )


def win(user: User, **fields: Any) -> Win:
    """A kept line with figures."""
    return Win.objects.create(
        user=user,
        **{
            "happened_on": date(2026, 11, 3),
            "line": "Switched the idle cards off at night",
            "metric": "Cloud spend",
            "unit": "USD per month",
            "direction": "lower",
            "before": Decimal(4200),
            "after": Decimal(3000),
            "for_whom": "Ines, product",
            "problem": "Cards ran through the night for nobody.",
            **fields,
        },
    )

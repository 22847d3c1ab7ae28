"""Who has to care, in our tests."""

from datetime import date
from typing import Any

from accounts.models import User
from portfolio.stakeholders.models import Conversation, Stakeholder


def stakeholder(user: User, **fields: Any) -> Stakeholder:
    """Ines, of product."""
    return Stakeholder.objects.create(
        user=user, **{"name": "Ines, product", "function": "product", **fields}
    )


def talk(who: Stakeholder, **fields: Any) -> Conversation:
    """She said it on 3 November; she is asked again on the 17th."""
    return Conversation.objects.create(
        stakeholder=who,
        **{
            "on": date(2026, 11, 3),
            "said": "Dates I have to take back",
            "follow_up_on": date(2026, 11, 17),
            **fields,
        },
    )

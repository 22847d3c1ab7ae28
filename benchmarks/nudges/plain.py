"""Plain words for a nudge, where the words are not what is measured: a line, no plan read.

Planner, claim, lease, fence, marks and SMTP stay Forte's own; ``plain_settings`` names this.
"""

from collections.abc import Sequence
from datetime import datetime

from delivery.content import Content
from delivery.models import Mail


def compose(mails: Sequence[Mail], now: datetime) -> dict[int, Content]:
    """A line for each."""
    return {mail.pk: Content(subject="Your block", text="In 15 minutes.\n") for mail in mails}

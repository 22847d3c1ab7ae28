"""Sending a mail once more because somebody decided so: the one way out of *unknown* and *failed*.

Nothing does this on its own. Whoever does it knows that the mail may arrive twice; it keeps its
Message-ID, so that a mailbox can tell.
"""

from datetime import datetime

from django.conf import settings

from delivery.models import Mail

STATES = (Mail.State.UNKNOWN, Mail.State.FAILED)
"""What has ended without surely having arrived."""


def may_leave(mail: Mail) -> bool:
    """Whether it can be sent once more: it ended that way, and its words are there or can be
    written anew. An account mail's words are forgotten once it failed, since they may hold a
    code."""
    return mail.state in STATES and (mail.stored is not None or mail.kind in settings.MAIL_KINDS)


def send_again(mail: Mail, now: datetime) -> bool:
    """Put it back into the queue. A sender still asks whether it is wanted, and its composer
    whether it is of use. False when something became of it meanwhile: twice is once.

    Without its fence, a sender that wakes up late has no say in it any more.
    """
    if not may_leave(mail):
        return False
    return bool(
        Mail.objects.filter(pk=mail.pk, state=mail.state).update(
            state=Mail.State.WAITING,
            try_at=now,
            attempts=0,
            fence=None,
            lease_until=None,
            ended_at=None,
            reason="",
        )
    )

"""What follows from what a provider tells: a mail's end, and an address that gets no more.

Told twice is told once, and the order does not matter: what stops an address outranks what does
not, a mail that came back has come back whatever is told afterwards, and nothing that is told lets
mail through again.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from accounts.models import User
from delivery import events, suppression
from delivery.events import Told, Tracking, What
from delivery.models import Event, Mail
from delivery.suppression import EVERY_KIND, Reason

logger = logging.getLogger(__name__)

KEEP = timedelta(days=60)
"""How long an event is remembered; one that is older is not believed. Providers give up telling
after two weeks at most."""

REFUSED = gettext_noop("the address took no mail")

_GONE = [Mail.State.HANDED, Mail.State.UNKNOWN]
"""Those that have left, and of which we do not know yet whether they were taken. A sender that
still holds one finds it settled, and leaves it so."""

_STOPS = {
    What.HARD: Reason.BOUNCED,
    What.COMPLAINED: Reason.COMPLAINED,
    What.UNSUBSCRIBED: Reason.UNSUBSCRIBED,
}


def on_tracking(*, event: Tracking, esp_name: str, **kwargs: Any) -> None:
    """What django-anymail calls for each event of a post that proved where it comes from.

    An exception goes on to the provider as a failure: it tells again later.
    """
    if (told := events.read(event, esp_name)) is not None:
        hear(told, datetime.now(UTC))


@transaction.atomic
def hear(told: Told, now: datetime) -> bool:
    """Do what follows from ``told``.

    False when it was heard before, is too old to be believed, or is about nobody.
    """
    at = min(told.at or now, now)
    if at < now - KEEP:
        return False
    mail = Mail.objects.select_related("user").filter(uuid=told.mail).first() if told.mail else None
    # A provider may name the mailbox that a mail was passed on to; ours is where we sent it.
    email = mail.to if mail else told.recipient
    person = mail.user if mail and mail.user else _person(email)
    if mail is None and person is None:
        logger.info("A %s was told about an address of nobody.", told.what)
        return False
    if person is not None:
        User.objects.hold(person)  # two soft bounces at once would each count without the other
    event, is_new = Event.objects.get_or_create(
        key=told.key,
        defaults={
            "what": told.what,
            "address_hash": suppression.address_hash(email),
            "mail": mail,
            "at": at,
        },
    )
    if is_new:
        if mail:
            _settle(mail, event.what, told.words, now)
        _stop(event, email)
    return is_new


def _person(email: str) -> User | None:
    """Whose address it is, main or not, confirmed or not."""
    if not email:
        return None
    theirs = EmailAddress.objects.filter(email__iexact=email).values("user_id")
    return User.objects.filter(Q(email__iexact=email) | Q(pk__in=theirs)).first()


def _settle(mail: Mail, what: str, words: str, now: datetime) -> None:
    """A mail that is known to have arrived is *sent*; one that came back is *failed*, for good."""
    mails = Mail.objects.filter(pk=mail.pk)
    end = {"ended_at": now, "lease_until": None, "stored": None}
    failed = {**end, "state": Mail.State.FAILED, "reason": words[:200] or REFUSED}
    match what:
        case What.DELIVERED | What.COMPLAINED:
            mails.filter(state__in=_GONE).update(**end, state=Mail.State.SENT, reason="")
        case What.SOFT:
            mails.filter(state__in=[*_GONE, Mail.State.SENT]).update(**failed)
        case What.HARD:
            known = [*_GONE, Mail.State.SENT, Mail.State.FAILED]
            mails.filter(state__in=known).update(**failed)


def _stop(event: Event, email: str) -> None:
    """Every kind of mail but account mail, which goes on: it is asked for each time."""
    reason = _STOPS.get(What(event.what))
    if reason is None and event.is_soft:
        moments = Event.objects.soft_bounces(event.address_hash)
        reason = Reason.BOUNCED if events.worn_out(moments) else None
    if reason is not None:
        suppression.suppress(email, EVERY_KIND, reason)

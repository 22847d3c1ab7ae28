"""What became of a person's mails, in words they can read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from delivery.models import Mail


@dataclass(frozen=True, slots=True)
class Line:
    """One mail in a delivery log. ``at`` is when it last moved; ``words`` says how."""

    kind: str
    subject: str
    due_at: datetime
    at: datetime
    state: str
    words: str


def latest(user: User, count: int = 20, kinds: Collection[str] = ()) -> list[Line]:
    """A person's latest mails, the newest first: one query. ``kinds`` picks some kinds."""
    mails = Mail.objects.for_user(user)
    if kinds:
        mails = mails.filter(kind__in=kinds)
    return [line(mail, user) for mail in mails[:count]]


def line(mail: Mail, user: User) -> Line:
    """One mail, told by its person's clock."""
    at = mail.ended_at or mail.try_at
    with timezone.override(user.zone):
        words = told(mail)
    return Line(mail.kind, mail.subject, mail.due_at, at, mail.state, words)


def told(mail: Mail) -> str:
    """What became of ``mail``, by the clock that is active."""
    reason = _(mail.reason) if mail.reason else ""
    match mail.state:
        case Mail.State.SENT:
            return _("sent %(time)s") % {"time": _clock(mail.ended_at)}
        case Mail.State.SKIPPED:
            return _("skipped: %(reason)s") % {"reason": reason}
        case Mail.State.FAILED:
            return _("not delivered: %(reason)s") % {"reason": reason}
        case Mail.State.UNKNOWN:
            return _("may have been sent %(time)s: the mail server gave no answer") % {
                "time": _clock(mail.ended_at)
            }
        case Mail.State.CLAIMED | Mail.State.HANDED:
            return _("leaving now")
    if mail.attempts:
        return _("tried, next try %(time)s: %(reason)s") % {
            "time": _clock(mail.try_at),
            "reason": reason,
        }
    return _("waiting until %(time)s") % {"time": _clock(mail.try_at)}


def _clock(moment: datetime | None) -> str:
    return formats.time_format(timezone.localtime(moment), "H:i:s") if moment else ""

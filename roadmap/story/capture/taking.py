"""What came in becomes a reading, a draft of a win, or both: once, or not at all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portfolio.overview import captured
from roadmap.lanes.models import Choice
from roadmap.plan.models import Reading
from roadmap.story.capture import pace, said
from roadmap.story.capture.models import CaptureAddress, Receipt
from roadmap.story.capture.said import Refused, Said

MOST_A_DAY = 4
"""Readings of a day: a further one takes the place of that day's last that was captured."""
MOST_READINGS = 5000
"""Of one metric, before nothing more is captured."""
REMEMBERED = timedelta(days=30)
MOST_RECEIPTS = 5000
"""So long, and so many, keys are remembered."""
HOW = "captured"
TRIES = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of it. ``is_new`` is False for a key that was counted already."""

    is_new: bool
    words: str


def admit(mine: CaptureAddress, now: datetime, cost: timedelta = pace.EACH) -> None:
    """Count one post. Two at once count as two; what is too fast writes nothing.

    Raises:
        Refused: too much comes in, or the address was revoked meanwhile.
    """
    for _try in range(TRIES):
        busy_until = pace.after(mine.busy_until, now, cost)
        if seconds := pace.wait(busy_until, now):
            raise Refused(429, _("Not kept: too much comes in. Try again later."), seconds)
        same = CaptureAddress.objects.filter(pk=mine.pk, token_hash=mine.token_hash)
        if same.filter(busy_until=mine.busy_until).update(busy_until=busy_until, used_at=now):
            mine.busy_until = busy_until
            return
        found = same.values_list("busy_until", flat=True).first()
        if found is None and not same.exists():
            raise Refused(404, nowhere())
        mine.busy_until = found
    raise Refused(429, _("Not kept: too much comes in at once. Try again."), 1)


def nowhere() -> str:
    """What every address says that leads nowhere, one that was revoked and one that never was."""
    return _("There is nothing here.")


def take(mine: CaptureAddress, sent: Said, key: str, now: datetime) -> Kept:
    """Keep what was sent.

    Raises:
        Refused: nothing of it was.
    """
    if key and Receipt.objects.filter(user=mine.user, key=key).exists():
        return _counted()  # a picture is not decoded for that
    shown = _picture(mine, sent, now) if sent.picture else None
    with transaction.atomic():
        User.objects.hold(mine.user)  # the same key, twice at once, finds the first one's receipt
        if not CaptureAddress.objects.filter(pk=mine.pk, token_hash=mine.token_hash).exists():
            raise Refused(404, nowhere())
        if key and Receipt.objects.filter(user=mine.user, key=key).exists():
            return _counted()
        kept, became = _keep(mine.user, sent, shown, now)
        if key:
            Receipt.objects.create(user=mine.user, key=key, became=became, at=now)
            _forget(mine.user, now)
    return kept


def _counted() -> Kept:
    return Kept(is_new=False, words=_("Counted already."))


def _picture(mine: CaptureAddress, sent: Said, now: datetime) -> captured.Encoded:
    """Decoded before its person is held, so that nobody waits for pixels."""
    if len(sent.picture) > captured.MOST_PICTURE_BYTES:
        raise Refused(413, _("Not kept: it is larger than 5 MB."))
    admit(mine, now, pace.PICTURE - pace.EACH)
    try:
        return captured.picture(sent.picture)
    except captured.NotAPicture as error:
        raise Refused(415, _("Not kept. %s") % error) from None


def _keep(
    user: User, sent: Said, shown: captured.Encoded | None, now: datetime
) -> tuple[Kept, str]:
    on = sent.on or user.today(now)
    lines = [sent.text] if sent.text else []
    has_reading = sent.value is not None and _reading(user, sent, on)
    if sent.value is not None and not has_reading:
        lines.append(_("%s, posted without a metric chosen") % sent.as_sent)
    if lines or shown:
        text = "\n".join(lines) or _("A screenshot of %s") % f"{on:%Y-%m-%d}"
        _draft(user, text, on, shown)
    words = _words(has_reading, bool(lines or shown), lost=sent.value is not None)
    became = "screenshot" if shown else "win" if lines else "reading"
    return Kept(is_new=True, words=words), became


def _words(has_reading: bool, has_draft: bool, *, lost: bool) -> str:
    if has_reading:
        return _("Kept: a reading and a draft.") if has_draft else _("Kept as a reading.")
    if lost:
        return _("Kept as a draft: no metric is chosen that the number could be of.")
    return _("Kept as a draft.")


def _draft(user: User, text: str, on: date, shown: captured.Encoded | None) -> None:
    try:
        captured.draft(user, text, on, shown)
    except captured.TooLong:
        raise Refused(413, said.too_long()) from None
    except captured.NoRoom:
        raise _full() from None


def _full() -> Refused:
    return Refused(429, _("Not kept: there is no room for more just now."), 3600)


def _reading(user: User, sent: Said, on: date) -> bool:
    """Whether there is a metric that it is a reading of."""
    choice = Choice.objects.current(user)
    if choice is None:
        return False
    how = sent.how or HOW
    of_day = list(Reading.objects.of(choice).filter(on=on).order_by("pk"))
    if len(of_day) < MOST_A_DAY:
        if Reading.objects.of(choice).count() >= MOST_READINGS:
            raise _full()
        of_day = []
    same = [row for row in of_day if row.how == how]
    if of_day and not same:
        raise _full()
    row = same[-1] if same else Reading(user=user, metric_slug=choice.metric_slug, on=on, how=how)
    row.value, row.limit_value = sent.value, sent.limit
    row.save()
    return True


def _forget(user: User, now: datetime) -> None:
    """Keys that nothing repeats any more. Both look along an index."""
    mine = Receipt.objects.filter(user=user)
    beyond = mine.order_by("-at").values_list("at", flat=True)[MOST_RECEIPTS : MOST_RECEIPTS + 1]
    oldest = max([now - REMEMBERED, *beyond])
    mine.filter(at__lte=oldest).delete()

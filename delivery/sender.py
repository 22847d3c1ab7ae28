"""One tick of sending: take back what lapsed, then claim, ask for the words, hand over, settle."""

import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from common.flag import Flag
from delivery import leases, suppression
from delivery.content import Composer, Content, NotWanted
from delivery.folder import Folder
from delivery.letters import letter
from delivery.models import Mail, Pause
from delivery.outbox import ACCOUNT
from delivery.smtp import Smtp
from delivery.suppression import Reason
from delivery.transport import Answer, Away, Letter, Outcome, Transport

logger = logging.getLogger(__name__)

CLAIMING_SECONDS = 20.0
"""After that a tick leaves the rest to the next one."""

QUICK, SLOW, LARGEST = 1.0, 2.0, 160
"""A batch that took less than QUICK seconds is followed by one twice as large, up to LARGEST mails:
what is asked once a batch then weighs less. A large one that takes more than SLOW is broken off,
and the next is small: account mail waits for its turn until the batch before it ends."""

LOOK = 1.0
"""At most once in so many seconds a batch looks up: is mail held now, does account mail wait? Often
enough for five seconds until a code leaves and for a switch that stops at once, and seldom enough
to cost a quick batch nothing."""

PAUSE = timedelta(seconds=60)
SERVER = "mail server"
HELD = "all mail"
"""The operator's switch (``manage.py sending --hold``)."""
TROUBLE = 2
"""Letters in a row that fail through the server's fault before the sender rests."""
REFUSED = 3
"""Letters refused for good, without one taken in between, before that is the server's fault too: a
relay that does not know us any more refuses everybody, and says so as it would of one address."""

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""How long after the first, second … refusal a letter is tried again; after the last, never."""

STOPPED = {
    Reason.UNSUBSCRIBED: gettext_noop("you stopped this mail"),
    Reason.BOUNCED: gettext_noop("mail to this address came back"),
    Reason.COMPLAINED: gettext_noop("a mail to this address was marked as spam"),
}
INACTIVE = gettext_noop("the account is switched off")
UNCONFIRMED = gettext_noop("the address is not confirmed")
UNWRITTEN = gettext_noop("it could not be written")

draining = Flag()
"""Set on SIGTERM: finish the letter in hand, put the rest back, claim no more."""


class NotOurs(Exception):
    """The lease ran out and another sender has the mail now."""


def send_waiting(transport: Transport | None = None) -> Counter[Outcome]:
    """One tick. Returns how many letters ended how."""
    leases.reap()
    tick = Tick(transport or chosen())
    until = time.monotonic() + CLAIMING_SECONDS
    try:
        while time.monotonic() < until and not draining.is_set():
            now = datetime.now(UTC)
            if Pause.objects.holds((SERVER, HELD), now):
                break
            batch = leases.claim(now, tick.size)
            if not batch or not tick.deliver(batch, now):
                break
    finally:
        tick.transport.close()
    return tick.counts


def chosen() -> Transport:
    """The way out that settings name: a folder on somebody's own machine, else the mail server."""
    return Smtp() if settings.MAIL_FOLDER is None else Folder(settings.MAIL_FOLDER)


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail with its words, ready to go."""

    mail: Mail
    subject: str
    letter: Letter


class Tick:
    """What one tick carries from letter to letter."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.counts: Counter[Outcome] = Counter()
        self.size = leases.BATCH
        self._sent: Mail | None = None
        self._trouble = 0
        self._refused = 0
        self._looked = 0.0

    def deliver(self, batch: Sequence[Mail], now: datetime) -> bool:
        """See to a claimed batch. False when the server is away: then nothing more is worth it."""
        begun = self._looked = time.monotonic()
        try:
            for ready in prepare(batch, now):
                if draining.is_set() or _is_over(time.monotonic() - begun, len(batch)):
                    break
                if self._is_called_off(ready.mail):
                    break
                try:
                    self._hand_over(ready)
                except Away as away:
                    self._rest(str(away))
                    return False
                if self._trouble >= TROUBLE:
                    self._rest("it fails one letter after the other")
                    return False
        finally:
            self._note_sent()
            leases.release(list(batch))
        self._resize(time.monotonic() - begun, len(batch))
        return True

    def _is_called_off(self, following: Mail) -> bool:
        """Whether the rest goes back before ``following``, for what changed since the claim.

        Mail is held, or another sender found the server away; or account mail waits, which goes
        first. A batch that is still at its own account mail need not make way for more of it.
        """
        if time.monotonic() - self._looked < LOOK:
            return False
        self._looked = time.monotonic()
        now = datetime.now(UTC)
        if Pause.objects.holds((SERVER, HELD), now):
            return True
        return following.urgency > 0 and Mail.objects.waiting(now).filter(urgency=0).exists()

    def _resize(self, took: float, count: int) -> None:
        if took > SLOW:
            self.size = leases.BATCH
        elif took < QUICK and count == self.size:
            self.size = min(2 * self.size, LARGEST)

    def _hand_over(self, ready: Ready) -> None:
        try:
            said = self.transport.send(ready.letter, lambda: self._before_final_dot(ready))
        except NotOurs:
            logger.warning("Mail %s was taken back before its last dot.", ready.mail.pk)
            return
        answer = self._judged(said)
        self.counts[answer.outcome] += 1
        if answer.outcome is Outcome.SENT and ready.mail.kind != ACCOUNT:
            self._sent = ready.mail  # written with the next one's mark: one commit a letter
        else:
            leases.settle(ready.mail, **what_follows(ready.mail, answer, datetime.now(UTC)))

    def _judged(self, said: Answer) -> Answer:
        """What the server said, and what it means after what it said to the letters before."""
        if said.outcome is Outcome.SENT:
            self._refused = 0
        elif said.outcome is Outcome.FAILED:
            self._refused += 1
            if self._refused >= REFUSED:
                self._trouble = TROUBLE  # enough to rest
                return Answer(Outcome.RETRY, said.words, trouble=True)
        self._trouble = self._trouble + 1 if said.trouble else 0
        return said

    def _before_final_dot(self, ready: Ready) -> None:
        """Two marks, one commit: the letter before was sent, this one is handed."""
        ours = leases.hand(ready.mail, ready.subject, self._sent)
        self._sent = None
        if not ours:
            raise NotOurs

    def _note_sent(self) -> None:
        if self._sent is not None:
            leases.settle(self._sent, **leases.took(datetime.now(UTC)))
        self._sent = None

    def _rest(self, why: str) -> None:
        logger.warning("The mail server is away for %d s: %s", PAUSE.total_seconds(), why)
        Pause.objects.pause(SERVER, datetime.now(UTC) + PAUSE, why)


def _is_over(seconds: float, size: int) -> bool:
    """Whether no further letter of a batch is begun so long after its claim: none in the second
    half of its lease, so that no letter outlasts it, and none of a large batch that is slow."""
    half = leases.LEASE.total_seconds() / 2
    return seconds > half or (size > leases.BATCH and seconds > SLOW)


def what_follows(mail: Mail, answer: Answer, now: datetime) -> dict[str, Any]:
    """The columns that say what became of ``mail``."""
    match answer.outcome:
        case Outcome.SENT:
            return leases.took(now)
        case Outcome.FAILED:
            return _failed(answer.words, now)
        case Outcome.UNKNOWN if mail.kind != ACCOUNT:
            return {"state": Mail.State.UNKNOWN, "ended_at": now, "reason": answer.words[:200]}
    if mail.attempts >= len(BACK_OFF):
        return _failed(answer.words, now)
    return {
        "state": Mail.State.WAITING,
        "fence": None,
        "attempts": mail.attempts + 1,
        "try_at": now + BACK_OFF[mail.attempts] * SystemRandom().uniform(0.8, 1.2),
        "reason": answer.words[:200],
        "ended_at": None,
    }


def _failed(words: str, now: datetime) -> dict[str, Any]:
    return {"state": Mail.State.FAILED, "ended_at": now, "reason": words[:200], "stored": None}


def prepare(batch: Sequence[Mail], now: datetime) -> list[Ready]:
    """The letters of a claimed batch. What is not wanted, or cannot be written, is settled here."""
    answers: dict[int, Content | NotWanted] = dict(unwanted(batch))
    answers |= words([mail for mail in batch if mail.pk not in answers], now)
    ready: list[Ready] = []
    with transaction.atomic():
        for mail in batch:
            answer = answers.get(mail.pk)
            if isinstance(answer, NotWanted):
                _skip(mail, answer, now)
            elif (written := _written(mail, answer)) is not None:
                ready.append(written)
            else:
                retry = Answer(Outcome.RETRY, UNWRITTEN)
                leases.settle(mail, **what_follows(mail, retry, now))
    return ready


def _skip(mail: Mail, answer: NotWanted, now: datetime) -> None:
    leases.settle(
        mail, state=Mail.State.SKIPPED, ended_at=now, reason=answer.reason[:200], stored=None
    )


def _written(mail: Mail, content: Content | None) -> Ready | None:
    if content is None:
        return None
    try:
        return Ready(mail, content.subject, letter(mail, content))
    except ValueError as error:  # its text may hold the address, which no log needs
        logger.error("Mail %s of %s cannot be sent: %s.", mail.pk, mail.kind, type(error).__name__)
        return None


def unwanted(batch: Sequence[Mail]) -> dict[int, NotWanted]:
    """Those that must not leave, whatever their kind says: asked at the claim, in two queries.

    Account mail always leaves: it answers what a person just did. Every other mail goes to the
    address its person has now, which may be another one than when it was queued.
    """
    ours = [mail for mail in batch if mail.kind != ACCOUNT]
    if not ours:
        return {}
    for mail in ours:
        if mail.user is not None:
            mail.to = mail.user.email
    confirmed = set(
        EmailAddress.objects.filter(
            user_id__in={mail.user_id for mail in ours}, verified=True
        ).values_list("user_id", "email")
    )
    stopped = suppression.suppressed((mail.to, mail.kind) for mail in ours)
    reasons: dict[int, NotWanted] = {}
    for mail in ours:
        if mail.user is None or not mail.user.is_active:
            reasons[mail.pk] = NotWanted(INACTIVE)
        elif (mail.user_id, mail.to) not in confirmed:
            reasons[mail.pk] = NotWanted(UNCONFIRMED)
        elif (reason := stopped.get((mail.to, mail.kind))) is not None:
            reasons[mail.pk] = NotWanted(STOPPED[reason])
    return reasons


def words(mails: Sequence[Mail], now: datetime) -> dict[int, Content | NotWanted]:
    """What each mail says: as it was stored, or as the composer of its kind writes it now."""
    said: dict[int, Content | NotWanted] = {}
    by_kind: dict[str, list[Mail]] = {}
    for mail in mails:
        if mail.stored is None:
            by_kind.setdefault(mail.kind, []).append(mail)
        elif (content := _stored(mail)) is not None:
            said[mail.pk] = content
    for kind, unwritten in by_kind.items():
        said |= _composed(kind, unwritten, now)
    return said


def _stored(mail: Mail) -> Content | None:
    try:
        return Content(**(mail.stored or {}))
    except (TypeError, ValueError) as error:
        logger.error("Mail %s of %s is kept wrongly: %s.", mail.pk, mail.kind, type(error).__name__)
        return None


def _composed(kind: str, mails: Sequence[Mail], now: datetime) -> Mapping[int, Content | NotWanted]:
    """A mail that its composer stumbles over keeps none of the others back."""
    try:
        compose = cast(Composer, import_string(settings.MAIL_KINDS[kind]))
        return compose(mails, now)
    except Exception:
        logger.exception("The composer of %s stumbled over a batch of %d.", kind, len(mails))
    if len(mails) == 1:
        return {}
    return {pk: said for mail in mails for pk, said in _composed(kind, [mail], now).items()}

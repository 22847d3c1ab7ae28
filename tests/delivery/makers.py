"""Mails, composers and ways out for the tests of delivery."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from delivery import outbox
from delivery.content import Content, NotWanted
from delivery.models import Mail
from delivery.transport import Answer, Away, Letter, Outcome

SENT = Answer(Outcome.SENT)


def now() -> datetime:
    return datetime.now(UTC)


def waiting(user: User, key: str = "", ago: int = 5, kind: str = "nudge") -> Mail:
    """A mail of a composed kind that is due since ``ago`` seconds."""
    due = now() - timedelta(seconds=ago)
    return outbox.queue(kind, user, key or f"{kind}:{uuid4()}", due, due)[0]


def letter(body: bytes = b"Subject: Hello\r\n\r\nHello.\r\n.a line with a dot\r\n") -> Letter:
    return Letter(uuid4(), "forte@example.org", "dana@example.org", body)


def compose(mails: Sequence[Mail], now: datetime) -> Mapping[int, Content | NotWanted]:
    """The composer of the tests: the key decides."""
    return {mail.pk: _said(mail) for mail in mails}


def _said(mail: Mail) -> Content | NotWanted:
    if mail.key.startswith("paused"):
        return NotWanted("you were paused")
    if mail.key.startswith("stumble"):
        raise RuntimeError("no words")
    assert mail.user is not None
    return Content(f"Tuesday, {mail.user.name}", "Open this block.\n", "<p>Open this block.</p>")


class Told:
    """A way out that answers as told, the last answer for ever, and remembers what it carried."""

    def __init__(self, *answers: Answer | Away | Exception) -> None:
        self._answers = list(answers) or [SENT]
        self.begun: list[Letter] = []
        self.carried: list[Letter] = []
        self.closed = False
        self.while_carrying: Callable[[], None] = lambda: None

    def send(self, letter: Letter, before_final_dot: Callable[[], None]) -> Answer:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        self.begun.append(letter)
        self.while_carrying()
        before_final_dot()
        if answer.outcome is Outcome.SENT:
            self.carried.append(letter)
        return answer

    def close(self) -> None:
        self.closed = True


def states(mails: Iterable[Mail]) -> list[str]:
    """Their states now, in the order given."""
    found = dict(Mail.objects.values_list("pk", "state"))
    return [found[mail.pk] for mail in mails]


# --- Whose address it is ------------------------------------------------------------------------


def sure(client: Client, user: User) -> Client:
    """Their browser, with the password just typed."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("account_reauthenticate"), {"password": "a long enough secret"})
    return client


def change(client: Client, email: str) -> None:
    """Make one of their confirmed addresses the main one."""
    answer = client.post(reverse("account_email"), {"action_primary": "", "email": email})
    assert answer.status_code == 302
    assert User.objects.filter(email=email).exists(), answer["Location"]


def give_up(client: Client, email: str) -> None:
    """Remove one of their addresses."""
    client.post(reverse("account_email"), {"action_remove": "", "email": email})
    assert not EmailAddress.objects.filter(email=email).exists()


def sign_up(client: Client, email: str) -> None:
    """A new account, confirmed with the code from the mail."""
    form = {"email": email, "password1": "a long enough secret", "time_zone": "UTC"}
    client.post(reverse("account_signup"), form)
    give_code(client, email)


def add(client: Client, email: str) -> None:
    """One more address, confirmed with the code from the mail."""
    client.post(reverse("account_email"), {"action_add": "", "email": email})
    give_code(client, email)


def give_code(client: Client, email: str) -> None:
    code = mail.outbox[-1].body.split("\n\n")[1]
    client.post(reverse("account_email_verification_sent"), {"code": code})
    assert EmailAddress.objects.get(email=email).verified

"""The way out through a mail server, with one thing smtplib cannot do: a hook before the last dot.

Up to that dot a letter is surely not sent, whatever breaks; after the server's answer we know. In
between lies the one moment nobody can know about (RFC 1047), and this module keeps it as short as
one round trip. See docs/mail.md for the whole table of what is told apart.
"""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings

from delivery.transport import Answer, Away, Letter, Outcome

GOODBYE_SECONDS = 2.0
"""How long the answer to QUIT is worth waiting for: everything is settled by then."""

_GONE = (smtplib.SMTPException, OSError)


_POLICY = re.compile(r"#?5\.7\.\d")
"""How an answer begins that speaks of security or policy (RFC 3463): who may send, from where."""
_SIGN_IN = (530, 535)
"""Sign in first; not with that password."""


class _Refusal(Exception):
    """The server answered a step with something else than yes."""

    def __init__(self, step: str, code: int, words: bytes) -> None:
        super().__init__(step)
        self.step = step
        self.code = code
        said = words.decode("utf-8", "replace")
        self.words = f"{code} {said}"
        self.is_about_us = code >= 500 and (
            step == "MAIL" or code in _SIGN_IN or _POLICY.match(said) is not None
        )
        """It would say so to every letter, so none of them may end by it."""


class Smtp:
    """One connection to the server in settings, opened at need and kept until ``close``."""

    def __init__(self) -> None:
        self._dialogue: smtplib.SMTP | None = None
        self._used = False

    def send(self, letter: Letter, before_final_dot: Callable[[], None]) -> Answer:
        try:
            self._up_to_the_dot(letter)
        except _Refusal as refusal:
            return self._refused(refusal)
        except _GONE as error:
            self._drop()
            return Answer(Outcome.RETRY, f"the connection broke off: {error}", trouble=True)
        try:
            before_final_dot()
        except BaseException:
            self._drop()  # without its last dot the server throws the letter away
            raise
        return self._dot()

    def close(self) -> None:
        if self._dialogue is None:
            return
        with contextlib.suppress(*_GONE):
            if self._dialogue.sock is not None:
                self._dialogue.sock.settimeout(min(GOODBYE_SECONDS, settings.EMAIL_TIMEOUT))
            self._dialogue.quit()
        self._drop()

    def _up_to_the_dot(self, letter: Letter) -> None:
        dialogue = self._begin(letter.sender)
        _expect("RCPT", dialogue.rcpt(letter.recipient), 250, 251)
        _expect("DATA", dialogue.docmd("DATA"), 354)
        dialogue.send(_with_doubled_dots(letter.raw))
        _still_listening(dialogue)

    def _begin(self, sender: str) -> smtplib.SMTP:
        """MAIL FROM; on a new connection where the server closed one that served before."""
        used = self._used
        dialogue = self._dialogue or self._open()
        try:
            _mail(dialogue, sender)
        except (_Refusal, *_GONE) as error:
            if not used or (isinstance(error, _Refusal) and error.code != 421):
                raise
            self._drop()
            dialogue = self._open()
            _mail(dialogue, sender)
        self._used = True
        return dialogue

    def _dot(self) -> Answer:
        assert self._dialogue is not None  # noqa: S101 - opened by _begin
        try:
            self._dialogue.send(b".\r\n")
        except _GONE as error:  # not all three bytes left this machine: no end of data
            self._drop()
            return Answer(Outcome.RETRY, f"the connection broke off: {error}", trouble=True)
        try:
            code, words = self._dialogue.getreply()
        except _GONE as error:
            self._drop()
            return Answer(Outcome.UNKNOWN, f"no answer: {error}", trouble=True)
        if 200 <= code < 300:
            return Answer(Outcome.SENT)
        if 400 <= code < 600:
            return self._refused(_Refusal("end of data", code, words))
        self._drop()
        return Answer(Outcome.UNKNOWN, f"an answer nobody understands: {code}", trouble=True)

    def _refused(self, refusal: _Refusal) -> Answer:
        """4xx comes again later. 5xx is about this letter, unless it is about us."""
        if refusal.code == 421 or not 400 <= refusal.code < 600:
            self._drop()  # 421: the server hangs up
        else:
            self._start_over()
        if refusal.code >= 500 and not refusal.is_about_us:
            return Answer(Outcome.FAILED, refusal.words)
        of_this_letter = refusal.step == "RCPT" and refusal.code != 421 and not refusal.is_about_us
        return Answer(Outcome.RETRY, refusal.words, trouble=not of_this_letter)

    def _start_over(self) -> None:
        try:
            if self._dialogue is not None:
                _expect("RSET", self._dialogue.rset(), 250)
        except (_Refusal, *_GONE):
            self._drop()

    def _open(self) -> smtplib.SMTP:
        if lack := what_sign_in_lacks():
            raise Away(lack)
        try:
            dialogue = _connect()
        except _GONE as error:
            raise Away(str(error)) from error
        try:
            assert dialogue.sock is not None  # noqa: S101 - just connected
            # The hook splits what smtplib sends at once; waiting for an acknowledgement in between
            # (Nagle) would cost 40 ms a letter.
            dialogue.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if settings.EMAIL_USE_TLS:
                dialogue.starttls(context=ssl.create_default_context())
            dialogue.ehlo_or_helo_if_needed()
            if settings.EMAIL_HOST_USER:
                dialogue.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        except _GONE as error:
            dialogue.close()
            raise Away(str(error)) from error
        self._dialogue, self._used = dialogue, False
        return dialogue

    def _drop(self) -> None:
        """Hang up without a word."""
        if self._dialogue is not None:
            self._dialogue.close()
        self._dialogue, self._used = None, False


def what_sign_in_lacks() -> str:
    """A sentence where settings have half of what signs in, else nothing.

    Without it a lost secret would look like a server that refuses: nobody signs in, and it relays
    for nobody it does not know.
    """
    if bool(settings.EMAIL_HOST_USER) == bool(settings.EMAIL_HOST_PASSWORD):
        return ""
    there, lost = ("name", "password") if settings.EMAIL_HOST_USER else ("password", "name")
    return f"EMAIL_URL has a {there} and no {lost} to sign in with."


def _connect() -> smtplib.SMTP:
    # Our public name is a good greeting, and asking the resolver for this machine's may take long.
    us = urlsplit(settings.SITE_URL).hostname or "localhost"
    where = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    if settings.EMAIL_USE_SSL:
        return smtplib.SMTP_SSL(
            *where,
            local_hostname=us,
            timeout=settings.EMAIL_TIMEOUT,
            context=ssl.create_default_context(),
        )
    return smtplib.SMTP(*where, local_hostname=us, timeout=settings.EMAIL_TIMEOUT)


def _mail(dialogue: smtplib.SMTP, sender: str) -> None:
    options = ["BODY=8BITMIME"] if dialogue.has_extn("8bitmime") else []
    _expect("MAIL", dialogue.mail(sender, options), 250)


def _expect(step: str, reply: tuple[int, bytes], *wanted: int) -> None:
    if reply[0] not in wanted:
        raise _Refusal(step, *reply)


def _with_doubled_dots(raw: bytes) -> bytes:
    """A line that begins with a dot gets a second one (RFC 5321, 4.5.2); the last line ends."""
    quoted = re.sub(rb"(?m)^\.", b"..", raw)
    return quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n"


def _still_listening(dialogue: smtplib.SMTP) -> None:
    """A server that hung up or spoke in mid-letter takes no letter: know it before the dot.

    Raises:
        SMTPServerDisconnected
    """
    sock = dialogue.sock
    if sock is None or isinstance(sock, ssl.SSLSocket):  # TLS has bytes of its own to read
        return
    sock.settimeout(0)
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return  # silence, as it should be
    finally:
        sock.settimeout(settings.EMAIL_TIMEOUT)
    raise smtplib.SMTPServerDisconnected("it did not wait for the end of the letter")

"""What became of a letter, whatever the mail server does: every point of failure told apart."""

import socket

import pytest
from django.core.checks import ERROR, run_checks
from pytest_django import Settings

from delivery.smtp import Smtp
from delivery.transport import Away, Outcome
from tests.delivery.makers import letter
from tests.delivery.scripted import Scripted

BIG = b"Subject: long\r\n\r\n" + b"x" * 70 + b"\r\n" * 4_000_000


class Dot:
    """Counts how often the last moment came."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.mark.parametrize(
    "script",
    [
        {"banner": "drop"},
        {"banner": "hang"},
        {"banner": "421 too busy"},
        {"banner": "554 not for you"},
        {"ehlo": "drop"},
        {"ehlo": "hang"},
        {"ehlo": "421 too busy"},
        {"ehlo": "500 what?", "helo": "550 no"},
    ],
    ids=str,
)
def test_a_server_that_does_not_come_to_the_letter_is_away(
    script: dict[str, str], settings: Settings
) -> None:
    with Scripted(**script) as server:
        point_at(server, settings)
        dot = Dot()
        with pytest.raises(Away):
            Smtp().send(letter(), dot)
        assert dot.times == 0
        assert not server.taken


def test_a_refused_connection_is_a_server_away(settings: Settings) -> None:
    with Scripted() as server:
        point_at(server, settings)
    with pytest.raises(Away):
        Smtp().send(letter(), Dot())


@pytest.mark.parametrize(
    ("user", "password", "said"),
    [("forte", "", "a name and no password"), ("", "secret", "a password and no name")],
)
def test_half_a_sign_in_is_a_server_away_and_no_check_passes(
    user: str, password: str, said: str, settings: Settings
) -> None:
    """A lost secret must not look like a server that refuses one letter after the other."""
    with Scripted() as server:
        point_at(server, settings)
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = user, password
        with pytest.raises(Away, match=said):
            Smtp().send(letter(), Dot())
        assert server.connections == 0
    (found,) = run_checks(tags=["delivery"])
    assert (found.id, found.level) == ("delivery.E005", ERROR)
    assert said in found.msg


BEFORE_THE_DOT = [
    ({"mail": "drop"}, Outcome.RETRY, True),
    ({"mail": "hang"}, Outcome.RETRY, True),
    ({"mail": "451 not now"}, Outcome.RETRY, True),
    ({"mail": "421 closing"}, Outcome.RETRY, True),
    # 5xx to MAIL is about us (not allowed to send, not signed in), and would fail every letter.
    ({"mail": "530 sign in first"}, Outcome.RETRY, True),
    ({"rcpt": "drop"}, Outcome.RETRY, True),
    ({"rcpt": "hang"}, Outcome.RETRY, True),
    ({"rcpt": "450 mailbox busy"}, Outcome.RETRY, False),
    ({"rcpt": "421 closing"}, Outcome.RETRY, True),
    ({"rcpt": "550 no such person"}, Outcome.FAILED, False),
    ({"data": "drop"}, Outcome.RETRY, True),
    ({"data": "hang"}, Outcome.RETRY, True),
    ({"data": "451 not now"}, Outcome.RETRY, True),
    ({"data": "554 no"}, Outcome.FAILED, False),
    ({"data": "250 what?"}, Outcome.RETRY, True),
    # These too are about us, at whatever step they come.
    ({"rcpt": "554 5.7.1 relay access denied"}, Outcome.RETRY, True),
    ({"rcpt": "550 #5.7.26 not authenticated"}, Outcome.RETRY, True),
    ({"rcpt": "530 sign in first"}, Outcome.RETRY, True),
    ({"data": "535 wrong password"}, Outcome.RETRY, True),
    ({"data": "554 5.7.0 policy"}, Outcome.RETRY, True),
    # And these are not, although there is a 5.7 in them.
    ({"rcpt": "550 5.1.1 no such person"}, Outcome.FAILED, False),
    ({"rcpt": "550 nobody at 192.0.5.7.1"}, Outcome.FAILED, False),
    ({"rcpt": "450 4.7.1 greylisted"}, Outcome.RETRY, False),
]
AFTER_THE_DOT = [
    ({"dot": "drop"}, Outcome.UNKNOWN, True),
    ({"dot": "hang"}, Outcome.UNKNOWN, True),
    ({"dot": "hello"}, Outcome.UNKNOWN, True),
    ({"dot": "354 what?"}, Outcome.UNKNOWN, True),
    ({"dot": "451 disk full"}, Outcome.RETRY, True),
    ({"dot": "421 closing"}, Outcome.RETRY, True),
    ({"dot": "554 looks like spam"}, Outcome.FAILED, False),
    ({"dot": "550 5.7.1 you may not send from there"}, Outcome.RETRY, True),
    ({"dot": "530 sign in first"}, Outcome.RETRY, True),
    ({}, Outcome.SENT, False),
    ({"quit": "drop"}, Outcome.SENT, False),
    ({"quit": "hang"}, Outcome.SENT, False),
    ({"quit": "500 what?"}, Outcome.SENT, False),
]


@pytest.mark.parametrize(
    ("script", "outcome", "trouble", "dots"),
    [(*case, 0) for case in BEFORE_THE_DOT] + [(*case, 1) for case in AFTER_THE_DOT],
    ids=str,
)
def test_the_outcome_is_told_apart(
    script: dict[str, str], outcome: Outcome, trouble: bool, dots: int, settings: Settings
) -> None:
    with Scripted(**script) as server:
        point_at(server, settings)
        dot, way = Dot(), Smtp()
        answer = way.send(letter(), dot)
        way.close()
        assert (answer.outcome, answer.trouble, dot.times) == (outcome, trouble, dots)
        assert len(server.taken) == (outcome is Outcome.SENT)


def test_a_connection_lost_in_mid_letter_is_surely_not_sent(settings: Settings) -> None:
    with Scripted(body="drop") as server:
        point_at(server, settings)
        dot = Dot()
        answer = Smtp().send(letter(BIG), dot)
        assert (answer.outcome, answer.trouble, dot.times) == (Outcome.RETRY, True, 0)


def test_a_letter_whose_mark_fails_never_leaves(settings: Settings) -> None:
    def no_database() -> None:
        raise RuntimeError("no database")

    with Scripted() as server:
        point_at(server, settings)
        way = Smtp()
        with pytest.raises(RuntimeError):
            way.send(letter(), no_database)
        assert way.send(letter(), Dot()).outcome is Outcome.SENT
        assert len(server.taken) == 1
        assert server.connections == 2


def test_a_line_that_begins_with_a_dot_arrives_whole(settings: Settings) -> None:
    with Scripted() as server:
        point_at(server, settings)
        Smtp().send(letter(), Dot())
        assert server.taken[0].endswith(b"Hello.\r\n..a line with a dot\r\n.\r\n")


def test_one_connection_serves_many_letters_and_survives_a_refusal(
    settings: Settings,
) -> None:
    with Scripted(rcpt=["250 yes", "550 no", "250 yes"]) as server:
        point_at(server, settings)
        way = Smtp()
        outcomes = [way.send(letter(), Dot()).outcome for _ in range(3)]
        assert outcomes == [Outcome.SENT, Outcome.FAILED, Outcome.SENT]
        assert server.connections == 1


@pytest.mark.parametrize("goodbye", ["drop", "421 enough for one connection"])
def test_a_connection_that_was_closed_after_it_served_is_opened_again(
    goodbye: str, settings: Settings
) -> None:
    with Scripted(mail=["250 yes", goodbye, "250 yes"]) as server:
        point_at(server, settings)
        way = Smtp()
        outcomes = [way.send(letter(), Dot()).outcome for _ in range(2)]
        assert outcomes == [Outcome.SENT, Outcome.SENT]
        assert server.connections == 2


def test_letters_do_not_wait_for_acknowledgements(settings: Settings) -> None:
    """The hook splits a letter in two; without TCP_NODELAY each would cost some 40 ms."""
    with Scripted() as server:
        point_at(server, settings)
        way = Smtp()
        way.send(letter(), Dot())
        assert way._dialogue is not None
        assert way._dialogue.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def point_at(server: Scripted, settings: Settings) -> None:
    for name, value in server.settings.items():
        setattr(settings, name, value)

"""What a person reads about their mails."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from delivery import log
from delivery.models import Mail

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 6, 7, 0, 12, tzinfo=UTC)  # 09:00:12 in Berlin


def mail(user: User, n: int = 0, **fields: object) -> Mail:
    return Mail.objects.create(
        **{
            "user": user,
            "kind": "nudge",
            "key": f"nudge:{user.pk}:{n}",
            "to": user.email,
            "due_at": AT,
            "try_at": AT,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "sent", "ended_at": AT}, "sent 09:00:12"),
        ({"state": "skipped", "reason": "you were paused"}, "skipped: you were paused"),
        ({"state": "failed", "reason": "550 no"}, "not delivered: 550 no"),
        (
            {"state": "unknown", "ended_at": AT},
            "may have been sent 09:00:12: the mail server gave no answer",
        ),
        ({"state": "claimed"}, "leaving now"),
        ({"state": "handed"}, "leaving now"),
        ({"state": "waiting"}, "waiting until 09:00:12"),
        (
            {"state": "waiting", "attempts": 1, "reason": "451 later"},
            "tried, next try 09:00:12: 451 later",
        ),
    ],
)
def test_each_state_has_its_words(dana: User, fields: dict[str, object], words: str) -> None:
    mail(dana, **fields)
    assert log.latest(dana)[0].words == words


def test_every_state_is_told(dana: User) -> None:
    for n, state in enumerate(Mail.State.values):
        mail(dana, n, state=state, ended_at=AT, reason="r")
    assert all(line.words for line in log.latest(dana))


def test_the_latest_come_first_and_nobody_elses(
    dana: User, eve: User, django_assert_num_queries
) -> None:
    mail(eve)
    for n in range(5):
        mail(dana, n, due_at=AT.replace(day=n + 1), subject=f"No. {n}")
    mail(dana, 9, kind="test", due_at=AT.replace(day=20))
    with django_assert_num_queries(1):
        lines = log.latest(dana, 3, kinds=["nudge"])
    assert [line.subject for line in lines] == ["No. 4", "No. 3", "No. 2"]

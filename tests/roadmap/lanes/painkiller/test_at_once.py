"""Two tabs at the same moment. Each thread has its own connection, so the rows are committed."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.models import User
from roadmap.lanes.owners import Owner
from roadmap.lanes.painkiller.models import Answers


def at_once(*calls: Callable[[], object]) -> list[BaseException]:
    """Run them in threads of their own; what they raise."""
    raised: list[BaseException] = []
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        ready.wait()
        try:
            call()
        except BaseException as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_answering_in_one_tab_and_starting_over_in_another_never_fails(dana: User) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection")
    owner = Owner(user=dana)

    def answer() -> None:
        for _ in range(30):
            Answers.keep(owner, "problems", (), timezone.now())

    def start_over() -> None:
        for _ in range(30):
            Answers.objects.start_over(owner)

    assert at_once(answer, start_over, answer, start_over) == []

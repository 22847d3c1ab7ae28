"""From candidates to rows: which are there already, and keeping those that are ticked, all or
none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from portfolio.wins.importing.candidates import Candidate
from portfolio.wins.models import MOST, Source, Win


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate beside the log."""

    candidate: Candidate
    is_there: bool

    @property
    def is_proposed(self) -> bool:
        return not self.is_there and not self.candidate.why_not


class Full(Exception):
    """There would be more wins than somebody keeps."""


class _Log:
    """What is in the log: by name where it came from, and by day and line."""

    def __init__(self, user: User, source: Source) -> None:
        self.source = source
        self._keys: set[str] = set()
        self._commits: dict[str, list[str]] = {}
        self._lines: set[tuple[date, str]] = set()
        rows = Win.objects.for_user(user)
        self.count = 0
        for where, key, on, line in rows.values_list("source", "source_key", "happened_on", "line"):
            self.count += 1
            self.learn(key if where == source else "", on, line)

    def learn(self, key: str, on: date, line: str) -> None:
        if key:
            self._keys.add(key)
            self._commits.setdefault(key[:7], []).append(key)
        self._lines.add((on, _plain(line)))

    def has(self, key: str, on: date, line: str) -> bool:
        return key in self._keys or self._is_commit(key) or (on, _plain(line)) in self._lines

    def _is_commit(self, key: str) -> bool:
        """A commit has a short name and a long one: one begins with the other."""
        if self.source is not Source.GIT:
            return False
        near = self._commits.get(key[:7], [])
        return any(one.startswith(key) or key.startswith(one) for one in near)


def _plain(line: str) -> str:
    return " ".join(line.casefold().split())


def shown(
    user: User, source: Source, candidates: Sequence[Candidate], otherwise: date
) -> list[Shown]:
    """Each beside what is there, in one query. What stands twice in the text is taken once.
    ``otherwise`` is the day of those that say none."""
    return _beside(_Log(user, source), candidates, otherwise)


def _beside(log: _Log, candidates: Sequence[Candidate], otherwise: date) -> list[Shown]:
    found = []
    for one in candidates:
        on = one.on or otherwise
        is_there = log.has(one.key, on, one.line)
        found.append(Shown(one, is_there))
        if not is_there:
            log.learn(one.key, on, one.line)
    return found


@transaction.atomic
def keep(
    user: User,
    source: Source,
    candidates: Sequence[Candidate],
    wanted: Collection[int],
    otherwise: date,
) -> int:
    """Add the candidates whose numbers are in ``wanted``; what is there by now is left out.

    Returns how many were added.

    Raises:
        Full: none was added.
    """
    User.objects.hold(user)  # the same text, sent twice at once, is one
    log = _Log(user, source)
    beside = _beside(log, candidates, otherwise)
    new = [one.candidate for one in beside if not one.is_there and one.candidate.at in wanted]
    if log.count + len(new) > MOST:
        raise Full
    Win.objects.bulk_create([_row(user, source, one, otherwise) for one in new])
    return len(new)


def _row(user: User, source: Source, one: Candidate, otherwise: date) -> Win:
    return Win(
        user=user,
        happened_on=one.on or otherwise,
        line=one.line,
        before=one.before,
        after=one.after,
        source=source,
        source_key=one.key,
        **one.more,
    )

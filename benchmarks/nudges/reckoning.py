"""What became of every nudge that was due: the database's rows beside the sink's ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import psycopg

from benchmarks.figures import Figure
from benchmarks.nudges.servers import Receipt

_EVERY_DUE_BLOCK = """
    SELECT nudge.state, nudge.reason, mail.uuid::text, mail.state, mail.reason,
           extract(epoch FROM mail.due_at)
      FROM roadmap_block block
      LEFT JOIN roadmap_nudge nudge ON nudge.block_id = block.id
      LEFT JOIN delivery_mail mail ON mail.id = nudge.mail_id
     WHERE block.kind = 'study'
"""

_FLAGGED = ("unknown", "failed", "skipped")
_OPEN = (None, "waiting", "claimed", "handed")
"""None: there is no nudge yet."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``silent``: due, but neither accepted by the sink nor flagged with a reason in a row;
    ``open`` of them were still to be planned or sent when the measurement's patience ended.
    ``twice``: mails accepted more than once; ``people_twice``: people with more than one mail.
    ``delays``: seconds from due to (first) accepted, in rising order; endless for the silent."""

    due: int
    received: int
    twice: int
    people_twice: int
    silent: int
    open: int
    flagged: Counter[str]
    unknown_received: int
    delays: Sequence[float]

    def figures(self, what: str, *, unknown_at_most: int) -> list[Figure]:
        """The counts beside their targets. ``what`` begins each name."""
        unknown = self.flagged["unknown"]
        others = self.flagged["failed"] + self.flagged["skipped"]
        flagged = f"unknown {unknown} (of them accepted {self.unknown_received}), others {others}"
        if self.open:
            flagged += f"; {self.open:,} still waited when the measurement ended"
        return [
            Figure(
                f"{what}, accounted for (received or flagged with a reason)",
                f"{self.due - self.silent:,} of {self.due:,}; received {self.received:,}",
                f"all, {self.due:,}",
                self.silent == 0,
                counted=True,
                note=flagged,
            ),
            _none(f"{what}, accepted twice by Message-ID", self.twice),
            _none(f"{what}, people with two mails", self.people_twice),
            Figure(
                f"{what}, unknown",
                str(unknown),
                f"≤ {unknown_at_most}",
                unknown <= unknown_at_most,
                counted=True,
            ),
        ]


def _none(name: str, count: int) -> Figure:
    return Figure(name, str(count), "0", count == 0, counted=True)


def reckon(database: str, receipts: Sequence[Receipt]) -> Reckoning:
    """Count, for the study block of everybody who has one."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(_EVERY_DUE_BLOCK).fetchall()
    first: dict[str, float] = {}
    for receipt in receipts:
        first.setdefault(receipt.uuid, receipt.at)
    silent = still_open = unknown_received = 0
    flagged: Counter[str] = Counter()
    delays = []
    for nudge, why_nudge, uuid, mail, why_mail, due in rows:
        state, why = (nudge, why_nudge) if mail is None else (mail, why_mail)
        is_flagged = state in _FLAGGED and bool(why)
        flagged[state] += is_flagged
        if uuid in first:
            delays.append(first[uuid] - float(due))
            unknown_received += state == "unknown"
        elif not is_flagged:
            silent += 1
            still_open += state in _OPEN
            delays.append(float("inf"))
    return Reckoning(
        due=len(rows),
        received=sum(delay < float("inf") for delay in delays),
        twice=_more_than_once(receipt.uuid for receipt in receipts),
        people_twice=_more_than_once(receipt.to for receipt in receipts),
        silent=silent,
        open=still_open,
        flagged=flagged,
        unknown_received=unknown_received,
        delays=sorted(delays),
    )


def _more_than_once(names: Iterable[str]) -> int:
    return sum(count > 1 for count in Counter(names).values())

"""The month's close as a draft, from what was written at the month's check-ins, and from the wins
of the month that were told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from portfolio.overview import WinLine, told_wins
from roadmap.cadence.models import CheckIn, SkipReason
from roadmap.plan.blocks import BlockKind

LONGEST_LINE = 1000
LONGEST = 4000
"""Characters an answer of the close may have."""


def of_month(user: User, first: date, last: date) -> dict[str, str]:
    """A draft for each question of the close, empty where nothing was written."""
    of_user = CheckIn.objects.for_user(user)
    done = of_user.done().filter(done_on__range=(first, last)).order_by("done_on", "pk")
    skipped = of_user.filter(state=CheckIn.State.SKIPPED, planned_on__range=(first, last))
    reasons = Counter(skipped.values_list("skip_reason", flat=True))
    return draft(list(done), reasons, told_wins([user.pk], first, last).get(user.pk, ()))


def draft(
    done: Sequence[CheckIn], skips: Counter[str], wins: Sequence[WinLine] = ()
) -> dict[str, str]:
    """``done`` are a month's check-ins in order of their days, ``wins`` those that were told;
    ``skips`` counts the reasons."""
    return {
        "exists_now": _whole_lines(_exist(done, wins)),
        "in_the_way": _whole_lines(
            ngettext("%(reason)s: one block.", "%(reason)s: %(count)d blocks.", count)
            % {"reason": SkipReason(reason).label, "count": count}
            for reason, count in skips.most_common()
        ),
        "next_first": _whole_lines(
            _("%(block)s stopped here: %(words)s")
            % {"block": kind.label, "words": _one_line(last.pick_up)}
            for kind in BlockKind
            if (last := _last_of(done, kind)) is not None
        ),
    }


def _exist(done: Sequence[CheckIn], wins: Sequence[WinLine]) -> list[str]:
    """What the blocks left and what the wins changed, in the order of their days. The same words
    stand there once."""
    lines = [
        (c.done_on or c.planned_on, f"{_when(c)}: {_one_line(c.exists_now)}")
        for c in done
        if c.exists_now.strip()
    ]
    written = {_one_line(c.exists_now) for c in done}
    lines += [(win.happened_on, _won(win)) for win in wins if _one_line(win.line) not in written]
    return [words for _day, words in sorted(lines, key=itemgetter(0))]


def _won(win: WinLine) -> str:
    """``Win, 21 Nov: Restore took 25 min (for Ines)``, with its figure where the line has none."""
    day, line = formats.date_format(win.happened_on, "j M"), _one_line(win.line)
    figure = win.figure if win.figure and not any(map(str.isdigit, line)) else ""
    aside = ", ".join(filter(None, [figure, _("for %s") % win.for_whom if win.for_whom else ""]))
    said = _("Win, %(day)s: %(line)s") % {"day": day, "line": line.rstrip(".")}
    return f"{said} ({aside})." if aside else f"{said}."


def _when(check_in: CheckIn) -> str:
    day = formats.date_format(check_in.done_on, "j M") if check_in.done_on else ""
    return f"{check_in.block.get_kind_display()}, {day}"


def _one_line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _last_of(done: Sequence[CheckIn], kind: BlockKind) -> CheckIn | None:
    with_words = [c for c in done if c.block.kind == kind and c.pick_up.strip()]
    return with_words[-1] if with_words else None


def _whole_lines(lines: Iterable[str]) -> str:
    """As many of the latest lines as the answer has room for, the oldest first."""
    kept: list[str] = []
    for line in reversed(list(lines)):
        # A browser sends two characters for the end of a line.
        if sum(len(one) + 2 for one in [line, *kept]) > LONGEST:
            break
        kept.insert(0, line)
    return "\n".join(kept)

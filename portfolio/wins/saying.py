"""What was counted, in words and as two bars: what a case study says of a result, said of a win."""

from django.utils.translation import gettext as _

from common.metrics import Direction
from portfolio.casestudies.models import Origin
from portfolio.results import change as changing
from portfolio.results.change import Verdict
from portfolio.results.figures import Figure
from portfolio.results.models import Result
from portfolio.wins.models import Win


def figure(win: Win) -> Figure | None:
    """Name, "from 4 h to 25 min (−90 %)" and the small picture; None where nothing was counted."""
    if win.before is None and win.after is None:
        return None
    if win.before is None or win.after is None:
        one = win.before if win.after is None else win.after
        said = changing.amount(one, win.unit) if one is not None else ""
        verdict = Verdict.BASELINE.value if win.after is None else ""
        return Figure(name=win.metric, said=said, verdict=verdict)
    direction = Direction(win.direction or Direction.LOWER)
    found = changing.change(win.before, win.after, direction, unit=win.unit)
    return Figure(
        name=win.metric,
        said=changing.said(win.before, win.after, win.unit, direction),
        verdict=found.verdict.value,
        before=changing.amount(win.before, win.unit),
        after=changing.amount(win.after, win.unit),
        percent=found.percent,
        before_share=found.before_share,
        after_share=found.after_share,
    )


def as_result(win: Win) -> Result | None:
    """A win's figures as a result that is in no table, so that they are said the same way; None
    where it has not both. Nobody said whose figures they are, so they count as an employer's."""
    if win.before is None or win.after is None:
        return None
    return Result(
        name=win.metric,
        metric_slug=win.metric_slug,
        unit=win.unit,
        direction=win.direction or Direction.LOWER.value,
        before=win.before,
        after=win.after,
        measured_on=win.happened_on,
        origin=Origin.EMPLOYER,
    )


def said(win: Win) -> str:
    """``Time to restore from 4 h to 25 min (−90 %)``; the metric's name alone where nothing was
    counted yet; empty where there is neither."""
    found = figure(win)
    if found is None:
        return win.metric
    return f"{win.metric} {found.said}"


def aside(win: Win) -> str:
    """What stands below its line in a list: its figure, for whom, what else there is of it."""
    there = [
        said(win),
        _("for %s") % win.for_whom if win.for_whom else "",
        _("told") if win.is_told else "",
        _("screenshot") if hasattr(win, "screenshot") else "",
    ]
    return " · ".join(filter(None, there))

"""What there is, said: each thing as one statement with its proof. Values in, values out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import metrics
from portfolio.overview import Case, Happened, Measured, Telling, Voice, change
from roadmap.plan.blocks import BlockKind
from roadmap.story.review.material import Closed, Course, Done, Earned, Spent
from roadmap.story.review.pack import Line, Link, Picture

Address = Callable[[str], str]
"""Makes a path of ours whole, for whoever is sent it."""


def happened(one: Happened) -> Line:
    shot = one.shot
    return Line(
        one.line,
        _day(one.on),
        _named(one.metric, one.figure),
        _whom(one.for_whom),
        tuple((capfirst(name), words) for name, words in one.parts),
        links=_links(Link(_("Proof"), one.link), Link(_("The win"), page="win", row=one.pk)),
        picture=Picture(shot.key, shot.alt, shot.width, shot.height) if shot else None,
    )


def measured(one: Measured, case: Case | None, address: Address) -> Line:
    found = one.figure
    more = [found.limit, found.again, found.how, _("Number from %s") % found.origin]
    if found.limit_broke:
        more.insert(0, _("no improvement: the limit broke"))
    elif found.is_none:
        more.insert(0, found.verdict)
    return Line(
        one.title,
        _day(one.on),
        _named(found.name, found.said),
        tuple(_sentence(words) for words in more if words),
        quotes=one.worded,
        links=_of_case(one.case, case.link if case else "", address),
    )


def finished(one: Case, address: Address) -> Line:
    day = _day(one.finished_on) if one.finished_on else ""
    kinds = ", ".join(str(kind.label) for kind in one.categories)
    passed = _("Somebody outside the trade understood it within two minutes.")
    more = (_sentence(kinds), passed if one.plain_passed else "")
    return Line(
        one.title,
        day,
        one.result,
        tuple(filter(None, more)),
        links=_of_case(one.pk, one.link, address),
    )


def _of_case(pk: int, link: str, address: Address) -> tuple[Link, ...]:
    proof = Link(_("Case study"), address(link) if link else "")
    return _links(proof, Link(_("The case study"), page="casestudy", row=pk))


def told(one: Telling) -> Line:
    own = Link(_("The story"), page="story", row=one.pk)
    return Line(one.title, one.kind, more=_whom(one.for_whom), parts=one.parts, links=(own,))


def earned(one: Earned) -> Line:
    more = (_("Issued by %s.") % one.issuer,) if one.issuer else ()
    own = Link(_("The credential"), page="credential", row=one.pk)
    return Line(one.name, _day(one.on), more=more, links=_links(Link(_("Verify it"), one.url), own))


def course(one: Course, *, linked: bool) -> Line:
    """``Cloud spend from $4,200 to $3,900 per month (−7 %)``, and what became of its limit. Its
    readings are a page of the plan: where that must not show, nothing is ``linked``."""
    choice, last = one.choice, one.points[-1]
    first = one.before or one.points[0]
    only = one.before is None and len(one.points) == 1
    metric = choice.metric
    wanted = choice.target if metric.direction == metrics.Direction.TARGET else None
    after = None if only else last.value
    said = change.said(first.value, after, choice.unit, metric.direction, wanted)
    days = _("Read %(day)s.") if len(one.points) == 1 else _("Read %(n)d times, last %(day)s.")
    words = {"n": len(one.points), "day": _day(last.on)}
    more = (_limit(one), days % words, _sentence(last.how))
    links = (Link(_("Its readings"), page="metric"),) if linked else ()
    return Line(
        capfirst(metric.in_sentence), figure=said, more=tuple(filter(None, more)), links=links
    )


def _limit(one: Course) -> str:
    """What became of the limit, by the worst of the readings that have its figure."""
    choice = one.choice
    if not choice.limit_said:
        return ""
    known = [point.limit for point in one.points if point.limit is not None]
    said = _("While %s") % choice.limit_said
    if not known or choice.limit_value is None:
        return f"{said}: {_('not measured')}."
    broken = [value for value in known if choice.breaks_limit(value)]
    value = metrics.with_unit((broken or known)[-1], choice.limit_unit)
    return f"{said}: {value}, {_('broken') if broken else _('kept')}."


def done(one: Done) -> Line:
    own = Link(_("The milestone"), page="milestone", row=one.pk)
    more = (one.note,) if one.note else ()
    return Line(one.title, _day(one.on), more=more, links=_links(Link(_("Evidence"), one.url), own))


def closed(one: Closed) -> Line:
    own = Link(_("The month"), page="plan-month", row=one.month)
    return Line(formats.date_format(one.label, "F Y"), more=(one.exists_now,), links=(own,))


def spent(one: Spent) -> Line:
    hours = (Decimal(one.minutes) / 60).quantize(Decimal("0.1"))
    words = {"times": one.times, "hours": metrics.figure(hours)}
    said = ngettext("%(hours)s h in %(times)d block", "%(hours)s h in %(times)d blocks", one.times)
    return Line(
        str(BlockKind(one.kind).label), figure=said % words, links=(Link(_("Weeks"), page="week"),)
    )


def voice(one: Voice) -> Line:
    gave = _("What I gave them: %s") % one.gave if one.gave else ""
    came = _("What came of it: %s") % one.came_of_it if one.came_of_it else ""
    return Line(
        one.who,
        _day(one.on),
        more=tuple(filter(None, (f"“{one.said}”", gave, came))),
        links=(Link(_("The conversation"), page="stakeholder", row=one.stakeholder),),
    )


def scope(groups: Mapping[str, Iterable[Happened]]) -> list[Line]:
    """Who gained, from how many things, and the one with a figure that says it best."""
    found = []
    for whom, wins in groups.items():
        rows = list(wins)
        if whom:
            best = next((one for one in rows if one.figure), rows[0])
            said = ngettext("%d thing that happened", "%d things that happened", len(rows))
            words = _named(best.metric, best.figure)
            shown = f"{best.line} ({words})" if words else best.line
            found.append(
                Line(whom, figure=said % len(rows), more=(shown,), links=happened(best).links)
            )
    return found


def _named(name: str, figure: str) -> str:
    return f"{name}: {figure}" if name and figure else figure


def _whom(name: str) -> tuple[str, ...]:
    return (_("It mattered to %s.") % name,) if name else ()


def _links(*links: Link) -> tuple[Link, ...]:
    """Those that lead somewhere."""
    return tuple(link for link in links if link.url or link.page)


def _sentence(words: str) -> str:
    """As a sentence of its own; empty where there are no words."""
    words = words.strip()
    return f"{capfirst(words).rstrip('.')}." if words else ""


def _day(on: date) -> str:
    """``28 Nov 2026``, which does not break."""
    return formats.date_format(on, "j M Y").replace(" ", "\u00a0")

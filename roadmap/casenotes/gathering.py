"""Everything somebody wrote that a case study may be made of: a constant number of queries."""

from collections.abc import Iterator, Set
from datetime import date

from django.db.models import Q
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from certifications.models import TalkThrough
from common import metrics
from portfolio import overview as portfolio
from portfolio.models import Conversation, Win, Wording
from roadmap.cadence.models import CheckIn
from roadmap.casenotes.drafts import TOLD, Draft, Source
from roadmap.lanes.models import Choice
from roadmap.plan.blocks import BlockKind
from roadmap.plan.models import Milestone, MonthClose, Reading

MOST = 400
"""So many of a kind are looked through, the latest first."""


def drafts(user: User, wanted: Set[Source]) -> list[Draft]:
    """What there is from ``wanted`` sources."""
    found: list[Draft] = []
    if wanted & {Source.AIM, Source.BASELINE, Source.LIMIT, Source.READING}:
        choices = list(Choice.objects.filter(user=user).order_by("-chosen_at")[:MOST])
        found += [draft for choice in choices for draft in _of_choice(choice, user)]
        if Source.READING in wanted:
            found += _readings(user, choices)
    found += _milestones(user)
    found += _check_ins(user)
    if wanted & {Source.CLOSE, Source.HINDRANCE}:
        found += _closes(user)
    if Source.WIN in wanted:
        found += _wins(user)
    if wanted & {*TOLD.values()}:
        found += _told_wins(user, wanted)
    if wanted & {Source.VOICE, Source.WORDING}:
        found += _voices(user, wanted)
    if wanted & {Source.DESIGN, Source.INCIDENT, Source.COST}:
        found += _talks(user)
    return found


def _of_choice(choice: Choice, user: User) -> Iterator[Draft]:
    """Baseline, target and limit, said as sentences."""
    on, lane, slug = user.today(choice.chosen_at), choice.primary, choice.metric_slug
    named = {
        "metric": choice.metric.in_sentence,
        "from": choice.baseline_said,
        "to": choice.target_said,
        "limit": choice.limit_said,
    }
    if choice.target_said and choice.limit_said:
        aim = _("How does %(metric)s get to %(to)s while %(limit)s?")
        yield Draft(Source.AIM, aim % named, on, lane)
    elif choice.target_said:
        yield Draft(Source.AIM, _("How does %(metric)s get to %(to)s?") % named, on, lane)
    if choice.baseline_said:
        said = capfirst(_("%(metric)s stands at %(from)s.") % named)
        yield Draft(Source.BASELINE, said, on, lane, metric=slug)
    if choice.limit_said:
        yield Draft(Source.LIMIT, capfirst(f"{choice.limit_said}."), on, lane)


def _readings(user: User, choices: list[Choice]) -> Iterator[Draft]:
    """Each with its day and how it was measured."""
    by_slug = {choice.metric_slug: choice for choice in reversed(choices)}
    rows = Reading.objects.filter(user=user, metric_slug__in=by_slug).order_by("-on", "-pk")
    for row in rows[:MOST]:
        choice = by_slug[row.metric_slug]
        said = _("%(metric)s on %(day)s: %(value)s") % {
            "metric": capfirst(choice.metric.in_sentence),
            "day": formats.date_format(row.on, "j M Y"),
            "value": metrics.with_unit(row.value, choice.unit),
        }
        words = f"{said}, {row.how}" if row.how else said
        yield Draft(Source.READING, words, row.on, choice.primary, metric=row.metric_slug)


def _milestones(user: User) -> Iterator[Draft]:
    """Those with a note or a link. Their title is ours, so it is only said where they come from."""
    written = Milestone.objects.for_user(user).kept().exclude(note="", evidence_url="")
    rows = written.order_by("-done_on", "-pk").only(
        "title", "note", "evidence_url", "done_on", "feeds", "lane"
    )
    for row in rows[:MOST]:
        yield Draft(
            Source.MILESTONE,
            row.note or row.title,
            row.done_on,
            row.lane,
            row.feeds,
            row.title,
            row.evidence_url,
        )


def _check_ins(user: User) -> Iterator[Draft]:
    """What existed after a lab or a story block, and where they stopped."""
    kinds = [BlockKind.LAB, BlockKind.STORY]
    rows = (
        CheckIn.objects.for_user(user)
        .done()
        .filter(block__kind__in=kinds)
        .exclude(exists_now="", pick_up="")
        .select_related("milestone")
        .order_by("-done_on", "-pk")
    )
    for row in rows[:MOST]:
        made, stopped = (
            (Source.LAB, Source.LAB_STOPPED)
            if row.block.kind == BlockKind.LAB
            else (Source.STORY, Source.STORY_STOPPED)
        )
        of = row.milestone
        lane, feeds, about = (of.lane, of.feeds, of.title) if of else ("", (), "")
        if row.exists_now:
            yield Draft(made, row.exists_now, row.done_on, lane, feeds, about)
        if row.pick_up:
            yield Draft(stopped, row.pick_up, row.done_on, lane, (), about)


def _closes(user: User) -> Iterator[Draft]:
    rows = MonthClose.objects.filter(plan__user=user).exclude(Q(exists_now="") & Q(in_the_way=""))
    for row in rows.order_by("-closed_at")[:MOST]:
        on, about = user.today(row.closed_at), _("month %(n)d") % {"n": row.month}
        if row.exists_now:
            yield Draft(Source.CLOSE, row.exists_now, on, about=about)
        if row.in_the_way:
            yield Draft(Source.HINDRANCE, row.in_the_way, on, about=about)


def _wins(user: User) -> Iterator[Draft]:
    for win in portfolio.wins(user, date.min, date.max, MOST):
        yield Draft(Source.WIN, win.line, win.happened_on)


def _told_wins(user: User, wanted: Set[Source]) -> Iterator[Draft]:
    """The parts of the wins that were told, each under the line it belongs to."""
    for win in Win.objects.for_user(user).kept().told()[:MOST]:
        for part, source in TOLD.items():
            if source in wanted and (words := getattr(win, part).strip()):
                yield Draft(source, words, win.happened_on, about=win.line)


def _voices(user: User, wanted: Set[Source]) -> Iterator[Draft]:
    """What somebody said keeps them up at night, and what a result is called for them."""
    if Source.VOICE in wanted:
        talks = Conversation.objects.for_user(user).select_related("stakeholder")
        for talk in talks[:MOST]:
            yield Draft(Source.VOICE, talk.said, talk.on, about=talk.stakeholder.name)
    if Source.WORDING in wanted:
        rows = Wording.objects.filter(stakeholder__user=user).select_related("stakeholder")
        for row in rows.order_by("-changed_at", "-pk")[:MOST]:
            on = user.today(row.changed_at)
            yield Draft(Source.WORDING, row.text, on, about=row.stakeholder.name)


def _talks(user: User) -> Iterator[Draft]:
    rows = TalkThrough.objects.filter(credential__user=user).exclude(text="")
    for row in rows.select_related("credential").order_by("-updated_at")[:MOST]:
        on = user.today(row.updated_at)
        yield Draft(Source(row.kind), row.text, on, about=row.credential.name)

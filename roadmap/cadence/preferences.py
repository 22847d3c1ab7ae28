"""Settings: when the blocks are, and how their nudges come."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.models import User
from certifications import overview
from common.http import back_to
from delivery import log, outbox, suppression
from roadmap.cadence import backoff, blocks, clocks, compose, nudges
from roadmap.cadence.forms import BlockForm, NudgeForm, SetUpForm
from roadmap.cadence.models import CLOSE_KIND, Block, Nudge, Reason, Rhythm
from roadmap.plan import building
from roadmap.plan.building import Change

SHOWN = 20
"""Lines of the delivery log."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: Request) -> HttpResponse:
    """Which evenings? Once they are set, each block with a form of its own."""
    if Block.objects.filter(user=request.user).exists():
        return _blocks_page(request) if request.method != "POST" else redirect("settings-blocks")
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "roadmap/cadence/set_up.html", {"form": form})
    change = blocks.set_up(request.user, form.hours(), timezone.now())
    messages.success(request, _("The three blocks are set. A mail comes before each."))
    if change:
        messages.info(request, building.said_in_brief(change))
    return redirect(back_to(request, reverse("week")))


@login_required
@require_POST
def change_block(request: Request, kind: str) -> HttpResponse:
    """Another hour for one block, or none."""
    block = Block.objects.for_user(request.user).filter(kind=kind).first()
    if block is None:
        raise Http404
    form = BlockForm(request.POST, instance=block, today=request.user.today())
    if not form.is_valid():
        return _blocks_page(request, form)
    change = blocks.change(form.changed_block(), timezone.now())
    messages.success(request, _("%(block)s is kept.") % {"block": block.get_kind_display()})
    _say_change(request, change)
    return redirect("settings-blocks")


def _blocks_page(request: Request, wrong: BlockForm | None = None) -> HttpResponse:
    today = request.user.today()
    forms = [
        wrong if wrong and wrong.instance.pk == block.pk else BlockForm(instance=block, today=today)
        for block in Block.objects.for_user(request.user)
    ]
    return render(request, "roadmap/cadence/blocks.html", {"forms": forms})


def _say_change(request: Request, change: Change) -> None:
    """The plan was made for other minutes, and has been made to fit."""
    if change:
        messages.info(request, building.said(change))


@login_required
@require_safe
def mail(request: Request) -> HttpResponse:
    """Address, lead, the next mail itself, and what became of the last ones."""
    return _mail_page(request, _mail_form(request))


@login_required
@require_POST
def change_mail(request: Request) -> HttpResponse:
    """Another lead, discreet or not."""
    user = request.user
    with transaction.atomic():
        rhythm = Rhythm.objects.hold(user)
        form = NudgeForm(request.POST, instance=rhythm)
        if form.is_valid():
            form.save()
            user.discreet = form.cleaned_data["discreet"]
            user.save(update_fields=["discreet"])
            nudges.reschedule(user, timezone.now())
    if not form.is_valid():
        return _mail_page(request, form)
    messages.success(request, _("Kept."))
    return redirect("settings-nudges")


@login_required
@require_POST
def silence(request: Request, kind: str, *, silenced: bool) -> HttpResponse:
    """One block without mail, or with it again."""
    block = Block.objects.for_user(request.user).filter(kind=kind).first()
    if block is None:
        raise Http404
    with transaction.atomic():
        block.hush(silenced=silenced)
        if not silenced:
            nudges.wanted_again(request.user, Reason.SILENCED, timezone.now())
    messages.success(
        request,
        (_("%(block)s comes without mail.") if block.silenced else _("%(block)s comes by mail."))
        % {"block": block.get_kind_display()},
    )
    return redirect("settings-nudges")


@login_required
@require_POST
def wake(request: Request) -> HttpResponse:
    """A mail before each block again."""
    nudges.wake(request.user, timezone.now())
    messages.success(request, _("A mail comes before each block again."))
    return redirect("settings-nudges")


@login_required
@require_POST
def test_mail(request: Request) -> HttpResponse:
    """Send the next nudge now, marked as a test. One a minute."""
    now = timezone.now()
    content = compose.test_mail(request.user, now)
    key = f"test:{request.user.pk}:{now:%Y-%m-%dT%H:%M}"
    outbox.queue_message("test", request.user, key, content, now)
    messages.success(
        request,
        _("A test mail is on its way to %(address)s.") % {"address": request.user.email},
    )
    return redirect("settings-nudges")


def _mail_form(request: Request) -> NudgeForm:
    rhythm = Rhythm.objects.of(request.user)
    return NudgeForm(instance=rhythm, initial={"discreet": request.user.discreet})


def _mail_page(request: Request, form: NudgeForm) -> HttpResponse:
    user, now = request.user, timezone.now()
    [clock] = clocks.load([user], now)
    stands = suppression.standings(user.email, (nudges.KIND, overview.RENEWAL_KIND))
    context = {
        "form": form,
        "blocks": clock.blocks,
        "confirmed": clock.confirmed,
        "stands": stands[nudges.KIND],
        "next": compose.preview(clock, now),
        "stage": clock.stage,
        "unanswered": len(clock.silence.weeks),
        "rules": backoff,
        "renewals": stands[overview.RENEWAL_KIND],
        "expiring": len(overview.renewals(user)),
        "entries": _entries(user),
    }
    return render(request, "roadmap/cadence/nudges.html", context)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: a mail, or a nudge that had none."""

    what: str
    due_at: datetime
    words: str


def _entries(user: User) -> list[Entry]:
    """What became of the latest, mailed or not, the newest first."""
    mails = [
        Entry(_called(line), line.due_at, line.words)
        for line in log.latest(user, SHOWN, (nudges.KIND, CLOSE_KIND, overview.RENEWAL_KIND))
    ]
    without = [
        Entry(
            nudge.block.get_kind_display(),
            nudge.due_at,
            _("skipped: %(reason)s") % {"reason": nudge.get_reason_display()},
        )
        for nudge in Nudge.objects.for_user(user).skipped()[:SHOWN]
    ]
    return sorted(mails + without, key=lambda entry: entry.due_at, reverse=True)[:SHOWN]


def _called(line: log.Line) -> str:
    """A nudge by its subject; what we begin ourselves by what it is, since most of its states have
    no subject."""
    if line.kind == CLOSE_KIND:
        return _("The month's close")
    if line.kind == overview.RENEWAL_KIND:
        return line.subject or _("A reminder to renew")
    return line.subject or _("The day's mail")

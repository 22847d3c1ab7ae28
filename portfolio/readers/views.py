"""The author's side of the two-minute test."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common import jargon
from common.http import sent
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy
from portfolio.casestudies.parts import PLAIN, words
from portfolio.casestudies.writing import editing
from portfolio.readers import asking, counting, listing
from portfolio.readers.asking import NotToBeShown
from portfolio.readers.forms import ClearForm, InviteForm, JudgeForm
from portfolio.readers.models import Reader, ReadingTest
from portfolio.readers.standing import standing


@login_required
@require_safe
def readers(request: Request, pk: int) -> HttpResponse:
    """The plain version, who was asked, what they said, and what was rewritten."""
    return _page(request, case_of(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def invite(request: Request, pk: int) -> HttpResponse:
    """A link for somebody by name, to the plain version as it is now."""
    case, now = case_of(request, pk), timezone.now()
    form = InviteForm(sent(request))
    wrong = asking.refusal(asking.plain_text(case)) or _too_many(case)
    if request.method == "POST" and wrong:
        form.add_error(None, wrong)
    if request.method == "POST" and form.is_valid():
        try:
            asked = asking.invite(case, form.save(commit=False), form.lasts, now)
        except NotToBeShown as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The link for %s is made. Nothing was sent.") % asked)
            return _back(case, asked)
    context = {"case": case, "form": form, "wrong": "" if form.is_bound else wrong}
    return render(request, "portfolio/readers/invite.html", context)


@login_required
@require_POST
@in_turn
def revoke(request: Request, pk: int, reader: int) -> HttpResponse:
    """The link leads nowhere from now on. What was answered stays."""
    case, found = _reader(request, pk, reader)
    found.revoke(timezone.now())
    case.touch(timezone.now())
    messages.success(request, _("%s’s link leads nowhere any more.") % found)
    return _back(case, found)


@login_required
@require_POST
@in_turn
def resend(request: Request, pk: int, reader: int) -> HttpResponse:
    """The link holds anew, with words that ask once more; only of somebody who is silent."""
    case, found = _reader(request, pk, reader)
    now = timezone.now()
    if not listing.Asked(found, now).may_be_sent_again:
        messages.error(request, _("%s cannot be asked once more.") % found)
        return _back(case, found)
    found.resend(now, asking.LASTS)
    case.touch(now)
    messages.success(request, _("The words that ask %s once more are below.") % found)
    return _back(case, found)


@login_required
@require_POST
@in_turn
def show(request: Request, pk: int, reader: int) -> HttpResponse:
    """Their link shows the plain version of now."""
    case, found = _reader(request, pk, reader)
    try:
        version = asking.show_newest(found, case, timezone.now())
    except NotToBeShown as error:
        messages.error(request, str(error))
    else:
        case.touch(timezone.now())
        said = _("%(name)s’s link now shows version %(number)d. Tell them; nothing was sent.")
        messages.success(request, said % {"name": found, "number": version.number})
    return _back(case, found)


@login_required
@require_POST
@in_turn
def judge(request: Request, pk: int, test: int) -> HttpResponse:
    """Did they say back what is so?"""
    case, found = _test(request, pk, test)
    form = JudgeForm(request.POST)
    if form.is_valid():
        found.said_right = form.cleaned_data["right"]
        found.save(update_fields=["said_right"])
        case.touch(timezone.now())
    else:
        messages.error(request, _("Say yes or no."))
    return _back(case, found.reader)


@login_required
@require_POST
@in_turn
def clear(request: Request, pk: int, test: int) -> HttpResponse:
    """What confused them is rewritten, in a version newer than the one they read. Answered already,
    the words about it are changed, and no more."""
    case, found = _test(request, pk, test)
    form = ClearForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, case, {found.pk: form})
    if found.cleared_by_id is not None:
        asking.reword(found, form.cleaned_data["cleared_note"])
        case.touch(timezone.now())
        return _back(case, found.reader)
    try:
        asking.clear(found, case, form.cleaned_data["cleared_note"], timezone.now())
    except NotToBeShown as error:
        form.add_error(None, str(error))
        return _page(request, case, {found.pk: form})
    case.touch(timezone.now())
    return _back(case, found.reader)


@login_required
@require_POST
@in_turn
def unclear(request: Request, pk: int, test: int) -> HttpResponse:
    """The rewrite did not answer it after all."""
    case, found = _test(request, pk, test)
    asking.unclear(found)
    case.touch(timezone.now())
    messages.success(request, _("It is open again. What you wrote about it stands in the field."))
    return _back(case, found.reader)


def _page(
    request: Request, case: CaseStudy, forms: Mapping[int, ClearForm] | None = None
) -> HttpResponse:
    """``forms`` that were wrong, by the test they are about."""
    text = asking.plain_text(case)
    wrong = asking.refusal(text)
    versions = list(case.plain_versions.order_by("number"))
    context = {
        "case": case,
        "passage": editing(case, PLAIN),
        "plain": text,
        "wrong": wrong,
        "most": counting.MOST_WORDS,
        "over": words(text) - counting.MOST_WORDS,
        "pieces": list(jargon.pieces(text)),
        "terms": jargon.found(text),
        "asked": listing.everybody(
            case.readers.whole(), timezone.now(), text="" if wrong else text, forms=forms or {}
        ),
        "number": asking.number_of(text, versions[-1] if versions else None),
        "rewrites": listing.rewrites(versions),
        "standing": standing(case),
    }
    return render(request, "portfolio/readers/readers.html", context)


def _too_many(case: CaseStudy) -> str:
    if case.readers.count() < asking.MOST_READERS:
        return ""
    return _("You asked %d people already, which is as many as fit.") % asking.MOST_READERS


def _reader(request: Request, pk: int, reader: int) -> tuple[CaseStudy, Reader]:
    case = case_of(request, pk)
    return case, get_object_or_404(case.readers.whole(), pk=reader)


def _test(request: Request, pk: int, test: int) -> tuple[CaseStudy, ReadingTest]:
    """One that was answered."""
    case = case_of(request, pk)
    tests = ReadingTest.objects.answered().select_related("reader", "version")
    return case, get_object_or_404(tests, pk=test, reader__case_study=case)


def _back(case: CaseStudy, reader: Reader) -> HttpResponse:
    return redirect(f"{reverse('casestudy-readers', args=[case.pk])}#reader-{reader.pk}")

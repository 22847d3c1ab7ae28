"""The address that a passage is saved at, by a script every few seconds or by a form."""

from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_http_methods

from accounts.http import Request, in_turn
from common.http import back_to
from portfolio.casestudies.access import slot_of
from portfolio.casestudies.parts import prompts
from portfolio.casestudies.signed_out import signed_in, wants_json
from portfolio.casestudies.writing import Editing, Sent, sent, took


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@in_turn
def save(request: Request, pk: int, slot: str) -> HttpResponse:
    """A script's GET asks whether its person is still signed in, and for the token to go on with;
    a person's leads to the page on which it is written."""
    case = slot_of(request, pk, slot)
    there = back_to(request, reverse(prompts()[slot].written_on, args=[pk]))
    if request.method != "POST":
        if not wants_json(request):
            return redirect(there)
        return JsonResponse({"token": get_token(request), "person": request.user.pk})
    came = sent(request.POST, slot)
    if came is None:
        return HttpResponseBadRequest()
    now = timezone.now()
    shown = took(Editing(case, prompts()[slot], "", 0), came, now)
    if wants_json(request):
        return JsonResponse(_said(shown, came), status=status_of(shown))
    if shown.wrong or shown.conflict:
        context = {"case": case, "passage": shown}
        return render(request, "portfolio/casestudies/one.html", context, status=status_of(shown))
    return redirect(there)


def status_of(shown: Editing) -> int:
    """What HTTP calls it."""
    if shown.wrong:
        return 400
    return 409 if shown.conflict else 200


def _said(shown: Editing, came: Sent) -> dict[str, Any]:
    """What the script on the page reads."""
    if shown.wrong:
        return {"said": shown.wrong}
    if shown.conflict:
        return {"version": shown.version, "other": shown.conflict.stored}
    at = shown.saved_at and timezone.localtime(shown.saved_at)
    return {
        "version": shown.version,
        "at": formats.time_format(at, "H:i") if at else "",
        "text": shown.text if came.takes_other else None,
        "words": shown.words,
        "terms": shown.terms,
    }

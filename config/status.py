"""A page that says how mail is doing, for anybody who wonders where theirs is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import health


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Last tick, oldest overdue, what was sent, what is not known: figures about nobody."""
    now = timezone.now()
    found = health.mail(now)
    context = {
        "status": found,
        "is_silent": found.tick is None or found.tick > health.SILENT_AFTER,
    }
    return render(request, "status.html", context)

"""The request of somebody who signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import User


class Request(HttpRequest):
    """What a view behind ``login_required`` gets: ``user`` is a person."""

    user: User


View = Callable[..., HttpResponse]


def in_turn(view: View) -> View:
    """What one person sends comes one after the other, each in one transaction. So a form sent
    twice at once finds what the first one did, and nothing is decided on rows that changed since
    they were read. Goes below ``login_required``."""

    @wraps(view)
    def one_at_a_time(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            User.objects.hold(request.user)
            return view(request, *args, **kwargs)

    return one_at_a_time

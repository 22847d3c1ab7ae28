"""The mail provider that tells of bounces and complaints, if one is named: where it posts, how its
posts prove themselves, and how a mail is marked so that what is told can be laid beside it.

Mail leaves by SMTP whatever the provider. django-anymail, which reads what each of them posts, is
an extra: without it, or without a provider, nothing here is mounted.
"""

import json
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from delivery import webhooks

SHORTEST_SECRET = 20
"""Characters of ANYMAIL_WEBHOOK_SECRET: whoever guesses it can stop anybody's mail."""

_MARKS: dict[str, Callable[[str], tuple[str, str]]] = {
    "amazon_ses": lambda uuid: ("X-Metadata", json.dumps({"mail": uuid})),
    "brevo": lambda uuid: ("X-Mailin-custom", json.dumps({"mail": uuid})),
    "mailgun": lambda uuid: ("X-Mailgun-Variables", json.dumps({"mail": uuid})),
    "mailtrap": lambda uuid: ("X-MT-Custom-Variables", json.dumps({"mail": uuid})),
    "mandrill": lambda uuid: ("X-MC-Metadata", json.dumps({"mail": uuid})),
    "postmark": lambda uuid: ("X-PM-Metadata-mail", uuid),
    "resend": lambda uuid: ("X-Metadata", json.dumps({"mail": uuid})),
    "sendgrid": lambda uuid: ("X-SMTPAPI", json.dumps({"unique_args": {"mail": uuid}})),
    "sparkpost": lambda uuid: ("X-MSYS-API", json.dumps({"metadata": {"mail": uuid}})),
}
"""What each gives back of a mail that came by SMTP. The others are asked by Message-ID."""


def mark(uuid: UUID) -> dict[str, str]:
    """The header that the provider gives back when it tells of the mail."""
    made = _MARKS.get(settings.ANYMAIL_PROVIDER)
    return {} if made is None else dict([made(str(uuid))])


def mounted() -> list[URLPattern]:
    """Where the provider posts, with our ear behind it; nothing while something is amiss."""
    if not settings.ANYMAIL_PROVIDER or problems():
        return []
    from anymail.signals import tracking  # an extra: not there everywhere

    tracking.connect(webhooks.on_tracking, dispatch_uid="delivery.webhooks")
    view = _view(settings.ANYMAIL_PROVIDER)
    return [path(f"webhooks/{settings.ANYMAIL_PROVIDER}/", _proved(view), name="mail-webhook")]


def address() -> str:
    """Where the provider is to post; empty when nothing is mounted."""
    return f"{settings.SITE_URL}{reverse('mail-webhook')}" if mounted() else ""


def problems() -> list[CheckMessage]:
    """Why bounces and complaints are not heard although somebody meant them to be."""
    provider, secrets = settings.ANYMAIL_PROVIDER, settings.ANYMAIL["WEBHOOK_SECRET"]
    if not provider and not secrets:
        return []
    if not provider:
        return [_amiss("W001", "ANYMAIL_WEBHOOK_SECRET is set and ANYMAIL_PROVIDER is not.")]
    if not secrets:
        return [_amiss("W002", "ANYMAIL_PROVIDER is set and ANYMAIL_WEBHOOK_SECRET is not.")]
    if find_spec("anymail") is None:
        return [_amiss("E001", "ANYMAIL_PROVIDER is set and django-anymail is not installed.")]
    if provider not in (known := _known()):
        return [_amiss("E002", f"ANYMAIL_PROVIDER is none of {', '.join(sorted(known))}.")]
    if any(":" not in secret or len(secret) < SHORTEST_SECRET for secret in secrets):
        return [
            _amiss(
                "E003",
                "ANYMAIL_WEBHOOK_SECRET is not of the form name:password with "
                f"{SHORTEST_SECRET} characters or more.",
            )
        ]
    return _unmade(provider)


def _unmade(provider: str) -> list[CheckMessage]:
    """A provider that signs its posts has a key of its own, which django-anymail asks for."""
    try:
        made = _known()[provider].callback
        made.view_class(**made.view_initkwargs)
    except (ImproperlyConfigured, ImportError) as error:
        return [_amiss("E004", " ".join(str(error).split()))]
    return []


def _amiss(number: str, words: str) -> CheckMessage:
    made = Error if number.startswith("E") else Warning
    hint = "docs/operations.md, “Bounces and complaints”, says what to set."
    return made(f"{words} No bounce is heard.", hint=hint, id=f"delivery.{number}")


def _known() -> dict[str, Any]:
    """Name and address pattern of every provider whose posts can be read."""
    from anymail.urls import urlpatterns  # an extra: not there everywhere

    suffix = "_tracking_webhook"
    return {
        pattern.name.removesuffix(suffix): pattern
        for pattern in urlpatterns
        if (pattern.name or "").endswith(suffix)
    }


def _view(provider: str) -> Callable[..., HttpResponse]:
    view: Callable[..., HttpResponse] = _known()[provider].callback
    return view


def _proved(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The secret before anything else: nothing of a stranger's post is read. What the provider
    signs is held against its signature afterwards, by django-anymail (400)."""

    @csrf_exempt
    @wraps(view)
    def ask_first(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not _knows_secret(request):
            refused = HttpResponse(status=401)  # some send the secret only when asked like this
            refused["WWW-Authenticate"] = 'Basic realm="webhook"'
            return refused
        return view(request)

    return ask_first


def _knows_secret(request: HttpRequest) -> bool:
    from anymail.utils import get_request_basic_auth  # an extra: not there everywhere

    given = get_request_basic_auth(request) or ""
    return any(
        constant_time_compare(given, secret) for secret in settings.ANYMAIL["WEBHOOK_SECRET"]
    )

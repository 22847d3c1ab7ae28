"""Whose rows these are: a person's, or a visitor's who has not signed up yet.

A visitor is a random key in their session, made when they first send something. What they wrote
goes to the person they become at sign-up or sign-in (``settings.ON_SIGN_IN``); what nobody claims
is forgotten ``KEPT_FOR`` after it was last touched.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User

KEY = "visitor"
KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Owner:
    """A person, or a visitor's key, or nobody yet (a visitor who has sent nothing)."""

    user: User | None = None
    visitor: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Who looks. Never writes."""
        if request.user.is_authenticated:
            return cls(user=request.user)
        return cls(visitor=request.session.get(KEY, ""))

    @classmethod
    def sending(cls, request: HttpRequest) -> Self:
        """Who sends something to be kept: a visitor is given a key now.

        Raises:
            ImmediateHttpResponse: 429, where one address sends ever new visitors.
        """
        owner = cls.of(request)
        if owner.is_nobody:
            if not ratelimit.consume(request, action="visitor"):
                raise ImmediateHttpResponse(ratelimit.respond_429(request))
            request.session[KEY] = secrets.token_hex(16)
            return cls.of(request)
        return owner

    @property
    def is_nobody(self) -> bool:
        return self.user is None and not self.visitor

    @property
    def fields(self) -> dict[str, Any]:
        """What a new row of theirs is made with."""
        if self.is_nobody:
            raise ValueError("Nobody owns nothing: use Owner.sending where something is kept.")
        return {"user": self.user, "visitor": self.visitor}


M = TypeVar("M", bound="Owned")


class OwnedQuerySet(models.QuerySet[M]):
    """The one gate to rows that a visitor may have as well."""

    def of(self, owner: Owner) -> Self:
        """Their rows; nobody has none."""
        if owner.user is not None:
            return self.filter(user=owner.user)
        return self.filter(visitor=owner.visitor) if owner.visitor else self.none()


class Owned(models.Model):
    """A row of a person's or of a visitor's, never of both."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        null=True,
        blank=True,
        editable=False,
    )
    visitor = models.CharField(max_length=32, blank=True, default="", editable=False)
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(visitor=""), name="%(class)s_has_one_owner"
            )
        ]
        indexes = [models.Index(fields=["visitor"], name="%(class)s_of_visitor")]

    @classmethod
    def adopt(cls, visitor: str, user: User) -> None:
        """Give the visitor's rows to the person. Overridden where a person has only one, or where
        the same thing sent twice is one thing; called within a transaction."""
        cls._default_manager.filter(visitor=visitor).update(user=user, visitor="")


def _owned() -> list[type[Owned]]:
    models_of_ours = apps.get_app_config("roadmap").get_models()
    return [model for model in models_of_ours if issubclass(model, Owned)]


def signed_in(request: HttpRequest, user: User) -> None:
    """What a visitor wrote is theirs from now on. Named in ``settings.ON_SIGN_IN``."""
    visitor = request.session.pop(KEY, "")
    if not visitor:
        return
    owned = _owned()
    with transaction.atomic():
        wrote = any(one._default_manager.filter(visitor=visitor).exists() for one in owned)
        for model in owned:
            model.adopt(visitor, user)
    if wrote:
        messages.success(request, _("What you entered before you signed in is kept with you."))


def forget(now: datetime) -> int:
    """Delete what no visitor came back for. Returns how many rows."""
    gone = 0
    for model in _owned():
        stale = model._default_manager.exclude(visitor="").filter(touched_at__lt=now - KEPT_FOR)
        gone += stale.delete()[0]
    return gone

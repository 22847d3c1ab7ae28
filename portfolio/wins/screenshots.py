"""The screenshot of a win: adding, replacing, describing, removing, showing it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.artifacts import serving
from portfolio.artifacts.forms import ArtifactForm
from portfolio.artifacts.taking import Taken, with_picture
from portfolio.wins.models import MOST_BYTES, Screenshot, Win
from portfolio.wins.views import theirs


class ScreenshotForm(forms.ModelForm[Screenshot]):
    """The picture comes last: of a request that is too large only the words arrive."""

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp"}
        ),
        help_text=ArtifactForm.base_fields["picture"].help_text,
    )

    class Meta:
        model = Screenshot
        fields = ["alt"]
        help_texts = {
            "alt": _("For whoever cannot see it: what one should notice in it, in a sentence."),
        }

    def __init__(self, *args: Any, taken: Taken, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.taken.refusal:
            self.add_error("picture", self.taken.refusal)
        elif self.errors and self.taken.encoded:
            self.add_error("picture", _("Choose the picture again: browsers do not keep it."))
        elif not self.taken.encoded and self.instance._state.adding:
            self.add_error("picture", _("Choose a picture first."))
        return data


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_picture
@in_turn
def screenshot(request: Request, pk: int, *, taken: Taken) -> HttpResponse:
    """Add one, take another, or say what it shows."""
    found = theirs(request, pk)
    shown = getattr(found, "screenshot", None)
    taken = _within(taken, _room(request) + (shown.size if shown else 0))
    form = ScreenshotForm(sent(request), instance=shown, taken=taken)
    if request.method == "POST" and form.is_valid():
        keep(found, form)
        messages.success(request, _now("The screenshot is kept."))
        return redirect("win", found.pk)
    context = {"win": found, "form": form, "shown": shown}
    return render(request, "portfolio/wins/screenshot.html", context)


@login_required
@require_POST
@in_turn
def remove(request: Request, pk: int) -> HttpResponse:
    """The line stays."""
    found = theirs(request, pk)
    Screenshot.objects.filter(win=found).delete()
    messages.success(request, _now("The screenshot is removed. The line stays."))
    return redirect("win", found.pk)


@login_required
@require_safe
def picture(request: Request, key: UUID) -> HttpResponse:
    """The bytes, for their owner alone."""
    found = get_object_or_404(Screenshot.objects.for_user(request.user), key=key)
    return serving.answer(found, request=request)


def keep(win: Win, form: ScreenshotForm) -> None:
    """What a valid form says. Another picture has another key: what an address shows never
    changes. Call it in a transaction."""
    encoded, alt = form.taken.encoded, form.cleaned_data["alt"]
    theirs_now = Screenshot.objects.filter(win=win)
    if encoded is None:
        theirs_now.update(alt=alt)
        return
    theirs_now.delete()
    Screenshot.objects.create(
        win=win,
        alt=alt,
        data=encoded.data,
        width=encoded.width,
        height=encoded.height,
        size=len(encoded.data),
    )


def _room(request: Request) -> int:
    """Bytes that the screenshots of their wins may still take."""
    if request.method != "POST":
        return MOST_BYTES
    return MOST_BYTES - Screenshot.objects.for_user(request.user).bytes()


def _within(taken: Taken, room: int) -> Taken:
    if taken.encoded is None or len(taken.encoded.data) <= room:
        return taken
    return Taken(
        refusal=_now(
            "The screenshots of your wins take as much room as there is, 50 MB. Remove one that no "
            "longer matters, then choose this one again."
        )
    )

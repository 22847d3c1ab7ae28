"""What somebody holds: the list, each of them, adding, changing, deleting, and the download."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request, in_turn
from certifications.catalogue.models import Certification
from certifications.goals.models import Goal, Sitting
from certifications.held import export as exporting
from certifications.held.forms import CredentialForm
from certifications.held.models import MOST, RENEWAL_KIND, Credential, TalkThrough
from certifications.held.reminders import following
from certifications.held.windows import Standing, Step, Window, next_step
from common.http import sent, whole_number
from delivery import suppression

RARELY_TYPED = ("number", "url", "renewal_note", "opens_months", "reminded")
"""Fields of the form that stand folded away while a credential is added."""


@dataclass(frozen=True, slots=True)
class Held:
    """A credential as pages show it on a day."""

    credential: Credential
    talks: Sequence[TalkThrough]
    standing: Standing
    step: Step

    @classmethod
    def on(cls, credential: Credential, today: date) -> "Held":
        talks = list(credential.talks.all())
        standing = credential.window.standing(today)
        step = next_step(standing, lacks_date=credential.should_expire, talks=len(talks))
        return cls(credential, talks, standing, step)

    @property
    def window(self) -> Window:
        return self.credential.window

    @property
    def order(self) -> tuple[int, date]:
        """The most pressing first, the earliest expiry among equals."""
        return list(Step).index(self.step), self.credential.expires_on or date.max


@login_required
@require_safe
def credentials(request: Request) -> HttpResponse:
    """Everything held, what needs doing first."""
    today = request.user.today()
    rows = Credential.objects.for_user(request.user).whole()
    held = sorted((Held.on(one, today) for one in rows), key=lambda one: one.order)
    context = {
        "held": held,
        "due": [one for one in held if one.step is Step.RENEW],
        "valid": sum(one.step is not Step.EXPIRED for one in held),
        "stands": suppression.standing(request.user.email, RENEWAL_KIND),
    }
    return render(request, "certifications/held/list.html", context)


@login_required
@require_safe
def credential(request: Request, pk: int) -> HttpResponse:
    """One of them: its renewal, its talk-throughs, its facts."""
    found = get_object_or_404(Credential.objects.for_user(request.user).whole(), pk=pk)
    today = request.user.today()
    held = Held.on(found, today)
    written = {talk.kind: talk for talk in held.talks}
    context = {
        "held": held,
        "credential": found,
        "facts": found.facts,
        "renewals": list(found.renewals.all()),
        "next_mail": following(found.expires_on, today) if found.expires_on else None,
        "talks": [(kind, written.get(kind)) for kind in TalkThrough.Kind],
        "stands": suppression.standing(request.user.email, RENEWAL_KIND),
    }
    return render(request, "certifications/held/credential.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def add(request: Request) -> HttpResponse:
    """Another one; a goal that was passed, or an entry of the catalogue, is filled in already."""
    goal = _goal(request)
    if goal is not None and (made := Credential.objects.filter(goal=goal).first()):
        return redirect("credential", made.pk)
    form = CredentialForm(
        sent(request),
        instance=Credential(user=request.user, goal=goal),
        initial=_filled_in(request, goal),
        today=request.user.today(),
    )
    if request.method == "POST" and Credential.objects.for_user(request.user).count() >= MOST:
        form.add_error(None, _("You keep %d already, which is as many as fit.") % MOST)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    return _form(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def change(request: Request, pk: int) -> HttpResponse:
    """Other dates, another name, its link."""
    found = get_object_or_404(Credential.objects.for_user(request.user), pk=pk)
    form = CredentialForm(sent(request), instance=found, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    return _form(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def delete(request: Request, pk: int) -> HttpResponse:
    """It is not held, or not wanted here. A GET says what goes with it."""
    found = get_object_or_404(Credential.objects.for_user(request.user).whole(), pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("%(name)s is deleted.") % {"name": found.name})
        return redirect("credentials")
    return render(request, "certifications/held/delete.html", {"credential": found})


@login_required
@require_safe
def export(request: Request) -> HttpResponse:
    """The table for a spreadsheet, which can be read in again."""
    text = exporting.as_csv(Credential.objects.for_user(request.user))
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="credentials.csv"'
    return answer


def _kept(request: Request, form: CredentialForm) -> HttpResponse:
    kept = form.save()
    if form.worked_out and kept.expires_on:
        said = _("Kept. By the catalogue’s validity it expires on %(day)s; look it up.")
        messages.success(request, said % {"day": formats.date_format(kept.expires_on, "j F Y")})
    else:
        messages.success(request, _("Kept."))
    return redirect("credential", kept.pk)


def _form(request: Request, form: CredentialForm) -> HttpResponse:
    made = Credential.objects.filter(pk=form.instance.pk).first() if form.instance.pk else None
    context = {
        "form": form,
        "credential": made,
        "earlier": None if made else _earlier(request, form.initial.get("certification")),
        "rarely": [form[name] for name in RARELY_TYPED],
        "is_open": made is not None or any(name in form.errors for name in RARELY_TYPED),
    }
    return render(request, "certifications/held/form.html", context)


def _earlier(request: Request, certification: Certification | int | None) -> Credential | None:
    """What is kept of the same already: passing it again renews that."""
    if certification is None:
        return None
    mine = Credential.objects.for_user(request.user).filter(certification=certification)
    return mine.exclude(expires_on=None).order_by("expires_on").last()


def _goal(request: Request) -> Goal | None:
    """The goal that the address names, if it is theirs and was passed."""
    asked = whole_number(request.GET.get("goal", ""))
    if asked is None:
        return None
    passed = Goal.objects.for_user(request.user).filter(state=Goal.State.PASSED)
    return passed.filter(pk=asked).first()


def _filled_in(request: Request, goal: Goal | None) -> dict[str, Any]:
    if goal is not None:
        passed = Sitting.objects.filter(goal=goal, passed=True).last()
        on = passed.on if passed else goal.exam_on
        return {"certification": goal.certification_id, "issued_on": on}
    slug = request.GET.get("certification", "").replace("\0", "")
    return {"certification": Certification.objects.filter(slug=slug).first()}

"""What stands beside the words of a case study: adding, changing, removing it, and its picture."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request, in_turn
from common.http import sent
from portfolio.artifacts import keeping, serving
from portfolio.artifacts.forms import ArtifactForm
from portfolio.artifacts.models import MOST, MOST_BYTES, Artifact, Kind, Picture
from portfolio.artifacts.scaffolds import SCAFFOLDS
from portfolio.artifacts.taking import Taken, with_picture
from portfolio.casestudies.access import case_of
from portfolio.casestudies.models import CaseStudy


@login_required
@require_safe
def artifacts(request: Request, pk: int) -> HttpResponse:
    """All of a case study."""
    case = case_of(request, pk)
    found = list(Artifact.objects.filter(case_study=case).with_pictures())
    context = {"case": case, "artifacts": found, "is_full": len(found) >= MOST}
    return render(request, "portfolio/artifacts/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_picture
@in_turn
def add(request: Request, pk: int, *, taken: Taken) -> HttpResponse:
    """Another one; the address may name its kind."""
    case = case_of(request, pk)
    asked = request.GET.get("kind", "")
    form = ArtifactForm(
        sent(request),
        instance=Artifact(case_study=case),
        initial={"kind": asked if asked in Kind.values else ""},
        taken=taken.within(_room(request)),
    )
    if request.method == "POST" and Artifact.objects.filter(case_study=case).count() >= MOST:
        form.add_error(None, _("It has %d artifacts, which is as many as fit.") % MOST)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    return _form(request, case, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@with_picture
@in_turn
def change(request: Request, pk: int, artifact: int, *, taken: Taken) -> HttpResponse:
    """Other words, another picture, none."""
    case = case_of(request, pk)
    found = _artifact(case, artifact)
    shown = getattr(found, "picture", None)
    form = ArtifactForm(
        sent(request),
        instance=found,
        taken=taken.within(_room(request) + (shown.size if shown else 0)),
        has_picture=shown is not None,
    )
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    return _form(request, case, form, shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def remove(request: Request, pk: int, artifact: int) -> HttpResponse:
    """It goes with its picture and its text. A GET says so."""
    case = case_of(request, pk)
    found = _artifact(case, artifact)
    if request.method == "POST":
        keeping.remove(found, timezone.now())
        messages.success(request, _("%(title)s is removed.") % {"title": found.title})
        return redirect("artifacts", case.pk)
    context = {"case": case, "artifact": found}
    return render(request, "portfolio/artifacts/remove.html", context)


@login_required
@require_safe
def picture(request: Request, key: UUID) -> HttpResponse:
    """The bytes, for their owner alone."""
    found = get_object_or_404(Picture.objects.for_user(request.user), key=key)
    return serving.answer(found, request=request)


def _artifact(case: CaseStudy, pk: int) -> Artifact:
    return get_object_or_404(Artifact.objects.filter(case_study=case).with_pictures(), pk=pk)


def _room(request: Request) -> int:
    """Bytes that the person's pictures may still take."""
    if request.method != "POST":
        return MOST_BYTES
    return MOST_BYTES - Picture.objects.for_user(request.user).bytes()


def _kept(request: Request, form: ArtifactForm) -> HttpResponse:
    """Refused, the picture alone is not kept: the page to add another is the next one."""
    kept = keeping.keep(form, timezone.now())
    if refusal := form.taken.refusal:
        messages.error(request, _("The text is kept, the picture is not. %s") % refusal)
        return redirect("artifact-change", kept.case_study_id, kept.pk)
    if form.taken.encoded and not kept.alt:
        messages.success(request, _("Kept. What the picture shows is not said yet."))
    else:
        messages.success(request, _("Kept."))
    return redirect("artifacts", kept.case_study_id)


def _form(
    request: Request, case: CaseStudy, form: ArtifactForm, shown: Picture | None = None
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "picture": shown,
        "scaffolds": SCAFFOLDS,
        "kind": form["kind"].value(),
    }
    return render(request, "portfolio/artifacts/form.html", context)

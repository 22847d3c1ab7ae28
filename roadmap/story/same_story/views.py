"""The pages of the check."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request, in_turn
from roadmap.story.same_story import standing
from roadmap.story.same_story.forms import PasteForm
from roadmap.story.same_story.models import CurrentText, Waived, Where


@login_required
@require_safe
def same_story(request: Request) -> HttpResponse:
    """What disagrees, the worst first, and what was compared."""
    context = {"standing": standing.standing(request.user)}
    return render(request, "roadmap/story/same_story/same_story.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_turn
def paste(request: Request) -> HttpResponse:
    """The texts as they stand elsewhere; what is kept stands ready."""
    form = PasteForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save(timezone.now())
        messages.success(request, _("Kept and compared."))
        return redirect("same-story")
    kept = CurrentText.objects.for_user(request.user)
    return render(request, "roadmap/story/same_story/paste.html", {"form": form, "kept": kept})


@login_required
@require_POST
@in_turn
def forget(request: Request) -> HttpResponse:
    """One pasted text is deleted; the résumé is the proof sheet's and is deleted there."""
    where = request.POST.get("where", "")
    if where not in Where.values:
        raise Http404
    CurrentText.objects.for_user(request.user).filter(where=where).delete()
    messages.success(request, _("Deleted: it is compared no more."))
    return redirect("same-story-paste")


@login_required
@require_POST
@in_turn
def waive(request: Request) -> HttpResponse:
    """These two may differ. What no longer stands is forgotten on the way."""
    key = request.POST.get("key", "")
    standing_now = standing.keys(request.user)
    Waived.objects.for_user(request.user).exclude(key__in=standing_now).delete()
    if key not in standing_now:
        messages.info(request, _("One of the two has changed since. This is how they stand now."))
        return redirect("same-story")
    Waived.objects.get_or_create(user=request.user, key=key)
    messages.success(request, _("They may differ. It is said anew when one of them changes."))
    return redirect("same-story")


@login_required
@require_POST
@in_turn
def unwaive(request: Request) -> HttpResponse:
    """They may not, after all."""
    key = request.POST.get("key", "")
    Waived.objects.for_user(request.user).filter(key=key).delete()
    messages.success(request, _("It stands among the others again."))
    return redirect("same-story")
